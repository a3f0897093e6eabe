import { Chart, ChartProps, Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  BuildSecret, DebianRelease, HealthChecks, JobOrdering, PackageIndex, PythonBase, PythonVenvBuild, PythonVenvImage, PythonVersion, WritablePath,
} from 'cdk8s-python-venv';
import { Construct } from 'constructs';
import { VendoredWheels } from './vendored-wheels';

export interface ShopProps extends ChartProps {
  readonly registry: string;
  readonly host: string;
}

/** The shop: a server with its worker and migration, a mailer, and a nightly report. */
export class Shop extends Chart {
  public readonly web: PythonVenvImage;

  public constructor(scope: Construct, id: string, props: ShopProps) {
    super(scope, id, props);
    this.web = this.shop(props);
    this.mailer(props);
    this.report(props);
  }

  /** requirements.txt, and the company's index instead of PyPI. */
  private shop({ registry, host }: ShopProps): PythonVenvImage {
    const secret = kplus.Secret.fromSecretName(this, 'database', 'shop-database');
    const web = new PythonVenvImage(this, 'web', {
      context: '../apps/shop',
      repository: `${registry}/shop`,
      packageIndexes: [PackageIndex.insteadOfPypi('https://pypi.example.com/simple/', { username: 'ci', password: BuildSecret.fromEnvironment('PIP_PASSWORD') })],
      command: ['gunicorn', 'shop:app', '--bind=0.0.0.0:8000', '--worker-tmp-dir=/dev/shm'],
      environment: {
        BROKER_URL: kplus.EnvValue.fromValue('$(REDIS_URL)/0'),
        CACHE_URL: kplus.EnvValue.fromValue('$(REDIS_URL)/1'),
        DATABASE_URL: kplus.EnvValue.fromSecretValue({ secret, key: 'url' }),
        REDIS_URL: kplus.EnvValue.fromValue('redis://redis'),
      },
      health: HealthChecks.http({ ready: '/healthz', live: '/livez', host }),
      autoscaling: { maxReplicas: 6 },
      ingress: { host },
      labels: { 'org.opencontainers.image.title': 'Shop "München" $5' },
      platforms: ['linux/amd64', 'linux/arm64'],
    });
    web.addWorker('worker', { command: ['celery', '--app=shop.tasks', 'worker'], replicas: 2 });
    web.addJob('migrate', { command: ['alembic', 'upgrade', 'head'], ordering: JobOrdering.ARGO_CD_PRE_SYNC });
    web.waitFor('migrations', ['alembic', 'current', '--check-heads']);
    return web;
  }

  /** uv. */
  private mailer({ registry }: ShopProps): void {
    new PythonVenvImage(this, 'mailer', {
      context: '../apps/mailer',
      repository: `${registry}/mailer`,
      command: ['uvicorn', 'mailer:app', '--host=0.0.0.0', '--port=8000'],
      replicas: 1,
      writable: [WritablePath.emptyDir('/app/spool', Size.mebibytes(64))],
      network: { allowTo: [kplus.NetworkPolicyIpBlock.ipv4(this, 'smtp', '10.0.0.0/8')] },
    });
  }

  /** Wheels of its own, and no server: an image for a CronJob of cdk8s-plus. */
  private report({ registry }: ShopProps): void {
    const report = new PythonVenvBuild(this, 'report', {
      context: '../apps/report',
      repository: `${registry}/report`,
      base: PythonBase.debian({ python: PythonVersion.V3_12, release: DebianRelease.BOOKWORM }),
      dependencies: new VendoredWheels('report'),
      command: ['report'],
    });
    const nightly = new kplus.CronJob(this, 'nightly', { schedule: Cron.daily(), containers: [report.container({ args: ['report', '--all'] })] });
    report.harden(nightly);
  }
}
