import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { checkHost, checkPath } from './names';

/**
 * Routes that answer for the server's health.
 */
export interface HttpHealthOptions {
  /**
   * Path that answers 200 when the server can take requests. It may look at a database.
   */
  readonly ready: string;

  /**
   * Path that answers 200 as long as the process works. It must not look at anything outside: a database that is down
   * would have every Pod killed.
   * @default - no liveness probe: the server is started again when its process ends
   */
  readonly live?: string;

  /**
   * The `Host` header of the requests, for frameworks that refuse hosts they do not know (Django's ALLOWED_HOSTS).
   * @default - the Pod's address
   */
  readonly host?: string;
}

/**
 * Probes of cdk8s-plus, for what has no word here.
 */
export interface ProbesOptions {
  /**
   * When the server counts as started.
   * @default - when its port accepts a connection, within a minute
   */
  readonly startup?: kplus.Probe;

  /**
   * When the server takes requests.
   * @default - when its port accepts a connection
   */
  readonly readiness?: kplus.Probe;

  /**
   * When the server is beyond help and is started again.
   * @default - when its process ends
   */
  readonly liveness?: kplus.Probe;
}

/** How quickly, how often, how patient. A start may take a minute; a server that hangs is gone after half of one. */
const START: kplus.ProbeOptions = { periodSeconds: Duration.seconds(2), failureThreshold: 30, timeoutSeconds: Duration.seconds(2) };
const READY: kplus.ProbeOptions = { periodSeconds: Duration.seconds(5), failureThreshold: 3, timeoutSeconds: Duration.seconds(2) };
const LIVE: kplus.ProbeOptions = { periodSeconds: Duration.seconds(10), failureThreshold: 3, timeoutSeconds: Duration.seconds(2) };

/**
 * How Kubernetes finds out whether the server works.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/probes/
 */
export class HealthChecks {
  /**
   * The port accepts a connection: all that can be known of a server that has no route for it.
   */
  public static tcp(): HealthChecks {
    return new HealthChecks({}, 'the port accepts a connection');
  }

  /**
   * What is known of a server by its command: Streamlit has a route of its own, of others only the port is known.
   * @internal
   */
  public static _of(command: readonly string[]): HealthChecks {
    return command.some((word) => /(?:^|\/)streamlit$/.test(word)) ? HealthChecks.streamlit() : HealthChecks.tcp();
  }

  /**
   * Routes of the application.
   *
   * @throws when a path does not start with '/', or the host is none
   */
  public static http(options: HttpHealthOptions): HealthChecks {
    checkPath('ready', options.ready);
    if (options.live !== undefined) checkPath('live', options.live);
    if (options.host !== undefined) checkHost('host', options.host);
    const get = (path: string, budget: kplus.ProbeOptions) => kplus.Probe.fromHttpGet(path, budget);
    return new HealthChecks({
      startup: get(options.live ?? options.ready, START),
      readiness: get(options.ready, READY),
      liveness: options.live === undefined ? undefined : get(options.live, LIVE),
    }, `GET ${options.ready}`, options.host);
  }

  /**
   * Mozilla's Dockerflow: `/__heartbeat__` checks what the application depends on, `/__lbheartbeat__` only answers.
   *
   * @param host the `Host` header of the requests; by default the Pod's address
   * @see https://github.com/mozilla-services/Dockerflow
   */
  public static dockerflow(host?: string): HealthChecks {
    return HealthChecks.http({ ready: '/__heartbeat__', live: '/__lbheartbeat__', host });
  }

  /**
   * Streamlit's own route.
   * @see https://docs.streamlit.io/deploy/tutorials/kubernetes
   */
  public static streamlit(): HealthChecks {
    return HealthChecks.http({ ready: '/_stcore/health', live: '/_stcore/health' });
  }

  /**
   * Probes of cdk8s-plus, as they are.
   */
  public static probes(options: ProbesOptions): HealthChecks {
    return new HealthChecks(options, 'the given probes');
  }

  private constructor(private readonly options: ProbesOptions, private readonly summary: string, private readonly host?: string) {}

  /**
   * In a few words, for the findings.
   * @internal
   */
  public get _summary(): string {
    return this.summary;
  }

  /** @internal */
  public _probes(port: number): kplus.ContainerOpts {
    const connect = (budget: kplus.ProbeOptions) => kplus.Probe.fromTcpSocket({ ...budget, port });
    const { startup = connect(START), readiness = connect(READY), liveness } = this.options;
    return { startup, readiness, liveness };
  }

  /**
   * cdk8s-plus-27 has no headers for probes.
   * @internal
   */
  public _patchHost(object: ApiObject, container: string): void {
    if (this.host === undefined) return;
    const headers = [{ name: 'Host', value: this.host }];
    const probes = ['startupProbe', 'readinessProbe', ...(this.options.liveness ? ['livenessProbe'] : [])];
    object.addJsonPatch(...probes.map((probe) => JsonPatch.add(`${container}/${probe}/httpGet/httpHeaders`, headers)));
  }
}
