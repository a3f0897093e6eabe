import { posix } from 'path';
import { Checkout } from '../../core/checkout';

/** What a Dockerfile of the application says about static files. */
export interface DockerfileBuild {
  readonly path: string;
  /** Whether it installs Python packages or starts from Python. */
  readonly python: boolean;
  /** Whether it runs a script of package.json, or a bundler. */
  readonly builds: boolean;
  /** What it copies out of other stages, and the line that does: `Dockerfile:30 COPY --from=…`. */
  readonly copies: ReadonlyArray<{ readonly path: string; readonly says: string }>;
  /** `Dockerfile:12 npm run build` */
  readonly says: string;
}

const FOLDERS = ['.', 'docker', '.docker', 'deploy', 'deployment', 'container', 'build', 'compose', 'ops'];

/** The Dockerfiles of the checkout that build static files. */
export function dockerfileBuilds(checkout: Checkout): DockerfileBuild[] {
  return FOLDERS.flatMap((folder) => checkout.list(folder).filter(isDockerfile).map((name) => posix.join(folder, name)))
    .flatMap((path) => readDockerfile(path, checkout.readText(path) ?? ''));
}

/** Whether a directory has a Dockerfile of its own. */
export function ownDockerfile(directory: string, checkout: Checkout): string | undefined {
  return directory === '.' ? undefined : checkout.list(directory).filter(isDockerfile).map((name) => posix.join(directory, name))[0];
}

function isDockerfile(name: string): boolean {
  return /^(?:Dockerfile|Containerfile)(?:[.-][\w.-]+)?$|^[\w-]+\.(?:Dockerfile|dockerfile)$/.test(name) && !/\.(?:dockerignore|md|j2)$/.test(name);
}

function readDockerfile(path: string, text: string): DockerfileBuild[] {
  let python = false;
  let builds: string | undefined;
  const copies: Array<{ path: string; says: string }> = [];
  instructions(text).forEach(({ line, keyword, rest }) => {
    if (keyword === 'FROM') python ||= /(?:^|[/\s])python[:@]/.test(rest);
    if (keyword === 'RUN') {
      python ||= /(?:^|[\s/])(?:pip3?|poetry|uv|pipenv|pdm) (?:install|sync|pip)\b/.test(rest);
      const found = /(?:^|[\s;&])((?:npm|yarn|pnpm|bun)(?: --?[\w-]+(?:[= ][\w./-]+)?)* (?:run(?:-script)? )?(?!install\b|ci\b|config\b|global\b|cache\b|add\b|set\b)[\w:-]+|(?:npx )?(?:gulp|webpack|vite|rollup)\b[^&|;]*)/.exec(rest);
      if (found && builds === undefined && /build|dist|prod|compile|gulp|webpack|vite|rollup|css|bundle|generate/.test(found[1])) builds = `${path}:${line} ${found[1].trim()}`;
    }
    const words = rest.split(/\s+/);
    if (keyword === 'COPY' && words.some((word) => word.startsWith('--from='))) {
      const plain = words.filter((word) => !word.startsWith('--'));
      copies.push(...plain.slice(0, -1).map((source) => ({ path: source, says: `${path}:${line} COPY ${rest}` })));
    }
  });
  return builds === undefined && copies.length === 0 ? [] : [{ path, python, builds: builds !== undefined, copies, says: builds ?? path }];
}

function instructions(text: string): Array<{ line: number; keyword: string; rest: string }> {
  const found: Array<{ line: number; keyword: string; rest: string }> = [];
  let open: { line: number; keyword: string; rest: string } | undefined;
  text.split('\n').slice(0, 2000).forEach((raw, i) => {
    const line = raw.trim();
    if (line.startsWith('#') || line === '') return;
    const more = line.endsWith('\\');
    const words = more ? line.slice(0, -1).trim() : line;
    if (open) open = { ...open, rest: `${open.rest} ${words}` };
    else open = { line: i + 1, keyword: (words.split(/\s/)[0] ?? '').toUpperCase(), rest: words.replace(/^\S+\s*/, '') };
    if (more) return;
    found.push(open);
    open = undefined;
  });
  return found;
}
