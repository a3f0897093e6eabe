// eslint-disable-next-line no-restricted-imports -- a command asks, never synth
import { spawnSync } from 'child_process';

/** How registries, and buildx for them, say that they do not have something. */
const ABSENT = /not found|manifest unknown|MANIFEST_UNKNOWN|NAME_UNKNOWN|name unknown/;

/**
 * Whether a registry has an image, so that nothing is to be built. Asks with the logins of Docker, and pulls nothing.
 *
 * @param image `repository:tag`
 * @throws when the registry does not answer, or does not let in
 */
export function inRegistry(image: string): boolean {
  const { status, stderr, error } = spawnSync('docker', ['buildx', 'imagetools', 'inspect', image], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (error) throw new Error(`cannot run docker, which asks the registry for ${image}: ${error.message}`);
  if (status === 0) return true;
  if (ABSENT.test(stderr)) return false;
  throw new Error(`cannot ask the registry for ${image}: ${stderr.trim().split('\n').pop() ?? ''}`);
}
