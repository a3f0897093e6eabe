import * as fs from 'node:fs';
import { describeWithCluster, RestrictedNamespace, waitFor } from './support/cluster';
import { get, Load } from './support/network';
import { built, Deployable } from './support/node';
import { Project } from '../e2e/support/project';

/** The small example, with a route that takes two seconds. */
function smallWithSlowRoute(): Project {
  const project = new Project('small');
  const file = 'app/tea_of_the_day/web.py';
  const source = fs.readFileSync(`${project.folder}/${file}`, 'utf8');
  project.write(file, `${source}

async def steep(request: Request) -> Response:
    import asyncio
    await asyncio.sleep(2)
    return PlainTextResponse("steeped")


app.router.routes.append(Route("/steep", steep))
`);
  return project;
}

describeWithCluster('node', 'the article\'s example on a node', () => {
  let namespace: RestrictedNamespace;
  let article: Deployable;

  beforeAll(() => {
    article = built(new Project('article'));
    namespace = new RestrictedNamespace('article');
  });
  afterAll(() => namespace?.remove());

  test('gets ready from what synth wrote, as it is', () => {
    expect(namespace.apply(article.manifests)).toMatchObject({ status: 0, stderr: '' });
    expect(namespace.kubectl('rollout', 'status', `deployment/${article.deployment.metadata.name}`, '--timeout=120s')).toContain('successfully rolled out');
    const containers = namespace.get('pods').flatMap(({ status }) => status.containerStatuses);
    expect(containers.map(({ ready, restartCount }) => [ready, restartCount])).toEqual([[true, 0], [true, 0]]);
  });

  test('answers through the Service\'s address on port 8000', () => {
    const address = namespace.kubectl('get', 'service', article.service.metadata.name, '--output', 'jsonpath={.spec.clusterIP}');
    const page = () => get(`http://${address}:8000/`);
    waitFor('the Service to have its Pods', () => page().status !== 0);
    expect(page()).toMatchObject({ status: 200, text: expect.stringContaining('<h1>Hollow Lane Seeds</h1>') });
    expect(get(`http://${address}:8000/static/site.css`).text).toMatch(/^:root\{/);
  });

  test('answers another Pod through the Service\'s name', () => {
    const program = `from urllib.request import urlopen; print(urlopen("http://${article.service.metadata.name}:8000/__lbheartbeat__").read().decode())`;
    expect(namespace.kubectl('exec', `deployment/${article.deployment.metadata.name}`, '--', 'python', '-c', program)).toBe('ok');
  });

  test('runs as user 10001, who can write to /tmp and to nothing else', () => {
    const shell = (line: string) => namespace.try('exec', `deployment/${article.deployment.metadata.name}`, '--', 'sh', '-c', line);
    expect(shell('echo $(id -u) $(id -g)').stdout).toBe('10001 10001\n');
    expect(shell('touch /tmp/x && ls /tmp').stdout).toBe('x\n');
    ['/app', '/venv', '/etc'].forEach((directory) => expect(shell(`touch ${directory}/x`).stderr).toContain('Read-only file system'));
    expect(shell('grep -E "^(CapEff|NoNewPrivs|Seccomp):" /proc/1/status').stdout.split(/\s+/)).toEqual(['CapEff:', '0000000000000000', 'NoNewPrivs:', '1', 'Seccomp:', '2', '']);
  });
});

describeWithCluster('node', 'the small example on a node', () => {
  let namespace: RestrictedNamespace;
  let tea: Deployable;

  beforeAll(() => {
    tea = built(smallWithSlowRoute());
    namespace = new RestrictedNamespace('tea');
  });
  afterAll(() => namespace?.remove());

  const rolledOut = () => namespace.kubectl('rollout', 'status', `deployment/${tea.deployment.metadata.name}`, '--timeout=180s');

  test('three rollouts under load lose no request', async () => {
    namespace.apply(tea.manifests);
    rolledOut();
    expect(namespace.get('pods')).toHaveLength(2);
    const address = namespace.kubectl('get', 'service', tea.service.metadata.name, '--output', 'jsonpath={.spec.clusterIP}');
    waitFor('the Service to have its Pods', () => get(`http://${address}:8000/healthz`).status === 200);
    // every tenth request takes two seconds, so that four are always under way
    const load = new Load(`http://${address}:8000`, 20, ['/steep', ...Array(9).fill('/healthz')]);
    try {
      for (let i = 0; i < 3; i++) {
        namespace.kubectl('rollout', 'restart', `deployment/${tea.deployment.metadata.name}`);
        rolledOut();
      }
      // the last Pods of before are still to end
      waitFor('the end of the old Pods', () => namespace.get('pods').length === 2, 120);
    } finally {
      const result = await load.stop();
      process.stdout.write(`three rollouts: ${result.sent} requests, ${result.failures.length} failed, the slowest answer after ${result.longest} ms\n`);
      expect(result.failures).toEqual([]);
      expect(result.answered).toBe(result.sent);
      expect(result.sent).toBeGreaterThan(200);
    }
  });

  /** The Deployment under another name, its container changed, with one Pod. */
  const variant = (name: string, container: object, spec: object = {}) => {
    const manifest = structuredClone(tea.deployment);
    const labels = { app: name };
    manifest.metadata = { name };
    Object.assign(manifest.spec, { replicas: 1, selector: { matchLabels: labels } }, spec);
    manifest.spec.template.metadata = { labels };
    delete manifest.spec.template.spec.affinity;
    Object.assign(manifest.spec.template.spec.containers[0], container);
    expect(namespace.apply([manifest])).toMatchObject({ status: 0, stderr: '' });
    return () => namespace.get('pods', '--selector', `app=${name}`)[0];
  };

  test('a Pod over its memory limit is reported as OOMKilled', () => {
    const resources = { limits: { memory: '64Mi', cpu: '1' }, requests: { memory: '64Mi', cpu: '50m' } };
    const pod = variant('greedy', { command: ['python', '-c', 'print(len(b"x" * 2**28))'], resources, startupProbe: undefined, readinessProbe: undefined });
    const ended = () => pod()?.status.containerStatuses?.[0].lastState.terminated;
    waitFor('the end of the container', () => ended() !== undefined);
    expect(ended()).toMatchObject({ reason: 'OOMKilled', exitCode: 137 });
  });

  test('an application that never answers is reported as not ready, and its rollout as failed', () => {
    const pod = variant('silent', { command: ['sleep', '600'] }, { progressDeadlineSeconds: 10 });
    const { status, stderr } = namespace.try('rollout', 'status', 'deployment/silent', '--timeout=60s');
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'error: deployment "silent" exceeded its progress deadline\n' });
    expect(pod().status.conditions).toContainEqual(expect.objectContaining({ type: 'Ready', status: 'False', reason: 'ContainersNotReady' }));
    expect(namespace.get('events', '--field-selector', 'reason=Unhealthy').map(({ message }) => message)).toContainEqual(expect.stringContaining('Startup probe failed'));
  });
});
