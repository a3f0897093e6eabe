import * as fs from 'node:fs';
import * as path from 'node:path';
import { JUDGEMENTS, Judgement, MEASURES } from './measures';

/** All runs of one value, raw. */
export interface Sample {
  readonly measure: string;
  readonly app: string;
  readonly contender: string;
  readonly values: readonly number[];
  /** Load average of the last minute, when each run began. */
  readonly loads: readonly number[];
  /** When the last run was. */
  readonly date: string;
  /** Runs that had to be made again, mostly since a package registry stumbled. */
  readonly retries?: number;
}

/** One line of the table: the median of a sample, and its ratio to the contender that the measure compares with. */
export interface Row {
  readonly measure: string;
  readonly app: string;
  readonly contender: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio: number | null;
}

export interface Results {
  readonly rows: readonly Row[];
  readonly samples: readonly Sample[];
  /** Image digests by application and contender. */
  readonly images: { readonly [name: string]: readonly string[] };
  readonly versions: { readonly [name: string]: string };
  readonly machine: { readonly [name: string]: string | number };
}

export const FILE = path.join(__dirname, 'results.json');

export function load(file = FILE): Results {
  if (!fs.existsSync(file)) return { rows: [], samples: [], images: {}, versions: {}, machine: {} };
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Results;
}

export function save(results: Results, file = FILE): void {
  fs.writeFileSync(file, `${JSON.stringify(results, undefined, 1)}\n`);
}

/** New samples take the place of those of the same row; all rows are computed again. */
export function merge(old: Results, samples: readonly Sample[], more: Partial<Results> = {}): Results {
  const key = ({ measure, app, contender }: Sample) => [measure, app, contender].join('\n');
  const kept = new Map([...old.samples, ...samples].map((sample) => [key(sample), sample]));
  const order = MEASURES.map(({ name }) => name);
  const sorted = [...kept.values()].filter(({ measure }) => order.includes(measure))
    .sort((a, b) => order.indexOf(a.measure) - order.indexOf(b.measure));
  return {
    rows: rows(sorted),
    samples: sorted,
    images: { ...old.images, ...more.images },
    versions: { ...old.versions, ...more.versions },
    machine: { ...old.machine, ...more.machine },
  };
}

function rows(samples: readonly Sample[]): Row[] {
  return MEASURES.flatMap(({ name, unit, against }) => samples.filter(({ measure }) => measure === name).map(({ app, contender, values }) => {
    const other = samples.find((sample) => sample.measure === name && sample.app === app && sample.contender === against);
    const base = other ? median(other.values) : 0;
    const value = median(values);
    return { measure: name, app, contender, value: round(value), unit, ratio: base > 0 ? round(value / base) : null };
  }));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

export interface Verdict extends Judgement {
  /** Undefined when it was not measured. */
  readonly got?: number;
  readonly holds: boolean;
}

export function judge({ rows: all }: Results): Verdict[] {
  return JUDGEMENTS.map((judgement) => {
    const row = all.find(({ measure, app, contender }) =>
      measure === judgement.measure && app === judgement.app && contender === judgement.contender);
    const got = row?.[judgement.of] ?? undefined;
    return { ...judgement, got, holds: got !== undefined && got <= judgement.atMost };
  });
}
