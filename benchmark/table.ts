import { APPS, CONTENDERS } from './contenders';
import { MEASURES } from './measures';
import { judge, Results, Row } from './results-file';

const TITLES: { readonly [name: string]: string } = Object.fromEntries([...APPS, ...CONTENDERS].map(({ name, title }) => [name, title]));

/** The printed table: a block for each measure and application, and what must be reached. */
export function printed(results: Results): string {
  const blocks = MEASURES.flatMap(({ name, title, against }) => apps(results.rows, name).map((app) => [
    `${title} - ${app}`,
    ...results.rows.filter((row) => row.measure === name && row.app === app).map(({ contender, value, unit, ratio }) =>
      `  ${(TITLES[contender] ?? contender).padEnd(40)}${amount(value, unit).padStart(12)}${ratio === null ? '' : `${ratio.toFixed(3).padStart(9)} of ${against}`}`),
  ].join('\n')));
  return `${[...blocks, verdicts(results)].join('\n\n')}\n`;
}

function verdicts(results: Results): string {
  return ['Must reach', ...judge(results).map(({ measure, app, contender, of, atMost, got, holds }) =>
    `  ${got === undefined ? 'not measured' : holds ? 'holds       ' : 'DOES NOT HOLD'} ${measure}, ${app}, ${contender}: ${of} ${got === undefined ? '' : `${got} `}<= ${atMost}`)].join('\n');
}

function apps(rows: readonly Row[], measure: string): string[] {
  return [...new Set(rows.filter((row) => row.measure === measure).map(({ app }) => app))];
}

function amount(value: number, unit: string): string {
  return unit === 'count' ? String(value) : `${value.toFixed(unit === 's' ? 2 : 1)} ${unit}`;
}

const SHOWN = ['cold-wall', 'unchanged-wall', 'code-wall', 'dependency-wall', 'size', 'above-base', 'debian-packages', 'start-wall', 'start-cpu'];

/** The tables of the README, one for each application: contenders down, measures across. */
export function readmeTables(results: Results): string {
  const measures = MEASURES.filter(({ name }) => SHOWN.includes(name));
  return APPS.filter(({ only }) => only === undefined).flatMap(({ name, title }) => {
    const cell = (measure: string, contender: string) => {
      const row = results.rows.find((each) => each.measure === measure && each.app === name && each.contender === contender);
      return row ? amount(row.value, row.unit) : '';
    };
    const lines = CONTENDERS.map((contender) => [contender.title, ...measures.map((measure) => cell(measure.name, contender.name))])
      .filter(([, ...cells]) => cells.some((each) => each !== ''));
    if (lines.length === 0) return [`${title}: not measured yet.`, ''];
    return [
      `${title}:\n`,
      ...[['', ...measures.map((measure) => measure.title)], ['---', ...measures.map(() => '---:')], ...lines].map((cells) => `| ${cells.join(' | ')} |`),
      '',
    ];
  }).join('\n');
}
