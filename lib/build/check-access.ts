import { IAppFiles } from '../core/app-files';
import { Finding } from '../core/finding';
import { ImageWarning } from '../core/image-warning';
import { Problems } from '../core/problems';
import { InstallPlan, InstallStep } from '../python/dependency-installer';
import { IndexAccess, sameUrl } from '../python/index-credentials';
import { readIndexFiles } from '../python/index-files';
import { isPypi } from '../python/index-options';

/** What an install step reads beside requirements files, which may have any name. */
const NO_REQUIREMENTS = /(?:^|\/)(?:Pipfile|[^/]*\.(?:toml|lock|cfg|py|json|ya?ml|whl|zip|gz|tgz|bz2|xz))$/;

/**
 * Holds the package indexes that were given against the application's files and the installer's steps: a variable that nobody
 * gives, and a login that no step asks for are problems.
 */
export function checkAccess(
  access: IndexAccess, install: InstallPlan, files: IAppFiles, problems: Problems,
): { readonly findings: Finding[]; readonly warnings: ImageWarning[] } {
  const steps = [...install.steps, ...(install.projectSteps ?? [])];
  const installed = steps.flatMap((step) => step.files ?? []);
  const requirements = installed.filter((file) => !NO_REQUIREMENTS.test(file));
  const read = readIndexFiles(files, requirements);

  const given = [
    ...access.secrets.flatMap(({ variable }) => variable ?? []),
    ...steps.flatMap((step) => step.secrets ?? []).flatMap(({ variable }) => variable ?? []),
    ...Object.keys(install.environment ?? {}),
  ];
  // a file that nobody reads needs nothing
  for (const { name, file, line } of read.variables.filter((variable) => installed.includes(variable.file) && !given.includes(variable.name))) {
    problems.add(`${file}:${line} takes \${${name}} from the environment of the installation, and nobody gives it; `
      + `pass installSecrets: [{ secret: BuildSecret.fromEnvironment('${name}'), variable: '${name}' }]`);
  }
  const hasCredentials = access.secrets.length > 0 || access.indexes.some((index) => index._secrets.length > 0);
  if (hasCredentials && steps.length > 0 && !steps.some((step) => step.authenticated)) {
    problems.add('packageIndexes or installSecrets has credentials, and no step of \'dependencies\' gets them; the installer must say authenticated: true of those that download');
  }
  return { findings: findings(access, read.indexes.filter(({ url }) => !/[$]/.test(url))), warnings: confusion(access, steps) };
}

function findings(access: IndexAccess, declared: ReturnType<typeof readIndexFiles>['indexes']): Finding[] {
  const isGiven = (url: string) => access.indexes.some((index) => sameUrl(index.url, url));
  return [
    ...access.indexes.map((index) => ({
      subject: 'packageIndexes', value: `${index.url} ${index.replacesPypi ? 'instead of' : 'beside'} PyPI`, evidence: 'given',
    })),
    ...declared.filter(({ url }) => !isGiven(url) && !isPypi(url)).map(({ url, file, line }) => ({
      subject: 'packageIndexes',
      value: `${url}, without credentials`,
      evidence: `${file}:${line}`,
      file,
      line,
      override: `packageIndexes: [PackageIndex.besidePypi('${url}', { username: '…', password: BuildSecret.fromEnvironment('PIP_PASSWORD') })]`,
    })),
  ];
}

/** pip takes the highest version of all indexes, whoever published it. */
function confusion(access: IndexAccess, steps: readonly InstallStep[]): ImageWarning[] {
  const index = access.indexes.find(({ replacesPypi }) => !replacesPypi);
  const open = steps.flatMap((step) => step.commands).some((words) => words.includes('--extra-index-url') && !words.includes('--require-hashes'));
  if (!index || !open) return [];
  return [{
    code: 'dependency-confusion',
    message: `pip takes the highest version of '${index.url}' and PyPI, so anybody may publish your package's name there; give every requirement a hash (pip-compile --generate-hashes), or use PackageIndex.insteadOfPypi()`,
  }];
}
