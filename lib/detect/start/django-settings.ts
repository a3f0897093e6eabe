import { posix } from 'path';
import { AppIndex, moduleName } from './app-index';
import { EnvironmentRead, requiredVariables } from './environment-reads';
import { AppResolver } from './resolve-app';
import { ModuleScope } from './scope';
import { Expression } from '../../syntax/python-tree';
import { everyCall, everyValue, executed, stringOf } from '../../syntax/walk-tree';

/** Settings as the modules of their chain (`from .base import *`) say them. */
export interface DjangoSettings {
  readonly module: string;
  readonly file: string;
  /** Files of the chain, the settings module first. */
  readonly files: readonly string[];
  readonly usesStaticFiles: boolean;
  /** Where STATIC_ROOT is set. */
  readonly staticRoot?: { readonly file: string; readonly line: number };
  /** A storage outside the image for static files: the place that says so. */
  readonly remoteStatic?: { readonly file: string; readonly line: number };
  readonly offlineCompression?: { readonly file: string; readonly line: number };
  readonly allowedHosts?: { readonly hosts: readonly string[]; readonly file: string; readonly line: number };
  /** Variables without a default, those of imported modules of the application too. */
  readonly required: readonly EnvironmentRead[];
}

/** Files of a chain beyond this number are not read. */
const LONGEST = 40;

/** Reads a settings module with everything that it includes. */
export function readDjangoSettings(index: AppIndex, resolver: AppResolver, module: string, root: string): DjangoSettings | undefined {
  const file = index.fileOf(module, root);
  if (file === undefined) return undefined;
  const files: string[] = [];
  const imported: string[] = [];
  const visit = (path: string) => {
    if (files.includes(path) || files.length >= LONGEST) return;
    files.push(path);
    const scope = resolver.scope(path, root);
    scope.stars.forEach((star) => { const next = scope.find(star); if (next) visit(next); });
    [...scope.imports.values()].forEach((source) => {
      const next = scope.find(source) ?? scope.find(source.slice(0, Math.max(0, source.lastIndexOf('.'))));
      if (next && !imported.includes(next)) imported.push(next);
    });
    for (const included of includes(scope)) if (index.exists(included)) visit(included);
  };
  visit(file);
  const facts = files.map((path) => factsOf(resolver.scope(path, root)));
  const first = <T>(pick: (fact: Facts) => T | undefined): T | undefined => facts.map(pick).find((value) => value !== undefined);
  const required = new Map<string, EnvironmentRead>();
  const helpers = imported.filter((path) => !files.includes(path) && !/(?:models|views|urls|admin|forms)\.py$/.test(path)).slice(0, LONGEST);
  [...files, ...helpers].flatMap((path) => requiredVariables(resolver.scope(path, root)))
    .filter(({ name }) => name !== 'DJANGO_SETTINGS_MODULE' && !/^(?:PATH|HOME|PWD|USER)$/.test(name))
    .forEach((read) => required.has(read.name) || required.set(read.name, read));
  const staticRoot = first((fact) => fact.staticRoot);
  return {
    module, file, files,
    usesStaticFiles: facts.some(({ usesStaticFiles }) => usesStaticFiles),
    ...(staticRoot ? { staticRoot } : {}),
    ...optional('remoteStatic', first((fact) => fact.remoteStatic)),
    ...optional('offlineCompression', first((fact) => fact.offlineCompression)),
    ...optional('allowedHosts', first((fact) => fact.allowedHosts)),
    required: [...required.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function optional<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: T };
}

type Place = { readonly file: string; readonly line: number };

interface Facts {
  readonly usesStaticFiles: boolean;
  readonly staticRoot?: Place;
  readonly remoteStatic?: Place;
  readonly offlineCompression?: Place;
  readonly allowedHosts?: Place & { readonly hosts: readonly string[] };
}

function factsOf(scope: ModuleScope): Facts {
  let facts: Facts = { usesStaticFiles: false };
  const has = (value: Expression, text: RegExp | string) => [...everyValue(value)].some(([inner]) => inner.kind === 'string' && (typeof text === 'string' ? inner.value === text : text.test(inner.value)));
  for (const statement of executed(settingsBody(scope))) {
    if (statement.kind !== 'assign' || !statement.value) continue;
    const { value, line } = statement;
    const place = { file: scope.file, line };
    for (const target of statement.targets) {
      const name = target.kind === 'name' ? target.name : '';
      if (/APPS$|INSTALLED/.test(name) && has(value, 'django.contrib.staticfiles')) facts = { ...facts, usesStaticFiles: true };
      if (name === 'STATIC_ROOT' && !(value.kind === 'constant')) facts = { ...facts, staticRoot: place };
      if (name === 'STATICFILES_STORAGE' && has(value, /s3|gcloud|google|azure|boto/i)) facts = { ...facts, remoteStatic: place };
      if (name === 'STORAGES' && value.kind === 'dict') {
        const files = value.entries.find(([key]) => stringOf(key) === 'staticfiles')?.[1];
        if (files && has(files, /s3|gcloud|google|azure|boto/i)) facts = { ...facts, remoteStatic: place };
      }
      if (name === 'COMPRESS_OFFLINE' && value.kind === 'constant' && value.value === true) facts = { ...facts, offlineCompression: place };
      if (name === 'ALLOWED_HOSTS' && value.kind === 'list') {
        const hosts = value.items.flatMap((item) => item.kind === 'string' ? [item.value] : []);
        facts = { ...facts, allowedHosts: { ...place, hosts } };
      }
    }
  }
  return facts;
}

/** Settings of django-configurations are in classes. */
function settingsBody(scope: ModuleScope) {
  const { body } = scope.index.module(scope.file);
  return body.flatMap((statement) => statement.kind === 'class' ? statement.body : [statement]);
}

/** `include('components/base.py', optional('local.py'))` of django-split-settings. */
function includes(scope: ModuleScope): string[] {
  if (![...scope.imports.values()].some((source) => source.startsWith('split_settings'))) return [];
  const folder = posix.dirname(scope.file);
  return [...everyCall(scope.index.module(scope.file).body)].filter((call) => scope.qualify(call) === 'split_settings.tools.include')
    .flatMap((call) => call.args.flatMap((value) => [...everyValue(value)].flatMap(([inner]) => inner.kind === 'string' && !inner.value.includes('*') ? [posix.join(folder, inner.value)] : [])));
}

/** The settings module that a file sets where nothing else does, as manage.py and wsgi.py do. */
export function settingsDefault(index: AppIndex, file: string): { module: string; line: number } | undefined {
  if (!index.exists(file)) return undefined;
  for (const call of everyCall(index.module(file).body)) {
    const callee = call.callee.kind === 'name' ? call.callee.name : '';
    const [key, value] = call.args.map(stringOf);
    if (/(?:^|\.)(?:setdefault|get|getenv)$/.test(callee) && key === 'DJANGO_SETTINGS_MODULE' && value) return { module: value, line: call.line };
  }
  for (const statement of executed(index.module(file).body)) {
    if (statement.kind !== 'assign' || !stringOf(statement.value)) continue;
    const isVariable = statement.targets.some((target) => target.kind === 'subscript' && stringOf(target.index) === 'DJANGO_SETTINGS_MODULE');
    if (isVariable) return { module: stringOf(statement.value) ?? '', line: statement.line };
  }
  return undefined;
}

/** Settings modules of a project, by the words that settings have. */
export function settingsModules(index: AppIndex, root: string): string[] {
  const prefix = root === '.' ? '' : `${root}/`;
  return index.sources.filter((file) => file.startsWith(prefix) && /(?:^|\/)(?:[a-z_]*settings(?:_[a-z]+)?\.py|settings\/\w+\.py|config\/\w+\.py)$/.test(file)
    && /^\s*(?:INSTALLED_APPS|ROOT_URLCONF|WSGI_APPLICATION)\b|^\s*from\s+\S*\s+import\s+\*/m.test(index.text(file)))
    .map((file) => moduleName(file, root)).sort();
}

/** A settings module that is meant for production, beside one that is not. */
export function productionBeside(index: AppIndex, module: string, root: string): string | undefined {
  const last = module.slice(module.lastIndexOf('.') + 1);
  if (!/^(?:(?:settings_)?(?:dev|develop|development|local|test|testing|debug)(?:_settings)?)$/.test(last)) return undefined;
  const parent = module.slice(0, module.lastIndexOf('.') + 1);
  return ['production', 'prod', 'settings_production', 'settings_prod', 'production_settings', 'prod_settings', 'live', 'deploy', 'heroku', 'docker']
    .map((name) => `${parent}${name}`).find((candidate) => index.fileOf(candidate, root) !== undefined);
}
