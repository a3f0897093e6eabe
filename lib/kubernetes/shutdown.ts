import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';

/** For so long a Pod that is told to stop still takes requests: until then not every proxy knows that it is going. */
const DRAIN_SECONDS = 10;

/** Draining, the 30 s that gunicorn gives to requests in flight, and some to spare. */
export const DEFAULT_GRACE = Duration.seconds(60);

/** Kubernetes takes a Pod out of its Services and stops it at the same moment, so the stop waits for the other. */
export const DRAIN: kplus.ContainerLifecycle = { preStop: kplus.Handler.fromCommand(['sleep', String(DRAIN_SECONDS)]) };

/** How long a preStop command waits, when all that it does is wait. */
export function drainSeconds(command: readonly string[]): number {
  return command[0] === 'sleep' && command.length === 2 ? Number(command[1]) || 0 : 0;
}

/** Options by which servers are told how long requests in flight may take, once they are told to stop. */
const GRACEFUL = /^(?:--graceful-timeout|--timeout-graceful-shutdown)(?:=(\d+))?$/;

/** How long a command's server waits for requests in flight; undefined when the command does not say. */
export function gracefulSeconds(command: readonly string[]): number | undefined {
  for (const [i, word] of command.entries()) {
    const match = GRACEFUL.exec(word);
    if (match) return Number(match[1] ?? command[i + 1]);
  }
  return undefined;
}
