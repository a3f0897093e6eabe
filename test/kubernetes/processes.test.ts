import { Cron, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { JobOrdering, PythonVenvImageProps, WritablePath } from '../../lib';
import { Web } from '../support/web';

/** What Pod Security "restricted" asks of a Pod. */
function expectRestricted(pod: any): void {
  expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false, securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } });
  [...pod.containers, ...(pod.initContainers ?? [])].forEach((container) => expect(container.securityContext).toMatchObject({
    allowPrivilegeEscalation: false, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ['ALL'] },
  }));
}

test('a worker is a Deployment without a port, a probe or a Service', () => {
  const web = new Web();
  const worker = web.image.addWorker('worker', { command: ['celery', '--app=shop', 'worker'], terminationGracePeriod: Duration.minutes(10) });
  expect(worker).toBeInstanceOf(kplus.Deployment);
  expect(web.manifests('Service')).toHaveLength(1);
  const [, manifest] = web.manifests('Deployment');
  expect(manifest.spec.replicas).toBe(1);
  expect(manifest.spec.template.spec.terminationGracePeriodSeconds).toBe(600);
  ['ports', 'startupProbe', 'readinessProbe', 'livenessProbe', 'lifecycle'].forEach((key) => expect(web.container('Deployment', 1)).not.toHaveProperty(key));
});

test('a Job is named by its process and the tag, and is cleared away', () => {
  const web = new Web();
  expect(web.image.addJob('migrate', { command: ['python', 'manage.py', 'migrate'] })).toBeInstanceOf(kplus.Job);
  const [job] = web.manifests('Job');
  expect(job.metadata.name).toMatch(new RegExp(`^shop-web-migrate-[0-9a-f]{6}-${web.image.tag}$`));
  expect(job.metadata).not.toHaveProperty('annotations');
  expect(job.spec).toMatchObject({ backoffLimit: 3, ttlSecondsAfterFinished: 86400, template: { spec: { restartPolicy: 'Never' } } });
});

test('a Job\'s name fits, however long the path of its image', () => {
  const web = new Web();
  web.image.addJob(`m${'o'.repeat(39)}`, { command: ['x'] });
  const { name } = web.manifests('Job')[0].metadata;
  expect(name).toMatch(new RegExp(`^[a-z0-9-]{1,42}-${web.image.tag}$`));
});

test('other settings make another Job, for its Pod may not change; the same settings the same', () => {
  const name = (props: Partial<PythonVenvImageProps>, command = ['x']) => {
    const web = new Web(props);
    web.image.addJob('migrate', { command });
    return web.manifests('Job')[0].metadata.name;
  };
  const names = [
    name({}), name({}, ['y']), name({ environment: { A: kplus.EnvValue.fromValue('1') } }), name({ environment: { A: kplus.EnvValue.fromValue('2') } }),
    name({ priorityClass: 'high' }), name({ repository: 'other' }), name({ writable: [WritablePath.emptyDir('/app/cache')] }),
  ];
  expect(new Set(names).size).toBe(names.length);
  expect(name({})).toBe(names[0]);
});

test.each([
  [JobOrdering.ARGO_CD_PRE_SYNC, { 'argocd.argoproj.io/hook': 'PreSync', 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' }],
  [JobOrdering.HELM_PRE_UPGRADE, { 'helm.sh/hook': 'pre-install,pre-upgrade', 'helm.sh/hook-delete-policy': 'before-hook-creation' }],
])('a Job can be ordered for %s', (ordering, annotations) => {
  const web = new Web();
  web.image.addJob('migrate', { command: ['x'], ordering });
  expect(web.manifests('Job')[0].metadata.annotations).toEqual(annotations);
});

test('a CronJob runs one at a time', () => {
  const web = new Web();
  expect(web.image.addCronJob('clean', { command: ['x'], schedule: Cron.hourly() })).toBeInstanceOf(kplus.CronJob);
  expect(web.manifests('CronJob')[0].spec).toMatchObject({ schedule: '0 * * * *', concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 300 });
});

test('every process is restricted, labelled and has the image\'s user', () => {
  const web = new Web();
  web.image.addWorker('worker', { command: ['x'] });
  web.image.addJob('migrate', { command: ['x'] });
  web.image.addCronJob('clean', { command: ['x'], schedule: Cron.daily() });
  for (const [kind, index, component] of [['Deployment', 0, 'web'], ['Deployment', 1, 'worker'], ['Job', 0, 'migrate'], ['CronJob', 0, 'clean']] as const) {
    expectRestricted(web.pod(kind, index));
    expect(web.container(kind, index).image).toBe(web.image.image);
    expect(web.manifests(kind)[index].metadata.labels).toEqual({
      'app.kubernetes.io/component': component, 'app.kubernetes.io/managed-by': 'cdk8s', 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/version': web.image.tag,
    });
  }
});

test('containers that come later are restricted, too, and keep a capability that may be added', () => {
  const web = new Web();
  web.image.waitFor('migrations', ['python', 'manage.py', 'migrate', '--check']);
  web.image.deployment.addContainer({
    image: 'proxy:1', securityContext: { user: 5, capabilities: { add: [kplus.Capability.NET_BIND_SERVICE] } },
  });
  expect(web.pod().initContainers[0].securityContext.capabilities).toEqual({ drop: ['ALL'] });
  expect(web.pod().containers[1].securityContext.capabilities).toEqual({ add: ['NET_BIND_SERVICE'], drop: ['ALL'] });
  expectRestricted(web.pod('Deployment', 0) && { ...web.pod(), containers: [web.container()] });
});

test('the server waits for a command of the image to succeed, in the same environment', () => {
  const web = new Web({ environment: { MODE: kplus.EnvValue.fromValue('production') } });
  expect(web.image.waitFor('migrations', ['python', 'manage.py', 'migrate', '--check'])).toBeInstanceOf(kplus.Container);
  expect(web.pod().initContainers[0]).toMatchObject({
    name: 'migrations', image: web.image.image, args: ['python', 'manage.py', 'migrate', '--check'], env: web.container().env,
  });
  expect(web.pod().initContainers[0].resources.limits['ephemeral-storage']).toBe('256Mi');
  expect(() => web.image.waitFor('', ['x'])).toThrow('[shop/web] "" is not the name of a process');
});

test('a worker of several Pods is spread and drained one at a time, as the server is', () => {
  const web = new Web({ replicas: 1 });
  web.image.addWorker('one', { command: ['x'] });
  web.image.addWorker('many', { command: ['x'], replicas: 3 });
  const budgets = web.manifests('PodDisruptionBudget');
  expect(budgets.map((budget) => budget.spec.selector)).toEqual([web.manifests('Deployment')[2].spec.selector]);
  expect(web.pod('Deployment', 2).topologySpreadConstraints).toHaveLength(1);
});

test('harden gives the same to a workload made by hand, once', () => {
  const web = new Web();
  const set = new kplus.StatefulSet(web.chart, 'set', { service: web.image.service, containers: [web.image.container()] });
  web.image.harden(set);
  web.image.harden(set);
  set.addContainer(web.image.container({ name: 'late' }));
  const once = JSON.stringify(web.manifests('StatefulSet'));
  expectRestricted(web.pod('StatefulSet'));
  expect(JSON.stringify(web.manifests('StatefulSet'))).toBe(once);
});

test('fails on a process without a name, a command, or with the name of another', () => {
  const { image } = new Web();
  image.addWorker('worker', { command: ['x'] });
  expect(() => image.addWorker('worker', { command: ['x'] })).toThrow('[shop/web] there is a process \'worker\' of this image already; give this one another name');
  expect(() => image.addJob('deployment', { command: ['x'] })).toThrow('[shop/web] there is a process \'deployment\' of this image already; give this one another name');
  expect(() => image.addJob('Migrate!', { command: ['manage.py migrate'] })).toThrow([
    '[shop/web] 2 problems:',
    '  - "Migrate!" is not the name of a process: a lower case letter, then at most 39 letters, digits and \'-\', not ending in \'-\'',
    '  - command is one shell string, "manage.py migrate", but no shell reads it; give its words: [\'manage.py\', \'migrate\']',
  ].join('\n'));
});
