import { InstallCache, InstallContext, InstallStep } from './dependency-installer';
import { toolsAreAuthenticated } from './index-options';
import { PIP_CACHE } from './tool-step';

/** The version of uv that installs; a new one comes with a release of the library. */
export const UV_VERSION = '0.13.9';

/** Where it is, in the builder only. */
export const UV = '/opt/uv/bin/uv';

export const UV_CACHE: InstallCache = { name: 'uv', target: '/root/.cache/uv' };

/** Where what it installs is copied from, and nothing that it would bring itself. */
export const UV_ENVIRONMENT = { UV_LINK_MODE: 'copy', UV_NO_PROGRESS: '1', UV_PYTHON_DOWNLOADS: 'never' };

/** The step that brings uv, one program, which stays in the builder. */
export function uvTool({ indexes }: InstallContext): InstallStep {
  return {
    comment: ['uv installs, and stays here.'],
    commands: [['pip', 'install', '--target', '/opt/uv', `uv==${UV_VERSION}`]],
    caches: [PIP_CACHE],
    authenticated: toolsAreAuthenticated(indexes),
  };
}

/**
 * What uv leaves in the virtualenv beside the distributions: its lock, and the times at which it read what it built.
 *
 * @param built whether something of the application's directory was installed
 */
export function uvCleanup(venv: string, built: boolean): string[][] {
  return [
    ['rm', '-f', `${venv}/.lock`],
    ...(built ? [
      ['find', venv, '-name', 'uv_cache.json', '-delete'],
      ['find', venv, '-name', 'RECORD', '-exec', 'sed', '-i', '/uv_cache.json/d', '{}', '+'],
    ] : []),
  ];
}
