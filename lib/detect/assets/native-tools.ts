import { IAppFiles } from '../../core/app-files';

/** Debian packages of the assets stage. */
export interface NativeTools {
  readonly packages: readonly string[];
  readonly evidence: string;
}

/** Packages that compile on every install, for no binary of theirs fits every Node.js. */
const COMPILED = ['node-sass', 'node-gyp', 'deasync', 'node-expat', 'microtime', 'leveldown', 'bcrypt', 'sqlite3', 'better-sqlite3'];
/** Beside the compiler: what their sources need. */
const LIBRARIES: { readonly [name: string]: readonly string[] } = { canvas: ['libcairo2-dev', 'libgif-dev', 'libjpeg-dev', 'libpango1.0-dev', 'librsvg2-dev', 'pkg-config'] };
const COMPILER = ['g++', 'make', 'python3'];

/** Finds what a locked install compiles or fetches with Git. */
export function nativeTools(lock: string, files: IAppFiles): NativeTools | undefined {
  if (lock.endsWith('.lockb')) return undefined;
  const text = files.readFile(lock);
  // the four formats name a package as a key: "node_modules/x", x@, /x@, "x":
  const has = (name: string) => [`"node_modules/${name}"`, `\n${name}@`, `\n"${name}@`, `\n  ${name}@`, `\n  '${name}@`, `\n  /${name}@`, `\n  /${name}/`, `\n    "${name}": [`].some((key) => text.includes(key));
  const compiled = [...COMPILED, ...Object.keys(LIBRARIES)].filter(has);
  const git = /(?:"resolved": "|resolved "|resolution: "|@)git(?:\+https?|\+ssh)?:\/\//.test(text);
  if (compiled.length === 0 && !git) return undefined;
  return {
    packages: [...new Set([...(compiled.length > 0 ? COMPILER : []), ...compiled.flatMap((name) => LIBRARIES[name] ?? []), ...(git ? ['ca-certificates', 'git'] : [])])].sort(),
    evidence: [...(compiled.length > 0 ? [`${lock} has ${compiled.join(', ')}, which may be compiled`] : []), ...(git ? [`${lock} has a package from Git`] : [])].join('; '),
  };
}
