import { relative, resolve, sep } from 'path';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { pinBases } from './build/base-lock';
import { BuildFiles } from './build/build-files';
import type { BuildPlan } from './build/build-plan';
import { BuiltImage } from './build/built-image';
import { checkProps } from './build/check-props';
import { contentTag } from './build/content-tag';
import { singleStage } from './build/dockerfiles';
import type { LocalProcess } from './build/image-development';
import { imageName } from './build/image-name';
import { imageSecrets } from './build/image-secrets';
import { locked } from './build/lock-file';
import { OncePerTurn } from './build/once-per-turn';
import { PythonVenvBuildProps } from './build/python-venv-build-props';
import { Finding } from './core/finding';
import { ACKNOWLEDGED_METADATA, ImageWarning, WARNING_METADATA } from './core/image-warning';
import { Problems, received } from './core/problems';
import { didYouMean } from './core/suggestion';
import { renderDockerfile } from './dockerfile/render';
import { DISAGREEMENTS } from './kubernetes/agreement';
import { hardenedContainer, temporaryVolume } from './kubernetes/container';
import { ImageFacts } from './kubernetes/image-facts';
import { harden } from './kubernetes/pod-security';
import { locateContext } from './project/app-directory';
import { AppStage } from './python/app-stage-kind';

/** Everything that can be acknowledged. */
const CODES = [
  'python-end-of-life', 'node-end-of-life', 'base-not-pinned', 'node-lock-missing', 'dependencies-not-locked', 'dependency-confusion', 'native-package-gone',
  'files-not-kept', 'image-not-pinned', ...DISAGREEMENTS,
];

/**
 * The image of a Python web application, without anything that runs it: for workloads written by hand.
 *
 * Its Dockerfile has up to three stages: static assets built by Node, dependencies installed into a virtualenv by the
 * full Python image, and the slim image that receives both. `PythonVenvImage` adds a Deployment and a Service.
 */
export class PythonVenvBuild extends Construct {
  /**
   * The image's reference with its tag, a plain string: `registry.example.com/shop:c0123456789abcdef012`. With a lock file that
   * knows the tag, its digest follows: `@sha256:…`.
   */
  public readonly image: string;

  /**
   * Where the image is pushed and pulled, without the tag.
   */
  public readonly repository: string;

  /**
   * `c` and 19 hexadecimal digits that stand for everything the build reads: the same input has the same tag, and any
   * change of it another. It fits a label's value and the end of a Job's name.
   */
  public readonly tag: string;

  /**
   * The port that the server listens on.
   */
  public readonly port: number;

  /**
   * The user that the server runs as.
   */
  public readonly uid: number;

  /**
   * The group that the server runs as.
   */
  public readonly gid: number;

  /**
   * The text of the Dockerfile that synth writes.
   */
  public readonly dockerfile: string;

  /**
   * The text of the ignore file that synth writes beside the Dockerfile. It holds the application's own rules.
   */
  public readonly ignoreFile: string;

  private readonly command: readonly string[];
  private readonly isMinimal: boolean;
  private readonly decided: readonly Finding[];
  private readonly raised: readonly ImageWarning[];
  private readonly acknowledged = new Set<string>();
  private readonly plan: BuildPlan;
  private readonly contextDigest: string;
  private readonly built: BuiltImage;
  private temporary?: kplus.Volume;
  private readonly unchanged = new OncePerTurn<string[]>();

  /**
   * Reads the application's directory and decides everything about the image: nothing after this can change it.
   *
   * @throws one error that names the construct and everything that is wrong with the options and the directory
   */
  public constructor(scope: Construct, id: string, props: PythonVenvBuildProps) {
    super(scope, id);
    const problems = new Problems();
    this._checkProps(props, problems);
    const files = BuildFiles.of(this);
    const context = problems.attempt(() => locateContext(props.context, files._cwd));
    if (context === undefined) throw problems.toError(this.node.path);
    const platforms = [...(props.platforms ?? [])];
    const lockFile = props.lockFile === undefined ? undefined : resolve(files._cwd, props.lockFile);
    const lock = problems.attempt(() => lockFile === undefined ? undefined : files._readings.lock(lockFile));
    const { ignore, directory, planned } = files._readings.application(
      props, { context, written: inside(context, [files._outdir, lockFile]), mounted: this._mounted(props) }, problems,
    );
    const { plan, findings, warnings, development } = problems.attempt(() => pinBases(planned, props.baseLockFile, files._cwd)) ?? planned;
    const secrets = imageSecrets(plan, problems);
    problems.throwIfAny(this.node.path);
    const dockerfile = files._readings.dockerfile(plan);
    // what only the renderer refuses, such as a file's name that no COPY can hold
    this.dockerfile = problems.attempt(() => files._readings.text(dockerfile)) ?? '';
    problems.throwIfAny(this.node.path);

    this.ignoreFile = ignore.text;
    this.plan = plan;
    this.repository = props.repository;
    this.port = plan.python.port;
    this.uid = plan.python.uid;
    this.gid = plan.python.gid;
    this.command = [...plan.python.command];
    this.isMinimal = plan.python.appStage === AppStage.MINIMAL;
    this.decided = findings;
    this.contextDigest = files._readings.digest(context, directory.walk);
    this.tag = contentTag({
      dockerfile: this.dockerfile,
      ignoreFile: ignore.hashed,
      images: dockerfile.images,
      platforms,
      revision: props.revision ?? '',
      context: this.contextDigest,
    });
    const reference = `${this.repository}:${this.tag}`;
    const pin = lock === undefined ? {} : locked(lock, props.lockFile ?? '', reference);
    this.image = pin.digest === undefined ? reference : `${reference}@${pin.digest}`;
    this.raised = [...warnings, ...(pin.missing === undefined ? [] : [{ code: 'image-not-pinned', message: pin.missing }])];
    this.raised.forEach((warning) => this.node.addMetadata(WARNING_METADATA, warning));
    this.built = {
      path: this.node.path,
      name: imageName(this.node.path),
      context,
      dockerfile: this.dockerfile,
      ignoreFile: this.ignoreFile,
      repository: this.repository,
      tag: this.tag,
      revision: props.revision,
      platforms,
      bake: structuredClone(props.bake ?? {}),
      secrets,
      pendingWarnings: () => this.warnings,
      development: () => ({ id, plan, stage: dockerfile.stages[dockerfile.stages.length - 1].name, facts: development(), ...this._local }),
    };
    files._register(this.built);
    this.node.addValidation({ validate: () => files._isSettled ? [] : this.unchanged.get('', () => [...this.validateUnchanged(), ...files._groupProblems(this.built)]) });
  }

  /**
   * What was decided about the image, each with its evidence.
   */
  public get findings(): Finding[] {
    return [...this.decided];
  }

  /**
   * What will hurt later and was not acknowledged. Synth prints each once on stderr.
   */
  public get warnings(): ImageWarning[] {
    return this.raised.filter((warning) => !this.acknowledged.has(warning.code));
  }

  /**
   * The same definition as a Dockerfile of one stage, to compare sizes with. It is never written.
   */
  public get singleStageDockerfile(): string {
    return renderDockerfile(singleStage(this.plan));
  }

  /**
   * The command that builds the image without bake, to be run in the directory where synth ran.
   * @throws when there is no App above, so that no Dockerfile is written
   */
  public get dockerBuildCommand(): string {
    return BuildFiles.of(this)._dockerBuildCommand(this.built);
  }

  /**
   * Silences a warning, or a disagreement between image and Pod, that was read and accepted. The reason is kept in the
   * construct's metadata.
   *
   * @param code the warning's code, such as `python-end-of-life`
   * @param reason why it is accepted, for those who read the code later
   * @throws on a code that no image can have, or an empty reason
   */
  public acknowledgeWarning(code: string, reason: string): void {
    if (!CODES.includes(code)) {
      throw new Error(`[${this.node.path}] no warning has the code ${received(code)}${didYouMean(code, CODES)}; there are: ${CODES.join(', ')}`);
    }
    if (reason.trim() === '') throw new Error(`[${this.node.path}] acknowledging '${code}' needs a reason, got ${received(reason)}`);
    this.acknowledged.add(code);
    this.node.addMetadata(ACKNOWLEDGED_METADATA, { code, reason });
  }

  /**
   * A container of this image for a workload of your own: same user, read-only root with a writable /tmp, nothing to
   * gain. It runs the image's command unless `command` or `args` say otherwise.
   *
   * @param options cdk8s-plus' own; those given win over the defaults
   */
  public container(options: kplus.ContainerOpts = {}): kplus.ContainerProps {
    this.temporary ??= temporaryVolume(this);
    return hardenedContainer(this._facts, this.temporary, options);
  }

  /**
   * Gives a workload of your own what Pod Security "restricted" asks for beyond cdk8s-plus' defaults: the seccomp profile of the
   * runtime, no capability, no variables of other Services. Containers that are added later get it, too.
   *
   * @param workload any Deployment, Job, CronJob, StatefulSet or DaemonSet of cdk8s-plus
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
   */
  public harden(workload: kplus.Workload): void {
    harden(workload);
  }

  /**
   * What every workload takes from the image.
   * @internal
   */
  protected get _facts(): ImageFacts {
    const { image, tag, repository, uid, gid, port } = this;
    return { image, tag, repository, uid, gid, port, command: this.command, isMinimal: this.isMinimal, platforms: this.built.platforms };
  }

  /**
   * What runs the image beside its own command, for a developer's machine.
   * @internal
   */
  protected get _local(): { readonly processes: readonly LocalProcess[]; readonly deployment?: string } {
    return { processes: [] };
  }

  /** @internal */
  protected _isAcknowledged(code: string): boolean {
    return this.acknowledged.has(code);
  }

  /**
   * Notes what is wrong with the options, before any file is read.
   * @internal
   */
  protected _checkProps(props: PythonVenvBuildProps, problems: Problems): void {
    checkProps(props, problems);
  }

  /**
   * Absolute paths of the volumes that every Pod has.
   * @internal
   */
  protected _mounted(_props: PythonVenvBuildProps): string[] {
    return [];
  }

  /**
   * Writes the build files of all images of the App into a folder of your choice, as `BuildFiles.writeBuildFiles` does.
   *
   * @param directory made when missing; relative to the directory where synth runs, or absolute
   * @returns the paths of the files
   * @throws when a validation of any construct fails: then nothing is written
   */
  public writeBuildFiles(directory: string): string[] {
    return BuildFiles.of(this).writeBuildFiles(directory);
  }

  /**
   * The manifests name the tag of the files as the constructor read them; a build of other files would not match it.
   * One synth validates many times without giving way to anything else, so once is enough for it.
   */
  private validateUnchanged(): string[] {
    const { context } = this.built;
    if (BuildFiles.of(this)._readings.digestNow(context, this.ignoreFile) === this.contextDigest) return [];
    return [`the files of '${context}' changed while synth ran, and tag ${this.tag} stands for what they were; run synth again when nothing writes there`];
  }
}

/** Those of the paths that are below the context, relative to it. */
function inside(context: string, paths: ReadonlyArray<string | undefined>): string[] {
  return paths.flatMap((path) => {
    const below = path === undefined ? '' : relative(context, path);
    return below === '' || below === '..' || below.startsWith(`..${sep}`) ? [] : below.split(sep).join('/');
  });
}
