/** Where a command tells its server to listen, as far as it says so. */
export interface Listening {
  readonly host?: string;
  readonly port?: number;
}

/** gunicorn and hypercorn take `--bind HOST:PORT`, uvicorn and granian `--host` and `--port`, with `=` or as two words. */
export function listening(command: readonly string[]): Listening {
  const bind = /^(?:\[(?<six>[^\]]*)\]|(?<host>[^:]*)):(?<port>\d+)$/.exec(option(command, ['--bind', '-b']) ?? '')?.groups;
  const port = bind?.port ?? option(command, ['--port']);
  return {
    host: bind?.host ?? bind?.six ?? option(command, ['--host']),
    port: port !== undefined && /^\d+$/.test(port) ? Number(port) : undefined,
  };
}

/** Whether only the container itself could connect. */
export function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function option(command: readonly string[], names: readonly string[]): string | undefined {
  for (const [i, word] of command.entries()) {
    const name = names.find((candidate) => word === candidate || word.startsWith(`${candidate}=`));
    if (name) return word === name ? command[i + 1] : word.slice(name.length + 1);
  }
  return undefined;
}
