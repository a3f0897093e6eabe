import { posix } from 'path';
import type { Start } from './detect-start';
import { knownWorkers } from './offers';
import { AppIndex } from './start/app-index';
import { djangoRoots } from './start/django';
import { throwAway } from './start/environment-reads';
import { IAppFiles } from '../core/app-files';

/** What a developer's machine needs beside the image. */
export type BackingService = 'postgres' | 'redis';

/** What the files say about running an application on a developer's machine. */
export interface DevelopmentFacts {
  readonly framework?: string;
  /** Django's command line, relative to the context. */
  readonly manage?: string;
  readonly services: readonly BackingService[];
  /** Variables that the code reads and that have to have a value there, sorted by name, with the value. */
  readonly variables: ReadonlyArray<readonly [string, string]>;
  readonly workers: ReadonlyArray<{ readonly id: string; readonly command: readonly string[] }>;
  /** Folders called `src` that packages are in, relative to the context. */
  readonly sourceFolders: readonly string[];
  /** Names of the distributions that are installed, and of extras that are asked for. */
  readonly packages: readonly string[];
}

const POSTGRES = ['psycopg2', 'psycopg2-binary', 'psycopg', 'psycopg-binary', 'psycopg-c', 'asyncpg', 'pg8000', 'aiopg'];
const REDIS = ['redis', 'valkey', 'aioredis', 'django-redis', 'channels-redis', 'rq', 'arq'];

/** The names by which settings call the parts of a database's address. */
const DATABASE = '(?:DATABASE|POSTGRES(?:QL)?|PG|SQL|DB)';
const PARTS: ReadonlyArray<readonly [RegExp, string]> = [
  [new RegExp(`(?:^|_)${DATABASE}_?(?:HOST|HOSTNAME|SERVER|ADDRESS)$`), 'postgres'],
  [new RegExp(`(?:^|_)${DATABASE}_?PORT$`), '5432'],
  [new RegExp(`(?:^|_)(?:${DATABASE}_?NAME|POSTGRES(?:QL)?_?(?:DB|DATABASE)|PGDATABASE)$`), 'app'],
  [new RegExp(`(?:^|_)${DATABASE}_?(?:USER|USERNAME)$`), 'app'],
  [new RegExp(`(?:^|_)${DATABASE}_?(?:PASSWORD|PASS)$`), 'app'],
];
const DATABASE_URL = new RegExp(`(?:^|_)(?:${DATABASE}|SQLALCHEMY_DATABASE)_?(?:URL|URI|DSN)$`);
const REDIS_URL = /(?:REDIS|VALKEY|BROKER|CACHE|CELERY|CHANNELS?|QUEUE)_?(?:URL|URI|DSN)$|(?:^|_)RESULT_BACKEND$/;
const REDIS_PARTS: ReadonlyArray<readonly [RegExp, string]> = [[/(?:REDIS|VALKEY)_?(?:HOST|HOSTNAME|SERVER)$/, 'redis'], [/(?:REDIS|VALKEY)_?PORT$/, '6379']];

/** Where code reads a variable by name, whatever library does it. */
const READ = /(?:environ(?:\.get)?|getenv|\benv(?:\.\w+)?|\bconfig)\s*[[(]\s*["']([A-Z][A-Z0-9_]*)["']/g;

/** Reads what local development needs; nothing of it reaches the image or its tag. */
export function detectDevelopment(files: IAppFiles, packages: readonly string[], start: Start | undefined): DevelopmentFacts {
  const index = AppIndex.of(files);
  const services: BackingService[] = [
    ...(packages.some((name) => POSTGRES.includes(name)) ? ['postgres' as const] : []),
    ...(packages.some((name) => REDIS.includes(name)) || index.sources.some((file) => /["'](?:redis|rediss|valkey):\/\//.test(index.text(file))) ? ['redis' as const] : []),
  ];
  const found = new Map<string, string>();
  for (const name of index.sources.flatMap((file) => namesIn(index.text(file)))) {
    const value = addressOf(name, services, packages);
    if (value !== undefined) found.set(name, value);
  }
  for (const read of start?.required ?? []) {
    if (read.name === 'DJANGO_SETTINGS_MODULE') continue;
    const standIn = throwAway(read);
    found.set(read.name, addressOf(read.name, services, packages) ?? (standIn === 'build' ? 'development' : standIn));
  }
  const [root] = djangoRoots(index);
  return {
    ...(start?.framework === undefined ? {} : { framework: start.framework }),
    ...(root === undefined ? {} : { manage: posix.join(root, 'manage.py') }),
    services,
    variables: [...found].sort(([a], [b]) => (a < b ? -1 : 1)),
    workers: knownWorkers(files, packages).map(({ id, command }) => ({ id, command })),
    sourceFolders: [...new Set(index.sources.flatMap((file) => /^(?:.*\/)?src(?=\/)/.exec(file) ?? []))].sort(),
    packages,
  };
}

/** Names of variables that a file reads, and those of the fields of pydantic's settings. */
function namesIn(text: string): string[] {
  const read = [...text.matchAll(READ)].map(([, name]) => name);
  if (!/\(\s*BaseSettings\b/.test(text)) return read;
  const prefix = /env_prefix\s*=\s*["'](\w*)["']/.exec(text)?.[1] ?? '';
  return [...read, ...[...text.matchAll(/^\s+([A-Za-z]\w*)\s*:/gm)].map(([, name]) => `${prefix}${name}`.toUpperCase())];
}

/** Where the variable's service is found in the network of the containers; undefined for every other variable. */
function addressOf(name: string, services: readonly BackingService[], packages: readonly string[]): string | undefined {
  const part = (parts: ReadonlyArray<readonly [RegExp, string]>) => parts.find(([pattern]) => pattern.test(name))?.[1];
  if (services.includes('redis')) {
    const value = REDIS_URL.test(name) ? 'redis://redis:6379/0' : part(REDIS_PARTS);
    if (value !== undefined) return value;
  }
  if (!services.includes('postgres')) return undefined;
  return DATABASE_URL.test(name) ? `${scheme(packages)}://app:app@postgres:5432/app` : part(PARTS);
}

/** SQLAlchemy takes psycopg2 unless the address names another driver. */
function scheme(packages: readonly string[]): string {
  if (!packages.includes('sqlalchemy') || packages.some((name) => name.startsWith('psycopg2'))) return 'postgresql';
  return packages.includes('asyncpg') ? 'postgresql+asyncpg' : packages.some((name) => name === 'psycopg') ? 'postgresql+psycopg' : 'postgresql';
}
