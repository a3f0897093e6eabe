import { Checkout } from '../../core/checkout';
import { DockerfileInstruction, shellText } from '../../syntax/dockerfile-instructions';
import { dockerfilesIn, OwnDockerfile, ownDockerfiles } from '../own-dockerfiles';

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

/** A script of package.json, or a bundler, in the words of a shell. */
const BUILDS = /(?:^|[\s;&])((?:npm|yarn|pnpm|bun)(?: --?[\w-]+(?:[= ][\w./-]+)?)* (?:run(?:-script)? )?(?!install\b|ci\b|config\b|global\b|cache\b|add\b|set\b)[\w:-]+|(?:npx )?(?:gulp|webpack|vite|rollup)\b[^&|;\n]*)/;

/** The Dockerfiles of the checkout that build static files. */
export function dockerfileBuilds(checkout: Checkout): DockerfileBuild[] {
  return ownDockerfiles(checkout).flatMap(buildOf);
}

/** Whether a directory has a Dockerfile of its own. */
export function dockerfileOf(directory: string, checkout: Checkout): string | undefined {
  return directory === '.' ? undefined : dockerfilesIn(directory, checkout)[0];
}

function buildOf({ path, instructions }: OwnDockerfile): DockerfileBuild[] {
  const runs = instructions.filter(({ keyword }) => keyword === 'RUN');
  const python = instructions.some(({ keyword, rest }) => keyword === 'FROM' && /(?:^|[/\s])python[:@]/.test(rest))
    || runs.some((run) => /(?:^|[\s/])(?:pip3?|poetry|uv|pipenv|pdm) (?:install|sync|pip)\b/.test(plain(run)));
  const builds = runs.flatMap((run) => {
    const command = BUILDS.exec(plain(run))?.[1].trim();
    return command !== undefined && /build|dist|prod|compile|gulp|webpack|vite|rollup|css|bundle|generate/.test(command) ? [`${path}:${run.line} ${command}`] : [];
  })[0];
  const copies = instructions.filter(({ keyword, flags }) => keyword === 'COPY' && flags.some((flag) => flag.startsWith('--from=')))
    .flatMap(({ line, flags, rest, words }) => (words ?? rest.split(/\s+/)).slice(0, -1).map((source) => ({ path: source, says: `${path}:${line} COPY ${[...flags, rest].join(' ')}` })));
  return builds === undefined && copies.length === 0 ? [] : [{ path, python, builds: builds !== undefined, copies, says: builds ?? path }];
}

/** The words of a RUN, as far as patterns look at them. */
function plain(run: DockerfileInstruction): string {
  return run.words ? run.words.join(' ') : shellText(run);
}
