import { describeWithCluster, RestrictedNamespace, waitFor } from './support/cluster';
import { objects } from './support/manifests';
import { get } from './support/network';
import { built, Deployable } from './support/node';
import { Project } from '../e2e/support/project';

/** Everything that a Pod may start of an image without a shell: a server, what it waits for, a worker, a Job and a CronJob. */
const MAIN = `
  import { App, Chart, Cron } from 'cdk8s';
  import { AppStage, DebianRelease, PythonBase, PythonVenvImage, PythonVersion } from 'cdk8s-python-venv';
  const app = new App();
  export const web = new PythonVenvImage(new Chart(app, 'tiny'), 'web', {
    context: 'app', repository: 'registry.example.com/tiny', appStage: AppStage.MINIMAL,
    base: PythonBase.debian({ python: PythonVersion.V3_11, release: DebianRelease.BOOKWORM }),
    command: ['python', '-m', 'tea_of_the_day'],
  });
  web.waitFor('ready', ['python', '-c', 'import ssl, sqlite3, tea_of_the_day']);
  web.addWorker('worker', { command: ['python', '-c', 'import time; time.sleep(600)'] });
  web.addJob('once', { command: ['python', '-c', 'import os, pwd; print(pwd.getpwuid(os.getuid()).pw_name)'] });
  web.addCronJob('nightly', { command: ['env', 'python', '-c', 'print("done")'], schedule: Cron.daily() });
  app.synth();`;

describeWithCluster('node', 'a minimal image on bookworm, on a node', () => {
  let namespace: RestrictedNamespace;
  let tiny: Deployable;
  let all: any[];

  beforeAll(() => {
    tiny = built(new Project('small', { 'main.ts': MAIN }));
    all = objects(tiny.manifests);
    namespace = new RestrictedNamespace('tiny');
    expect(namespace.apply(tiny.manifests)).toMatchObject({ status: 0, stderr: '' });
  });
  afterAll(() => namespace?.remove());

  const nameOf = (kind: string, component: string) => all.find((object) => object.kind === kind && object.metadata.labels?.['app.kubernetes.io/component'] === component).metadata.name;

  test('serves once what it waits for is there', () => {
    namespace.kubectl('rollout', 'status', `deployment/${nameOf('Deployment', 'web')}`, '--timeout=120s');
    const address = namespace.kubectl('get', 'service', tiny.service.metadata.name, '--output', 'jsonpath={.spec.clusterIP}');
    waitFor('the Service to have its Pods', () => get(`http://${address}:8000/healthz`).status !== 0);
    expect(get(`http://${address}:8000/healthz`)).toMatchObject({ status: 200, text: 'ok' });
  });

  test('runs workers, Jobs and CronJobs', () => {
    namespace.kubectl('rollout', 'status', `deployment/${nameOf('Deployment', 'worker')}`, '--timeout=60s');
    const job = nameOf('Job', 'once');
    namespace.kubectl('wait', '--for=condition=Complete', `job/${job}`, '--timeout=60s');
    expect(namespace.kubectl('logs', `job/${job}`)).toBe('app');
    namespace.kubectl('create', 'job', 'now', '--from', `cronjob/${nameOf('CronJob', 'nightly')}`);
    namespace.kubectl('wait', '--for=condition=Complete', 'job/now', '--timeout=60s');
    expect(namespace.kubectl('logs', 'job/now')).toBe('done');
  });

  test('has Python for kubectl exec, and no shell', () => {
    const deployment = `deployment/${nameOf('Deployment', 'web')}`;
    expect(namespace.kubectl('exec', deployment, '--', 'python', '-c', 'import platform; print(platform.freedesktop_os_release()["VERSION_CODENAME"])')).toBe('bookworm');
    expect(namespace.try('exec', deployment, '--', 'sh').stderr).toContain('"sh": executable file not found');
  });

  test('drains before it stops: nothing of preStop is missing', () => {
    namespace.kubectl('rollout', 'restart', `deployment/${nameOf('Deployment', 'web')}`);
    namespace.kubectl('rollout', 'status', `deployment/${nameOf('Deployment', 'web')}`, '--timeout=120s');
    waitFor('the end of the old Pods', () => namespace.get('pods', '--selector', 'app.kubernetes.io/component=web').length === 2, 90);
    expect(namespace.get('events', '--field-selector', 'reason=FailedPreStopHook')).toEqual([]);
  });
});
