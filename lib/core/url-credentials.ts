/**
 * What of a line is a credential in a URL: `a password`, `a user name or token`; undefined when there is none. A variable
 * in its place is none, and `git@` is the name that every Git host has. Only what something can be fetched from counts: the
 * URL of a database in the settings of tests is none of an installation.
 */
export function credentialInUrl(text: string): string | undefined {
  if (!text.includes('@')) return undefined; // most lines have none, and this is much quicker
  for (const [, scheme, authority, path] of text.matchAll(/\b([a-z][a-z0-9+.-]{1,20}):\/\/([^/\s"'<>?#]*)@[^/\s"'<>?#]*(\/[^\s"'<>?#])?/gi)) {
    if (!/^(?:[a-z]+\+)?(?:https?|ssh|ftp|git|svn)$/i.test(scheme)) continue;
    const [user, password] = authority.split(/:(.*)/s);
    if (password && !isVariable(password)) return 'a password';
    // without a path it is an address for letters, written as a link
    if (password === undefined && path !== undefined && /https?$/i.test(scheme) && user !== '' && user !== 'git' && !isVariable(user)) return 'a user name or token';
  }
  return undefined;
}

function isVariable(text: string): boolean {
  return /^(?:\$\{?\w+\}?|%\w+%|%\(\w+\)s|\{\w+\}|<\w+>)$/.test(text);
}
