import { parse } from 'toml';
import { AppIndex } from './app-index';
import { table } from '../../python/app-document';
import { readIni } from '../../syntax/ini';
import { argument, everyCall, stringOf } from '../../syntax/walk-tree';

/** A program that installing the application makes. */
export interface ConsoleScript {
  readonly name: string;
  readonly target: string;
  readonly file: string;
  readonly line: number;
}

/** Console scripts by pyproject.toml, setup.cfg and setup.py. A broken file is the matter of those who install from it. */
export function consoleScripts(index: AppIndex): ConsoleScript[] {
  const lineOf = (file: string, text: string) => Math.max(1, index.text(file).split('\n').findIndex((line) => line.trim().startsWith(text)) + 1);
  const found: ConsoleScript[] = [];
  const add = (file: string, name: string, target: unknown) => {
    if (typeof target === 'string' && /^[\w.]+:[\w.]+$/.test(target)) found.push({ name, target, file, line: lineOf(file, name) });
  };
  try {
    const root = table(parse(index.text('pyproject.toml')));
    for (const scripts of [table(root.project).scripts, table(table(root.tool).poetry).scripts]) {
      Object.entries(table(scripts ?? table(root.tool).none)).forEach(([name, target]) => add('pyproject.toml', name, target));
    }
  } catch {
    // no TOML: said where dependencies are read
  }
  const entries = (file: string, text: string) => text.split('\n').forEach((line) => {
    const [, name, target] = /^\s*([\w.-]+)\s*=\s*([\w.]+:[\w.]+)\s*$/.exec(line) ?? [];
    if (name !== undefined) add(file, name, target);
  });
  readIni(index.text('setup.cfg')).filter(({ section, key }) => section === 'options.entry_points' && key === 'console_scripts').forEach(({ value }) => entries('setup.cfg', value));
  if (index.exists('setup.py')) {
    for (const call of everyCall(index.module('setup.py').body)) {
      const points = argument(call, 'entry_points');
      const scripts = points?.kind === 'dict' ? points.entries.find(([key]) => stringOf(key) === 'console_scripts')?.[1] : undefined;
      if (scripts?.kind === 'list') scripts.items.forEach((item) => entries('setup.py', stringOf(item) ?? ''));
    }
  }
  return found;
}
