import { dockerAnswer } from './docker';

/** How registries, and buildx for them, say that they do not have something. */
const ABSENT = /not found|manifest unknown|MANIFEST_UNKNOWN|NAME_UNKNOWN|name unknown/;

/**
 * The digest behind a tag in its registry, of the image for all its platforms where it has several. Asks with the logins of
 * Docker, and pulls nothing.
 *
 * @param image `repository:tag`
 * @param builder the words that name a builder, whose registries and mirrors are asked
 * @returns undefined when the registry does not have it
 * @throws when the registry does not answer, or does not let in
 */
export async function registryDigest(image: string, builder: readonly string[] = []): Promise<string | undefined> {
  const words = ['buildx', 'imagetools', 'inspect', ...builder, '--format', '{{.Manifest.Digest}}', image];
  const { code, stdout, stderr } = await dockerAnswer(words, 'The registry is asked by it.');
  const digest = stdout.trim();
  if (code === 0 && /^sha256:[0-9a-f]{64}$/.test(digest)) return digest;
  if (ABSENT.test(stderr)) return undefined;
  throw new Error(`cannot ask the registry for ${image}: ${stderr.trim().split('\n').pop() || digest || `exit code ${code}`}`);
}
