import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Chart, Yaml } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { PythonVenvImage } from '../../lib';
import { SMALL_APP, temporaryApp, temporaryDirectory } from '../support/temporary-app';
import { ask, describeWith, Tool } from '../support/tools';

/** What docs/gitops.md says of Argo CD and Flux, asked of their own code and definitions. */
const setBy = 'test/tools/policy.sh build && eval "$(test/tools/policy.sh env)"';
const KUBECONFORM: Tool = { variable: 'KUBECONFORM', setBy };
const KUBE_SCHEMAS: Tool = { variable: 'KUBE_SCHEMAS', setBy };
const FLUX: Tool = { variable: 'FLUX', setBy: 'export FLUX="$(test/tools/flux.sh)"' };

const PAGE = fs.readFileSync(path.join(__dirname, '../../docs/gitops.md'), 'utf8');
const BLOCKS = [...PAGE.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text]) => text);

describeWith([KUBECONFORM, KUBE_SCHEMAS], 'the objects that the page shows', () => {
  const judge = (text: string) => {
    const file = path.join(temporaryDirectory(), 'object.yaml');
    fs.writeFileSync(file, text);
    const schemas = `${process.env.KUBE_SCHEMAS}/gitops/{{.ResourceKind}}{{.KindSuffix}}.json`;
    const { stdout, stderr } = ask(KUBECONFORM, ['-strict', '-output', 'json', '-verbose', '-schema-location', schemas, file]);
    expect(stderr).toBe('');
    return (JSON.parse(stdout) as { resources: Array<{ kind: string; status: string; msg: string }> }).resources.map(({ kind, status, msg }) => `${kind}: ${status}: ${msg}`);
  };

  test('are such as Argo CD and Flux define them', () => {
    expect(BLOCKS.map(judge)).toEqual([['Application: statusValid: '], ['Kustomization: statusValid: ']]);
  });

  test('would be refused with a field that neither knows, or without one that it needs', () => {
    expect(judge(BLOCKS[0].replace('targetRevision:', 'targetRevison:'))).toEqual([expect.stringMatching(/^Application: statusInvalid: .*targetRevison/s)]);
    expect(judge(BLOCKS[1].replace('  prune: true\n', ''))).toEqual([expect.stringMatching(/^Kustomization: statusInvalid: .*prune/s)]);
  });
});

describeWith([FLUX], 'what synth writes', () => {
  test('is applied by Flux as it is, in the namespace of the Kustomization, and none of the build files', () => {
    const folder = temporaryDirectory();
    const app = new App({ outdir: path.join(folder, 'dist') });
    const web = new PythonVenvImage(new Chart(app, 'shop'), 'web', {
      context: temporaryApp(SMALL_APP), repository: 'registry.example.com/shop', command: ['gunicorn', 'web:app'],
    });
    web.addWorker('worker', { command: ['celery', 'worker'] });
    web.addJob('migrate', { command: ['python', 'manage.py', 'migrate'] });
    app.synth();
    expect(fs.existsSync(path.join(folder, 'dist/images/docker-bake.hcl'))).toBe(true);
    const object = path.join(temporaryDirectory(), 'shop.yaml');
    fs.writeFileSync(object, BLOCKS[1]);
    const { stdout, stderr, status } = ask(FLUX, [object, folder]);
    expect([status, stderr]).toEqual([0, '']);
    expect(Yaml.load(path.join(folder, 'dist/kustomization.yaml'))).toEqual([expect.objectContaining({ namespace: 'shop', resources: ['./shop.k8s.yaml'] })]);
    const sorted = (objects: any[]) => objects.sort((a, b) => (`${a.kind} ${a.metadata.name}` < `${b.kind} ${b.metadata.name}` ? -1 : 1));
    const manifests = Yaml.load(path.join(folder, 'dist/shop.k8s.yaml')).map((manifest) => ({ ...manifest, metadata: { ...manifest.metadata, namespace: 'shop' } }));
    expect(sorted(parseAllDocuments(stdout).map((document) => document.toJS()))).toEqual(sorted(manifests));
  });
});
