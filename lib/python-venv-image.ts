import { ApiObject, Cron } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { BuildFiles } from './build/build-files';
import { checkCommand, checkPort, checkProcessName } from './build/check-props';
import type { LocalProcess } from './build/image-development';
import { OncePerTurn } from './build/once-per-turn';
import { Finding } from './core/finding';
import { Problems } from './core/problems';
import { disagreements } from './kubernetes/agreement';
import { checksOf, ingress, route } from './kubernetes/exposure';
import { HealthChecks } from './kubernetes/health-checks';
import { CronJobOptions, JobOptions, ProcessOptions, WorkerOptions } from './kubernetes/process-options';
import { boundStorage, Processes } from './kubernetes/processes';
import { checkResources, checkSchedule } from './kubernetes/quantities';
import { webDeployment, webService } from './kubernetes/web';
import { PythonVenvBuild } from './python-venv-build';
import { PythonVenvImageProps } from './python-venv-image-props';

/**
 * A Python web application, from its directory to a running Deployment.
 *
 * From one definition come the multi-stage Dockerfile, the build file that makes the image, and the Deployment and the
 * Service that run it on port 8000: the port, the user, the command and the tag are stated once and cannot differ.
 */
export class PythonVenvImage extends PythonVenvBuild {
  /**
   * The Deployment that runs the image's command. Go on with it as with any other of cdk8s-plus.
   */
  public readonly deployment: kplus.Deployment;

  /**
   * The Service in front of the Deployment.
   */
  public readonly service: kplus.Service;

  private readonly healthFinding: Finding;
  private readonly shared: kplus.ContainerOpts;
  private readonly processes: Processes;
  private readonly localProcesses: LocalProcess[] = [];

  /**
   * Reads the application's directory and makes the image, the Deployment and the Service.
   *
   * @throws one error that names the construct and everything that is wrong with the options and the directory
   */
  public constructor(scope: Construct, id: string, props: PythonVenvImageProps) {
    super(scope, id, props);
    this.shared = {
      envVariables: { ...props.environment },
      envFrom: props.environmentFrom,
      volumeMounts: (props.writable ?? []).map((writable) => writable._mount(this)),
    };
    const health = props.health ?? HealthChecks._of([...this._facts.command]);
    this.healthFinding = {
      subject: 'health',
      value: health._summary,
      evidence: props.health ? 'given' : 'default: the best that is known by the command; a route of the application would be better (health)',
    };
    const { resources, replicas, autoscaling, terminationGracePeriod } = props;
    this.processes = new Processes(this, this._facts, props, (options) => this.container(options));
    this.deployment = this.keepInAgreement(webDeployment(this, this.processes, { health, resources, replicas, autoscaling, terminationGracePeriod }));
    this.service = webService(this, this.processes, this.deployment, props.servicePort ?? this.port);
    if (props.ingress) ingress(this, this.service, props.ingress);
    if (props.route) route(this, this.service, props.route);
  }

  /**
   * A container of this image for a workload of your own: same user, environment and volumes, read-only root with a
   * writable /tmp, nothing to gain. It runs the image's command unless `command` or `args` say otherwise.
   *
   * @param options cdk8s-plus' own; those given win over the defaults
   */
  public container(options: kplus.ContainerOpts = {}): kplus.ContainerProps {
    const { envVariables, envFrom = [], volumeMounts = [] } = this.shared;
    return super.container({
      ...options,
      envVariables: { ...envVariables, ...options.envVariables },
      envFrom: [...envFrom, ...(options.envFrom ?? [])],
      volumeMounts: [...volumeMounts, ...(options.volumeMounts ?? [])],
    });
  }

  /**
   * What was decided about the image and how it runs, each with its evidence. Those with the subject `offer` are what
   * the application seems to need and has not got: a worker, a migration, routes for health checks.
   */
  public get findings(): Finding[] {
    return [...super.findings, this.healthFinding];
  }

  /**
   * Adds a process of the same image that runs for ever and takes no requests: a Deployment without a Service.
   *
   * @param id name of the process, unique among those of the image: `worker`
   * @param options its command, and how it runs
   * @throws when the name or the command is none
   */
  public addWorker(id: string, options: WorkerOptions): kplus.Deployment {
    this.checkProcess(id, options);
    this.localProcesses.push({ id, command: options.command, runsOnce: false });
    return this.keepInAgreement(this.processes.worker(id, options));
  }

  /**
   * Adds a process that runs once for each image, such as a migration: a Job whose name ends in the tag. Other settings make
   * another Job, too, for a Job's Pod may not change.
   *
   * @param id name of the process, unique among those of the image: `migrate`
   * @param options its command, and how it runs
   * @throws when the name or the command is none
   */
  public addJob(id: string, options: JobOptions): kplus.Job {
    this.checkProcess(id, options);
    this.localProcesses.push({ id, command: options.command, runsOnce: true });
    return this.keepInAgreement(this.processes.job(id, options));
  }

  /**
   * Adds a process that runs by the clock: a CronJob of which one runs at a time.
   *
   * @param id name of the process, unique among those of the image: `report`
   * @param options its command and schedule, and how it runs
   * @throws when the name or the command is none
   */
  public addCronJob(id: string, options: CronJobOptions): kplus.CronJob {
    this.checkProcess(id, options, options.schedule);
    return this.keepInAgreement(this.processes.cronJob(id, options));
  }

  /**
   * Makes every Pod of the server wait for something, such as a migration: before the server starts, a container of the
   * image runs the command again and again until it succeeds.
   *
   * @param name name of the container: `migrations`
   * @param command word by word, with exit code 0 when there is nothing left to wait for: `['python', 'manage.py', 'migrate', '--check']`
   * @throws when the name or the command is none
   * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
   */
  public waitFor(name: string, command: string[]): kplus.Container {
    const problems = new Problems();
    checkProcessName(name, problems);
    checkCommand(command, problems);
    problems.throwIfAny(this.node.path);
    const container = this.deployment.addInitContainer(this.container({ name, args: command }));
    boundStorage(ApiObject.of(this.deployment), `initContainers/${this.deployment.initContainers.length - 1}`);
    return container;
  }

  /** @internal */
  protected get _local(): { readonly processes: readonly LocalProcess[]; readonly deployment?: string } {
    return { processes: [...this.localProcesses], deployment: this.deployment.name };
  }

  /** @internal */
  protected _mounted(props: PythonVenvImageProps): string[] {
    return (props.writable ?? []).map(({ path }) => path);
  }

  /** @internal */
  protected _checkProps(props: PythonVenvImageProps, problems: Problems): void {
    super._checkProps(props, problems);
    checkPort('servicePort', props.servicePort, 1, problems);
    checksOf(props).forEach((check) => problems.attempt(check));
    problems.attempt(() => checkResources(props.resources));
    if (props.autoscaling && props.replicas !== undefined) {
      problems.add(`replicas is ${props.replicas}, but autoscaling decides how many Pods there are; give minReplicas instead`);
    }
    if (props.autoscaling && props.autoscaling.maxReplicas < (props.autoscaling.minReplicas ?? 2)) {
      problems.add(`autoscaling.maxReplicas is ${props.autoscaling.maxReplicas}, less than minReplicas, ${props.autoscaling.minReplicas ?? 2}`);
    }
  }

  private checkProcess(id: string, options: ProcessOptions, schedule?: Cron): void {
    const problems = new Problems();
    checkProcessName(id, problems);
    checkCommand(options.command, problems);
    problems.attempt(() => checkResources(options.resources));
    if (schedule) problems.attempt(() => checkSchedule(schedule));
    if (this.node.tryFindChild(id)) problems.add(`there is a process '${id}' of this image already; give this one another name`);
    problems.throwIfAny(this.node.path);
  }

  /**
   * Image and Pod are checked against each other as the user left them, when synth validates: once for all charts, for each of
   * them has everything validated again. A test that changes a lone chart and synthesizes it once more still gets an answer.
   */
  private keepInAgreement<T extends kplus.Workload>(workload: T): T {
    const check = () => disagreements(this._facts, workload)
      .filter(({ code }) => !this._isAcknowledged(code))
      .map(({ code, message }) => `${message} (${code}; if it is meant: acknowledgeWarning('${code}', reason))`);
    const checked = new OncePerTurn<string[]>();
    const files = BuildFiles.of(this);
    workload.node.addValidation({ validate: () => files._isSettled ? [] : files._hasSeveralCharts ? checked.get('', check) : check() });
    return workload;
  }
}
