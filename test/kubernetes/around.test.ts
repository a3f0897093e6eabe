import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { WritablePath } from '../../lib';
import { Web } from '../support/web';

/** Both a Deployment and a Job: what is said once of the image holds for every process. */
function everyPod(web: Web): any[] {
  web.image.addJob('migrate', { command: ['x'] });
  return [web.pod('Deployment'), web.pod('Job')];
}

test('writable paths are mounted in every process', () => {
  const web = new Web({ writable: [WritablePath.emptyDir('/app/cache', Size.mebibytes(10))] });
  everyPod(web).forEach((pod) => {
    expect(pod.containers[0].volumeMounts).toEqual([{ mountPath: '/tmp', name: 'tmp' }, { mountPath: '/app/cache', name: 'app-cache' }]);
    expect(pod.volumes).toContainEqual({ name: 'app-cache', emptyDir: { sizeLimit: '10Mi' } });
  });
});

test('a claim keeps what is written', () => {
  const { chart } = new Web();
  const claim = kplus.PersistentVolumeClaim.fromClaimName(chart, 'claim', 'media');
  const web = new Web({ writable: [WritablePath.claim('/app/media', claim)] });
  expect(web.pod().volumes).toContainEqual({ name: 'app-media', persistentVolumeClaim: { claimName: 'media', readOnly: false } });
});

test.each([
  ['media', 'a writable path must be absolute, of letters, digits, \'_\', \'.\' and \'-\', such as \'/app/media\', got "media"'],
  ['/app/../etc', 'a writable path must be absolute, of letters, digits, \'_\', \'.\' and \'-\', such as \'/app/media\', got "/app/../etc"'],
  ['/app', 'a volume at "/app" would hide what the image has there; take a directory of its own, such as \'/app/media\''],
  ['/venv/lib', 'a volume at "/venv/lib" would hide what the image has there; take a directory of its own, such as \'/app/media\''],
])('fails on the writable path %s', (path, message) => {
  expect(() => WritablePath.emptyDir(path)).toThrow(message);
});

test('account, pull secret, priority and environment are those of every Pod; no token is mounted', () => {
  const { chart } = new Web();
  const web = new Web({
    serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'shop'),
    imagePullSecret: kplus.Secret.fromSecretName(chart, 'pull', 'registry'),
    priorityClass: 'production',
    environmentFrom: [kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'settings', 'settings'))],
  });
  everyPod(web).forEach((pod) => {
    expect(pod).toMatchObject({
      serviceAccountName: 'shop', automountServiceAccountToken: false, imagePullSecrets: [{ name: 'registry' }], priorityClassName: 'production',
    });
    expect(pod.containers[0].envFrom).toEqual([{ configMapRef: { name: 'settings' } }]);
  });
});

test('with network access declared, each process has a policy that refuses the rest', () => {
  expect(new Web().manifests('NetworkPolicy')).toEqual([]);
  const { chart } = new Web();
  const web = new Web({ network: { allowFrom: [kplus.Pods.all(chart, 'all')], allowTo: [kplus.NetworkPolicyIpBlock.ipv4(chart, 'db', '10.0.0.0/8')] } });
  everyPod(web);
  const [server, job] = web.manifests('NetworkPolicy').map((policy) => policy.spec);
  const dns = [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }];
  expect(server.policyTypes.sort()).toEqual(['Egress', 'Ingress']);
  expect(server.ingress).toEqual([{ from: [{ podSelector: {} }], ports: [{ port: 8000, protocol: 'TCP' }] }]);
  expect(server.egress).toEqual([
    { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: dns },
    { to: [{ ipBlock: { cidr: '::/0' } }], ports: dns },
    { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [] }, // all ports
  ]);
  expect(server.podSelector).toEqual(web.manifests('Deployment')[0].spec.selector);
  expect(job.ingress ?? []).toEqual([]);
  expect(job.egress).toHaveLength(3);
});

test('an Ingress and a route lead to the Service, on its port', () => {
  const { chart } = new Web();
  const tlsSecret = kplus.Secret.fromSecretName(chart, 'tls', 'shop-tls');
  const web = new Web({ servicePort: 80, ingress: { host: 'shop.example.com', className: 'nginx', tlsSecret }, route: { gateway: 'public', host: '*.example.com' } });
  const service = web.manifests('Service')[0].metadata.name;
  expect(web.manifests('Ingress')[0].spec).toEqual({
    ingressClassName: 'nginx',
    rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: service, port: { number: 80 } } } }] } }],
    tls: [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }],
  });
  expect(web.manifests('HTTPRoute')[0].spec).toEqual({
    parentRefs: [{ name: 'public' }],
    hostnames: ['*.example.com'],
    rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: service, port: 80 }] }],
  });
});

test('fails on names that Kubernetes would refuse, all at once', () => {
  expect(() => new Web({ priorityClass: 'High!', ingress: { host: 'http://shop', path: 'x' }, route: { gateway: 'a b', host: 'shop' } })).toThrow([
    '[shop/web] 4 problems:',
    '  - ingress.host is "http://shop", which is no name of a host, such as \'shop.example.com\'',
    '  - ingress.path is "x"; it must be a path of the server, such as \'/healthz\'',
    '  - route.gateway is "a b", which is no name of an object: lower case letters, digits, \'-\' and \'.\', with a letter or digit at both ends',
    '  - priorityClass is "High!", which is no name of an object: lower case letters, digits, \'-\' and \'.\', with a letter or digit at both ends',
  ].join('\n'));
});
