import { VersionStatement } from './version-statement';
import { Checkout } from '../../core/checkout';
import { seriesOf } from '../../python/series';
import { OwnDockerfile, ownDockerfiles } from '../own-dockerfiles';

/** The Python that a Dockerfile of the application's own builds on: its last FROM of a Python image. */
export function dockerfileHints(checkout: Checkout): VersionStatement[] {
  return ownDockerfiles(checkout).flatMap(baseOf);
}

function baseOf({ path, instructions }: OwnDockerfile): VersionStatement[] {
  const variables = new Map<string, string>();
  return instructions.flatMap(({ keyword, rest, line }): VersionStatement[] => {
    if (keyword === 'ARG') for (const [, name, value] of rest.matchAll(/(\w+)=["']?([^"'\s]+)/g)) variables.set(name, value);
    if (keyword !== 'FROM') return [];
    const expanded = rest.split(/\s/)[0].replace(/\$\{?(\w+)(?::-[^}]*)?\}?/g, (_, variable: string) => variables.get(variable) ?? '');
    const version = /(?:^|\/)python:(\d[^-@\s]*)/.exec(expanded)?.[1] ?? /\/uv:python(\d\.\d+)/.exec(expanded)?.[1];
    const series = version === undefined ? undefined : seriesOf(version);
    return series === undefined ? [] : [{ file: path, line, says: `FROM ${expanded}`, kind: 'hint', series }];
  }).slice(-1);
}
