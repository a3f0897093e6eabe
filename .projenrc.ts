import { cdk8s, javascript, JsonFile, release } from 'projen';

/** The one place that knows who owns the repository: decided before the first release. */
const OWNER = 'cdk8s-python-venv';
const NAME = 'cdk8s-python-venv';
const JAVA = `io.github.${OWNER.replace(/[^a-z0-9]/g, '')}`;

const project = new cdk8s.ConstructLibraryCdk8s({
  author: 'The cdk8s-python-venv authors',
  authorAddress: `authors@${NAME}.example`,
  authorOrganization: true,
  name: NAME,
  description: 'One construct that writes the multi-stage Dockerfile of a Python web app and the Deployment and Service that run it',
  keywords: ['cdk8s', 'docker', 'dockerfile', 'kubernetes', 'multi-stage', 'python', 'virtualenv'],
  repositoryUrl: `https://github.com/${OWNER}/${NAME}.git`,
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  stability: 'experimental', // until 1.0, what all registries then say
  copyrightOwner: 'The cdk8s-python-venv authors',

  // The lowest peers that exist in every registry; development runs on them.
  cdk8sVersion: '2.70.47',
  constructsVersion: '10.4.5',
  peerDeps: ['cdk8s-plus-27@^2.9.5'],
  bundledDeps: ['@lezer/common@^1.5.5', '@lezer/javascript@^1.5.6', '@lezer/python@^1.1.19', '@renovatebot/pep440@^4.2.4', 'fastest-levenshtein@^1.0.16', 'semver@^7.8.6', 'toml@^5.0.1', 'yaml@^2.9.0'],
  devDeps: [
    '@types/node@^20.19.0',
    '@types/semver@^7.8.0',
    'cdk8s-cli@^2.207.0',
    'dockerfile-ast@^0.7.1',
    'fast-check@^4.10.0',
  ],
  minNodeVersion: '20.16.0',

  srcdir: 'lib',
  libdir: 'lib',
  testdir: 'test',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  depsUpgrade: false,
  sampleCode: false,
  pullRequestTemplate: false,

  jestOptions: {
    jestConfig: {
      // Sources and compiled files share lib/: without this jest would test a stale .js.
      collectCoverage: false,
      moduleFileExtensions: ['ts', 'tsx', 'js', 'json', 'node'] as any,
      // Suites that need an engine, linters or other languages have configurations of their own.
      modulePathIgnorePatterns: ['<rootDir>/.demo', '<rootDir>/examples', '<rootDir>/dist'],
      testPathIgnorePatterns: ['/node_modules/', '/test/check/', '/test/e2e/', '/test/packages/', '/test/cluster/', '/test/full/', '/test/supply-chain/'],
    },
    junitReporting: false,
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
  },
  eslintOptions: { dirs: ['lib', 'test', 'examples', 'benchmark', '.projenrc.ts'], commandOptions: { fix: false } },
  npmignoreEnabled: true,

  // The release workflow (docs/releasing.md): registries take its own identity where they can, else secrets that are named here only.
  release: true,
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  bumpPackage: 'commit-and-tag-version@^12', // the newer ones want Node.js 22
  majorVersion: 0,
  nextVersionCommand: '[ "$VERSION" != 0.0.0 ] || echo 0.1.0', // the first; else by the commits
  buildWorkflow: false,
  githubOptions: { mergify: false, pullRequestLint: false },
  workflowNodeVersion: '24', // npm's trusted publishing needs its npm
  jsiiReleaseVersion: '0.2.1061',
  npmTrustedPublishing: true,
  publishToPypi: { distName: NAME, module: 'cdk8s_python_venv', trustedPublishing: true, attestations: true },
  publishToMaven: { javaPackage: `${JAVA}.pythonvenv`, mavenGroupId: JAVA, mavenArtifactId: NAME, mavenServerId: 'central-ossrh' },
  publishToGo: { moduleName: `github.com/${OWNER}/${NAME}-go`, packageName: 'cdk8spythonvenv' },
});

// The lock must not name the registry of the machine that wrote it.
new javascript.NpmConfig(project).addConfig('omit-lockfile-registry-resolved', 'true');

// ---- packaging: ship the compiled half of lib/ only
project.npmignore?.addPatterns('/lib/**/*.ts', '!/lib/**/*.d.ts', '/.ci/', '/.demo/', '/test-results/', '/benchmark/', '/docs/', '/examples/', '/scripts/', '/CONTRIBUTING.md', '/CHANGELOG.md', '/API.md', '/api/', '/.jsii.tabl.json');
project.gitignore.exclude('.jsii.tabl.json', '/.demo/', '/test-results/', '/examples/*/dist/', '__pycache__/');
// There is no .NET SDK in CI: its sources are generated, but neither compiled nor released.
project.tryFindObjectFile('package.json')?.addOverride('jsii.targets.dotnet', { namespace: 'Cdk8s.PythonVenv', packageId: 'Cdk8s.PythonVenv' });
project.addTask('package:dotnet', { description: 'Create dotnet language bindings' });
for (const language of ['js', 'python', 'java', 'go', 'dotnet']) {
  project.tasks.tryFind(`package:${language}`)?.reset(`node scripts/pack.js ${language}`);
}
project.tasks.tryFind('package-all')?.reset('node scripts/pack.js');
// The actions of the release by their commits: a tag can be moved.
for (const [action, commit] of Object.entries({
  'actions/setup-go@v7.0.0': 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e',
  'actions/setup-node@v7.0.0': '820762786026740c76f36085b0efc47a31fe5020',
  'actions/setup-python@v7.0.0': '5fda3b95a4ea91299a34e894583c3862153e4b97',
  'actions/setup-java@v6.0.0': 'b6effb05e454b25005698d916606bdc6ffcbf961', // which is v5.7.0
})) {
  project.github?.actions.set(action.split('@')[0], `${action.split('@')[0]}@${commit}`);
}
for (const option of ['inlineSourceMap', 'inlineSources']) project.tryFindObjectFile('tsconfig.json')?.addOverride(`compilerOptions.${option}`, false);
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// ---- compile: examples in README, docs and doc comments must compile; the tablet feeds docgen and pacmak
// `base` is a C# keyword, but a property is spelt Base there
project.compileTask.reset('jsii --silence-warnings=reserved-word --fail-on-warnings');
project.postCompileTask.prependExec('jsii-rosetta extract --compile --strict');
project.package.addBin({ [NAME]: `bin/${NAME}` });
project.package.addField('jsiiRosetta', { strict: true });

// ---- test: `npm test` needs only Node; the others say what they need
const jest = (name: string, config?: string) =>
  `node scripts/jest.js ${name}${config ? ` --config ${config}` : ''}`;
project.testTask.reset();
project.testTask.spawn(project.compileTask); // the option table of the property test is read from the assembly
project.testTask.exec(jest('unit'), { receiveArgs: true });
project.testTask.exec('tsc --noEmit -p test/tsconfig.json');
project.testTask.spawn(project.tasks.tryFind('eslint')!);
project.tasks.tryFind('compat')?.reset('node scripts/compat.js', { receiveArgs: true });
project.testTask.spawn(project.tasks.tryFind('compat')!);
project.addTask('test:check', {
  description: 'BuildKit\'s own checks and hadolint over every golden Dockerfile, and both parsers over hostile input',
  exec: jest('check', 'test/check/jest.config.json'),
});
project.addTask('test:e2e', {
  description: 'Build, run and ask the example images with a real engine and BuildKit',
  exec: jest('e2e', 'test/e2e/jest.config.json'),
  receiveArgs: true,
});
project.addTask('test:cluster', {
  description: 'Apply the manifests to a real API server, and run them on a real node',
  exec: jest('cluster', 'test/cluster/jest.config.json'),
});
const packages = project.addTask('test:packages', { description: 'Make the packages of every language and use them as their users would' });
packages.spawn(project.compileTask);
packages.exec(jest('packages', 'test/packages/jest.config.json'), { receiveArgs: true });
project.addTask('test:full', {
  description: 'Prove the table of native packages in real images: compiled, loaded, and failing without; hours, and not in CI',
  exec: 'ts-node -P test/tsconfig.json test/full/native/prove.ts',
  receiveArgs: true,
});
project.addTask('test:reproducible', {
  description: 'Two builds on two empty builders give one digest; a quarter of an hour, and not in CI',
  exec: jest('reproducible', 'test/full/reproducible/jest.config.json'),
  receiveArgs: true,
});
project.addTask('test:supply-chain', {
  description: 'SBOM, provenance and signature of a real image, with syft and cosign; ten minutes for the tools, and not in CI',
  exec: 'bash test/supply-chain/run.sh',
});
project.addTask('bench', {
  description: 'Measure the images and synth against the article and others (benchmark/README.md); half an hour, and not in CI',
  exec: 'ts-node -P test/tsconfig.json benchmark/main.ts',
  receiveArgs: true,
});
project.addTask('demo', {
  description: 'Synthesize examples/article with the packed library; -- --build also builds and runs the image',
  exec: 'node scripts/demo.js',
  receiveArgs: true,
});
project.addTask('docgen:check', { description: 'API.md is that of the sources', exec: 'git diff --exit-code -- API.md' });

// the examples are type-checked against the sources
project.eslint?.addOverride({ files: ['examples/**/*.ts', 'test/consumers/**/*.ts'], rules: { 'import/no-unresolved': 'off', 'import/no-extraneous-dependencies': 'off' } });
project.tsconfigDev.addInclude('../examples/**/*.ts');
project.tsconfigDev.addInclude('../benchmark/**/*.ts');
project.tsconfigDev.file.addOverride('compilerOptions.paths', { 'cdk8s-python-venv': ['../lib'] });
for (const folder of ['examples', 'benchmark']) new JsonFile(project, `${folder}/tsconfig.json`, { obj: { extends: '../test/tsconfig.json', include: ['**/*.ts'] } });

// ---- architecture: a folder is a layer, dependencies point one way
const layers: { [folder: string]: string[] } = {
  // folder: the folders it may import (beside itself)
  core: [],
  dockerfile: ['core'],
  debian: ['dockerfile', 'core'],
  python: ['debian', 'dockerfile', 'core'],
  node: ['debian', 'dockerfile', 'core'],
  syntax: ['core'],
  project: ['dockerfile', 'core'],
  detect: ['debian', 'node', 'python', 'syntax', 'core'],
  build: ['debian', 'detect', 'dockerfile', 'node', 'project', 'python', 'core'],
  kubernetes: ['core'],
  development: ['build', 'detect', 'dockerfile', 'core'],
  graph: [],
  size: [],
  scaffold: ['core'],
  cli: ['build', 'core', 'development', 'dockerfile', 'graph', 'scaffold', 'size', 'local-development.ts', 'python-project.ts', 'python-venv-image.ts'],
};
const folders = Object.keys(layers);
project.eslint?.addRules({
  'max-lines': ['error', { max: 300 }],
  'import/no-restricted-paths': ['error', {
    zones: folders.map((folder) => ({
      target: `./lib/${folder}`,
      from: './lib',
      except: [folder, ...layers[folder]].map((f) => `./${f}`),
      message: `lib/${folder} may import only: ${[folder, ...layers[folder]].join(', ')}`,
    })),
  }],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
});
const pure = [
  { selector: 'MemberExpression[object.name="process"][property.name="env"]', message: 'synth reads no environment' },
  { selector: 'NewExpression[callee.name="Date"]', message: 'synth reads no clock' },
  { selector: 'CallExpression[callee.object.name="Date"]', message: 'synth reads no clock' },
];
project.eslint?.addOverride({ files: ['lib/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...pure] } });
project.eslint?.addOverride({
  files: ['lib/**/*.ts'],
  excludedFiles: ['lib/project/**', 'lib/build/**', 'lib/cli/**'],
  rules: { 'no-restricted-imports': ['error', { paths: ['fs', 'child_process', 'http', 'https', 'net', 'os'].map((name) => ({ name, message: 'only project/, build/ and cli/ read or write files; synth runs no process and opens no socket' })) }] },
});
project.eslint?.addOverride({
  files: ['lib/project/**/*.ts', 'lib/build/**/*.ts'],
  rules: { 'no-restricted-imports': ['error', { paths: ['child_process', 'http', 'https', 'net'].map((name) => ({ name, message: 'synth runs no process and opens no socket' })) }] },
});
project.eslint?.addOverride({
  files: ['lib/cli/**/*.ts'],
  rules: { 'no-restricted-imports': ['error', { paths: ['http', 'https', 'net'].map((name) => ({ name, message: 'the command opens no socket: it runs docker' })) }] },
});
project.eslint?.addOverride({ files: ['.projenrc.ts', 'test/**/*.ts', 'examples/**/*.ts'], rules: { '@typescript-eslint/no-explicit-any': 'off', '@typescript-eslint/no-non-null-assertion': 'off' } });

// goldens and scripts are compared and run byte for byte
project.gitattributes.addAttributes('*', 'text=auto', 'eol=lf');

project.synth();
