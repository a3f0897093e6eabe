import { writeLockFile } from './lock-file';
import { pinManifests } from './pin-manifests';
import { Digests, readMetadata } from './pushed-images';

/**
 * The digests of the images that a build pushed: to run in every environment exactly what was built once.
 *
 * `docker buildx bake … --push --metadata-file metadata.json` writes them down; the command `cdk8s-python-venv pin` does the
 * same as this class.
 */
export class ImageDigests {
  /**
   * Reads what a build pushed.
   *
   * @param path the file that `--metadata-file` named, relative to the current directory, or absolute
   * @throws when it tells of no image that synth named, or a digest does not parse
   * @see https://docs.docker.com/reference/cli/docker/buildx/bake/#metadata-file
   */
  public static fromMetadataFile(path: string): ImageDigests {
    return new ImageDigests(readMetadata(path), path);
  }

  /**
   * The images, `repository:tag`, sorted.
   */
  public readonly images: string[];

  private constructor(private readonly digests: Digests, private readonly source: string) {
    this.images = [...digests.keys()].sort();
  }

  /**
   * The reference of an image with its digest: `repository:tag@sha256:…`.
   *
   * @param image `repository:tag`, as `PythonVenvBuild.image` has it
   * @throws when the build did not push it
   */
  public pinned(image: string): string {
    const digest = this.digests.get(image);
    if (digest === undefined) throw new Error(`'${this.source}' does not tell of ${image}, but of ${this.images.join(', ')}; build and push it`);
    return `${image}@${digest}`;
  }

  /**
   * Gives every image in the manifests below a folder its digest; nothing else in the files changes.
   *
   * @param folder the folder that synth wrote: `dist`
   * @returns the paths of the files that changed
   * @throws when a manifest runs another tag of a repository than the one that was pushed, or none of them: then no file is changed
   */
  public pinManifests(folder: string): string[] {
    return [...pinManifests(folder, this.digests, this.source).changed];
  }

  /**
   * Writes the digests down for the next synth of images with that `lockFile`. Images of other repositories stay in it.
   *
   * @param path the file, made when missing
   */
  public writeLockFile(path: string): void {
    writeLockFile(path, this.digests);
  }
}
