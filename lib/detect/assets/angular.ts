import { posix } from 'path';
import { CommandOutputs, optionValue } from './output';
import { JavaScriptEvaluator } from '../../syntax/javascript-evaluator';
import { contextPath } from '../../syntax/javascript-paths';
import { at, JsValue, property, texts } from '../../syntax/javascript-value';

/**
 * What `ng build` writes by angular.json: for the configuration that the command names, else the one that the project builds by default.
 * @see https://angular.dev/reference/configs/workspace-config#output-path-configuration
 */
export function angularOutputs(words: readonly string[], directory: string, evaluator: JavaScriptEvaluator): CommandOutputs {
  const file = posix.join(directory, 'angular.json');
  const workspace = evaluator.exports(file);
  const projects = property(workspace, 'projects');
  const names = projects.kind === 'object' ? [...projects.entries.keys()] : [];
  const named = words.slice(2).find((word) => names.includes(word)) ?? optionValue(words, '--project') ?? one(property(workspace, 'defaultProject'));
  const applications = names.filter((name) => one(at(projects, name, 'projectType')) !== 'library' && !name.endsWith('-e2e'));
  const project = named ?? (applications.length === 1 ? applications[0] : undefined);
  if (project === undefined) return { outputs: [], unknown: names.length === 0 ? `${file} names no project` : `${file} has several projects (${applications.join(', ')})` };
  const targets = [property(at(projects, project), 'architect'), property(at(projects, project), 'targets')].find(({ kind }) => kind === 'object');
  const build = targets === undefined ? projects : property(targets, 'build');
  const configuration = optionValue(words, '--configuration') ?? optionValue(words, '-c') ?? (words.includes('--prod') ? 'production' : undefined)
    ?? one(property(build, 'defaultConfiguration')) ?? '';
  const production = configuration === '' ? pathOf(at(build, 'configurations', 'production', 'outputPath')) : undefined;
  if (production !== undefined) return { outputs: [], unknown: `${file} has a configuration 'production' that writes ${production}, and the script does not name it; add '--configuration=production' there` };
  const chosen = configuration.split(',').map((name) => pathOf(at(build, 'configurations', name, 'outputPath'))).filter((path) => path !== undefined).pop();
  const path = chosen ?? pathOf(at(build, 'options', 'outputPath')) ?? `dist/${project}`;
  const inside = contextPath(path, directory);
  if (inside === undefined) return { outputs: [], unknown: `${file} has outputPath outside of the context` };
  return { outputs: [{ path: inside.replace(/\/$/, ''), file, says: `outputPath of ${project}` }] };
}

/** A directory, or one for everything with folders for its parts. */
function pathOf(value: JsValue): string | undefined {
  return one(value) ?? one(property(value, 'base'));
}

function one(value: JsValue): string | undefined {
  const found = value.kind === 'constant' ? undefined : texts(value);
  return found?.length === 1 ? found[0] : undefined;
}
