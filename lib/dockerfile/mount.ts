import type { Stage } from './stage';

/** Part of a `RUN --mount`: what is visible during that one command and never in the image. */
export type Mount = CacheMount | BindMount | SecretMount;

/** A directory that BuildKit keeps between builds, outside every image. */
export interface CacheMount {
  readonly type: 'cache';
  readonly id: string;
  readonly target: string;
  /** @default shared */
  readonly sharing?: 'shared' | 'private' | 'locked';
}

/** A file or directory of the context, or of an earlier stage, read in place instead of copied into a layer. */
export interface BindMount {
  readonly type: 'bind';
  /** @default - the context */
  readonly fromStage?: Stage;
  /** An image, when it is no stage. */
  readonly fromImage?: string;
  /** @default - all of it */
  readonly source?: string;
  readonly target: string;
}

/** A secret of the build, by name: no type here can hold its value. */
export interface SecretMount {
  readonly type: 'secret';
  readonly id: string;
  /** The file that holds it; else, and without a variable, `/run/secrets/<id>`. */
  readonly target?: string;
  /** Name of the environment variable that holds it. */
  readonly env?: string;
  readonly required?: boolean;
}

/**
 * The flag as the Dockerfile spells it. The value is a CSV line of its own, so no character that CSV, the shell or the
 * variable expansion treats specially may be in a field.
 * @see https://docs.docker.com/reference/dockerfile/#run---mount
 */
export function renderMount(mount: Mount): string {
  const fields: string[] = [`type=${mount.type}`];
  const add = (key: string, value: string | undefined) => {
    if (value === undefined) return;
    // an image has a tag or a digest
    if (!(key === 'from' ? /^[A-Za-z0-9_./@:-]+$/ : /^[A-Za-z0-9_./@+-]+$/).test(value)) {
      throw new Error(`${key} of a ${mount.type} mount may contain letters, digits and '_', '.', '/', '@', '+', '-', got ${JSON.stringify(value)}`);
    }
    fields.push(`${key}=${value}`);
  };
  if (mount.type !== 'bind') add('id', mount.id);
  if (mount.type === 'bind') add('from', mount.fromStage?.name ?? mount.fromImage);
  if (mount.type === 'bind') add('source', mount.source);
  add('target', mount.target);
  if (mount.type === 'cache') add('sharing', mount.sharing);
  if (mount.type === 'secret') add('env', mount.env);
  if (mount.type === 'secret' && mount.required) fields.push('required=true');
  return `--mount=${fields.join(',')}`;
}
