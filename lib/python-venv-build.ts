import { relative, sep } from 'path';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { BuildFiles } from './build/build-files';
import { BuiltImage } from './build/built-image';
import { checkProps } from './build/check-props';
import { contentTag, TagInput } from './build/content-tag';
import { multiStage, singleStage } from './build/dockerfiles';
import type { LocalProcess } from './build/image-development';
import { imageName } from './build/image-name';
import { imageSecrets } from './build/image-secrets';
import { PythonVenvBuildProps } from './build/python-venv-build-props';
import { readApplication } from './build/read-application';
import { Finding } from './core/finding';
import { ACKNOWLEDGED_METADATA, ImageWarning, WARNING_METADATA } from './core/image-warning';
import { Problems, received } from './core/problems';
import { didYouMean } from './core/suggestion';
import { parseIgnoreFile } from './dockerfile/ignore-rules';
import { renderDockerfile } from './dockerfile/render';
import { DISAGREEMENTS } from './kubernetes/agreement';
import { hardenedContainer, temporaryVolume } from './kubernetes/container';
import { ImageFacts } from './kubernetes/image-facts';
import { harden } from './kubernetes/pod-security';
import { locateContext } from './project/app-directory';
import { walkContext } from './project/context-walk';

/** Everything that can be acknowledged. */
const CODES = [
  'python-end-of-life', 'node-end-of-life', 'node-lock-missing', 'dependencies-not-locked', 'dependency-confusion', 'native-package-gone',
  'files-not-kept', ...DISAGREEMENTS,
];

/**
 * The image of a Python web application, without anything that runs it: for workloads written by hand.
 *
 * Its Dockerfile has up to three stages: static assets built by Node, dependencies installed into a virtualenv by the
 * full Python image, and the slim image that receives both. `PythonVenvImage` adds a Deployment and a Service.
 */
export class PythonVenvBuild extends Construct {
  /**
   * The image's reference with its tag, a plain string: `registry.example.com/shop:c0123456789abcdef012`.
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

  /**
   * The same definition as a Dockerfile of one stage, to compare sizes with. It is never written.
   */
  public readonly singleStageDockerfile: string;

  private readonly command: readonly string[];
  private readonly decided: readonly Finding[];
  private readonly raised: readonly ImageWarning[];
  private readonly acknowledged = new Set<string>();
  private readonly tagInput: TagInput;
  private readonly built: BuiltImage;
  private temporary?: kplus.Volume;
  private unchanged = false;

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
    const { ignore, directory, planned: { plan, findings, warnings, development } } = readApplication(
      props, context, inside(context, files._outdir), problems, this._mounted(props),
    );
    const secrets = imageSecrets(plan, problems);
    problems.throwIfAny(this.node.path);
    const dockerfile = multiStage(plan);
    // what only the renderer refuses, such as a file's name that no COPY can hold
    this.dockerfile = problems.attempt(() => renderDockerfile(dockerfile)) ?? '';
    problems.throwIfAny(this.node.path);

    this.ignoreFile = ignore.text;
    this.singleStageDockerfile = renderDockerfile(singleStage(plan));
    this.repository = props.repository;
    this.port = plan.python.port;
    this.uid = plan.python.uid;
    this.gid = plan.python.gid;
    this.command = [...plan.python.command];
    this.decided = findings;
    this.raised = warnings;
    warnings.forEach((warning) => this.node.addMetadata(WARNING_METADATA, warning));
    this.tagInput = {
      dockerfile: this.dockerfile,
      ignoreFile: ignore.hashed,
      images: dockerfile.images,
      platforms,
      revision: props.revision ?? '',
      context,
      // without stale assets, of which nothing was known when the directory was read
      entries: plan.assets ? walkContext(context, parseIgnoreFile(ignore.text)).entries : directory.walk.entries,
    };
    this.tag = contentTag(this.tagInput);
    this.image = `${this.repository}:${this.tag}`;
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
      secrets,
      pendingWarnings: () => this.warnings,
      development: () => ({ id, plan, stage: dockerfile.stages[dockerfile.stages.length - 1].name, facts: development(), ...this._local }),
    };
    files._register(this.built);
    this.node.addValidation({ validate: () => this.validateUnchanged() });
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
    return { image, tag, repository, uid, gid, port, command: this.command, platforms: this.built.platforms };
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
    if (this.unchanged) return [];
    const { entries } = walkContext(this.tagInput.context, parseIgnoreFile(this.ignoreFile));
    const now = contentTag({ ...this.tagInput, entries });
    if (now !== this.tag) {
      return [`the files of '${this.tagInput.context}' changed while synth ran: tag ${this.tag} became ${now}; run synth again when nothing writes there`];
    }
    this.unchanged = true;
    queueMicrotask(() => { this.unchanged = false; });
    return [];
  }
}

/** A folder as a path below the context; undefined when it is outside, or the context itself. */
function inside(context: string, folder: string | undefined): string | undefined {
  if (folder === undefined) return undefined;
  const path = relative(context, folder);
  return path === '' || path === '..' || path.startsWith(`..${sep}`) ? undefined : path.split(sep).join('/');
}
