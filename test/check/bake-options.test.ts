import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Chart } from 'cdk8s';
import { BuildFiles, BuildSecret, BuildTool, PythonVenvBuild, PythonVenvBuildProps } from '../../lib';
import { SMALL_APP, temporaryApp, temporaryDirectory } from '../support/temporary-app';
import { ask, BUILDX, describeWith, SHELLCHECK } from '../support/tools';

const DESCRIPTION = 'a "shop", and $more, it\'s';
const OPTIONS: Partial<PythonVenvBuildProps> = {
  platforms: ['linux/amd64', 'linux/arm64'],
  revision: '2026-11',
  installSecrets: [{ secret: BuildSecret.fromFile('~/.netrc') }, { secret: BuildSecret.fromEnvironment('PIP_PASSWORD'), variable: 'PIP_PASSWORD' }],
  bake: {
    tags: ['latest'],
    groups: ['web'],
    annotations: { 'org.opencontainers.image.description': DESCRIPTION },
    cacheFrom: ['registry.example.com/cache/shop', 'type=gha,scope=shop'],
    cacheTo: ['type=gha,scope=shop,mode=max'],
    sbomGenerator: 'registry.example.com/tools/syft:1',
  },
};

function synth(options: Partial<PythonVenvBuildProps> = OPTIONS): { app: App; image: PythonVenvBuild; bakeFile: string } {
  const app = new App({ outdir: path.join(temporaryDirectory(), 'dist') });
  const chart = new Chart(app, 'shop');
  const props = { context: temporaryApp(SMALL_APP), command: ['x'] };
  const image = new PythonVenvBuild(chart, 'web', { ...props, repository: 'registry.example.com/shop', ...options });
  new PythonVenvBuild(chart, 'plain', { ...props, repository: 'registry.example.com/plain' });
  app.synth();
  return { app, image, bakeFile: path.join(app.outdir, 'images/docker-bake.hcl') };
}

/** A home directory with the file of the secret, for bake looks whether it is there. */
const home = temporaryApp({ '.netrc': '' });

function print(files: readonly string[], words: readonly string[], environment: { [name: string]: string } = {}): any {
  const program = process.env.BUILDX ?? '';
  const { stdout, stderr, status } = spawnSync(program, ['bake', ...files.flatMap((file) => ['-f', file]), '--print', ...words], {
    encoding: 'utf8', env: { ...process.env, HOME: home, ...environment },
  });
  expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

describeWith([BUILDX], 'what bake understands of the build file', () => {
  test('a release with every option', () => {
    const { image, bakeFile } = synth();
    const { group, target } = print([bakeFile], ['web-release']);
    expect(group.default.targets).toEqual(['web-release']);
    expect(group['web-release'].targets).toEqual(['shop_web-release']);
    const { context: _, dockerfile: __, ...release } = target['shop_web-release'];
    expect(release).toEqual({
      'annotations': [
        `index,manifest:org.opencontainers.image.description=${DESCRIPTION}`, 'index,manifest:org.opencontainers.image.revision=2026-11', `index,manifest:org.opencontainers.image.version=${image.tag}`,
      ],
      'args': { SOURCE_DATE_EPOCH: '315532800' },
      'attest': [{ type: 'provenance', mode: 'max' }, { type: 'sbom', generator: 'registry.example.com/tools/syft:1' }],
      'cache-from': [{ type: 'registry', ref: 'registry.example.com/cache/shop' }, { type: 'gha', scope: 'shop' }],
      'cache-to': [{ type: 'gha', scope: 'shop', mode: 'max' }],
      'labels': { 'org.opencontainers.image.revision': '2026-11', 'org.opencontainers.image.version': image.tag },
      'output': [{ 'type': 'image', 'rewrite-timestamp': 'true' }],
      'platforms': ['linux/amd64', 'linux/arm64'],
      'secret': [{ id: 'PIP_PASSWORD', env: 'PIP_PASSWORD' }, { id: 'netrc', src: `${home}/.netrc` }],
      'tags': [image.image, 'registry.example.com/shop:latest'],
    });
  });

  test('a release without options, and --push, which keeps the rewritten times', () => {
    const { image, bakeFile } = synth({});
    const { target } = print([bakeFile], ['release', '--push']);
    expect(Object.keys(target).sort()).toEqual(['shop_plain-release', 'shop_web-release']);
    expect(target['shop_web-release']).toMatchObject({
      'attest': [{ type: 'provenance', mode: 'max' }],
      'cache-from': [{ type: 'registry', ref: 'registry.example.com/shop:buildcache' }],
      'cache-to': [{ type: 'registry', ref: 'registry.example.com/shop:buildcache', mode: 'max' }],
      'output': [{ 'type': 'image', 'rewrite-timestamp': 'true', 'push': 'true' }],
      'tags': [image.image],
    });
    expect(print([synth({ bake: { cacheFrom: [], cacheTo: [] } }).bakeFile], ['release']).target['shop_web-release']).not.toHaveProperty('cache-to');
  });

  test('the time of a release comes from the environment when it is there', () => {
    const { bakeFile } = synth();
    const args = (environment = {}) => print([bakeFile], ['release'], environment).target['shop_web-release'].args;
    expect(args({ SOURCE_DATE_EPOCH: '1700000000' })).toEqual({ SOURCE_DATE_EPOCH: '1700000000' });
    // a build for development has the time of the build
    expect(print([bakeFile], ['default']).target.shop_web).not.toHaveProperty('args');
  });

  test('a bake file of one\'s own, given behind it, has the last word', () => {
    const { image, bakeFile } = synth();
    const mine = path.join(temporaryDirectory(), 'mine.hcl');
    fs.writeFileSync(mine, [
      'variable "SOURCE_DATE_EPOCH" {', '  default = "1700000000"', '}',
      'target "shop_web-release" {', '  platforms = ["linux/arm64"]', '  cache-to = ["type=inline"]', '  labels = { team = "tea" }', '}',
      'group "night" {', '  targets = ["shop_plain", "shop_web-release"]', '}', '',
    ].join('\n'));
    const { group, target } = print([bakeFile, mine], ['night']);
    expect(group.night.targets).toEqual(['shop_plain', 'shop_web-release']);
    expect(target['shop_web-release']).toMatchObject({
      'args': { SOURCE_DATE_EPOCH: '1700000000' },
      'cache-to': [{ type: 'inline' }],
      'labels': { 'team': 'tea', 'org.opencontainers.image.version': image.tag },
      'platforms': ['linux/arm64'],
      'tags': [image.image, 'registry.example.com/shop:latest'],
    });
  });

  test('a group with the name of an image is refused', () => {
    expect(() => synth({ bake: { groups: ['shop_plain'] } })).toThrow('[shop/web] bake.groups has \'shop_plain\', which is the name of an image in the bake file; give the group another');
  });
});

describeWith([SHELLCHECK], 'the scripts of plain commands', () => {
  test.each([BuildTool.DOCKER, BuildTool.BUILDCTL, BuildTool.BUILDAH])('$program: shellcheck finds nothing', (tool) => {
    for (const options of [OPTIONS, {}]) {
      const script = BuildFiles.of(synth(options).app).buildScript(tool);
      const { stdout, status } = ask(SHELLCHECK, ['--enable=all', '--exclude=SC2250', '-'], { input: script });
      expect([stdout, status]).toEqual(['', 0]);
    }
  });
});
