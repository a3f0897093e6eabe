/**
 * Grammar of image references.
 * @see https://github.com/distribution/reference
 */
const DOMAIN = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::[0-9]+)?$|^\[[a-fA-F0-9:]+\](?::[0-9]+)?$/;
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/**
 * Checks `registry.example.com:5000/team/shop`, an image's name without tag and digest.
 *
 * @throws when it has a tag or digest, or is no legal name
 */
export function checkRepository(repository: string): string {
  const got = JSON.stringify(repository);
  if (repository.includes('@')) throw new Error(`repository ${got} contains a digest; give the name alone: the tag is made from the content`);
  const parts = repository.split('/');
  const last = parts[parts.length - 1];
  if (last.includes(':') && parts.length > 1 || /^[^/:]+:[^/]*$/.test(repository)) {
    throw new Error(`repository ${got} already contains a tag; give ${JSON.stringify(repository.slice(0, repository.lastIndexOf(':')))}: the tag is made from the content`);
  }
  if (/^[a-z]+:\/\//i.test(repository)) throw new Error(`repository ${got} is a URL; give it without '${repository.split('//')[0]}//'`);
  const hasDomain = parts.length > 1 && (/[.:]/.test(parts[0]) || parts[0] === 'localhost' || /[A-Z]/.test(parts[0]));
  const path = hasDomain ? parts.slice(1) : parts;
  if (hasDomain && !DOMAIN.test(parts[0])) throw new Error(`repository ${got} has no valid registry host: ${JSON.stringify(parts[0])}`);
  const bad = path.find((component) => !COMPONENT.test(component));
  if (bad !== undefined) {
    throw new Error(`repository ${got} is not an image name: ${JSON.stringify(bad)} must be lower case letters and digits, with '.', '_', '__' or '-' between them`);
  }
  if (repository.length > 255) throw new Error(`repository is longer than 255 characters, got ${repository.length}`);
  return repository;
}

/**
 * Checks a reference to an image: a name, and a tag or a digest or both or neither.
 *
 * @param what the option, for the error
 * @throws when it is none
 */
export function checkReference(what: string, reference: string): string {
  const [, name, , digest] = /^([^@]*?)(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@(.*))?$/.exec(reference) ?? [];
  if (name === undefined || digest !== undefined && !isDigest(digest)) {
    throw new Error(`${what} has ${JSON.stringify(reference)}, which is no reference to an image; write it like 'registry.example.com/shop:buildcache'`);
  }
  try {
    checkRepository(name);
  } catch {
    throw new Error(`${what} has ${JSON.stringify(reference)}, which is no reference to an image; write it like 'registry.example.com/shop:buildcache'`);
  }
  return reference;
}

/**
 * Whether a text is a digest of SHA-256.
 * @see https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests
 */
export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}
