// Run by node in a folder with the installed library: one synth of many images, or of the same objects by cdk8s-plus alone.
// Usage: node synth-program.js plain|ours NUMBER CONTEXT…   Prints CPU seconds: of the whole process, and without loading modules.
const cdk8s = require('cdk8s');
const kplus = require('cdk8s-plus-27');
const { Construct } = require('constructs');
const { ApiObject, App, Chart, Duration, JsonPatch, Size } = cdk8s;

const [kind, number, ...contexts] = process.argv.slice(2);
const library = kind === 'ours' ? require('cdk8s-python-venv') : undefined;
const TAG = 'c0123456789abcdef012';
const loaded = process.cpuUsage();

const app = new App({ outdir: `dist-${kind}` });
for (let i = 0; i < Number(number); i++) {
  const chart = new Chart(app, `app${i}`);
  if (library) {
    new library.PythonVenvImage(chart, 'web', {
      context: contexts[i % contexts.length], repository: 'registry.example.com/app', command: ['python', 'app.py'],
    });
  } else {
    plain(new Construct(chart, 'web'));
  }
}
app.synth();

const seconds = ({ user, system }) => (user + system) / 1e6;
console.log(seconds(process.cpuUsage()), seconds(process.cpuUsage(loaded)));

/** The objects that the library makes of these options, as somebody who knows cdk8s-plus would write them. */
function plain(scope) {
  const labels = {
    'app.kubernetes.io/component': 'web', 'app.kubernetes.io/managed-by': 'cdk8s', 'app.kubernetes.io/name': 'app', 'app.kubernetes.io/version': TAG,
  };
  const tmp = kplus.Volume.fromEmptyDir(scope, 'tmp', 'tmp', { sizeLimit: Size.mebibytes(64) });
  const cores = kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_LIMIT, { divisor: '1' });
  const deployment = new kplus.Deployment(scope, 'deployment', {
    metadata: { labels },
    podMetadata: { labels },
    automountServiceAccountToken: false,
    securityContext: { user: 10001, group: 10001, fsGroup: 10001, ensureNonRoot: true, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
    terminationGracePeriod: Duration.seconds(60),
    strategy: kplus.DeploymentStrategy.rollingUpdate({
      maxSurge: kplus.PercentOrAbsolute.percent(25), maxUnavailable: kplus.PercentOrAbsolute.absolute(0),
    }),
    containers: [{
      name: 'app',
      image: `registry.example.com/app:${TAG}`,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      portNumber: 8000,
      resources: {
        cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.units(1) },
        memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
      },
      envVariables: { PYTHON_CPU_COUNT: cores, WEB_CONCURRENCY: cores },
      securityContext: { user: 10001, group: 10001, ensureNonRoot: true, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, privileged: false },
      lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', '10']) },
      readiness: kplus.Probe.fromTcpSocket({ port: 8000, periodSeconds: Duration.seconds(5), timeoutSeconds: Duration.seconds(2) }),
      startup: kplus.Probe.fromTcpSocket({ port: 8000, periodSeconds: Duration.seconds(2), timeoutSeconds: Duration.seconds(2), failureThreshold: 30 }),
      volumeMounts: [{ path: '/tmp', volume: tmp }],
    }],
  });
  deployment.scheduling.spread({ topology: kplus.Topology.HOSTNAME, weight: 100 });
  const pod = '/spec/template/spec';
  ApiObject.of(deployment).addJsonPatch(
    JsonPatch.add(`${pod}/securityContext/seccompProfile`, { type: 'RuntimeDefault' }),
    JsonPatch.add(`${pod}/enableServiceLinks`, false),
    JsonPatch.add(`${pod}/containers/0/securityContext/capabilities`, { drop: ['ALL'] }),
    JsonPatch.add(`${pod}/containers/0/resources/requests/ephemeral-storage`, kplus.k8s.Quantity.fromString('64Mi')),
    JsonPatch.add(`${pod}/containers/0/resources/limits/ephemeral-storage`, kplus.k8s.Quantity.fromString('256Mi')),
    JsonPatch.add(`${pod}/topologySpreadConstraints`, [{
      maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: deployment.matchLabels },
    }]),
  );
  new ApiObject(deployment, 'disruption-budget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    spec: { maxUnavailable: 1, selector: { matchLabels: deployment.matchLabels }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  });
  new kplus.Service(scope, 'service', { metadata: { labels }, selector: deployment, ports: [{ name: 'http', port: 8000, targetPort: 8000 }] });
}
