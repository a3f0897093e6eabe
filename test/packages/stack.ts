import { App, Chart, Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import * as venv from '../../lib';

/** Installs wheels that were committed beside the application: an installer as a user would write it. */
class VendoredWheels implements venv.IDependencyInstaller {
  public bind(context: venv.InstallContext): venv.InstallPlan {
    const wheels = context.files.listDirectory('wheels').map((name) => `wheels/${name}`);
    return {
      steps: [{
        files: wheels,
        commands: [['pip', '--python', `${context.venv}/bin/python`, 'install', '--no-index', '--find-links', 'wheels', 'shop']],
        caches: [{ name: 'wheels', target: '/root/.cache/pip' }],
        comment: [`for Python ${context.python} on ${context.debian}`],
      }],
      findings: [{ subject: 'dependencies', value: 'wheels', evidence: `${wheels.length} wheels` }],
      problems: wheels.length === 0 ? ['no wheels'] : [],
    };
  }
}

/** The same stack as python/stack.py, which must come out the same, byte for byte. */
export function stack(app: App, article: string, vendored: string): venv.PythonVenvImage {
  const chart = new Chart(app, 'seeds');
  const web = new venv.PythonVenvImage(chart, 'web', {
    context: article,
    repository: 'registry.example.com/seeds',
    runtimePackages: ['libpq5', 'libxml2', 'libxslt1.1'],
    assets: venv.NodeAssets.yarn({ sources: ['gulpfile.js', 'media'], command: ['gulp', 'build', '--production'], output: 'static_final' }),
    command: ['./bin/run.sh'],
    environment: { DATABASE_HOST: kplus.EnvValue.fromValue('db') },
    health: venv.HealthChecks.http({ ready: '/healthz', live: '/livez', host: 'seeds.example.com' }),
    autoscaling: { maxReplicas: 5 },
    writable: [venv.WritablePath.emptyDir('/app/cache', Size.mebibytes(16))],
    network: { allowTo: [kplus.NetworkPolicyIpBlock.ipv4(chart, 'db', '10.0.0.0/8')] },
    ingress: { host: 'seeds.example.com' },
    labels: { 'org.opencontainers.image.title': 'Hollow Lane "Seeds"' },
    platforms: ['linux/amd64', 'linux/arm64'],
    revision: '1',
  });
  web.addWorker('worker', { command: ['celery', 'worker'], replicas: 2 });
  web.addJob('migrate', { command: ['python', 'manage.py', 'migrate'], ordering: venv.JobOrdering.ARGO_CD_PRE_SYNC });
  web.waitFor('migrations', ['python', 'manage.py', 'migrate', '--check']);
  const report = new kplus.CronJob(chart, 'report', { schedule: Cron.daily(), containers: [web.container({ args: ['python', '-m', 'report'] })] });
  web.harden(report);
  const old = new venv.PythonVenvBuild(chart, 'Old', {
    context: vendored,
    repository: 'registry.example.com/old',
    base: venv.PythonBase.debian({ python: venv.PythonVersion.of('3.10'), release: venv.DebianRelease.BOOKWORM }),
    venvTool: venv.VenvTool.VIRTUALENV,
    dependencies: new VendoredWheels(),
    command: ['shop'],
  });
  old.acknowledgeWarning('python-end-of-life', 'retired in March');
  return web;
}
