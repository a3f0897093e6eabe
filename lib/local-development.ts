import { join, resolve } from 'path';
import { Construct } from 'constructs';
import { BuildFiles } from './build/build-files';
import { imageName } from './build/image-name';
import { isForeign, writeOwnFile } from './build/own-file';
import { Problems, received } from './core/problems';
import { composeFile } from './development/compose-file';
import { DevelopmentTool, LocalDevelopmentProps } from './development/local-development-props';
import { localImages, relativePath } from './development/local-image';
import { skaffoldFile } from './development/skaffold-file';
import { tiltfile } from './development/tiltfile';
import { composeText, shellWord } from './dockerfile/quoting';

/** What is written for each tool, and other names that the tool would look for: nobody's file is put aside by a new one. */
const FILES: { readonly [tool in DevelopmentTool]: readonly string[] } = {
  [DevelopmentTool.COMPOSE]: ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'],
  [DevelopmentTool.SKAFFOLD]: ['skaffold.yaml', 'skaffold.yml'],
  [DevelopmentTool.TILT]: ['Tiltfile'],
};

/**
 * Runs the images of an App on a developer's machine, from the same Dockerfiles: a compose file with the sources mounted,
 * servers that reload, the front end, workers, PostgreSQL and Redis; or files of Skaffold and Tilt.
 *
 * `App.synth()` writes them beside the program, and only over files that it wrote itself.
 */
export class LocalDevelopment extends Construct {
  private readonly directory: string;
  private readonly tools: DevelopmentTool[];
  private readonly files: BuildFiles;

  /**
   * Writes the files with the next synth.
   *
   * @param scope the App, or anything below it: the files are for all images of the App
   * @throws when an option is none
   */
  public constructor(scope: Construct, id: string, private readonly props: LocalDevelopmentProps = {}) {
    super(scope, id);
    this.files = BuildFiles.of(this);
    this.tools = [...new Set(props.tools ?? [DevelopmentTool.COMPOSE])];
    this.directory = resolve(this.files._cwd, props.directory ?? '.');
    const problems = new Problems();
    if (this.tools.length === 0) problems.add('tools is empty; leave it out for a compose file');
    for (const [name, value] of Object.entries(props.environment ?? {})) {
      problems.attempt(() => composeText(value));
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) problems.add(`environment: ${received(name)} is no name of a variable`);
    }
    for (const [option, image] of [['postgresImage', props.postgresImage], ['redisImage', props.redisImage]] as const) {
      if (image !== undefined && !/^[\w./:@-]+$/.test(image)) problems.add(`${option} is no reference of an image, got ${received(image)}`);
    }
    problems.throwIfAny(this.node.path);
    this.files._alsoWrite((folder) => this.write(folder));
    this.node.addValidation({ validate: () => this.problems() });
  }

  /**
   * The command that gives the built images to a cluster of kind, to be run after the bake command.
   * @see https://kind.sigs.k8s.io/docs/user/quick-start/#loading-an-image-into-your-cluster
   */
  public get kindLoadCommand(): string {
    return ['kind', 'load', 'docker-image', ...this.references].map(shellWord).join(' ');
  }

  /**
   * The command that gives the built images to minikube, to be run after the bake command.
   * @see https://minikube.sigs.k8s.io/docs/commands/image/
   */
  public get minikubeLoadCommand(): string {
    return ['minikube', 'image', 'load', ...this.references].map(shellWord).join(' ');
  }

  private get references(): string[] {
    return this.files._images.map(({ repository, tag }) => `${repository}:${tag}`);
  }

  /** A file of somebody else stops synth, before anything is written. */
  private problems(): string[] {
    const foreign = this.tools.flatMap((tool) => FILES[tool]).map((name) => join(this.directory, name)).filter(isForeign)
      .map((path) => `'${path}' is there and was not written by this library, so it is left alone; move it, or give another directory`);
    return this.files._images.length === 0 ? ['there is no image in this App to develop; add a PythonVenvImage, or remove this construct'] : foreign;
  }

  private write(folder: string): void {
    const { postgresImage, redisImage, environment } = this.props;
    const images = localImages(this.files._images, folder, this.directory);
    const [first] = images;
    if (first === undefined) return;
    const name = imageName(first.image.path.split('/')[0]);
    const outdir = relativePath(this.directory, this.files._outdir ?? folder);
    const texts: { readonly [tool in DevelopmentTool]: () => string } = {
      [DevelopmentTool.COMPOSE]: () => composeFile({
        name,
        images,
        environment: Object.entries(environment ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)),
        serviceImages: { postgres: postgresImage ?? 'postgres:17', redis: redisImage ?? 'redis:7' },
        cwd: this.files._cwd,
        directory: this.directory,
      }),
      [DevelopmentTool.SKAFFOLD]: () => skaffoldFile(name, images, `${outdir}/*.yaml`),
      [DevelopmentTool.TILT]: () => tiltfile(images, outdir),
    };
    this.tools.forEach((tool) => writeOwnFile(join(this.directory, FILES[tool][0]), texts[tool]()));
  }
}
