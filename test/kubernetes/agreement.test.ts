import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { AppStage, HealthChecks } from '../../lib';
import { DISAGREEMENTS } from '../../lib/kubernetes/agreement';
import { SMALL_APP } from '../support/temporary-app';
import { Web } from '../support/web';

const patch = (web: Web, ...patches: JsonPatch[]) => ApiObject.of(web.image.deployment).addJsonPatch(...patches);
const CONTAINER = '/spec/template/spec/containers/0';

/** What a user can do to an image's workloads that its image contradicts. */
const CASES: ReadonlyArray<[string, () => Web, string]> = [
  ['port-needs-root', () => {
    const web = new Web();
    patch(web, JsonPatch.replace(`${CONTAINER}/ports`, [{ containerPort: 80 }, { containerPort: 8000 }]));
    return web;
  }, 'container \'app\' listens on 80, and user 10001 cannot listen below 1024; use a higher port'],
  ['user-differs', () => {
    const web = new Web();
    patch(web, JsonPatch.replace(`${CONTAINER}/securityContext/runAsUser`, 5));
    return web;
  }, 'container \'app\' runs as user 5, and the image was made for 10001; set uid: 5 in the image'],
  ['no-temporary-directory', () => {
    const web = new Web();
    patch(web, JsonPatch.remove(`${CONTAINER}/volumeMounts`));
    return web;
  }, 'container \'app\' has a read-only root and no volume at /tmp, where servers and uploads write; mount one'],
  ['volume-hides-image', () => {
    const web = new Web();
    web.image.deployment.containers[0].mount('/app/', kplus.Volume.fromEmptyDir(web.chart, 'v', 'v'));
    return web;
  }, 'container \'app\' has a volume at /app, which hides what the image has there; mount it elsewhere'],
  ['grace-period-too-short', () => new Web({ command: ['gunicorn', 'shop.wsgi', '--graceful-timeout', '50'] }),
    'container \'app\' drains for 10 s and then gives requests 50 s, but is killed after 60 s; raise terminationGracePeriod or lower the server\'s timeout'],
  ['probe-without-port', () => new Web({ health: HealthChecks.probes({ readiness: kplus.Probe.fromHttpGet('/', { port: 9000 }) }) }), 'container \'app\' has a readinessProbe on port 9000, and no such port; probe 8000'],
  ['platform-not-built', () => {
    const web = new Web({ platforms: ['linux/amd64'] });
    patch(web, JsonPatch.add('/spec/template/spec/nodeSelector', { 'kubernetes.io/arch': 'arm64' }));
    return web;
  }, 'the Pod runs on arm64 nodes, and the image is built for amd64; add linux/arm64 to platforms'],
  ['secret-in-environment', () => new Web({ environment: { DATABASE_PASSWORD: kplus.EnvValue.fromValue('x') } }),
    'container \'app\' has DATABASE_PASSWORD as a literal in its environment, for everyone who can read the manifest; take it from a Secret: EnvValue.fromSecretValue({ secret, key })'],
  ['secret-key-missing', () => {
    const web = new Web();
    const secret = new kplus.Secret(web.chart, 'secret', { metadata: { name: 'settings' }, stringData: { password: 'x' } });
    web.image.deployment.containers[0].env.addVariable('DATABASE_PASSWORD', kplus.EnvValue.fromSecretValue({ secret, key: 'pasword' }));
    return web;
  }, 'container \'app\' takes DATABASE_PASSWORD from the key \'pasword\' of the Secret \'settings\', which has no such key; add it'],
  ['command-listens-elsewhere', () => new Web({ command: ['gunicorn', 'shop.wsgi', '--bind', '0.0.0.0:9000'] }),
    'container \'app\' listens on 9000, and the image\'s port is 8000; make them equal'],
  ['program-not-in-image', () => new Web({ appStage: AppStage.MINIMAL, health: HealthChecks.probes({ liveness: kplus.Probe.fromCommand(['cat', '/tmp/alive']) }) }),
    'container \'app\' starts \'cat\' (livenessProbe), which a minimal image does not have; let Python do it: [\'python\', \'-c\', …], or take appStage: AppStage.SLIM'],
];

test.each([
  [['gunicorn', 'shop.wsgi', '-b', '127.0.0.1:8000'], 'listens on 127.0.0.1, where only itself can connect; listen on 0.0.0.0'],
  [['gunicorn', 'shop.wsgi', '--bind=[::1]:8000'], 'listens on ::1, where only itself can connect; listen on 0.0.0.0'],
  [['uvicorn', 'shop:app', '--host=localhost'], 'listens on localhost, where only itself can connect; listen on 0.0.0.0'],
  [['uvicorn', 'shop:app', '--host', '0.0.0.0', '--port', '80'], 'listens on 80, and the image\'s port is 8000; make them equal'],
])('the command %j is not heard', (command, message) => {
  expect(() => new Web({ command }).manifests()).toThrow(message);
});

test.each([
  [['gunicorn', 'shop.wsgi', '--bind=0.0.0.0:8000']], [['gunicorn', 'shop.wsgi', '--bind=[::]:8000']], [['gunicorn', 'shop.wsgi', '-b', 'unix:/tmp/x']],
  [['uvicorn', 'shop:app', '--port=8000', '--host=0.0.0.0']], [['./run.sh', '--port', '$PORT']],
])('the command %j is', (command) => {
  expect(() => new Web({ command }, { ...SMALL_APP, 'run.sh': '#!/bin/sh\n' }).manifests()).not.toThrow();
});

test('every disagreement has a case here and a section in the docs', () => {
  const page = fs.readFileSync(path.join(__dirname, '../../docs/warnings.md'), 'utf8');
  expect(CASES.map(([code]) => code)).toEqual(DISAGREEMENTS);
  DISAGREEMENTS.forEach((code) => expect(page).toContain(`\n## ${code}\n`));
});

test.each(CASES)('%s: synth fails, writes nothing, and passes once it is acknowledged', (code, build, message) => {
  const web = build();
  const app = web.chart.node.root as any;
  expect(() => app.synth()).toThrow(`[shop/web/deployment] ${message} (${code}; if it is meant: acknowledgeWarning('${code}', reason))`);
  expect(fs.readdirSync(app.outdir)).toEqual([]);
  web.image.acknowledgeWarning(code, 'known');
  app.synth();
  expect(fs.readdirSync(app.outdir)).toContain('images');
});

test('a longer wait before the stop counts, and so does a grace period that is shorter than it', () => {
  const web = new Web();
  patch(web, JsonPatch.replace(`${CONTAINER}/lifecycle/preStop/exec/command`, ['sleep', '70']));
  expect(() => web.manifests()).toThrow('container \'app\' drains for 70 s and then gives requests 0 s, but is killed after 60 s');
  expect(() => new Web({ terminationGracePeriod: Duration.seconds(10) }).manifests()).toThrow('drains for 10 s and then gives requests 0 s, but is killed after 10 s');
});

test('a node affinity of the user\'s own is an alternative to that of the platforms, and has to keep to them', () => {
  const attracted = (...query: kplus.NodeLabelQuery[]) => {
    const web = new Web({ platforms: ['linux/amd64'] });
    web.image.deployment.scheduling.attract(kplus.Node.labeled(...query));
    return () => web.manifests();
  };
  const pool = kplus.NodeLabelQuery.is('pool', 'web');
  expect(attracted(pool)).toThrow('the Pod runs on any nodes, and the image is built for amd64; a node affinity of yours is an alternative to that of the library; add \'kubernetes.io/arch\' to it');
  expect(attracted(pool, kplus.NodeLabelQuery.in('kubernetes.io/arch', ['arm64']))).toThrow('the Pod runs on arm64 nodes, and the image is built for amd64; add linux/arm64 to platforms');
  expect(attracted(pool, kplus.NodeLabelQuery.in('kubernetes.io/arch', ['amd64']))).not.toThrow();
});

test('what agrees is left alone', () => {
  const secret = kplus.Secret.fromSecretName(new Web().chart, 'secret', 'shop');
  const web = new Web({
    command: ['uvicorn', 'shop:app', '--timeout-graceful-shutdown=34'],
    terminationGracePeriod: Duration.seconds(45),
    environment: { DATABASE_PASSWORD: kplus.EnvValue.fromSecretValue({ secret, key: 'password' }), TOKENIZER: kplus.EnvValue.fromValue('fast') },
    platforms: ['linux/arm64'],
  });
  web.image.deployment.containers[0].mount('/app/media', kplus.Volume.fromEmptyDir(web.chart, 'media', 'media'));
  patch(web, JsonPatch.add('/spec/template/spec/nodeSelector', { 'kubernetes.io/arch': 'arm64' }));
  web.image.deployment.addContainer({ image: 'other:1', name: 'other', portNumber: 80 });
  expect(() => web.manifests()).not.toThrow();
});

test('workers, jobs and cron jobs are held, too, and what the server waits for', () => {
  const waiting = new Web();
  waiting.image.deployment.addInitContainer(waiting.image.container({ name: 'wait', envVariables: { TOKEN: kplus.EnvValue.fromValue('x') } }));
  expect(() => waiting.manifests()).toThrow('[shop/web/deployment] container \'wait\' has TOKEN as a literal');
  const web = new Web();
  web.image.addWorker('worker', { command: ['x'], environment: { API_KEY: kplus.EnvValue.fromValue('x') } });
  expect(() => web.manifests()).toThrow('[shop/web/worker] container \'worker\' has API_KEY as a literal');
});
