/**
 * A program that builds images, for a script of plain commands in place of the bake file.
 */
export class BuildTool {
  /**
   * `docker buildx build`, with a builder of its own: `docker buildx create --use`.
   * @see https://docs.docker.com/reference/cli/docker/buildx/build/
   */
  public static readonly DOCKER = new BuildTool('docker');

  /**
   * `buildctl build`, for a BuildKit daemon without Docker.
   * @see https://github.com/moby/buildkit
   */
  public static readonly BUILDCTL = new BuildTool('buildctl');

  /**
   * `buildah build`, which needs no daemon. It knows neither attestations nor a cache in a registry for every stage.
   * @see https://github.com/containers/buildah
   */
  public static readonly BUILDAH = new BuildTool('buildah');

  private constructor(
    /**
     * The program.
     */
    public readonly program: string,
  ) {}
}
