/**
 * What Kubernetes takes as a name, checked where the user gives it and not where the API server refuses it.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** A host's name in lower case; `*.` may stand in front of it where `wildcard` says so. */
export function checkHost(option: string, host: string, wildcard = false): void {
  const name = wildcard ? host.replace(/^\*\./, '') : host;
  if (!SUBDOMAIN.test(name) || host.length > 253) {
    throw new Error(`${option} is ${JSON.stringify(host)}, which is no name of a host, such as 'shop.example.com'`);
  }
}

/** A path of a server. */
export function checkPath(option: string, path: string): void {
  if (!/^\/[!-~]*$/.test(path)) throw new Error(`${option} is ${JSON.stringify(path)}; it must be a path of the server, such as '/healthz'`);
}

/** The name of an object of the cluster. */
export function checkObjectName(option: string, name: string): void {
  if (!SUBDOMAIN.test(name) || name.length > 253) {
    throw new Error(`${option} is ${JSON.stringify(name)}, which is no name of an object: lower case letters, digits, '-' and '.', with a letter or digit at both ends`);
  }
}
