import { Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';

/** What is wrong with resources: a limit below its request, which the API server refuses. */
export function checkResources(resources: kplus.ContainerResources | undefined): void {
  const bytes = (size: Size) => size.toKibibytes();
  const { cpu, memory, ephemeralStorage } = resources ?? {};
  checkPair('cpu', cpu?.request && millis(cpu.request), cpu?.limit && millis(cpu.limit), 'm');
  checkPair('memory', memory?.request && bytes(memory.request), memory?.limit && bytes(memory.limit), 'Ki');
  checkPair('ephemeralStorage', ephemeralStorage?.request && bytes(ephemeralStorage.request), ephemeralStorage?.limit && bytes(ephemeralStorage.limit), 'Ki');
}

function checkPair(what: string, request: number | undefined, limit: number | undefined, unit: string): void {
  if (request === undefined || limit === undefined || limit >= request) return;
  throw new Error(`resources: the limit of ${what}, ${limit}${unit}, is below its request, ${request}${unit}; raise the limit or lower the request`);
}

function millis(cpu: kplus.Cpu): number {
  return cpu.amount.endsWith('m') ? Number(cpu.amount.slice(0, -1)) : Number(cpu.amount) * 1000;
}

/** Lowest and highest number of each field of a cron expression. */
const FIELDS: ReadonlyArray<readonly [string, number, number]> = [
  ['minute', 0, 59], ['hour', 0, 23], ['day', 1, 31], ['month', 1, 12], ['weekday', 0, 7],
];

/**
 * A cron expression of five fields, as Kubernetes reads it.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export function checkSchedule(schedule: Cron): void {
  const text = schedule.expressionString;
  const fields = text.split(' ');
  const bad = FIELDS.find(([, low, high], i) => !isField(fields[i] ?? '', low, high));
  if (fields.length === FIELDS.length && !bad) return;
  throw new Error(`the schedule ${JSON.stringify(text)} is no cron expression${bad ? `: its ${bad[0]} must be from ${bad[1]} to ${bad[2]}` : ' of five fields'}; for example '0 3 * * *', every night at 3`);
}

function isField(field: string, low: number, high: number): boolean {
  return field.split(',').every((item) => {
    const match = /^(?:\*|(\d+)(?:-(\d+))?|[A-Za-z]{3}(?:-[A-Za-z]{3})?)(?:\/[1-9]\d*)?$/.exec(item);
    return match !== null && match.slice(1).every((number) => number === undefined || (Number(number) >= low && Number(number) <= high));
  });
}
