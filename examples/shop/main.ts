import * as path from 'node:path';
import { App, Chart, Cron } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { HealthChecks, PythonVenvImage } from 'cdk8s-python-venv';

const app = new App();
const chart = new Chart(app, 'shop');
const secret = kplus.Secret.fromSecretName(chart, 'secret', 'shop');

export const web = new PythonVenvImage(chart, 'web', {
  context: path.relative(process.cwd(), path.join(__dirname, 'app')),
  repository: 'registry.example.com/shop',
  command: ['gunicorn', 'shop.wsgi', '--bind=0.0.0.0:8000', '--threads=8', '--worker-tmp-dir=/dev/shm', '--no-control-socket', '--graceful-timeout=25'],
  // Django answers 400 to a host that it does not know, and to the Pod's address, which the kubelet would ask by
  health: HealthChecks.http({ ready: '/healthz', live: '/livez', host: 'shop.example.com' }),
  environment: {
    ALLOWED_HOSTS: kplus.EnvValue.fromValue('shop.example.com'),
    DATABASE_HOST: kplus.EnvValue.fromValue('postgres'),
    DATABASE_PASSWORD: kplus.EnvValue.fromSecretValue({ secret, key: 'database-password' }),
    REDIS_URL: kplus.EnvValue.fromValue('redis://redis:6379/0'),
    SECRET_KEY: kplus.EnvValue.fromSecretValue({ secret, key: 'secret-key' }),
  },
});

web.addWorker('worker', { command: ['celery', '--app=shop', 'worker', '--concurrency=2', '--loglevel=info'] });
web.addCronJob('clear-sessions', { command: ['python', 'manage.py', 'clearsessions'], schedule: Cron.daily() });
web.addJob('migrate', { command: ['python', 'manage.py', 'migrate'] });

// the server does not start before its migrations are there
web.waitFor('migrations', ['python', 'manage.py', 'migrate', '--check']);

app.synth();
