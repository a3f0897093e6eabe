/**
 * Programs that leave SIGTERM to the system. The first process of a container is not ended by it, and would be killed
 * after the grace period with all requests in flight. Python itself always handles SIGINT.
 * @see https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
 */
const DEAF = new Set(['flask', 'pserve', 'waitress-serve']);

/** The signal that ends a command, where that is not SIGTERM; `handlesTerm` where more is known than the program. */
export function stopSignalOf(command: readonly string[], handlesTerm?: boolean): { readonly stopSignal?: string } {
  const hears = handlesTerm ?? !(Array.isArray(command) && DEAF.has(command[0]));
  return hears ? {} : { stopSignal: 'SIGINT' };
}
