import { posix } from 'path';
import { AppIndex } from './app-index';
import { Candidate } from './candidate';
import { DjangoSettings, productionBeside, readDjangoSettings, settingsDefault, settingsModules } from './django-settings';
import { throwAway } from './environment-reads';
import { AppResolver } from './resolve-app';
import { Finding } from '../../core/finding';
import { AppStep } from '../../python/python-plan';

/** What a Django project needs beside its server. */
export interface DjangoStart {
  readonly environment: { readonly [name: string]: string };
  readonly appSteps: readonly AppStep[];
  readonly findings: readonly Finding[];
  readonly settings?: DjangoSettings;
  /** Settings that a file names, and that are not in the application. */
  readonly missing?: { readonly module: string; readonly at: string };
}

/** Django's command line: only such a manage.py is one. */
export function managePyOf(index: AppIndex, root: string): string | undefined {
  const path = posix.join(root, 'manage.py');
  return index.exists(path) && isDjangoManage(index, path) ? path : undefined;
}

export function isDjangoManage(index: AppIndex, path: string): boolean {
  return /\bdjango\b|\bconfigurations\b|DJANGO_SETTINGS_MODULE/.test(index.text(path));
}

/** Whether an application is Django's: by what makes it, or by the settings that its file chooses before a handler of the project's own. */
export function isDjango(index: AppIndex, { framework, file, paste }: Pick<Candidate, 'framework' | 'file' | 'paste'>): boolean {
  return framework.name.startsWith('Django') || (paste === undefined && settingsDefault(index, file) !== undefined);
}

/** Django projects by the folder of their manage.py, nearest first. */
export function djangoRoots(index: AppIndex): string[] {
  return index.sources.filter((file) => posix.basename(file) === 'manage.py' && isDjangoManage(index, file)).map((file) => posix.dirname(file));
}

/** The settings, `collectstatic` and what the settings ask for. */
export function djangoStart(index: AppIndex, resolver: AppResolver, candidate: Pick<Candidate, 'root' | 'file' | 'mention'> | undefined, root: string, given: string | undefined): DjangoStart {
  const manage = managePyOf(index, root);
  const byFile = candidate && settingsDefault(index, candidate.file);
  const byManage = manage === undefined ? undefined : settingsDefault(index, manage);
  const byMention = candidate?.mention?.environment.find(([name, value]) => name === 'DJANGO_SETTINGS_MODULE' && !value.includes('$'))?.[1];
  const usable = (module: string | undefined) => module !== undefined && index.fileOf(module, root) !== undefined ? module : undefined;
  const named = byFile && candidate ? { module: byFile.module, at: `${candidate.file}:${byFile.line}` } : byManage && { module: byManage.module, at: `${manage}:${byManage.line}` };
  const known = settingsModules(index, root);
  const said = usable(given) ?? usable(byMention) ?? usable(byFile?.module) ?? usable(byManage?.module);
  // the deployer's own file, or settings of an installed package: what is beside it is not what is meant
  const isBeside = byFile !== undefined && said !== (byMention ?? given) && usable(byFile.module) === undefined;
  if (named !== undefined && (said === undefined || isBeside)) return { ...NONE, missing: named };
  const production = said === undefined || given !== undefined ? undefined : productionBeside(index, said, root);
  const module = production ?? said ?? (known.length === 1 ? known[0] : known.find((name) => /\.(?:production|prod)$/.test(name)));
  if (module === undefined) {
    const list = known.length > 0 ? known.map((name) => `environment: { DJANGO_SETTINGS_MODULE: EnvValue.fromValue('${name}') }`).join(' or ') : 'environment: { DJANGO_SETTINGS_MODULE: EnvValue.fromValue(…) }';
    return candidate ? { ...NONE, findings: [{ subject: 'environment', value: `DJANGO_SETTINGS_MODULE: ${list}`, evidence: `${candidate.file}: names no settings module` }] } : NONE;
  }
  const settings = readDjangoSettings(index, resolver, module, root);
  const isDefault = byFile?.module === module;
  const at = byMention === module ? candidate?.mention : undefined;
  const evidence = at ? `${at.file}:${at.line}` : isDefault ? `${candidate?.file}:${byFile?.line}` : production ? `${settings?.file}: beside ${said}, which is for development` : byManage?.module === module ? `${manage}:${byManage.line}` : `${settings?.file}: the only settings`;
  const findings: Finding[] = [{
    subject: 'settings',
    value: `DJANGO_SETTINGS_MODULE=${module}`,
    evidence,
    ...(settings ? { file: settings.file } : {}),
    ...(known.filter((name) => name !== module).length > 0 ? { alternatives: known.filter((name) => name !== module) } : {}),
    override: 'environment: { DJANGO_SETTINGS_MODULE: EnvValue.fromValue(…) }',
  }];
  const steps = settings ? staticSteps(settings, manage, byManage?.module === module) : { appSteps: [], findings: [] };
  return {
    environment: isDefault ? {} : { DJANGO_SETTINGS_MODULE: module },
    appSteps: steps.appSteps,
    findings: [...findings, ...steps.findings, ...(settings ? hints(settings) : [])],
    ...(settings ? { settings } : {}),
  };
}

const NONE: DjangoStart = { environment: {}, appSteps: [], findings: [] };

/** `collectstatic`, as far as the settings want it in the image. */
function staticSteps(settings: DjangoSettings, manage: string | undefined, isManageDefault: boolean): { appSteps: AppStep[]; findings: Finding[] } {
  const finding = (value: string, evidence: string, place?: { file: string; line: number }): Finding => ({ subject: 'static', value, evidence, ...(place ?? {}) });
  if (!settings.usesStaticFiles) return { appSteps: [], findings: [] };
  if (settings.remoteStatic) {
    const { file, line } = settings.remoteStatic;
    return { appSteps: [], findings: [finding('no collectstatic in the build', `${file}:${line} keeps static files outside the image; run it in a Job: addJob('collectstatic', { command: ['python', 'manage.py', 'collectstatic', '--noinput'] })`, settings.remoteStatic)] };
  }
  if (!settings.staticRoot) return { appSteps: [], findings: [finding('no collectstatic', `${settings.file}: STATIC_ROOT is not set`)] };
  const { file, line } = settings.staticRoot;
  const program = manage === undefined ? ['django-admin', 'collectstatic', '--noinput', '--pythonpath=.'] : ['python', 'manage.py', 'collectstatic', '--noinput'];
  const environment: Array<readonly [string, string]> = settings.required.map((read) => [read.name, throwAway(read)]);
  if (!isManageDefault) environment.push(['DJANGO_SETTINGS_MODULE', settings.module]);
  environment.sort(([a], [b]) => (a < b ? -1 : 1));
  const stands = environment.filter(([name]) => name !== 'DJANGO_SETTINGS_MODULE').length > 0;
  return {
    appSteps: [{ comment: stands ? 'Static files; the settings get values that stand in for the real ones, and none stays.' : 'Static files.', environment, command: program }],
    findings: [finding(program.join(' '), `${file}:${line} sets STATIC_ROOT, and django.contrib.staticfiles is installed`, settings.staticRoot)],
  };
}

function hints(settings: DjangoSettings): Finding[] {
  const { allowedHosts, offlineCompression } = settings;
  const host = allowedHosts?.hosts.find((name) => name !== '*' && !/^(?:localhost|127\.|\[?::1|testserver)/.test(name));
  return [
    ...(allowedHosts && host && !allowedHosts.hosts.includes('*') ? [{
      subject: 'offer',
      value: `health: HealthChecks.http({ ready: '/', host: '${host.replace(/^\./, '')}' })`,
      evidence: `${allowedHosts.file}:${allowedHosts.line} ALLOWED_HOSTS answers only these hosts`,
      file: allowedHosts.file,
      line: allowedHosts.line,
    }] : []),
    ...(offlineCompression ? [{
      subject: 'offer',
      value: 'COMPRESS_OFFLINE needs \'manage.py compress\', which may read the database: run it in a Job',
      evidence: `${offlineCompression.file}:${offlineCompression.line}`,
      ...offlineCompression,
    }] : []),
  ];
}
