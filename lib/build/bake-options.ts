/**
 * How an image is built and pushed: what the bake file says beyond the Dockerfile. None of it changes the tag.
 *
 * @see https://docs.docker.com/build/bake/reference/
 */
export interface BakeOptions {
  /**
   * Tags that the image gets beside the one made from its content, for people to read: `['latest', '1.4']`. Manifests never
   * name them.
   * @default - none
   */
  readonly tags?: string[];

  /**
   * Groups of the bake file that the image is in beside `default`, so that a few images can be built alone:
   * `docker buildx bake -f … web`. Each has its release group: `web-release`.
   * @default - none
   */
  readonly groups?: string[];

  /**
   * OCI annotations of the image's manifest and of the index above it; the tag and the revision are annotations already.
   * @see https://docs.docker.com/build/metadata/annotations/
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Where the release group takes layers from, each a reference or what `--cache-from` takes: `type=gha,scope=shop`.
   * `[]` for nowhere.
   * @see https://docs.docker.com/build/cache/backends/
   * @default - the tag `buildcache` of the repository
   */
  readonly cacheFrom?: string[];

  /**
   * Where the release group puts layers, each a reference or what `--cache-to` takes: `type=gha,scope=shop,mode=max`.
   * `[]` for nowhere.
   * @see https://docs.docker.com/build/cache/backends/
   * @default - the tag `buildcache` of the repository, with the layers of every stage (mode=max)
   */
  readonly cacheTo?: string[];

  /**
   * Whether the release group attaches a list of all packages to the image (SBOM). BuildKit pulls an image that makes it.
   * @see https://docs.docker.com/build/metadata/attestations/sbom/
   * @default false
   */
  readonly sbom?: boolean;

  /**
   * The image that makes the list, for those who have it in a registry of their own. Given, `sbom` is true.
   * @default - BuildKit's: docker/buildkit-syft-scanner
   */
  readonly sbomGenerator?: string;
}
