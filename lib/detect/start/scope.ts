import { posix } from 'path';
import { AppIndex, moduleName } from './app-index';
import { Expression, Statement } from '../../syntax/python-tree';
import { everyStatement, executed } from '../../syntax/walk-tree';

/** A module as others see it: what each name in it stands for. */
export class ModuleScope {
  /** What imports bring, by the name here: `{ Flask: 'flask.Flask' }`. */
  public readonly imports: ReadonlyMap<string, string>;
  /** Modules of `from x import *`. */
  public readonly stars: readonly string[];

  constructor(public readonly index: AppIndex, public readonly file: string, public readonly root: string) {
    const imports = new Map<string, string>();
    const stars: string[] = [];
    for (const statement of everyStatement(index.module(file).body)) {
      if (statement.kind !== 'import') continue;
      for (const { local, source } of statement.names) {
        const absolute = this.absolute(source);
        if (local === '*') stars.push(absolute.replace(/\.\*$/, ''));
        else if (!imports.has(local)) imports.set(local, absolute);
      }
    }
    this.imports = imports;
    this.stars = stars;
  }

  /** The module's dotted name. */
  public get name(): string {
    return moduleName(this.file, this.root);
  }

  /** What the module itself executes. */
  public get statements(): Iterable<Statement> {
    return executed(this.index.module(this.file).body);
  }

  /** The full dotted name of a name in this module: `web.Application` is `aiohttp.web.Application`. */
  public qualify(value: Expression | undefined): string {
    if (value?.kind === 'call') return this.qualify(value.callee);
    if (value?.kind === 'string') return value.value; // an annotation may be quoted
    if (value?.kind !== 'name') return '';
    const [first, ...rest] = value.name.split('.');
    return [this.imports.get(first) ?? first, ...rest].join('.');
  }

  /** Another module of the application, as this one would import it. */
  public find(module: string): string | undefined {
    return this.index.fileOf(module, this.root) ?? this.index.fileOf(module, posix.dirname(this.file));
  }

  private absolute(source: string): string {
    const dots = /^\.*/.exec(source)?.[0].length ?? 0;
    if (dots === 0) return source;
    let folder = posix.dirname(this.file);
    for (let i = 1; i < dots; i++) folder = posix.dirname(folder);
    const inside = this.root === '.' ? folder : folder === this.root ? '' : folder.slice(this.root.length + 1);
    const base = inside === '.' ? '' : inside.replace(/\//g, '.');
    return [base, source.slice(dots)].filter((part) => part !== '').join('.');
  }
}
