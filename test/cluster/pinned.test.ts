import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describeWithCluster, RestrictedNamespace } from './support/cluster';
import { manifests, objects } from './support/manifests';
import { inside } from './support/network';
import { ImageDigests } from '../../lib';
import { services } from '../e2e/support/builder';
import { docker, runPrinted } from '../e2e/support/docker';
import { Project } from '../e2e/support/project';

/** Connections to the registry's port in the node's network, which has no way out, are passed on through a socket file. */
const PASS_ON = `
const net = require('node:net');
const [from, to] = process.argv.slice(1).map((end) => /^[0-9]+$/.test(end) ? { port: Number(end), host: '127.0.0.1' } : { path: end });
net.createServer((client) => {
  const up = net.connect(to);
  const end = () => { client.destroy(); up.destroy(); };
  client.on('error', end).on('close', end).pipe(up);
  up.on('error', end).on('close', end).pipe(client);
}).listen(from);`;

describeWithCluster('node', 'an image by its digest', () => {
  let namespace: RestrictedNamespace;
  const passing: ChildProcess[] = [];
  afterAll(() => {
    passing.forEach((process) => process.kill());
    namespace?.remove();
  });

  test('is pushed, pinned, applied, pulled by the node, and runs', () => {
    const { registry, builder } = services();
    const [, port] = registry.split(':');
    const project = new Project('small');
    const main = path.join(project.folder, 'main.ts');
    fs.writeFileSync(main, fs.readFileSync(main, 'utf8').replace('registry.example.com/tea', `${registry}/cluster/bake-tea`));
    const web = project.synth();
    runPrinted(`${web.bakeCommand} release --push --builder ${builder} --metadata-file metadata.json`, project.folder);
    ImageDigests.fromMetadataFile(path.join(project.folder, 'metadata.json')).pinManifests(path.join(project.folder, 'dist'));
    const { digest } = JSON.parse(docker('buildx', 'imagetools', 'inspect', '--format', '{{json .Manifest}}', web.image));

    const socket = path.join(project.folder, 'registry.sock');
    passing.push(spawn(process.execPath, ['-e', PASS_ON, socket, port], { stdio: 'inherit' }));
    passing.push(spawn('nsenter', inside(process.execPath, '-e', PASS_ON, port, socket), { stdio: 'inherit' }));

    namespace = new RestrictedNamespace('pinned');
    const text = manifests(path.join(project.folder, 'dist'));
    expect(namespace.apply(text)).toMatchObject({ status: 0, stderr: '' });
    const { name } = objects(text).find(({ kind }) => kind === 'Deployment').metadata;
    expect(namespace.kubectl('rollout', 'status', `deployment/${name}`, '--timeout=180s')).toContain('successfully rolled out');
    const containers = namespace.get('pods').flatMap(({ status }) => status.containerStatuses);
    expect(containers.map(({ imageID }) => imageID)).toEqual(Array(2).fill(`${registry}/cluster/bake-tea@${digest}`));
  });

  test('that the registry does not have is told by the node, and the version before goes on', () => {
    const [deployment] = namespace.get('deployments');
    const { image } = deployment.spec.template.spec.containers[0];
    namespace.kubectl('set', 'image', `deployment/${deployment.metadata.name}`, `app=${image.replace(/[0-9a-f]{64}$/, 'f'.repeat(64))}`);
    const failed = () => namespace.get('events', '--field-selector', 'reason=Failed').map(({ message }) => message).join('\n');
    for (let i = 0; i < 120 && !/not found/.test(failed()); i++) execFileSync('sleep', ['0.5']);
    expect(failed()).toMatch(/not found/);
    expect(namespace.get('deployments')[0].status.availableReplicas).toBe(2);
  });
});
