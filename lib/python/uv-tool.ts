import { InstallCache, InstallContext, InstallStep } from './dependency-installer';
import { toolsAreAuthenticated } from './index-options';

/** The version of uv that installs; a new one comes with a release of the library. */
export const UV_VERSION = '0.13.9';

/** Where it is, in the builder only. */
export const UV = '/opt/uv/bin/uv';

export const UV_CACHE: InstallCache = { name: 'uv', target: '/root/.cache/uv' };

/** The step that brings uv, in a virtualenv of its own, which stays in the builder. */
export function uvTool({ indexes }: InstallContext): InstallStep {
  return {
    comment: ['uv in a virtualenv of its own, which stays here.'],
    commands: [['python', '-m', 'venv', '/opt/uv'], ['/opt/uv/bin/pip', 'install', `uv==${UV_VERSION}`]],
    caches: [{ name: 'pip', target: '/root/.cache/pip' }],
    authenticated: toolsAreAuthenticated(indexes),
  };
}
