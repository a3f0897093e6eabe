import * as fs from 'node:fs';
import * as path from 'node:path';
import { Consumer, installGo, installJava, installPython, installTypeScript } from './consumer';
import { temporaryDirectory } from '../support/temporary-app';
import { BINDINGS, describeWith } from '../support/tools';

/** The same infrastructure in four languages: installed from its package, compiled, and run. */
interface Language {
  readonly install: (consumer: Consumer) => void;
  readonly program: string;
  readonly words: string[];
}

const LANGUAGES: { [language: string]: Language } = {
  typescript: { install: installTypeScript, program: 'node', words: ['main.js'] },
  python: { install: installPython, program: 'venv/bin/python', words: ['main.py'] },
  java: { install: installJava, program: 'mvn', words: ['--batch-mode', '--quiet', '--offline', '--settings', 'settings.xml', 'exec:java'] },
  go: { install: installGo, program: './shop', words: [] },
};

describeWith([BINDINGS], 'consumers in four languages', () => {
  const consumers: { [language: string]: Consumer } = {};
  let expected: { stdout: string; files: { [path: string]: string } };

  beforeAll(() => {
    const home = temporaryDirectory();
    for (const [language, { install }] of Object.entries(LANGUAGES)) {
      consumers[language] = new Consumer(home, language);
      install(consumers[language]);
    }
    expected = synth('typescript');
  });

  const synth = (language: string) => consumers[language].synth(LANGUAGES[language].program, LANGUAGES[language].words);

  test('the files are those of a shop with three images', () => {
    expect(Object.keys(expected.files)).toEqual([
      'images/.cdk8s-python-venv',
      'images/docker-bake.hcl',
      ...['mailer', 'report', 'web'].flatMap((name) => [`images/shop_${name}/Dockerfile`, `images/shop_${name}/Dockerfile.dockerignore`]),
      'shop.k8s.yaml',
    ]);
    expect(expected.files['images/shop_web/Dockerfile']).toContain('PIP_INDEX_URL');
    expect(expected.files['images/shop_mailer/Dockerfile']).toContain('uv.lock');
    expect(expected.files['images/shop_report/Dockerfile']).toContain('# 2 wheels for Python 3.12 on bookworm');
    expect(expected.files['shop.k8s.yaml']).toContain('argocd.argoproj.io/hook: PreSync');
    expect(expected.stdout).toMatch(/^registry\.example\.com\/shop:[0-9a-f]{20}\n$/);
  });

  const names = Object.keys(LANGUAGES);
  test.each([...names, ...names.reverse()].map((language, i) => [language, i < names.length ? 'in one order' : 'and in the other']))(
    '%s writes them byte for byte, %s', (language) => {
      expect(synth(language)).toEqual(expected);
    });

  test('Maven resolved one version of each package, by no range', () => {
    const repository = process.env.MAVEN_REPO_LOCAL ?? '';
    const versions = (artifact: string) => fs.readdirSync(path.join(repository, artifact), { withFileTypes: true })
      .filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(['org/cdk8s/cdk8s', 'org/cdk8s/cdk8s-plus-27', 'software/constructs/constructs', 'software/amazon/jsii/jsii-runtime'].map(versions))
      .toEqual([['2.70.47'], ['2.9.5'], ['10.4.5'], ['1.140.0']]);
  });

  test('what is installed for Go is exactly what go.sum says', () => {
    expect(consumers.go.run('go', ['mod', 'verify'])).toBe('all modules verified\n');
  });
});
