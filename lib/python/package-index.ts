import { BuildSecret } from '../dockerfile/build-secret';

/**
 * Who the build says that it is.
 */
export interface PackageIndexOptions {
  /**
   * The user's name, as far as it is no secret; it is in the Dockerfile.
   * @default __token__, which most indexes take with a token for a password
   */
  readonly username?: string;

  /**
   * The user's name where it is a secret, too.
   * @default - `username`
   */
  readonly usernameSecret?: BuildSecret;

  /**
   * The password or token, without white space, quotes and backslashes.
   * @default - the index is open to everybody, or `netrc` has it
   */
  readonly password?: BuildSecret;

  /**
   * A whole netrc file, for this index and every other host in it: also Git reads it.
   * @see https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html
   * @default - `username` and `password`
   */
  readonly netrc?: BuildSecret;
}

/**
 * A package index beside PyPI or instead of it, with the credentials that the build shows to it.
 *
 * Its URL is in the Dockerfile, a credential never is.
 *
 * @see https://packaging.python.org/en/latest/specifications/simple-repository-api/
 */
export class PackageIndex {
  /**
   * Everything comes from this index, which has the public packages too: a proxy such as Artifactory, Nexus, devpi or
   * CodeArtifact. Nobody asks PyPI, so nobody there can offer a package of the same name.
   *
   * pip takes it without a word in any file, also for the tools of the build. A lock names its index itself: there it
   * must be the one that the lock was made with.
   *
   * @param url of the simple API, over https, without a name or password: `https://pypi.example.com/simple/`
   * @throws when the URL has a credential or is none
   */
  public static insteadOfPypi(url: string, options: PackageIndexOptions = {}): PackageIndex {
    return new PackageIndex(url, true, options);
  }

  /**
   * Some packages come from this index, the others from PyPI.
   *
   * pip takes the highest version of both, so anybody may publish a higher one on PyPI under your package's name: name
   * every archive by its hash, or use `insteadOfPypi`. uv, Poetry, PDM and Pipenv take what their lock says.
   *
   * @param url of the simple API, over https, without a name or password: `https://pypi.example.com/simple/`
   * @see https://docs.astral.sh/uv/concepts/indexes/#searching-across-multiple-indexes
   * @throws when the URL has a credential or is none
   */
  public static besidePypi(url: string, options: PackageIndexOptions = {}): PackageIndex {
    return new PackageIndex(url, false, options);
  }

  /**
   * The URL of its simple API.
   */
  public readonly url: string;

  /**
   * Whether it replaces PyPI.
   */
  public readonly replacesPypi: boolean;

  /**
   * The user's name, where it is no secret; undefined without a password.
   */
  public readonly username?: string;

  /**
   * The user's name, where it is a secret.
   */
  public readonly usernameSecret?: BuildSecret;

  /**
   * The password or token.
   */
  public readonly password?: BuildSecret;

  /**
   * The netrc file that has the credentials.
   */
  public readonly netrc?: BuildSecret;

  private constructor(url: string, replacesPypi: boolean, options: PackageIndexOptions) {
    checkUrl(url);
    checkOptions(url, options);
    this.url = url;
    this.replacesPypi = replacesPypi;
    this.password = options.password;
    this.usernameSecret = options.usernameSecret;
    this.username = options.password && !options.usernameSecret ? options.username ?? '__token__' : undefined;
    this.netrc = options.netrc;
  }

  /**
   * The host, as netrc files name it.
   * @internal
   */
  public get _host(): string {
    return new URL(this.url).hostname;
  }

  /** @internal */
  public get _secrets(): BuildSecret[] {
    return [this.usernameSecret, this.password, this.netrc].filter((secret) => secret !== undefined);
  }
}

const EXAMPLE = '\'https://pypi.example.com/simple/\'';

function checkUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.username !== '' || url.password !== '')) {
    url.username = '';
    url.password = '';
    throw new Error(`the package index '${url.href}' has a user or password in its URL, which would stay in the history of the image; give { username, password: BuildSecret.fromEnvironment('PIP_PASSWORD') } and the URL without it`);
  }
  if (!url || !/^https?:$/.test(url.protocol) || !/^[A-Za-z0-9_./:@%+,=~-]+$/.test(text)) {
    throw new Error(`a package index is the URL of a simple API, such as ${EXAMPLE}, got ${JSON.stringify(text)}`);
  }
  if (url.protocol === 'http:' && !/^(?:localhost|127(?:\.\d+){3})$/.test(url.hostname)) {
    throw new Error(`the package index '${text}' is not encrypted: pip refuses it, and a password would be read on the way; use https`);
  }
  if (!/^[A-Za-z0-9.-]+$/.test(url.hostname)) throw new Error(`the package index '${text}' has no host name or IPv4 address, so no netrc file can name it`);
}

function checkOptions(url: string, { username, usernameSecret, password, netrc }: PackageIndexOptions): void {
  const of = `the package index '${url}'`;
  if (password && netrc) throw new Error(`${of} has a password and a netrc file; give one of them`);
  if (username !== undefined && usernameSecret) throw new Error(`${of} has a username and a usernameSecret; give one of them`);
  if ((username !== undefined || usernameSecret) && !password) throw new Error(`${of} has a user and no password; give password: BuildSecret.fromEnvironment('PIP_PASSWORD')`);
  if (username !== undefined && !/^[A-Za-z0-9_.@%+/=:$|~-]+$/.test(username)) {
    throw new Error(`${of} has the username ${JSON.stringify(username)}; it may have letters, digits and _ . @ % + / = : $ | ~ -`);
  }
}
