import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { checkPort } from './build/check-props';
import { PythonVenvBuildProps } from './build/python-venv-build-props';
import { Problems } from './core/problems';
import { webDeployment, webService } from './kubernetes/web';
import { PythonVenvBuild } from './python-venv-build';

/**
 * What an image is made of, and how it runs.
 */
export interface PythonVenvImageProps extends PythonVenvBuildProps {
  /**
   * The port of the Service, 1 to 65535.
   * @default - the port of the image, 8000
   */
  readonly servicePort?: number;

  /**
   * How many Pods run the server.
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Environment variables of every container of the image, by name. Nothing of it is in the image.
   * @default - none
   */
  readonly environment?: { [name: string]: kplus.EnvValue };

  /**
   * CPU and memory of the server's container.
   * @default - requests 100 millicores and 256 MiB, limits one core and 256 MiB
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * When the server counts as started.
   * @see https://kubernetes.io/docs/concepts/workloads/pods/probes/
   * @default - when its port accepts a connection
   */
  readonly startup?: kplus.Probe;

  /**
   * When the server takes requests.
   * @default - as soon as it has started
   */
  readonly readiness?: kplus.Probe;

  /**
   * When the server is beyond help and is started again.
   * @default - when its process ends
   */
  readonly liveness?: kplus.Probe;
}

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

  private readonly environment: { readonly [name: string]: kplus.EnvValue };

  /**
   * Reads the application's directory and makes the image, the Deployment and the Service.
   *
   * @throws one error that names the construct and everything that is wrong with the options and the directory
   */
  public constructor(scope: Construct, id: string, props: PythonVenvImageProps) {
    super(scope, id, props);
    this.environment = { ...props.environment };
    const container = this.container({
      name: 'app',
      portNumber: this.port,
      resources: props.resources,
      startup: props.startup,
      readiness: props.readiness,
      liveness: props.liveness,
    });
    const facts = { image: this.image, uid: this.uid, gid: this.gid };
    this.deployment = webDeployment(this, { facts, container, replicas: props.replicas });
    this.service = webService(this, this.deployment, props.servicePort ?? this.port, this.port);
  }

  /**
   * A container of this image for a workload of your own: same user and environment, read-only root with a writable
   * /tmp, nothing to gain. It runs the image's command unless `command` or `args` say otherwise.
   *
   * @param options cdk8s-plus' own; those given win over the defaults
   */
  public container(options: kplus.ContainerOpts = {}): kplus.ContainerProps {
    return super.container({ ...options, envVariables: { ...this.environment, ...options.envVariables } });
  }

  /** @internal */
  protected _checkProps(props: PythonVenvImageProps, problems: Problems): void {
    super._checkProps(props, problems);
    checkPort('servicePort', props.servicePort, 1, problems);
  }
}
