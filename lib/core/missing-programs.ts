/** Programs of Debian that commands, probes and hooks are usually made of. A minimal image has `env` and `sleep`. */
const USUAL = new Set([
  'sh', 'bash', 'dash', 'ash', 'zsh', 'busybox', 'cat', 'test', '[', 'true', 'false', 'echo', 'printf', 'ls', 'touch', 'rm', 'cp', 'mv', 'mkdir', 'chmod',
  'chown', 'date', 'id', 'kill', 'killall', 'pkill', 'pgrep', 'ps', 'pidof', 'grep', 'sed', 'awk', 'find', 'xargs', 'timeout', 'nice', 'tee', 'tail', 'head',
  'curl', 'wget', 'nc', 'ping', 'hostname', 'su', 'sudo', 'apt', 'apt-get', 'dpkg', 'perl',
]);

/** Whether a command starts one of the programs that a minimal image has not, by name or by its path in `/bin` or `/usr/bin`, or a shell's script. */
export function isMissingProgram(program: string): boolean {
  const name = /^(?:\/(?:usr\/)?s?bin\/)?([^/]+)$/.exec(program)?.[1];
  return program.endsWith('.sh') || (name !== undefined && USUAL.has(name));
}
