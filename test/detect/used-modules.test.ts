import { DebianRelease } from '../../lib/debian/debian-release';
import { detectNativePackages } from '../../lib/detect/detect-native-packages';
import { usedModules } from '../../lib/detect/used-modules';
import { AppDirectory } from '../../lib/project/app-directory';
import { PythonVersion } from '../../lib/python/python-version';
import { temporaryApp } from '../support/temporary-app';

const GIS = 'django.contrib.gis';
const used = (text: string) => usedModules(new AppDirectory(temporaryApp({ 'shop/__init__.py': '', 'shop/settings.py': text }), []));

test.each([
  ['an import', 'from django.contrib.gis.db import models\n', [GIS]],
  ['INSTALLED_APPS', 'INSTALLED_APPS = [\n    "django.contrib.auth",\n    "django.contrib.gis",\n]\n', [GIS]],
  ['the engine of a database', 'DATABASES = {"default": {"ENGINE": \'django.contrib.gis.db.backends.postgis\'}}\n', [GIS]],
  ['nothing', 'INSTALLED_APPS = ["django.contrib.auth"]\n', []],
  ['a comment', '# INSTALLED_APPS += ["django.contrib.gis"]\n', []],
  ['another module', 'import django.contrib.gisx\n', []],
])('GeoDjango by %s', (_, text, modules) => {
  expect(used(text)).toEqual(modules);
});

test('its libraries are in the image', () => {
  const { value, findings } = detectNativePackages([{ name: 'django', version: '5.2' }], { python: PythonVersion.V3_13, release: DebianRelease.TRIXIE, platforms: [], modules: [GIS] });
  expect(value?.runtime.map((name) => name.replace(/[\d.t-]+(?:v5)?$/, ''))).toEqual(expect.arrayContaining(['libgdal', 'libproj']));
  expect(findings[0].evidence).toContain('the application uses django.contrib.gis');
});
