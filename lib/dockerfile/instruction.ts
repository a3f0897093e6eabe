import { Command } from './command';
import { Mount } from './mount';
import { Word } from './quoting';
import { Stage } from './stage';

/**
 * What a line of a Dockerfile says, in the words of its reference. Plain immutable data: `render.ts` alone knows text.
 * @see https://docs.docker.com/reference/dockerfile/
 */
export type Instruction =
  | Arg | Env | Workdir | Shell | Run | ExecRun | Copy | InlineFile | User | Expose | Label | StopSignal | Cmd | Entrypoint;

/** `ARG NAME=default` */
export interface Arg { readonly kind: 'ARG'; readonly name: string; readonly value?: Word }

/** `ENV A=1 B="two words"`, in this order */
export interface Env { readonly kind: 'ENV'; readonly variables: ReadonlyArray<readonly [string, Word]> }

/** `WORKDIR /app` */
export interface Workdir { readonly kind: 'WORKDIR'; readonly path: string }

/** `SHELL ["/bin/bash", "-c"]` */
export interface Shell { readonly kind: 'SHELL'; readonly command: readonly string[] }

/** `RUN --mount=… a && b`: the commands run one after the other, until one fails */
export interface Run { readonly kind: 'RUN'; readonly commands: readonly Command[]; readonly mounts: readonly Mount[] }

/** `RUN ["executable", "argument"]`, where there is no shell */
export interface ExecRun { readonly kind: 'EXEC_RUN'; readonly command: readonly string[] }

/** `COPY --from=stage --link source… destination` */
export interface Copy {
  readonly kind: 'COPY';
  readonly sources: readonly string[];
  readonly destination: string;
  /** A stage, not a name: a name that no stage has cannot be written. */
  readonly fromStage?: Stage;
  /** The layer does not depend on those before it. */
  readonly link?: boolean;
  /** Numeric `uid:gid`. */
  readonly chown?: string;
  /** Octal (`755`) or symbolic (`u=rwX,go=rX`). */
  readonly chmod?: string;
  readonly exclude?: readonly string[];
}

/** `COPY <<'EOT' /opt/program.py`: a file of the library's own, whose lines are here */
export interface InlineFile { readonly kind: 'INLINE_FILE'; readonly path: string; readonly lines: readonly string[] }

/** `USER 10001:10001`: numbers, for Kubernetes cannot tell whether a name is root */
export interface User { readonly kind: 'USER'; readonly uid: number; readonly gid: number }

/** `EXPOSE 8000` */
export interface Expose { readonly kind: 'EXPOSE'; readonly port: number }

/** `LABEL key="value"`, in this order */
export interface Label { readonly kind: 'LABEL'; readonly labels: ReadonlyArray<readonly [string, string]> }

/** `STOPSIGNAL SIGTERM` */
export interface StopSignal { readonly kind: 'STOPSIGNAL'; readonly signal: string }

/** `CMD ["executable", "argument"]`, exec form only: the shell form swallows the stop signal */
export interface Cmd { readonly kind: 'CMD'; readonly command: readonly string[] }

/** `ENTRYPOINT ["executable"]`, exec form only */
export interface Entrypoint { readonly kind: 'ENTRYPOINT'; readonly command: readonly string[] }

export const arg = (name: string, value?: Word): Arg => ({ kind: 'ARG', name: variableName(name), value });

export const env = (...variables: Array<[string, Word]>): Env =>
  ({ kind: 'ENV', variables: variables.map(([name, value]) => [variableName(name), value] as const) });

export const workdir = (path: string): Workdir => ({ kind: 'WORKDIR', path: absolute('WORKDIR', path) });

export const shell = (...words: string[]): Shell => ({ kind: 'SHELL', command: words });

export const run = (commands: readonly Command[], ...mounts: Mount[]): Run =>
  ({ kind: 'RUN', commands: [...commands], mounts });

export const execRun = (words: readonly string[]): ExecRun => ({ kind: 'EXEC_RUN', command: [...words] });

export const copy = (of: Omit<Copy, 'kind'>): Copy => ({ kind: 'COPY', ...of, sources: [...of.sources] });

export const inlineFile = (path: string, lines: readonly string[]): InlineFile =>
  ({ kind: 'INLINE_FILE', path: absolute('COPY', path), lines: [...lines] });

export const user = (uid: number, gid: number): User => ({ kind: 'USER', uid, gid });

export const expose = (port: number): Expose => ({ kind: 'EXPOSE', port });

export const label = (labels: ReadonlyArray<readonly [string, string]>): Label => ({ kind: 'LABEL', labels: [...labels] });

export const cmd = (words: readonly string[]): Cmd => ({ kind: 'CMD', command: [...words] });

export const entrypoint = (words: readonly string[]): Entrypoint => ({ kind: 'ENTRYPOINT', command: [...words] });

export function stopSignal(signal: string): StopSignal {
  if (!/^SIG[A-Z0-9+-]+$/.test(signal)) throw new Error(`STOPSIGNAL takes a signal's name such as SIGTERM, got ${JSON.stringify(signal)}`);
  return { kind: 'STOPSIGNAL', signal };
}

function variableName(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new Error(`${JSON.stringify(name)} is not a variable name (letters, digits and '_', not starting with a digit)`);
  }
  return name;
}

function absolute(what: string, path: string): string {
  if (!path.startsWith('/')) throw new Error(`${what} takes an absolute path, got ${JSON.stringify(path)}`);
  return path;
}
