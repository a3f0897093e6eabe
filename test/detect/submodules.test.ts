import { submoduleProblems } from '../../lib/detect/detect-submodules';
import { parseIgnoreFile } from '../../lib/dockerfile/ignore-rules';
import { AppDirectory } from '../../lib/project/app-directory';
import { CheckoutFiles } from '../../lib/project/checkout-files';
import { AppFiles, temporaryApp } from '../support/temporary-app';

const MODULES = '[submodule "locales"]\n\tpath = shop/locales\n\turl = https://example.org/locales.git\n\tbranch = main\n';

function problems(files: AppFiles): string[] {
  const directory = temporaryApp(files);
  return submoduleProblems(new AppDirectory(directory, parseIgnoreFile(files['.dockerignore'] ?? '')), new CheckoutFiles(directory));
}

test('a submodule that was not checked out is asked for', () => {
  expect(problems({ '.gitmodules': MODULES, 'shop/__init__.py': '' })).toEqual([
    '.gitmodules names shop/locales, and the checkout has nothing there; run \'git submodule update --init\', or, where the image needs none of it, add such lines to .dockerignore: shop/locales',
  ]);
});

test('many are counted', () => {
  const text = ['d', 'b', 'a', 'c', 'e'].map((name) => `[submodule "${name}"]\n  path = ${name}\n`).join('');
  expect(problems({ '.gitmodules': text })[0]).toContain('.gitmodules names a, b, c and 2 more, and the checkout has nothing there;');
});

test.each<readonly [string, AppFiles]>([
  ['there are none', { 'app.py': '' }],
  ['they are there', { '.gitmodules': MODULES, 'shop/locales/de.po': '' }],
  ['an ignore rule names them', { '.gitmodules': MODULES, '.dockerignore': 'shop/locales/\n' }],
  ['an ignore rule names a folder above', { '.gitmodules': MODULES, '.dockerignore': '/shop\n' }],
  ['an ignore rule removes everything that it does not name', { '.gitmodules': MODULES, '.dockerignore': '*\n!requirements\n' }],
  ['they are documentation', { '.gitmodules': MODULES.replace('shop/locales', 'docs/theme') }],
  ['they are elsewhere', { '.gitmodules': MODULES.replace('shop/locales', '../theme') }],
])('nothing is asked where %s', (_, files) => {
  expect(problems(files)).toEqual([]);
});
