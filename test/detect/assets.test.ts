import { ignoreText } from '../../lib/build/ignore-sections';
import { detectAssets } from '../../lib/detect/detect-assets';
import { parseIgnoreFile } from '../../lib/dockerfile/ignore-rules';
import { AppDirectory } from '../../lib/project/app-directory';
import { CheckoutFiles } from '../../lib/project/checkout-files';
import { AppFiles, temporaryApp } from '../support/temporary-app';

const json = (of: object) => JSON.stringify(of, undefined, 1);
const LOCK = { 'package-lock.json': '{ "lockfileVersion": 3 }' };
const DJANGO = { 'shop/__init__.py': '', 'shop/settings.py': 'DEBUG = False\n' };

function detect(app: AppFiles) {
  const directory = temporaryApp(app);
  const files = new AppDirectory(directory, parseIgnoreFile(ignoreText({ own: app['.dockerignore'] }).text));
  return detectAssets({ files, checkout: new CheckoutFiles(directory) });
}

/** An application, what is decided about it, and the evidence; or the question. */
type Case = readonly [name: string, app: AppFiles, value: string, evidence: string];

const FOUND: readonly Case[] = [
  ['webpack with a computed path', {
    ...DJANGO,
    ...LOCK,
    'package.json': json({ scripts: { lint: 'eslint .', build: 'webpack --mode production' } }),
    'webpack.config.js': 'const path = require("path");\nconst out = path.join(__dirname, "shop");\nmodule.exports = (env, argv) => ({ output: { path: path.resolve(out, "static", "js") } });\n',
  }, 'NodeAssets.npm({ output: \'shop/static/js\' })',
  'package.json:4 build: webpack --mode production; webpack.config.js output.path; shop/static/js lies in the Python package shop; package-lock.json; node 24 by default: nothing in the directory asks for a version'],
  ['webpack that merges another file, and the stats that Django reads', {
    ...DJANGO,
    ...LOCK,
    'package.json': json({ scripts: { prod: 'NODE_ENV=production npx webpack --config webpack.prod.js' } }),
    'webpack.common.js': 'const BundleTracker = require("webpack-bundle-tracker");\nmodule.exports = { output: { path: require("path").resolve("./shop/static/") }, plugins: [new BundleTracker({ path: __dirname, filename: "webpack-stats.json" })] };\n',
    'webpack.prod.js': 'const { merge } = require("webpack-merge");\nconst common = require("./webpack.common.js");\nmodule.exports = merge(common, { mode: "production" });\n',
  }, 'NodeAssets.npm({ script: \'prod\', outputs: [\'shop/static\', \'webpack-stats.json\'] })',
  'package.json:3 prod: NODE_ENV=production npx webpack --config webpack.prod.js; webpack.prod.js output.path; webpack.prod.js BundleTracker; shop/static lies in the Python package shop; package-lock.json; node 24 by default: nothing in the directory asks for a version'],
  ['a nested Vite, named in the code', {
    'app/main.py': 'import os\nDIST = os.path.join(os.path.dirname(__file__), "..", "frontend", "dist")\n',
    'frontend/package.json': json({ engines: { node: '^22' }, scripts: { dev: 'vite', build: 'tsc -b && vite build' } }),
    'frontend/pnpm-lock.yaml': 'lockfileVersion: "9.0"\n',
    'frontend/vite.config.ts': 'export default defineConfig({ plugins: [vue()] });\n',
  }, 'NodeAssets.pnpm({ directory: \'frontend\', output: \'dist\', node: NodeVersion.V22 })',
  'frontend/package.json:7 build: tsc -b && vite build; frontend/package.json:7 default of Vite; app/main.py:2 names frontend/dist; frontend/pnpm-lock.yaml; node 22 by frontend/package.json engines.node ^22'],
  ['Tailwind into a directory of other files, with templates outside', {
    ...DJANGO,
    '.gitignore': 'shop/static/css/app.css\n',
    'shop/static/css/hand.css': '',
    'shop/templates/a.html': '',
    'theme/package.json': json({ scripts: { build: 'tailwindcss -i in.css -o ../shop/static/css/app.css --minify', watch: 'tailwindcss -i in.css -o ../shop/static/css/app.css --watch' } }),
    'theme/yarn.lock': '# yarn lockfile v1\n',
    'theme/tailwind.config.js': 'module.exports = { content: ["../shop/templates/**/*.html"] };\n',
  }, 'NodeAssets.yarn({ directory: \'theme\', output: \'../shop/static/css/app.css\', sources: [\'.\', \'../shop/templates\'] })',
  'theme/package.json:3 build: tailwindcss -i in.css -o ../shop/static/css/app.css --minify; theme/package.json:3 -o ../shop/static/css/app.css; shop/static/css/app.css lies in the Python package shop; theme/yarn.lock; node 24 by default: nothing in the directory asks for a version'],
  ['a program of its own that writes by itself', {
    ...DJANGO,
    ...LOCK,
    'package.json': json({ scripts: { build: 'node build.mjs' } }),
    'build.mjs': 'import { mkdirSync, writeFileSync } from \'node:fs\';\nimport path from \'node:path\';\nconst out = \'shop/static/dist\';\nmkdirSync(out, { recursive: true });\nwriteFileSync(path.join(out, \'site.css\'), \'\');\n',
  }, 'NodeAssets.npm({ output: \'shop/static/dist/site.css\' })',
  'package.json:3 build: node build.mjs; build.mjs:5 writeFileSync; shop/static/dist/site.css lies in the Python package shop; package-lock.json; node 24 by default: nothing in the directory asks for a version'],
  ['Litestar\'s plugin for Vite, which says the directory', {
    'shop/__init__.py': '',
    'web/package.json': json({ scripts: { build: 'vite build' } }),
    'web/bun.lock': '{}',
    'web/vite.config.ts': 'import path from "node:path";\nimport litestar from "litestar-vite-plugin";\nimport { defineConfig } from "vite";\nexport default defineConfig({ plugins: [litestar({ input: ["a.ts"], bundleDir: path.resolve(__dirname, "../shop/public") })] });\n',
  }, 'NodeAssets.bun({ directory: \'web\', output: \'../shop/public\' })',
  'web/package.json:3 build: vite build; web/vite.config.ts litestar.bundleDir; shop/public lies in the Python package shop; web/bun.lock; node 24 by default: nothing in the directory asks for a version'],
  ['a workspace, installed where the lock is', {
    ...DJANGO,
    ...LOCK,
    'package.json': json({ workspaces: ['front*'] }),
    'frontend/package.json': json({ name: 'f', scripts: { build: 'vite build --outDir ../shop/static/web' } }),
  }, 'NodeAssets.npm({ command: [\'npm\', \'run\', \'build\', \'--workspace=frontend\'], output: \'shop/static/web\' })',
  'frontend/package.json:4 build: vite build --outDir ../shop/static/web; frontend/package.json:4 --outDir ../shop/static/web; shop/static/web lies in the Python package shop; package-lock.json; node 24 by default: nothing in the directory asks for a version'],
  ['gulp', {
    ...DJANGO,
    ...LOCK,
    'package.json': json({ scripts: { build: 'gulp build' } }),
    'gulpfile.js': 'const { src, dest } = require("gulp");\nconst to = "shop/static";\nexports.build = () => src("a").pipe(dest(to + "/css"));\n',
  }, 'NodeAssets.npm({ output: \'shop/static/css\' })',
  'package.json:3 build: gulp build; gulpfile.js:3 dest; shop/static/css lies in the Python package shop; package-lock.json; node 24 by default: nothing in the directory asks for a version'],
  ['linters only', { 'package.json': json({ scripts: { lint: 'eslint .', test: 'jest', prepare: 'husky' } }) },
    'none', 'package.json:3: its scripts make no static files (lint, test, prepare)'],
  ['a result that Git keeps', {
    ...DJANGO, ...LOCK, 'shop/static/app.css': 'a{}', 'package.json': json({ scripts: { css: 'sass a.scss shop/static/app.css' } }),
  }, 'none', 'package.json:3: shop/static/app.css (written by script \'css\') is part of the checkout, and Git does not ignore it'],
  ['a front end with an image of its own', {
    ...DJANGO, 'frontend/package.json': json({ scripts: { build: 'vite build' } }), 'frontend/package-lock.json': '{}', 'frontend/Dockerfile': 'FROM nginx\n',
  }, 'none', 'frontend/package.json:3: frontend/Dockerfile makes an image of its own from it, and nothing of the application uses frontend/dist'],
  ['a server of its own', { ...LOCK, 'web/package.json': json({ scripts: { build: 'next build', start: 'next start' } }) },
    'none', 'web/package.json:3 next builds a server of its own, which is no part of this image'],
  ['documentation', { 'docs/package.json': json({ scripts: { build: 'vite build' } }) }, 'none', 'docs/package.json lies in docs/, which is not part of the application'],
];

test.each(FOUND)('%s', (_, app, value, evidence) => {
  const { findings, problems } = detect(app);
  expect(problems).toEqual([]);
  expect([findings[0].value, findings[0].evidence]).toEqual([value, evidence]);
});

const ANGULAR = { name: 'ui', projectType: 'application', architect: { build: { options: { outputPath: { base: 'dist/ui' } }, configurations: { production: {}, other: { outputPath: 'elsewhere' } } } } };

test.each([
  ['its base', {}, 'ng build', 'dist/ui'],
  ['a path as text', { architect: { build: { options: { outputPath: 'dist/text' } } } }, 'ng build', 'dist/text'],
  ['nothing, so that it is the default', { architect: { build: { options: {} } } }, 'ng build', 'dist/ui'],
  ['targets, the older word', { architect: undefined, targets: { build: { options: { outputPath: 'dist/older' } } } }, 'ng build', 'dist/older'],
  ['the configuration that the project builds by default', { architect: { build: { defaultConfiguration: 'production', options: { outputPath: 'dist/ui' }, configurations: { production: { outputPath: { base: '../app/static/ui/', browser: '' } } } } } }, 'ng build', '../app/static/ui'],
  ['the configuration that the command names', {}, 'ng build --configuration other', 'elsewhere'],
])('Angular: %s', (_, more, script, output) => {
  const { findings, problems } = detect({
    'app/__init__.py': '',
    'app/main.py': `UI = "ui/${output}"\n`,
    'ui/package.json': json({ scripts: { build: script } }),
    'ui/package-lock.json': '{ "lockfileVersion": 3 }',
    'ui/angular.json': json({ projects: { ui: { ...ANGULAR, ...more } } }),
  });
  expect(problems).toEqual([]);
  expect(findings[0].value).toBe(`NodeAssets.npm({ directory: 'ui', output: '${output}' })`);
});

test('what Rollup writes beside its one file comes along, where the folder is all its own', () => {
  const app = (more: AppFiles) => detect({
    ...DJANGO, ...LOCK, ...more, 'package.json': json({ scripts: { build: 'rollup -c' } }), 'rollup.config.js': 'export default { output: { file: "shop/dist/app.js" } };\n',
  }).findings[0].value;
  expect(app({})).toBe('NodeAssets.npm({ output: \'shop/dist\' })');
  expect(app({ 'shop/dist/hand.css': '' })).toBe('NodeAssets.npm({ output: \'shop/dist/app.js\' })');
  // a build of the author's own that lies there changes nothing
  expect(app({ '.gitignore': 'dist\n', 'shop/dist/app.js': '' })).toBe('NodeAssets.npm({ output: \'shop/dist\' })');
});

const ASKED: ReadonlyArray<readonly [name: string, app: AppFiles, problem: string]> = [
  ['who serves it is not known', { 'web.py': '', 'frontend/package.json': json({ scripts: { build: 'vite build' } }), 'frontend/package-lock.json': '{}' },
    'frontend/package.json:3 has script \'build\', which writes frontend/dist, and nothing says whether the application serves that; pass assets: NodeAssets.npm({ directory: \'frontend\', output: \'dist\' }) if the image needs it, or assets: NodeAssets.none() if not'],
  ['a path that only a run tells', { ...LOCK, 'package.json': json({ scripts: { build: 'webpack' } }), 'webpack.config.js': 'module.exports = { output: { path: where() } };\n' },
    'package.json:3 has script \'build\', which makes static files, but webpack.config.js computes output.path; pass assets: NodeAssets.npm({ output: \'…\' }) if the image needs it, or assets: NodeAssets.none() if not'],
  ['two scripts', { ...LOCK, 'package.json': json({ scripts: { css: 'sass a b', js: 'esbuild a --outdir=static/js' } }) },
    'package.json:3 has several scripts that make static files (\'css\' and \'js\') and none that runs them all; add a script \'build\' that does; pass assets: NodeAssets.npm({ output: \'…\' }) if the image needs it, or assets: NodeAssets.none() if not'],
  ['no script', { ...LOCK, 'package.json': json({ devDependencies: { gulp: '5' } }), 'gulpfile.js': '' },
    'package.json:1 has gulp among its packages and gulpfile.js, but no script that runs it; pass assets.command; pass assets: NodeAssets.npm({ output: \'…\' }) if the image needs it, or assets: NodeAssets.none() if not'],
  ['a package that makes them when it is built', { ...LOCK, 'setup.py': 'import subprocess\nsubprocess.check_call(["npm", "install"])\n', 'package.json': json({ scripts: { watch: 'watch "invoke less"' } }) },
    'package.json:1 has no script that makes static files, and setup.py:2 makes them when a package is built, where the image has no Node.js; add a script \'build\' that does; pass assets: NodeAssets.npm({ output: \'…\' }) if the image needs it, or assets: NodeAssets.none() if not'],
  ['a program that no package brings', { ...DJANGO, 'package-lock.json': json({ lockfileVersion: 3, packages: { '': {}, 'node_modules/bootstrap': { version: '5.3.8' } } }), 'package.json': json({ scripts: { build: 'sass in.scss shop/static/out.css' } }) },
    'package.json:3 has script \'build\', which runs sass, and no package in package-lock.json brings that program; run \'npm install --save-dev sass\' and commit the lock; pass assets: NodeAssets.npm({ output: \'shop/static/out.css\' }) if the image needs it, or assets: NodeAssets.none() if not'],
  ['a program of Node that Python runs, beside a front end', { 'shop/__init__.py': '', 'shop/settings.py': 'PIPE = "node_modules/.bin/yuglify"\n', ...LOCK, 'package.json': json({ workspaces: ['shop'], dependencies: { yuglify: '1' }, scripts: { lint: 'eslint' } }), 'shop/package.json': json({ scripts: { build: 'vite build' } }) },
    'package.json:9 is installed for the application (shop/settings.py:1 names node_modules/.bin/yuglify), and its scripts make no static files (lint); that is a program for Node, which the image does not have; pass assets: NodeAssets.npm({ output: \'node_modules\' }) if the image needs it, or assets: NodeAssets.none() if not'],
  ['a configuration of Angular that the script does not name', { 'ui/package.json': json({ scripts: { build: 'ng build' } }), 'ui/package-lock.json': '{}', 'ui/angular.json': json({ projects: { ui: { architect: { build: { configurations: { production: { outputPath: '../app/static/' } } } } } } }) },
    'ui/package.json:3 has script \'build\', which makes static files, but ui/angular.json has a configuration \'production\' that writes ../app/static/, and the script does not name it; add \'--configuration=production\' there; pass assets: NodeAssets.npm({ directory: \'ui\', output: \'…\' }) if the image needs it, or assets: NodeAssets.none() if not'],
  ['two locks', { ...DJANGO, ...LOCK, 'yarn.lock': '', 'package.json': json({ scripts: { build: 'esbuild a --outdir=shop/static/js' } }) },
    'found package-lock.json and yarn.lock; delete what is stale, name the package manager in package.json ("packageManager"), or choose with assets: NodeAssets.npm({ … }) for package-lock.json or NodeAssets.yarn({ … }) for yarn.lock'],
  ['an old Node.js', { ...DJANGO, ...LOCK, '.nvmrc': 'v16.3.0\n', 'package.json': json({ scripts: { build: 'esbuild a --outdir=shop/static/js' } }) },
    '.nvmrc:1 v16.3.0 asks for a Node.js that is no long-term version with images of the supported Debian releases (20, 22, 24, 26); change it, or pass node: NodeVersion.V24 to NodeAssets'],
  ['versions that exclude each other', { ...DJANGO, ...LOCK, '.nvmrc': '20', 'package.json': json({ engines: { node: '>=22' }, scripts: { build: 'esbuild a --outdir=shop/static/js' } }) },
    'package.json engines.node >=22, .nvmrc:1 20 contradict each other; correct one, or pass node: NodeVersion.V24 to NodeAssets'],
];

test.each(ASKED)('asks when there is %s', (_, app, problem) => {
  expect(detect(app).problems).toEqual([problem]);
});

test('a missing lock is a warning', () => {
  const { warnings, value } = detect({ ...DJANGO, 'package.json': json({ scripts: { build: 'esbuild a --outdir=shop/static/js' } }) });
  expect(value).toBeDefined();
  expect(warnings).toEqual([{ code: 'node-lock-missing', message: 'package.json has no lock, so two builds of the same files may differ; commit one: npm install --package-lock-only in the context' }]);
});

test('broken JSON is named, and a file that never ends its loops is read', () => {
  expect(detect({ 'package.json': '{' }).problems[0]).toMatch(/^package\.json is no JSON: .*; correct it, or pass assets: NodeAssets\.none\(\)$/);
  const loop = 'const a = b; const b = a; function f() { return f() }\nmodule.exports = { output: { path: f() + a } };\n';
  expect(detect({ ...LOCK, 'package.json': json({ scripts: { build: 'webpack' } }), 'webpack.config.js': loop }).problems).toHaveLength(1);
});
