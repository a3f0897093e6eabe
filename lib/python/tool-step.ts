import { InstallCache, InstallContext, InstallStep } from './dependency-installer';
import { toolsAreAuthenticated } from './index-options';

export const PIP_CACHE: InstallCache = { name: 'pip', target: '/root/.cache/pip' };

/** Brings a tool, in a virtualenv of its own, which stays in the builder: its dependencies and the application's never meet. */
export function toolStep({ indexes }: InstallContext, name: string, requirements: readonly string[], more: readonly string[] = []): InstallStep {
  return {
    comment: [`${name} in a virtualenv of its own, which stays here.`, ...more],
    commands: [['python', '-m', 'venv', '--without-pip', `/opt/${name}`], ['pip', '--python', `/opt/${name}/bin/python`, 'install', ...requirements]],
    caches: [PIP_CACHE],
    authenticated: toolsAreAuthenticated(indexes),
  };
}

/** The image's pip, which installs into the virtualenv from outside. */
export function pipInstall({ venv }: InstallContext, ...words: string[]): string[] {
  return ['pip', '--python', `${venv}/bin/python`, 'install', ...words];
}

/** First lines of the comment of every step that installs dependencies. */
export const BEFORE_SOURCES = 'Dependencies before any source: a change of the code does not install them again.';
