import { join, resolve } from 'path';
import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { renderBakeFile } from './bake-file';
import { buildScript } from './build-script';
import { BuildTool } from './build-tool';
import { allTags, BuiltImage, versionLabels } from './built-image';
import { bakeCommand, dockerBuildCommand, fromHere } from './commands';
import { secretSource } from './image-secrets';
import { OncePerTurn } from './once-per-turn';
import { OutputFolder, outputFolder } from './output-folder';
import { Readings } from './readings';
import { Files, writeFiles, writeTogether } from './write-files';
import { checkText } from '../dockerfile/text-check';

/** Shared by several copies of the library in one program, so that an App still gets one bake file. */
const KEY = Symbol.for('cdk8s-python-venv.build-files');

/**
 * The build files of one App: a Dockerfile and its ignore file for each image, and one bake file for all.
 *
 * `App.synth()` writes them below `images` in the App's output folder, once every validation of the whole App is clean.
 */
export class BuildFiles {
  /**
   * The build files of the App that a construct belongs to.
   *
   * @param scope any construct below the App, or the App itself
   */
  public static of(scope: IConstruct): BuildFiles {
    const root = scope.node.root as IConstruct & { [KEY]?: BuildFiles };
    if (!root[KEY]) Object.defineProperty(root, KEY, { value: new BuildFiles(root) });
    return root[KEY] as BuildFiles;
  }

  /**
   * Where synth runs, read once: every path of the build files is relative to it.
   * @internal
   */
  public readonly _cwd = process.cwd();

  /** @internal */
  public readonly _readings = new Readings();

  private readonly images: BuiltImage[] = [];
  private readonly done = new OncePerTurn<true>();
  private readonly severalCharts = new OncePerTurn<boolean>();
  private readonly printed = new Set<string>();
  private readonly writers: Array<(folder: string) => void> = [];
  private validating = false;

  private constructor(private readonly root: IConstruct) {
    // The only hook that an unmodified App has in every language: decision 0001.
    if (this.outdir !== undefined) root.node.addValidation({ validate: () => this.validateThenWrite() });
  }

  /**
   * The command that builds every image, to be run in the directory where synth ran.
   * @throws when there is no App above the images, or no image
   */
  public get bakeCommand(): string {
    const { path } = this.folder();
    return bakeCommand(this._cwd, join(path, 'docker-bake.hcl'), this.foldersOfBake(path), this.images.flatMap(({ secrets }) => secrets));
  }

  /**
   * A POSIX shell script that builds and pushes every image as the bake file's group `release` does, with the plain commands
   * of another program; to be run in the directory where synth ran. What the registry has already is not built.
   *
   * @param tool the program that builds
   * @throws when there is no App above the images
   */
  public buildScript(tool: BuildTool): string {
    return buildScript(tool, { cwd: this._cwd, folder: this.folder().path }, this._images);
  }

  /**
   * Writes the build files of all images into a folder of your choice: for those who never call `App.synth()`, and for
   * `cdk8s synth --stdout`, which keeps manifests only.
   *
   * @param directory made when missing; relative to the directory where synth runs, or absolute
   * @returns the paths of the files
   * @throws when a validation of any construct fails: then nothing is written
   */
  public writeBuildFiles(directory: string): string[] {
    const errors = this.problemsOfAll();
    if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
    const folder = resolve(this._cwd, directory);
    const files = this.render(folder);
    writeFiles(folder, files);
    return [...files.keys()].sort().map((name) => join(directory, name));
  }

  /** @internal */
  public _register(image: BuiltImage): void {
    this.images.push(image);
    this.done.forget();
  }

  /** @internal */
  public get _hasSeveralCharts(): boolean {
    return this.severalCharts.get('', () => this.root.node.children.filter((child) => Chart.isChart(child)).length > 1);
  }

  /**
   * Whether this synth has found everything valid: cdk8s asks again for each of several charts, in the same turn.
   * @internal
   */
  public get _isSettled(): boolean {
    return this.done.peek('') === true && this._hasSeveralCharts;
  }

  /**
   * Images of the App, sorted by name.
   * @internal
   */
  public get _images(): BuiltImage[] {
    return [...this.images].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /**
   * Adds what is written with the build files, once everything is valid; told the folder of the build files.
   * @internal
   */
  public _alsoWrite(write: (folder: string) => void): void {
    this.writers.push(write);
  }

  /** @internal */
  public _dockerBuildCommand(image: BuiltImage): string {
    return dockerBuildCommand(this._cwd, this.folder().path, image);
  }

  /**
   * The folder that synth writes, when an App is above; absolute.
   * @internal
   */
  public get _outdir(): string | undefined {
    return this.outdir === undefined ? undefined : resolve(this._cwd, this.outdir);
  }

  /** Validations run before anything is rendered, once and again for each chart; what was written then is not looked at again. */
  private validateThenWrite(): string[] {
    if (this.validating || this.images.length === 0 || this._isSettled) return [];
    if (this.problemsOfAll().length > 0) return []; // each construct reports its own
    this.done.set('', true);
    this.printWarnings();
    const folder = this._outdir === undefined ? undefined : outputFolder(this._outdir);
    if (!folder) {
      this.print('cdk8s synth --stdout keeps manifests only; call writeBuildFiles(directory) for the Dockerfiles and the bake file');
      return [];
    }
    writeFiles(folder.path, this.render(folder.path));
    this.writers.forEach((write) => write(folder.path));
    if (folder.helmChart) writeTogether([[join(folder.helmChart, '.helmignore'), '# Dockerfiles and the bake file are no part of the chart.\nimages/\n']]);
    return [];
  }

  /**
   * Bake takes a name for one thing, a group or a target.
   * @internal
   */
  public _groupProblems({ bake: { groups = [] } }: BuiltImage): string[] {
    if (groups.length === 0) return [];
    const targets = this.images.flatMap(({ name }) => [name, `${name}-release`]);
    return groups.filter((group) => targets.includes(group) || targets.includes(`${group}-release`))
      .map((group) => `bake.groups has '${group}', which is the name of an image in the bake file; give the group another`);
  }

  private problemsOfAll(): string[] {
    this.validating = true;
    try {
      return this.root.node.findAll().flatMap((construct) => construct.node.validate().map((error) => `[${construct.node.path}] ${error}`));
    } finally {
      this.validating = false;
    }
  }

  private render(folder: string): Files {
    checkText('the folder of the build files', folder, false); // a comment of the bake file names it
    const images = this._images;
    const bakeFile = join(folder, 'docker-bake.hcl');
    const outside = this.foldersOfBake(folder);
    const secrets = images.flatMap((image) => image.secrets);
    const header = [
      'Generated by cdk8s-python-venv. Run in the directory where synth ran:',
      `  ${bakeCommand(this._cwd, bakeFile, outside, secrets)}`,
      `  ${bakeCommand(this._cwd, bakeFile, outside, secrets, 'release')} --push`,
      'or one image at a time:',
      ...images.map((image) => `  ${dockerBuildCommand(this._cwd, folder, image)}`),
    ];
    const targets = images.map((image) => ({
      name: image.name,
      context: fromHere(this._cwd, image.context),
      dockerfile: fromHere(image.context, join(folder, image.name, 'Dockerfile')),
      tags: allTags(image),
      labels: versionLabels(image),
      platforms: image.platforms,
      repository: image.repository,
      secrets: image.secrets.map(secretSource),
      options: image.bake,
    }));
    return new Map([
      ['docker-bake.hcl', renderBakeFile(header, targets)],
      ...images.flatMap((image) => [
        [`${image.name}/Dockerfile`, image.dockerfile] as const,
        [`${image.name}/Dockerfile.dockerignore`, image.ignoreFile] as const,
      ]),
    ]);
  }

  /** Folders that bake reads: every context, and where the Dockerfiles are. */
  private foldersOfBake(folder: string): string[] {
    return [...this.images.map((image) => image.context), folder];
  }

  private folder(): OutputFolder {
    const folder = this._outdir === undefined ? undefined : outputFolder(this._outdir);
    if (!folder) throw new Error('there is no App above the images, or it keeps manifests only (--stdout), so no file is written; call writeBuildFiles(directory)');
    return folder;
  }

  private get outdir(): string | undefined {
    const outdir: unknown = Reflect.get(this.root, 'outdir');
    return typeof outdir === 'string' ? outdir : undefined;
  }

  private printWarnings(): void {
    for (const image of this.images) {
      image.pendingWarnings().forEach(({ code, message }) => this.print(`[${image.path}] ${message} (${code})`));
    }
  }

  /** Once, however often synth validates. */
  private print(text: string): void {
    if (this.printed.has(text)) return;
    this.printed.add(text);
    process.stderr.write(`warning: ${text}\n`);
  }
}
