import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Web } from '../support/web';

/** Each fact is stated once; a change of it must show in the image and in the Pod. One test for each row of the table. */

const instructions = (web: Web, keyword: string) => web.image.dockerfile.split('\n').filter((line) => line.startsWith(`${keyword} `));

test('the port: EXPOSE, container, probes, Service', () => {
  const web = new Web({ port: 9000 });
  expect(instructions(web, 'EXPOSE')).toEqual(['EXPOSE 9000']);
  const container = web.container();
  expect(container.ports).toEqual([{ containerPort: 9000 }]);
  expect([container.startupProbe.tcpSocket.port, container.readinessProbe.tcpSocket.port]).toEqual([9000, 9000]);
  expect(web.manifests('Service')[0].spec.ports).toEqual([{ name: 'http', port: 9000, targetPort: 9000 }]);
});

test('the Service may listen elsewhere, and still leads to the port of the image', () => {
  expect(new Web({ servicePort: 80 }).manifests('Service')[0].spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 8000 }]);
});

test('the user: USER, the password entry, Pod, container, files of volumes', () => {
  const web = new Web({ uid: 1234, gid: 5678 });
  expect(instructions(web, 'USER')).toEqual(['USER 1234:5678']);
  expect(web.image.dockerfile).toContain('echo app:x:1234:5678::/tmp:/usr/sbin/nologin >> /etc/passwd');
  expect(web.pod().securityContext).toMatchObject({ runAsUser: 1234, runAsGroup: 5678, fsGroup: 5678, runAsNonRoot: true });
  expect(web.container().securityContext).toMatchObject({ runAsUser: 1234, runAsGroup: 5678, runAsNonRoot: true });
});

test('the command: CMD, and the args of every other process', () => {
  const web = new Web();
  web.image.addWorker('worker', { command: ['celery', 'worker'] });
  expect(instructions(web, 'CMD')).toEqual(['CMD ["gunicorn", "shop.wsgi"]']);
  expect(web.container()).not.toHaveProperty('args');
  expect(web.container()).not.toHaveProperty('command');
  expect(web.container('Deployment', 1).args).toEqual(['celery', 'worker']);
});

test('writable places: everything belongs to root, read-only root, /tmp of a bounded size', () => {
  const web = new Web();
  expect(web.image.dockerfile).not.toContain('--chown');
  expect(web.container().securityContext.readOnlyRootFilesystem).toBe(true);
  expect(web.container().volumeMounts).toEqual([{ mountPath: '/tmp', name: 'tmp' }]);
  expect(web.pod().volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }]);
});

test('the environment: nothing of it in the image, the same for every process', () => {
  const web = new Web({ environment: { MODE: kplus.EnvValue.fromValue('production') } });
  web.image.addWorker('worker', { command: ['x'], environment: { QUEUE: kplus.EnvValue.fromValue('slow') } });
  web.image.addJob('migrate', { command: ['x'], environment: { MODE: kplus.EnvValue.fromValue('migration') } });
  const values = (container: any) => Object.fromEntries(
    container.env.filter((variable: any) => variable.value).map(({ name, value }: any) => [name, value]));
  expect(web.image.dockerfile).not.toMatch(/\bMODE\b/);
  expect(values(web.container())).toEqual({ MODE: 'production' });
  expect(values(web.container('Deployment', 1))).toEqual({ MODE: 'production', QUEUE: 'slow' });
  expect(values(web.container('Job'))).toEqual({ MODE: 'migration' });
});

test('stopping: STOPSIGNAL, draining, and a grace period that has room for both', () => {
  const web = new Web();
  expect(instructions(web, 'STOPSIGNAL')).toEqual(['STOPSIGNAL SIGTERM']);
  expect(web.container().lifecycle).toEqual({ preStop: { exec: { command: ['sleep', '10'] } } });
  expect(web.pod().terminationGracePeriodSeconds).toBe(60);
  expect(new Web({ terminationGracePeriod: Duration.minutes(2) }).pod().terminationGracePeriodSeconds).toBe(120);
});

test('resources: the cores that Python and its servers see follow the limit', () => {
  const cores = { valueFrom: { resourceFieldRef: { divisor: '1', resource: 'limits.cpu' } } };
  expect(new Web().container().env).toEqual([{ name: 'PYTHON_CPU_COUNT', ...cores }, { name: 'WEB_CONCURRENCY', ...cores }]);
  const fixed = new Web({ environment: { WEB_CONCURRENCY: kplus.EnvValue.fromValue('3') } });
  expect(fixed.container().env).toEqual([{ name: 'PYTHON_CPU_COUNT', ...cores }, { name: 'WEB_CONCURRENCY', value: '3' }]);
  const unlimited = new Web({ resources: { cpu: { request: kplus.Cpu.millis(500) } } });
  expect(unlimited.container().env).toBeUndefined();
});

test('platforms: the bake file, and the nodes that Pods may run on', () => {
  const web = new Web({ platforms: ['linux/arm64', 'linux/amd64'] });
  web.image.addCronJob('clean', { command: ['x'], schedule: { expressionString: '0 0 * * *' } as any });
  const terms = [{ matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64'] }] }];
  for (const kind of ['Deployment', 'CronJob']) {
    expect(web.pod(kind).affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual(terms);
  }
  expect(new Web().pod().affinity).not.toHaveProperty('nodeAffinity');
});

test('content: the tag of the image, the version labels and the Job\'s name, and nothing else', () => {
  const render = (revision: string) => {
    const web = new Web({ revision });
    web.image.addWorker('worker', { command: ['x'] });
    web.image.addJob('migrate', { command: ['x'] });
    return { tag: web.image.tag, text: JSON.stringify(web.manifests()) };
  };
  const [one, other] = [render('1'), render('2')];
  expect(other.tag).not.toBe(one.tag);
  expect(other.text.split(other.tag).join('TAG')).toBe(one.text.split(one.tag).join('TAG'));
  expect(one.text).toMatch(new RegExp(`"name":"shop-web-migrate-[0-9a-f]{6}-${one.tag}"`));
  const selectors = JSON.stringify(JSON.parse(one.text).map((manifest: any) => manifest.spec.selector));
  expect(selectors).not.toContain('app.kubernetes.io');
});
