import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as path from 'node:path';
import { RestrictedNamespace } from './cluster';

const KUBERNETES = path.join(__dirname, '../../tools/kubernetes.sh');
const IMAGE = 'local/services:1';

/** Debian's PostgreSQL and Redis, for a user that may write to /tmp. */
const DOCKERFILE = `FROM debian:trixie-slim
RUN apt-get update && \\
    apt-get install -y --no-install-recommends postgresql redis-server && \\
    rm -rf /var/lib/apt/lists/* && \\
    useradd --uid 10001 --home-dir /tmp services
ENV PATH=/usr/lib/postgresql/17/bin:$PATH
USER 10001:10001
WORKDIR /tmp
`;

const POSTGRES = `
printenv PASSWORD >password
initdb --pgdata=data --username=shop --pwfile=password --auth=scram-sha-256
echo 'host all all all scram-sha-256' >>data/pg_hba.conf
echo 'CREATE DATABASE shop' | postgres --single -D data postgres
exec postgres -D data -k /tmp -c 'listen_addresses=*'`;

/** A PostgreSQL and a Redis, as Pods with a Service each, and a Secret for those who use them. They go with their namespace. */
export class Services {
  constructor(private readonly namespace: RestrictedNamespace) {
    execFileSync('docker', ['build', '--tag', IMAGE, '-'], { input: DOCKERFILE, stdio: ['pipe', 'ignore', 'pipe'] });
    execFileSync(KUBERNETES, ['load', IMAGE], { stdio: ['ignore', 'ignore', 'pipe'] });
    const password = { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'shop', key: 'database-password' } } };
    const { status, stderr } = namespace.apply([
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'shop' }, stringData: { 'database-password': secret(), 'secret-key': secret() } },
      ...server('postgres', 5432, ['sh', '-ec', POSTGRES], ['pg_isready', '--host=127.0.0.1', '--dbname=shop'], [password]),
      ...server('redis', 6379, ['redis-server', '--save', '', '--protected-mode', 'no'], ['redis-cli', 'ping']),
    ]);
    if (status !== 0 || stderr !== '') throw new Error(stderr);
    namespace.kubectl('wait', '--for=condition=Ready', 'pod/postgres', 'pod/redis', '--timeout=60s');
  }

  /** What PostgreSQL answers to a query: a line for each row, `|` between the values. */
  public sql(query: string): string {
    return this.namespace.kubectl('exec', 'postgres', '--', 'sh', '-c', 'PGPASSWORD=$PASSWORD psql --host=127.0.0.1 --username=shop --no-align --tuples-only --command="$1"', '-', query);
  }
}

function secret(): string {
  return randomBytes(24).toString('hex');
}

/** A Pod as "restricted" wants it, and its Service. */
function server(name: string, port: number, command: readonly string[], ready: readonly string[], env: readonly object[] = []): object[] {
  const labels = { app: name };
  const container = {
    name,
    image: IMAGE,
    imagePullPolicy: 'Never',
    command,
    env,
    ports: [{ containerPort: port }],
    readinessProbe: { exec: { command: ready }, periodSeconds: 1 },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true, runAsNonRoot: true },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
  const pod = {
    containers: [container],
    volumes: [{ name: 'tmp', emptyDir: {} }],
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 1,
    securityContext: { runAsUser: 10001, runAsGroup: 10001, fsGroup: 10001, seccompProfile: { type: 'RuntimeDefault' } },
  };
  return [
    { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec: pod },
    { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: labels, ports: [{ port }] } },
  ];
}
