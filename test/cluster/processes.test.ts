import * as fs from 'node:fs';
import * as path from 'node:path';
import { describeWithCluster, RestrictedNamespace, waitFor } from './support/cluster';
import { manifests, objects } from './support/manifests';
import { built, Deployable } from './support/node';
import { Services } from './support/services';
import { Client } from './support/services-client';
import { Project } from '../e2e/support/project';

const HOST = 'shop.example.com';

describeWithCluster('node', 'the shop on a node, with a real PostgreSQL and a real Redis', () => {
  let namespace: RestrictedNamespace;
  let services: Services;
  let shop: Deployable;
  let all: any[];
  let client: Client;

  beforeAll(() => {
    shop = built(new Project('shop'));
    all = objects(shop.manifests);
    namespace = new RestrictedNamespace('shop');
    services = new Services(namespace);
  });
  afterAll(() => namespace?.remove());

  const only = (kind: string, component: string) => all.find((object) => object.kind === kind && object.metadata.labels?.['app.kubernetes.io/component'] === component);
  const nameOf = (kind: string, component: string) => only(kind, component).metadata.name;
  const pods = (component: string) => namespace.get('pods', '--selector', `app.kubernetes.io/component=${component}`);
  const rolledOut = (component: string) => namespace.kubectl('rollout', 'status', `deployment/${nameOf('Deployment', component)}`, '--timeout=180s');

  test('without its migration the server waits, and takes no requests', () => {
    const { status, stderr } = namespace.apply(all.filter(({ kind }) => kind !== 'Job'));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const looked = () => pods('web').map(({ status: { initContainerStatuses: [wait] = [{}] } }) => (wait.state?.terminated ?? wait.lastState?.terminated)?.exitCode);
    waitFor('both Pods to look for the migration', () => looked().length === 2 && looked().every((code) => code !== undefined));
    expect(looked()).toEqual([1, 1]);
    // not because it cannot ask the database, of which Django would tell
    pods('web').forEach(({ metadata: { name } }) => expect(namespace.kubectl('logs', name, '--container', 'migrations')).toBe(''));
    expect(services.sql('SELECT count(*) FROM pg_tables WHERE schemaname = \'public\'')).toBe('0');
    expect(pods('web').map(({ status: { containerStatuses: [app] } }) => app.state)).toEqual(Array(2).fill({ waiting: { reason: 'PodInitializing' } }));
    const [slice] = namespace.get('endpointslices', '--selector', `kubernetes.io/service-name=${nameOf('Service', 'web')}`);
    expect((slice.endpoints ?? []).filter(({ conditions }: any) => conditions.ready)).toEqual([]);
  });

  test('a Job of the same image migrates, and then the server gets ready', () => {
    expect(namespace.apply(shop.manifests)).toMatchObject({ status: 0, stderr: '' });
    const job = nameOf('Job', 'migrate');
    expect(job).toMatch(new RegExp(`^shop-web-migrate-[0-9a-f]{6}-${shop.web.tag}$`));
    namespace.kubectl('wait', '--for=condition=Complete', `job/${job}`, '--timeout=60s');
    rolledOut('web');
    rolledOut('worker');
    const [{ status: { succeeded, completionTime } }] = namespace.get('jobs');
    expect(succeeded).toBe(1);
    expect(pods('web')).toHaveLength(2);
    pods('web').forEach(({ status: { initContainerStatuses: [wait], containerStatuses: [app], conditions } }) => {
      expect(wait.state.terminated).toMatchObject({ exitCode: 0, reason: 'Completed' });
      expect(wait.restartCount).toBeGreaterThan(0);
      expect(app.restartCount).toBe(0);
      // both of the API server's clock, in whole seconds
      const ready = conditions.find(({ type }: any) => type === 'Ready').lastTransitionTime;
      expect(Date.parse(ready)).toBeGreaterThanOrEqual(Date.parse(completionTime));
      process.stdout.write(`migrated at ${completionTime}, ready at ${ready} after ${wait.restartCount} looks\n`);
    });
    expect(services.sql('SELECT app, name FROM django_migrations ORDER BY app')).toBe('orders|0001_initial\nsessions|0001_initial');
  });

  test('the page answers through the Service to those who know its name', () => {
    const address = namespace.kubectl('get', 'service', nameOf('Service', 'web'), '--output', 'jsonpath={.spec.clusterIP}');
    client = new Client(`http://${address}:8000`, HOST);
    waitFor('the Service to have its Pods', () => client.get('/livez').status === 200);
    expect(client.get('/')).toMatchObject({ status: 200, text: expect.stringContaining('No orders yet.') });
    expect(client.get('/healthz')).toEqual({ status: 200, text: 'ok' });
    // a kubelet that asked by the Pod's address would be answered like this
    expect(new Client(`http://${address}:8000`, `${address}:8000`).get('/livez').status).toBe(400);
  });

  test('an order goes through Redis to the worker, who writes it to PostgreSQL', () => {
    expect(client.post('/order', { item: 'beeswax candle' }).status).toBe(302);
    const [{ metadata: { name: worker } }] = pods('worker');
    waitFor('the order', () => services.sql('SELECT count(*) FROM orders_order') === '1', 20);
    expect(services.sql('SELECT item, packed_by FROM orders_order')).toBe(`beeswax candle|${worker}`);
    expect(client.get('/').text).toContain(`<li>beeswax candle, packed by ${worker}</li>`);
  });

  test('the CronJob\'s process runs, too', () => {
    namespace.kubectl('create', 'job', 'now', '--from', `cronjob/${nameOf('CronJob', 'clear-sessions')}`);
    namespace.kubectl('wait', '--for=condition=Complete', 'job/now', '--timeout=60s');
  });

  test('the same manifests again change nothing', () => {
    const generations = () => namespace.get('deployments,jobs,cronjobs,services,poddisruptionbudgets').map(({ kind, metadata: { name, generation } }) => [kind, name, generation]);
    const before = generations();
    expect(namespace.apply(shop.manifests)).toMatchObject({ status: 0, stderr: '' });
    expect(generations()).toEqual(before);
  });

  test('other settings of the same image can be applied: they make another Job', () => {
    const changed = new Project('shop');
    const main = fs.readFileSync(`${changed.folder}/main.ts`, 'utf8');
    changed.write('main.ts', main.replace('fromValue(\'shop.example.com\')', 'fromValue(\'shop.example.com,localhost\')'));
    const { tag } = changed.synth();
    expect(tag).toBe(shop.web.tag);
    expect(namespace.apply(manifests(path.join(changed.folder, 'dist')))).toMatchObject({ status: 0, stderr: '' });
    rolledOut('web');
    expect(namespace.get('jobs', '--selector', 'app.kubernetes.io/component=migrate')).toHaveLength(2);
  });

  test('three rollouts under load lose no request', async () => {
    const before = pods('web').map(({ metadata }) => metadata.name);
    // every tenth request takes two seconds, so that four are always under way; the others ask the database
    const load = client.load(20, ['/slow?seconds=2', ...Array(9).fill('/')]);
    const start = Date.now();
    try {
      for (let i = 0; i < 3; i++) {
        namespace.kubectl('set', 'env', `deployment/${nameOf('Deployment', 'web')}`, `RELEASE=${i}`);
        rolledOut('web');
      }
      waitFor('the end of the old Pods', () => pods('web').length === 2, 120);
      expect(pods('web').filter(({ metadata }) => before.includes(metadata.name))).toEqual([]);
    } finally {
      const result = await load.stop();
      process.stdout.write(`three rollouts in ${Math.round((Date.now() - start) / 1000)} s: ${result.sent} requests, ${result.failures.length} failed, the slowest answer after ${result.longest} ms\n`);
      expect(result.failures).toEqual([]);
      expect(result.answered).toBe(result.sent);
      expect(result.sent).toBeGreaterThan(400);
    }
  });

  test('what is ordered while the worker is rolled out is packed, too', () => {
    const orders = () => services.sql('SELECT count(*) FROM orders_order WHERE item LIKE \'taper %\'');
    const [{ metadata: { name: before } }] = pods('worker');
    namespace.kubectl('rollout', 'restart', `deployment/${nameOf('Deployment', 'worker')}`);
    let sent = 0;
    waitFor('the end of the old worker', () => {
      expect(client.post('/order', { item: `taper ${sent++}` }).status).toBe(302);
      return pods('worker').every(({ metadata: { name } }) => name !== before);
    });
    waitFor('the orders', () => orders() === String(sent), 20);
    expect(services.sql('SELECT count(DISTINCT packed_by) FROM orders_order WHERE item LIKE \'taper %\'')).toBe('2');
    process.stdout.write(`a rollout of the worker: ${sent} orders, all packed\n`);
  });
});
