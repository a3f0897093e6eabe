import { posix, resolve } from 'path';
import { assetsService } from './compose-assets';
import { dotted, LocalImage, relativePath } from './local-image';
import { indented, Value, Words, yamlText } from './yaml-text';
import { OWN_FILE } from '../core/own-file';
import type { BackingService } from '../detect/detect-development';
import type { BuildSecret } from '../dockerfile/build-secret';
import { composeText } from '../dockerfile/quoting';

/** What a compose file is made of. */
export interface ComposeInput {
  /** Name of the project. */
  readonly name: string;
  readonly images: readonly LocalImage[];
  /** Variables of every server and worker, sorted by name. */
  readonly environment: ReadonlyArray<readonly [string, string]>;
  /** The image of each service that the applications need. */
  readonly serviceImages: { readonly [service in BackingService]: string };
  /** Where synth runs, absolute: relative paths of secrets begin there. */
  readonly cwd: string;
  /** Where the file is written, absolute. */
  readonly directory: string;
}

/** A service with the comment above it. */
export type ComposeService = readonly [string, string, { readonly [key: string]: Value | undefined }];

/**
 * The text of a compose file: the images of the App as their developers run them, from the same Dockerfiles.
 * @see https://docs.docker.com/reference/compose-file/
 */
export function composeFile(input: ComposeInput): string {
  const { images } = input;
  const needed = (['postgres', 'redis'] as const).filter((service) => images.some(({ development }) => development.facts.services.includes(service)));
  const services = [...images.flatMap((image, i) => servicesOf(image, 8000 + i, input)), ...needed.map((service) => backingService(service, input))];
  const secrets = new Map(images.flatMap(({ image }) => image.secrets).map((secret) => [secret.id, secretEntry(secret, input)]));
  const once = images.flatMap(({ processes }) => processes).filter(({ runsOnce }) => runsOnce).map(({ id }) => id);
  const [first] = images;
  return [
    [
      `${OWN_FILE} Change the construct and run synth again,`,
      '# or write compose.override.yaml beside it, which Docker Compose reads too.',
      '#   docker compose watch                 builds, starts, and follows the sources',
      ...once.map((id) => `#   ${`docker compose run --rm ${id}`.padEnd(37)}runs once`),
      ...(needed.includes('postgres') ? ['#   docker compose down --volumes        stops, and forgets the database'] : []),
      `name: ${JSON.stringify(input.name)}`,
    ].join('\n'),
    `services:\n${services.map(([text, name, service]) => `  # ${text}\n  ${name}:\n${indented(yamlText(service), 4)}`).join('\n').trimEnd()}`,
    ...(first && secrets.size > 0 ? [yamlText({ secrets: Object.fromEntries([...secrets].sort(([a], [b]) => (a < b ? -1 : 1))) }).trimEnd()] : []),
    ...(needed.includes('postgres') ? ['volumes:\n  postgres: {}'] : []),
  ].join('\n\n').concat('\n');
}

function servicesOf(local: LocalImage, port: number, input: ComposeInput): ComposeService[] {
  const { development, service, command, reloads, processes } = local;
  const { plan } = development;
  const server: ComposeService = [
    reloads ? 'The server; it starts anew by itself when its sources change.' : 'The server; docker compose watch starts it anew when its sources change.',
    service,
    {
      ...processOf(local, command, reloads, input),
      ports: [`127.0.0.1:${port}:${plan.python.port}`],
    },
  ];
  return [
    server,
    ...processes.map((process): ComposeService => [
      process.runsOnce ? `Runs when it is asked for: docker compose run --rm ${process.id}` : 'A process that takes no requests.',
      process.id,
      { ...processOf(local, process.command, process.runsOnce, input), ...(process.runsOnce ? { profiles: ['jobs'] } : {}) },
    ]),
    ...assetsService(local, input.images.length === 1 ? 'assets' : `${service}-assets`),
  ];
}

/** What the server and every other process have in common. */
function processOf(local: LocalImage, command: readonly string[], leaveAlone: boolean, input: ComposeInput): ComposeService[2] {
  const { development, context, dependencyFiles, pythonPath } = local;
  const { facts, stage } = development;
  const given = new Map(input.environment);
  const variables = facts.variables.filter(([name]) => !given.has(name));
  const own: ReadonlyArray<readonly [string, string]> = [
    ['HOME', '/tmp'], ...(pythonPath === undefined ? [] : [['PYTHONPATH', pythonPath] as const]),
    // the shell that starts compose, and .env beside the file, come first
    ...variables.map(([name, value]) => [name, `\${${name}:-${composeText(value)}}`] as const),
    ...input.environment.map(([name, value]) => [name, composeText(value)] as const),
  ];
  const sources = leaveAlone ? [] : [{ action: 'restart', path: context, include: ['**/*.py'] }];
  return {
    build: buildOf(local, stage),
    command: new Words(command.map(composeText)),
    // the developer's own, so that what it writes into the sources belongs to them
    user: '${UID:-1000}:${GID:-1000}',
    environment: Object.fromEntries(own),
    volumes: [{ type: 'bind', source: context, target: '/app' }],
    ...(facts.services.length > 0 ? { depends_on: Object.fromEntries(facts.services.map((name) => [name, { condition: 'service_healthy' }])) } : {}),
    develop: { watch: [...sources, ...dependencyFiles.map((path) => ({ action: 'rebuild', path: posix.join(context, path) }))].map(withDot) },
  };
}

/** How compose builds a stage of the image's Dockerfile. */
export function buildOf({ context, dockerfile, image }: LocalImage, target: string): Value {
  return { context, dockerfile, target, ...(image.secrets.length > 0 ? { secrets: image.secrets.map(({ id }) => id) } : {}) };
}

function withDot(rule: { readonly path: string }): Value {
  return { ...rule, path: dotted(rule.path) };
}

function secretEntry(secret: BuildSecret, { cwd, directory }: ComposeInput): Value {
  if (secret.file === undefined) return { environment: secret.environmentVariable ?? secret.id };
  if (secret.file.startsWith('~/')) return { file: `\${HOME}${composeText(secret.file.slice(1))}` };
  const absolute = resolve(cwd, secret.file);
  return { file: composeText(secret.file.startsWith('/') ? absolute : dotted(relativePath(directory, absolute))) };
}

function backingService(name: BackingService, { serviceImages }: ComposeInput): ComposeService {
  const health = (words: string[]) => ({ test: new Words(['CMD', ...words]), interval: '2s', timeout: '5s', retries: 30 });
  const image = composeText(serviceImages[name]);
  if (name === 'redis') return ['Forgets everything when it stops.', name, { image, healthcheck: health(['redis-cli', 'ping']) }];
  return ['Reached as postgres:5432, and by nobody outside.', name, {
    image,
    environment: { POSTGRES_USER: 'app', POSTGRES_PASSWORD: 'app', POSTGRES_DB: 'app' },
    volumes: [{ type: 'volume', source: 'postgres', target: '/var/lib/postgresql/data' }],
    // by TCP: while the database is made, the server hears its socket only
    healthcheck: health(['pg_isready', '--host=127.0.0.1', '--username=app']),
  }];
}
