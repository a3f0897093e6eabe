import { PathReader } from './path-value';
import { Expression } from '../../syntax/python-tree';
import { argument, everyStatement } from '../../syntax/walk-tree';
import { AppIndex } from '../start/app-index';
import { AppResolver } from '../start/resolve-app';
import { ModuleScope } from '../start/scope';
import { isPydanticSettings } from '../start/settings-classes';

/** A field of a settings class, with its default. */
export interface SettingsField {
  readonly name: string;
  readonly value: Expression;
  readonly scope: ModuleScope;
  readonly line: number;
}

/** How far names are followed from module to module, and settings in settings. */
const DEEPEST = 5;

/** The settings classes of pydantic in an application, and what stands for an instance of one: `settings`, `get_settings()`. */
export class SettingsFields {
  /** Fields of every class beside the settings, by its full dotted name. */
  private readonly models = new Map<string, Map<string, SettingsField>>();
  /** The settings classes among them. */
  private readonly classes = new Map<string, Map<string, SettingsField>>();
  /** Classes by the full names of the variables and functions that give an instance. */
  private readonly instances = new Map<string, string>();

  constructor(
    index: AppIndex, private readonly resolver: AppResolver, private readonly root: string, files: readonly string[],
    private readonly directory: string,
  ) {
    const scopes = files.filter((file) => /BaseSettings/.test(index.text(file))).map((file) => resolver.scope(file, root));
    scopes.forEach((scope) => this.noteClasses(scope, index));
    if (this.classes.size === 0) return;
    const names = [...this.classes.keys()].map((name) => name.slice(name.lastIndexOf('.') + 1));
    const made = new RegExp(`\\b(?:${names.join('|')})\\(`);
    files.filter((file) => made.test(index.text(file))).forEach((file) => this.noteInstances(resolver.scope(file, root), index));
  }

  /** Every field that has a default. */
  public get all(): SettingsField[] {
    return [...this.classes.values()].flatMap((fields) => [...fields.values()]);
  }

  /** The default of `settings.upload_dir`, as that module would write it; undefined where it is no field. */
  public pathOf(name: string, scope: ModuleScope, held: (name: string) => Expression | undefined): string | undefined {
    const [owner, ...rest] = splitOwner(name);
    const of = owner === 'self' ? this.classIn(scope, rest[0]) : this.classOf(owner, scope, held);
    return of === undefined ? undefined : this.field(of, rest, 0);
  }

  /** The same for `get_settings().upload_dir`. */
  public pathOfCall(call: Expression, field: string, scope: ModuleScope): string | undefined {
    const of = this.lookup(this.full(scope, scope.qualify(call)), 0);
    return of === undefined ? undefined : this.field(of, [field], 0);
  }

  private field(of: string, [name, ...rest]: readonly string[], depth: number): string | undefined {
    const field = this.classes.get(of)?.get(name);
    if (field === undefined || depth > DEEPEST) return undefined;
    if (rest.length === 0) return new PathReader(field.scope, this.directory).text(field.value);
    const inner = field.value.kind === 'call' || field.value.kind === 'name' ? this.full(field.scope, field.scope.qualify(field.value)) : undefined;
    return inner !== undefined && this.classes.has(inner) ? this.field(inner, rest, depth + 1) : undefined;
  }

  private classIn(scope: ModuleScope, field: string): string | undefined {
    return [...this.classes].find(([, fields]) => fields.get(field)?.scope.file === scope.file)?.[0];
  }

  private classOf(owner: string, scope: ModuleScope, held: (name: string) => Expression | undefined): string | undefined {
    const local = owner.includes('.') ? undefined : held(owner);
    const known = local?.kind === 'call' ? this.lookup(this.full(scope, scope.qualify(local)), 0) : undefined;
    return known ?? this.lookup(this.full(scope, scope.qualify({ kind: 'name', name: owner, line: 0 })), 0);
  }

  /** A class, an instance or a function, also one that a package only passes on. */
  private lookup(name: string, depth: number): string | undefined {
    if (this.classes.has(name)) return name;
    const known = this.instances.get(name);
    if (known !== undefined || depth > DEEPEST) return known;
    const at = name.lastIndexOf('.');
    const file = at < 0 ? undefined : this.resolver.index.fileOf(name.slice(0, at), this.root);
    const passed = file === undefined ? undefined : this.resolver.scope(file, this.root).imports.get(name.slice(at + 1));
    return passed === undefined || passed === name ? undefined : this.lookup(passed, depth + 1);
  }

  private full(scope: ModuleScope, name: string): string {
    return name === '' || scope.imports.has(name.split('.')[0]) || name.includes('.') ? name : `${scope.name}.${name}`;
  }

  /** A settings class has the fields of all that it inherits from: models of pydantic may hold parts of them. */
  private noteClasses(scope: ModuleScope, index: AppIndex): void {
    for (const statement of everyStatement(index.module(scope.file).body)) {
      if (statement.kind !== 'class') continue;
      const parents = statement.bases.map((base) => this.full(scope, scope.qualify(base)));
      const fields = new Map(parents.flatMap((parent) => [...this.models.get(parent) ?? []]));
      for (const inner of statement.body) {
        const [target] = inner.kind === 'assign' ? inner.targets : [];
        if (inner.kind !== 'assign' || !inner.annotation || !inner.value || target?.kind !== 'name') continue;
        const value = defaultOf(scope, inner.value);
        if (value) fields.set(target.name, { name: target.name, value, scope, line: inner.line });
      }
      const name = `${scope.name}.${statement.name}`;
      this.models.set(name, fields);
      if (isPydanticSettings(scope, statement) || parents.some((parent) => this.classes.has(parent))) this.classes.set(name, fields);
    }
  }

  private noteInstances(scope: ModuleScope, index: AppIndex): void {
    const classOf = (value: Expression | undefined) => {
      const name = value?.kind === 'call' ? this.full(scope, scope.qualify(value)) : '';
      return this.classes.has(name) ? name : undefined;
    };
    for (const statement of index.module(scope.file).body) {
      if (statement.kind === 'assign') {
        const made = classOf(statement.value);
        if (made !== undefined) statement.targets.forEach((target) => target.kind === 'name' && this.instances.set(`${scope.name}.${target.name}`, made));
      } else if (statement.kind === 'function') {
        const made = [...everyStatement(statement.body)].map((inner) => inner.kind === 'return' ? classOf(inner.value) : undefined).find((one) => one !== undefined);
        if (made !== undefined) this.instances.set(`${scope.name}.${statement.name}`, made);
      }
    }
  }
}

/** `Path('x')`, `Field(default='x')`, `Field('x', …)`, `Field(default_factory=Inner)`. */
function defaultOf(scope: ModuleScope, value: Expression): Expression | undefined {
  if (value.kind !== 'call' || !/(?:^|\.)Field$/.test(scope.qualify(value))) return value;
  return argument(value, 'default', 0) ?? argument(value, 'default_factory');
}

/** The instance and the fields: a module may stand before them, `config.settings.upload_dir`. */
function splitOwner(name: string): [string, ...string[]] {
  const parts = name.split('.');
  // the last name before the fields is called as settings are; without such a one all but the last is the owner
  const at = parts.findIndex((part, i) => i < parts.length - 1 && /settings|config|conf|env|self/i.test(part) && !/settings|config|conf/i.test(parts[i + 1] ?? ''));
  const owner = at < 0 ? parts.length - 1 : at + 1;
  return [parts.slice(0, owner).join('.'), ...parts.slice(owner)];
}
