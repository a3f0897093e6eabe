import type { BuildPlan } from './build-plan';
import { ContextDigests } from './context-digest';
import { multiStage } from './dockerfiles';
import { readLockFile } from './lock-file';
import { OncePerTurn } from './once-per-turn';
import { Digests } from './pushed-images';
import { PythonVenvBuildProps } from './python-venv-build-props';
import { Application, readApplication, ReadInput } from './read-application';
import { Problems } from '../core/problems';
import { Dockerfile } from '../dockerfile/dockerfile';
import { parseIgnoreFile } from '../dockerfile/ignore-rules';
import { renderDockerfile } from '../dockerfile/render';
import { AppDirectory } from '../project/app-directory';
import { ContextWalk, walkContext } from '../project/context-walk';

/** Options that decide nothing about what is in the image, but its name. */
const NAMING: ReadonlyArray<keyof PythonVenvBuildProps> = ['repository', 'revision'];

/**
 * What the images of one App read. Images that share a context, read in one go, share its walk, its parsed files and its
 * digests; those with the same options also share the plan. When synth validates, everything is looked at again.
 */
export class Readings {
  private readonly digests = new ContextDigests();
  private readonly directories = new OncePerTurn<AppDirectory>();
  private readonly applications = new OncePerTurn<Array<{ readonly props: PythonVenvBuildProps; readonly application: Application }>>();
  private readonly walks = new OncePerTurn<ContextWalk>();
  private readonly locks = new OncePerTurn<Digests>();
  private readonly dockerfiles = new WeakMap<BuildPlan, Dockerfile>();
  private readonly texts = new WeakMap<Dockerfile, string>();

  /** As `readApplication`; one with problems is read again, so that each image tells all of its own. */
  public application(props: PythonVenvBuildProps, input: ReadInput, problems: Problems): Application {
    const known = this.applications.get(JSON.stringify(input), () => []);
    const equal = known.find((other) => sameOptions(other.props, props));
    if (equal) return equal.application;
    const before = problems.all.length;
    const application = readApplication(props, input, problems, (ignore) => (
      this.directories.get(JSON.stringify([input.context, ignore]), () => new AppDirectory(input.context, parseIgnoreFile(ignore)))
    ));
    if (problems.all.length === before) known.push({ props: copyOf(props), application });
    return application;
  }

  /** The digests in a lock file. */
  public lock(path: string): Digests {
    return this.locks.get(path, () => readLockFile(path));
  }

  /** The Dockerfile of a plan. */
  public dockerfile(plan: BuildPlan): Dockerfile {
    const dockerfile = this.dockerfiles.get(plan) ?? multiStage(plan);
    this.dockerfiles.set(plan, dockerfile);
    return dockerfile;
  }

  /** Its text. */
  public text(dockerfile: Dockerfile): string {
    const text = this.texts.get(dockerfile) ?? renderDockerfile(dockerfile);
    this.texts.set(dockerfile, text);
    return text;
  }

  /** The digest of a context as it was read. */
  public digest(context: string, walk: ContextWalk): string {
    return this.digests.of(context, walk.entries);
  }

  /** The digest of a context as it is now. */
  public digestNow(context: string, ignoreFile: string): string {
    const walk = this.walks.get(JSON.stringify([context, ignoreFile]), () => walkContext(context, parseIgnoreFile(ignoreFile)));
    return this.digests.of(context, walk.entries);
  }
}

function sameOptions(a: PythonVenvBuildProps, b: PythonVenvBuildProps): boolean {
  const options = (props: PythonVenvBuildProps) => Object.entries(props).filter(([name]) => !(NAMING as string[]).includes(name));
  return same(Object.fromEntries(options(a)), Object.fromEntries(options(b)));
}

/** Equal plain data; a value of a class only if it is the same one. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isPlain(a) || !isPlain(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key], b[key]));
}

/** Later changes of an array or a record that was given are no options of this image. */
function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copyOf(part)])) as T : value;
}

function isPlain(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
