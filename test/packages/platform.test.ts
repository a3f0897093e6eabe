import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Consumer, installTypeScript } from './consumer';
import { temporaryDirectory } from '../support/temporary-app';
import { describeWith, HELM } from '../support/tools';

describeWith([HELM], 'a platform that composes images with everything else', () => {
  let files: { [path: string]: string };

  beforeAll(() => {
    const platform = new Consumer(temporaryDirectory(), 'platform');
    installTypeScript(platform);
    process.env.PATH = `${path.dirname(process.env.HELM ?? '')}:${process.env.PATH}`;
    ({ files } = platform.synth('node', ['main.js']));
  });

  const objects = (name: string) => parseAllDocuments(files[name]).map((document) => document.toJS());
  const kinds = (name: string) => objects(name).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  const images = (object: any) => object.spec.template.spec.containers.map(({ image }: any) => image);

  test('each App has the build files of its own images', () => {
    expect(Object.keys(files).filter((name) => /docker-bake|\/Dockerfile$/.test(name))).toEqual([
      'production/images/docker-bake.hcl',
      'production/images/jobs_consumer/Dockerfile',
      'production/images/shop_web/Dockerfile',
      'staging/images/docker-bake.hcl',
      'staging/images/staging_web/Dockerfile',
    ]);
    const targets = (name: string) => [...files[name].matchAll(/^target "(.*)" \{$/gm)].map(([, target]) => target).filter((target) => !target.endsWith('-release'));
    expect(targets('production/images/docker-bake.hcl')).toEqual(['jobs_consumer', 'shop_web']);
    expect(targets('staging/images/docker-bake.hcl')).toEqual(['staging_web']);
  });

  test('objects of a Helm chart come before those that depend on it, and are as Helm wrote them', () => {
    expect(kinds('production/shop.k8s.yaml').map((name) => name.replace(/-[0-9a-f]{8}$/, ''))).toEqual([
      'Service redis', 'Deployment redis', 'Deployment shop-web-deployment',
      'PodDisruptionBudget shop-web-deployment-disruption-budget', 'Service shop-web-service',
    ]);
    expect(images(objects('production/shop.k8s.yaml')[1])).toEqual(['redis:8.2']);
  });

  test('a Deployment that was there before is untouched', () => {
    expect(kinds('production/legacy.k8s.yaml')).toEqual(['Deployment legacy']);
    expect(images(objects('production/legacy.k8s.yaml')[0])).toEqual(['registry.example.com/legacy:3']);
  });

  test('a Deployment of one\'s own and one of a newer Kubernetes run the image that the bake file makes', () => {
    const [tag] = /registry\.example\.com\/consumer:[0-9a-z]{20}/.exec(files['production/images/docker-bake.hcl']) ?? [];
    const [own, newer] = objects('production/jobs.k8s.yaml');
    expect([images(own), images(newer)]).toEqual([['registry.example.com/proxy:1', tag], [tag]]);
    expect(own.spec.template.spec.containers[1].securityContext).toMatchObject({ runAsUser: 10001, readOnlyRootFilesystem: true });
  });
});
