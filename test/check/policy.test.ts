import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { withTemporaryDirectory } from '../support/temporary-tree';
import { ask, describeWith, Tool } from '../support/tools';

const setBy = 'test/tools/policy.sh build && eval "$(test/tools/policy.sh env)"';
const KUBECONFORM: Tool = { variable: 'KUBECONFORM', setBy };
const KUBE_SCHEMAS: Tool = { variable: 'KUBE_SCHEMAS', setBy };
const KUBE_SCORE: Tool = { variable: 'KUBE_SCORE', setBy };
const CHECKOV: Tool = { variable: 'CHECKOV', setBy };
const PSACHECK: Tool = { variable: 'PSACHECK', setBy };

/** A check that manifests fail, and why they may. One that none of them fails any more has to go. */
interface Exception {
  readonly check: string;
  /** The objects that may fail it. */
  readonly of?: RegExp;
  readonly reason: string;
}

const PULL_POLICY = 'the tag is the hash of what is in the image, so the one that a node has is the right one';
const NETWORK_POLICY = 'off unless asked for: only the application\'s authors know its database';
const WORKER_PROBES = 'a worker takes no requests';
const EXCEPTIONS: readonly Exception[] = [
  { check: 'container-image-pull-policy', reason: PULL_POLICY },
  { check: 'CKV_K8S_15', reason: PULL_POLICY },
  { check: 'CKV_K8S_43', reason: 'a digest is known after the build, and manifests are written before it; the tag changes with the content, too' },
  { check: 'CKV_K8S_21', reason: 'the namespace is for the chart or the deploying tool to say' },
  { check: 'CKV_K8S_35', reason: 'applications read their secrets from the environment, by reference' },
  { check: 'pod-networkpolicy', reason: NETWORK_POLICY },
  { check: 'CKV2_K8S_6', reason: NETWORK_POLICY },
  { check: 'CKV_K8S_8', of: /shop-web-deployment/, reason: 'without a route for it, a liveness probe could only kill a server that works' },
  { check: 'CKV_K8S_8', of: /shop-web-worker/, reason: WORKER_PROBES },
  { check: 'CKV_K8S_9', of: /shop-web-worker/, reason: WORKER_PROBES },
  { check: 'container-ephemeral-storage-request-and-limit', of: /shop-report/, reason: 'a workload made by hand: cdk8s-plus-27 knows whole gibibytes only' },
];

const GOLDEN = join(__dirname, '..', 'golden');
const GOLDENS = readdirSync(GOLDEN, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.k8s.yaml')).sort();

const SCHEMAS = process.env.KUBE_SCHEMAS ?? '';
const VERSIONS = SCHEMAS === '' ? ['no version'] : readdirSync(SCHEMAS).filter((name) => name.startsWith('v')).sort();

/** What the schemas of a version of Kubernetes say against a file, unknown fields included. */
function kubeconform(version: string, file: string): string[] {
  const locations = [version, 'gateway-api'].flatMap((folder) => ['-schema-location', `${SCHEMAS}/${folder}/{{.ResourceKind}}{{.KindSuffix}}.json`]);
  const { stdout, stderr } = ask(KUBECONFORM, ['-strict', '-output', 'json', '-verbose', ...locations, file]);
  if (stderr !== '') throw new Error(stderr);
  const { resources } = JSON.parse(stdout) as { resources: Array<{ kind: string; status: string; msg: string }> };
  expect(resources.length).toBeGreaterThan(0);
  return resources.filter(({ status }) => status !== 'statusValid').map(({ kind, status, msg }) => `${kind}: ${status}: ${msg}`);
}

/** What kube-score finds critical or warns about, as `check: object: comment`. */
function kubeScore(file: string): string[] {
  const { stdout, stderr } = ask(KUBE_SCORE, ['score', '--output-format', 'json', '--kubernetes-version', 'v1.27', '--disable-ignore-checks-annotations', file]);
  if (stderr !== '') throw new Error(stderr);
  interface Check { check: { id: string }; grade: number; skipped: boolean; comments: null | Array<{ summary: string }> }
  const objects = JSON.parse(stdout) as Array<{ object_name: string; checks: Check[] }>;
  const allRight = 7;
  return objects.flatMap(({ object_name: object, checks }) => checks.filter(({ grade, skipped }) => !skipped && grade < allRight)
    .map(({ check, comments }) => `${check.id}: ${object}: ${(comments ?? []).map(({ summary }) => summary).join(', ')}`));
}

/** What checkov's checks of Kubernetes fail, as `check: object: name`. */
function checkov(file: string): string[] {
  const { stdout } = ask(CHECKOV, ['--framework', 'kubernetes', '--skip-download', '--compact', '--output', 'json', '--file', file]);
  const { results } = JSON.parse(stdout) as { results: { [kind: string]: Array<{ check_id: string; check_name: string; resource: string }> } };
  expect(results.passed_checks.length).toBeGreaterThan(0);
  expect([results.skipped_checks, results.parsing_errors]).toEqual([[], []]);
  return results.failed_checks.map(({ check_id: check, check_name: name, resource }) => `${check}: ${resource}: ${name}`);
}

/** What Pod Security "restricted" refuses, and how many Pod templates it was asked about. */
function psacheck(file: string): string[] {
  const { stdout, stderr } = ask(PSACHECK, [file]);
  if (stderr !== '') throw new Error(stderr);
  return stdout.trim().split('\n');
}

const checkOf = (finding: string) => finding.split(':')[0];
const covers = ({ check, of }: Exception, finding: string) => check === checkOf(finding) && (of === undefined || of.test(finding));

/** A file with the text of a golden after a change. */
function changed<T>(golden: string, change: (text: string) => string, act: (file: string) => T): T {
  return withTemporaryDirectory((directory) => {
    const before = readFileSync(join(GOLDEN, golden), 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(join(directory, 'changed.yaml'), after);
    return act(join(directory, 'changed.yaml'));
  });
}
const SMALL = 'small/shop.k8s.yaml';

describeWith([KUBECONFORM, KUBE_SCHEMAS], 'the schemas of Kubernetes', () => {
  test('there are those of the oldest supported version, of two between, and of the newest', () => {
    expect(VERSIONS).toEqual(['v1.27.0', 'v1.30.0', 'v1.33.0', 'v1.37.0']);
  });

  describe.each(VERSIONS)('%s', (version) => {
    test.each(GOLDENS)('hold for %s', (golden) => expect(kubeconform(version, join(GOLDEN, golden))).toEqual([]));

    test('refuse a misspelt field and a word for a number', () => {
      const faults = (from: string, to: string) => changed(SMALL, (text) => text.replace(from, to), (file) => kubeconform(version, file));
      expect(faults('containerPort:', 'containerPrt:')).toEqual([expect.stringMatching(/^Deployment: statusInvalid: .*containerPrt/s)]);
      expect(faults('replicas: 2', 'replicas: two')).toEqual([expect.stringMatching(/^Deployment: statusInvalid: .*replicas/s)]);
    });
  });

  test('a field that is newer than a version is refused by it, and by no later one', () => {
    const newer = (text: string) => text.replace('  type: ClusterIP\n', '  type: ClusterIP\n  trafficDistribution: PreferClose\n');
    const faults = VERSIONS.map((version) => changed(SMALL, newer, (file) => kubeconform(version, file)));
    expect(faults).toEqual([[expect.stringContaining('trafficDistribution')], [], [], []]);
  });
});

describeWith([KUBE_SCORE, CHECKOV], 'the policy tools', () => {
  const findings = new Map<string, string[]>();

  test.each(GOLDENS)('kube-score and checkov find nothing in %s that is no exception', (golden) => {
    const file = join(GOLDEN, golden);
    const found = [...kubeScore(file), ...checkov(file)];
    findings.set(golden, found);
    expect(found.filter((finding) => !EXCEPTIONS.some((exception) => covers(exception, finding)))).toEqual([]);
  });

  test('no exception is left over', () => {
    expect([...findings.keys()]).toEqual(GOLDENS);
    const all = [...findings.values()].flat();
    expect(EXCEPTIONS.filter((exception) => !all.some((finding) => covers(exception, finding)))).toEqual([]);
  });

  test('they find what is wrong', () => {
    const bad = (text: string) => text.replaceAll('readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false').replace(/ +resources:\n( {12}.*\n)+/, '');
    changed(SMALL, bad, (file) => {
      expect(kubeScore(file).map(checkOf)).toEqual(expect.arrayContaining(['container-resources', 'container-security-context-readonlyrootfilesystem']));
      expect(checkov(file).map(checkOf)).toEqual(expect.arrayContaining(['CKV_K8S_11', 'CKV_K8S_13', 'CKV_K8S_22']));
    });
  });
});

describeWith([PSACHECK], 'Pod Security "restricted"', () => {
  test.each(GOLDENS)('refuses nothing of %s', (golden) => {
    expect(psacheck(join(GOLDEN, golden))).toEqual([expect.stringMatching(/^[1-9]\d* Pod templates, 0 violations$/)]);
  });

  test('refuses a privileged container, in a CronJob as well', () => {
    const violation = (golden: string) => changed(golden, (text) => text.replace(/ privileged: false/, ' privileged: true'), psacheck);
    expect(violation(SMALL)).toEqual([expect.stringMatching(/^Deployment\/shop-web-deployment-\w+: privileged: container "app" must not set securityContext.privileged=true$/), '1 Pod templates, 1 violations']);
    expect(violation('npm-in-root/shop.k8s.yaml')[0]).toMatch(/^CronJob\/shop-report-\w+: privileged: /);
  });
});
