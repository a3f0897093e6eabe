import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { HealthChecks } from '../../lib';
import { Web } from '../support/web';

const get = (path: string, more = {}) => ({ httpGet: { path, port: 8000, scheme: 'HTTP', ...more } });

describe('health', () => {
  test('the port is all that is known by default; nothing kills a server that runs', () => {
    const { startupProbe, readinessProbe, livenessProbe } = new Web().container();
    expect(startupProbe).toEqual({ tcpSocket: { port: 8000 }, periodSeconds: 2, failureThreshold: 30, timeoutSeconds: 2 });
    expect(readinessProbe).toEqual({ tcpSocket: { port: 8000 }, periodSeconds: 5, failureThreshold: 3, timeoutSeconds: 2 });
    expect(livenessProbe).toBeUndefined();
  });

  test('a route that may look at a database is never asked whether the server lives', () => {
    const container = new Web({ health: HealthChecks.http({ ready: '/ht/' }) }).container();
    expect(container.startupProbe).toMatchObject(get('/ht/'));
    expect(container.readinessProbe).toMatchObject(get('/ht/'));
    expect(container.livenessProbe).toBeUndefined();
  });

  test('Dockerflow, with the Host that Django knows', () => {
    const container = new Web({ health: HealthChecks.dockerflow('shop.example.com') }).container();
    const httpHeaders = [{ name: 'Host', value: 'shop.example.com' }];
    expect(container.startupProbe).toMatchObject(get('/__lbheartbeat__', { httpHeaders }));
    expect(container.readinessProbe).toMatchObject(get('/__heartbeat__', { httpHeaders }));
    expect(container.livenessProbe).toMatchObject(get('/__lbheartbeat__', { httpHeaders }));
  });

  test('Streamlit, and probes of one\'s own', () => {
    expect(new Web({ health: HealthChecks.streamlit() }).container().livenessProbe).toMatchObject(get('/_stcore/health'));
    const liveness = kplus.Probe.fromCommand(['true'], { periodSeconds: Duration.seconds(7) });
    const container = new Web({ health: HealthChecks.probes({ liveness }) }).container();
    expect(container.livenessProbe).toMatchObject({ exec: { command: ['true'] }, periodSeconds: 7 });
    expect(container.readinessProbe.tcpSocket).toEqual({ port: 8000 });
  });

  test('fails on a path or host that is none', () => {
    expect(() => HealthChecks.http({ ready: 'healthz' })).toThrow('ready is "healthz"; it must be a path of the server, such as \'/healthz\'');
    expect(() => HealthChecks.dockerflow('http://shop')).toThrow('host is "http://shop", which is no name of a host, such as \'shop.example.com\'');
  });
});

describe('how many', () => {
  test('two, spread over nodes and zones where there are any, one of which may be away', () => {
    const web = new Web();
    const [deployment] = web.manifests('Deployment');
    expect(deployment.spec.replicas).toBe(2);
    expect(deployment.spec.strategy.rollingUpdate).toEqual({ maxSurge: '25%', maxUnavailable: 0 });
    const { affinity, topologySpreadConstraints } = deployment.spec.template.spec;
    const terms = affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution;
    expect(terms.map((term: any) => term.podAffinityTerm.topologyKey)).toEqual(['kubernetes.io/hostname']);
    expect(topologySpreadConstraints).toEqual([
      { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: deployment.spec.selector },
    ]);
    const [budget] = web.manifests('PodDisruptionBudget');
    expect(budget.spec).toEqual({ maxUnavailable: 1, selector: deployment.spec.selector, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
  });

  test('one alone has no budget, for nothing could be drained', () => {
    expect(new Web({ replicas: 1 }).manifests('PodDisruptionBudget')).toEqual([]);
  });

  test('as many as the load asks for, and then no fixed number', () => {
    const web = new Web({ autoscaling: { maxReplicas: 10 } });
    const [deployment] = web.manifests('Deployment');
    expect(deployment.spec).not.toHaveProperty('replicas');
    expect(web.manifests('HorizontalPodAutoscaler')[0].spec).toMatchObject({
      minReplicas: 2,
      maxReplicas: 10,
      scaleTargetRef: { kind: 'Deployment', name: deployment.metadata.name },
      metrics: [{ resource: { name: 'cpu', target: { averageUtilization: 75, type: 'Utilization' } } }],
    });
  });

  test('fails on both, and on a range that is none', () => {
    expect(() => new Web({ replicas: 3, autoscaling: { maxReplicas: 1 } })).toThrow([
      '[shop/web] 2 problems:',
      '  - replicas is 3, but autoscaling decides how many Pods there are; give minReplicas instead',
      '  - autoscaling.maxReplicas is 1, less than minReplicas, 2',
    ].join('\n'));
  });
});

test('resources: small requests, a limit for each, and storage that cannot fill the node', () => {
  expect(new Web().container().resources).toEqual({
    requests: { 'cpu': '100m', 'memory': '256Mi', 'ephemeral-storage': '64Mi' },
    limits: { 'cpu': '1', 'memory': '256Mi', 'ephemeral-storage': '256Mi' },
  });
  expect(new Web({ resources: { cpu: { request: kplus.Cpu.units(2) } } }).container().resources).toEqual({ requests: { cpu: '2' } });
});
