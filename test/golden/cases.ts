import * as path from 'node:path';
import { Chart, Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { AppStage, BuildSecret, DebianRelease, HealthChecks, JobOrdering, NodeAssets, NodeVersion, PackageIndex, PythonBase, PythonDependencies, PythonVenvBuild, PythonVenvImage, PythonVersion, VenvTool, WritablePath } from '../../lib';
import { AppFiles } from '../support/temporary-app';

/** One folder of expected files: what synth writes for an application in `app`. */
export interface GoldenCase {
  /** The application: a folder of the repository, or its files. */
  readonly app: string | AppFiles;
  readonly build: (chart: Chart) => PythonVenvBuild;
}

const EXAMPLES = path.join(__dirname, '../../examples');
const PACKAGE_JSON = '{ "scripts": { "build": "vite build" } }\n';

/** A worker, a migration and a nightly job of the same image. */
function everyProcess(web: PythonVenvImage): PythonVenvImage {
  web.addWorker('worker', { command: ['celery', '--app=shop', 'worker'], replicas: 2 });
  web.addJob('migrate', { command: ['python', 'manage.py', 'migrate', '--noinput'], ordering: JobOrdering.ARGO_CD_PRE_SYNC });
  web.addCronJob('cleanup', { command: ['python', 'manage.py', 'clearsessions'], schedule: Cron.daily() });
  return web;
}

export const CASES: { readonly [name: string]: GoldenCase } = {
  'article': {
    app: path.join(EXAMPLES, 'article/app'),
    build: (chart) => new PythonVenvImage(chart, 'web', {
      context: 'app',
      repository: 'registry.example.com/seeds',
      runtimePackages: ['libpq5', 'libxml2', 'libxslt1.1'],
      assets: NodeAssets.yarn({ sources: ['gulpfile.js', 'media'], command: ['gulp', 'build', '--production'], output: 'static_final' }),
      command: ['./bin/run.sh'],
    }),
  },
  'small': {
    app: path.join(EXAMPLES, 'small/app'),
    build: (chart) => new PythonVenvImage(chart, 'web', {
      context: 'app', repository: 'registry.example.com/tea', command: ['python', '-m', 'tea_of_the_day'],
    }),
  },
  'minimal': {
    app: {
      'requirements.txt': 'django==5.2.8\ngunicorn==23.0.0\npsycopg2==2.9.13\n',
      'manage.py': 'import os\nfrom django.core.management import execute_from_command_line\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
      'shop/settings.py': 'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\nINSTALLED_APPS = ["django.contrib.staticfiles"]\nSTATIC_URL = "static/"\nSTATIC_ROOT = "/srv/static"\nWSGI_APPLICATION = "shop.wsgi.application"\n',
      'shop/wsgi.py': 'import os\nfrom django.core.wsgi import get_wsgi_application\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
    },
    build: (chart) => new PythonVenvImage(chart, 'web', {
      context: 'app', repository: 'shop', appStage: AppStage.MINIMAL, strip: true, unstripped: ['psycopg2'],
    }),
  },
  'every-option': {
    app: {
      'requirements/base.txt': 'django==5.2.8\n',
      'requirements/prod.txt': '-r base.txt\n-c limits/all.txt\ngunicorn==23.0.0 # the server\n',
      'requirements/limits/all.txt': 'asgiref<4\n',
      'frontend/package.json': PACKAGE_JSON,
      'frontend/pnpm-lock.yaml': 'lockfileVersion: "9.0"\n',
      'frontend/.npmrc': 'engine-strict=true\n',
      'frontend/vite.config.js': 'export default {};\n',
      'frontend/src/odd name.js': '\n',
      'shop/wsgi.py': 'application = None\n',
    },
    build: (chart) => everyProcess(new PythonVenvImage(chart, 'web', {
      context: 'app',
      repository: 'localhost:5000/team/shop',
      base: PythonBase.debian({ python: PythonVersion.V3_11, release: DebianRelease.BOOKWORM }),
      venvTool: VenvTool.VIRTUALENV,
      dependencies: PythonDependencies.requirements({ file: 'requirements/prod.txt' }),
      buildPackages: ['libxmlsec1-dev', 'pkg-config'],
      runtimePackages: ['libxmlsec1-openssl', 'libpq5=15.*'],
      assets: NodeAssets.pnpm({ directory: 'frontend', sources: ['vite.config.js', 'src', 'src/odd name.js'], output: 'dist', node: NodeVersion.V22, packages: ['git'] }),
      command: ['gunicorn', 'shop.wsgi', '--bind=0.0.0.0:9000', '--worker-tmp-dir=/dev/shm', '--access-logformat=%(h)s "%(r)s" $status\n'],
      port: 9000,
      uid: 20000,
      gid: 20001,
      labels: { 'org.opencontainers.image.title': 'The "shop"', 'com.example.price': '$5 \\ day' },
      platforms: ['linux/amd64', 'linux/arm64'],
      revision: '2026-11 security updates',
      servicePort: 80,
      autoscaling: { minReplicas: 3, maxReplicas: 9 },
      environment: { DJANGO_SETTINGS_MODULE: kplus.EnvValue.fromValue('shop.settings') },
      health: HealthChecks.http({ ready: '/healthz', live: '/livez', host: 'shop.example.com' }),
      environmentFrom: [kplus.Env.fromSecret(kplus.Secret.fromSecretName(chart, 'secret', 'shop-settings'))],
      writable: [
        WritablePath.emptyDir('/app/cache', Size.mebibytes(32)),
        WritablePath.claim('/app/media', kplus.PersistentVolumeClaim.fromClaimName(chart, 'media', 'shop-media')),
      ],
      serviceAccount: new kplus.ServiceAccount(chart, 'account', { automountToken: false }),
      imagePullSecret: kplus.Secret.fromSecretName(chart, 'pull', 'registry'),
      priorityClass: 'production',
      network: {
        allowFrom: [kplus.Pods.all(chart, 'ingress', { namespaces: kplus.Namespaces.select(chart, 'ingress-namespace', { names: ['ingress'] }) })],
        allowTo: [kplus.NetworkPolicyIpBlock.ipv4(chart, 'database', '10.1.2.0/24')],
      },
      ingress: { host: 'shop.example.com', className: 'nginx', tlsSecret: kplus.Secret.fromSecretName(chart, 'tls', 'shop-tls') },
      route: { gateway: 'public', gatewayNamespace: 'gateways', host: 'shop.example.com' },
    })),
  },
  'uv-package': {
    app: {
      'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\n[project.optional-dependencies]\npostgres = []\n[build-system]\nrequires = ["hatchling"]\n',
      'uv.lock': 'version = 1\n',
      'shop/wsgi.py': 'application = None\n',
    },
    build: (chart) => new PythonVenvImage(chart, 'web', {
      context: 'app', repository: 'shop', dependencies: PythonDependencies.uv({ extras: ['postgres'] }), command: ['gunicorn', 'shop.wsgi', '--bind=0.0.0.0:8000'],
    }),
  },
  'private-index': {
    app: {
      'requirements.txt': 'shop-core==1.4.0\ngunicorn==23.0.0\n',
      'package.json': PACKAGE_JSON,
      'package-lock.json': '{ "lockfileVersion": 3 }\n',
      '.npmrc': '//npm.example.com/:_authToken=${NPM_TOKEN}\n',
      'web.py': 'app = None\n',
    },
    build: (chart) => new PythonVenvImage(chart, 'web', {
      context: 'app',
      repository: 'shop',
      packageIndexes: [PackageIndex.insteadOfPypi('https://pypi.example.com/simple/', { username: 'build', password: BuildSecret.fromEnvironment('PIP_PASSWORD') })],
      assets: NodeAssets.npm({ output: 'static/dist', secrets: [{ secret: BuildSecret.fromFile('~/.config/npm-token'), variable: 'NPM_TOKEN' }] }),
      command: ['gunicorn', 'web:app', '--bind=0.0.0.0:8000'],
    }),
  },
  'private-index-uv': {
    app: {
      'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\ndependencies = ["shop-core", "gunicorn"]\n[[tool.uv.index]]\nname = "corp"\nurl = "https://pypi.example.com/simple/"\nexplicit = true\n[tool.uv.sources]\nshop-core = { index = "corp" }\n',
      'uv.lock': 'version = 1\n[[package]]\nname = "shop-core"\nversion = "1.4.0"\nsource = { registry = "https://pypi.example.com/simple/" }\n[[package]]\nname = "gunicorn"\nversion = "23.0.0"\nsource = { registry = "https://pypi.org/simple" }\n',
      'web.py': 'app = None\n',
    },
    build: (chart) => new PythonVenvImage(chart, 'web', {
      context: 'app',
      repository: 'shop',
      packageIndexes: [PackageIndex.besidePypi('https://pypi.example.com/simple/', { netrc: BuildSecret.fromEnvironment('NETRC_TEXT', { id: 'netrc' }) })],
      command: ['gunicorn', 'web:app', '--bind=0.0.0.0:8000'],
    }),
  },
  'npm-in-root': {
    app: {
      'requirements.txt': 'flask==3.1.2\n',
      'package.json': PACKAGE_JSON,
      'package-lock.json': '{ "lockfileVersion": 3 }\n',
      'web.py': 'app = None\n',
    },
    build: (chart) => {
      const image = new PythonVenvBuild(chart, 'image', {
        context: 'app', repository: 'shop', command: ['flask', 'run'], assets: NodeAssets.npm({ output: 'static/dist' }), platforms: ['linux/arm64'],
      });
      image.harden(new kplus.CronJob(chart, 'report', {
        schedule: Cron.daily(),
        containers: [image.container({ args: ['flask', 'report'], envVariables: { TZ: kplus.EnvValue.fromValue('UTC') } })],
      }));
      return image;
    },
  },
};
