import { IAppFiles } from '../core/app-files';
import { Problems, received } from '../core/problems';
import { secretProblems } from '../dockerfile/install-secret';
import { checkText } from '../dockerfile/text-check';
import { InstallPlan } from '../python/dependency-installer';

/** Checks what an installer said: it may be a user's own, in another language. */
export function checkInstallPlan(plan: InstallPlan, files: IAppFiles, problems: Problems): void {
  plan.problems?.forEach((problem) => problems.add(problem || 'the installer of \'dependencies\' reports a problem without saying which'));
  Object.entries(plan.environment ?? {}).forEach(([name, value]) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) problems.add(`the environment of 'dependencies' has ${received(name)}, which is not the name of a variable`);
    problems.attempt(() => checkText(`the variable ${received(name)} of 'dependencies'`, value, false));
  });
  for (const step of [...plan.steps, ...(plan.projectSteps ?? [])]) {
    if (step.commands.length === 0 || step.commands.some((words) => words.length === 0)) {
      problems.add(`an install step of 'dependencies' has no command or an empty one, got ${received(step.commands)}; leave the step out`);
    }
    step.commands.flat().forEach((word) => problems.attempt(() => checkText('a word of an install step', word, true)));
    step.comment?.forEach((line) => problems.attempt(() => checkText('a comment of an install step', line, false)));
    step.files?.filter((file) => !files.fileExists(file) && !files.directoryExists(file))
      .forEach((file) => problems.add(`an install step of 'dependencies' copies ${received(file)}: ${files.explainMissing(file)}`));
    secretProblems('an install step of \'dependencies\'', step.secrets ?? []).forEach((problem) => problems.add(problem));
    step.caches?.forEach((cache) => {
      if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(cache.name) || !/^\/[A-Za-z0-9_./@+-]+$/.test(cache.target)) {
        problems.add(`an install step of 'dependencies' has the cache ${received(cache)}; its name is letters, digits, '_', '.', '-', its target a plain absolute path`);
      }
    });
  }
}
