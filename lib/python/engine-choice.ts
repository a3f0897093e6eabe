import { InstallContext } from './dependency-installer';
import { pinnedVersion } from './requirement';
import { RequirementsEngine } from './requirements-engine';
import { RequirementsEntry, RequirementsFiles } from './requirements-file';
import { Finding } from '../core/finding';

/** Options of a file that uv does not read from it. */
const NOT_READ = ['--pre', '--prefer-binary', '--trusted-host', '--use-feature'];
/** Options of a file that uv reads, and takes in another way. */
const READ_OTHERWISE: { readonly [option: string]: string } = {
  '--extra-index-url': 'of which uv takes a package from the first index that has its name, pip the highest version of all',
  '--find-links': 'a folder that pip looks for in two places',
};

/** A line, or a setting, and what is different about it. */
interface Difference {
  readonly entry?: RequirementsEntry;
  /** Goes on after the place of the line. */
  readonly what: string;
}

/** Which program installs, and the finding that says why, where nobody chose it. */
export function chooseEngine(
  { engine: given, files }: { readonly engine?: RequirementsEngine; readonly files: readonly string[] },
  read: RequirementsFiles, context: InstallContext,
): { engine: RequirementsEngine; findings: Finding[] } {
  if (given !== undefined) return { engine: given, findings: [] };
  const quoted = files.map((file) => `'${file}'`);
  const named = quoted.length === 1 ? `file: ${quoted[0]}` : `files: [${quoted.join(', ')}]`;
  const [first] = [...refused(read), ...otherwise(read, context)];
  const finding = (value: string, evidence: string, other: string): Finding => ({
    subject: 'dependencies', value, evidence, override: `dependencies: PythonDependencies.requirements({ ${named}, engine: RequirementsEngine.${other} })`,
  });
  if (!first) {
    return { engine: RequirementsEngine.UV, findings: [finding('installed by uv', 'default: nothing there means something else to it than to pip', 'PIP')] };
  }
  const { entry, what } = first;
  const told = finding('installed by pip', entry ? `${entry.file}:${entry.line} has ${what}` : what, 'UV');
  return { engine: RequirementsEngine.PIP, findings: [entry ? { ...told, file: entry.file, line: entry.line } : told] };
}

/** What is wrong with the files where uv was chosen. */
export function notForUv(read: RequirementsFiles): string[] {
  return refused(read).flatMap(({ entry, what }) => (entry ? [`${entry.file}:${entry.line} has ${what}; use RequirementsEngine.PIP, or change the line`] : []));
}

/** What uv does not read, or stops at. */
function refused(read: RequirementsFiles): Difference[] {
  const pinned = read.hashed && read.unhashed.length === 0;
  return read.entries.flatMap((entry): Difference[] => {
    const { says, constrains } = entry;
    if (says.kind === 'option' && NOT_READ.includes(says.name)) return [{ entry, what: `${says.name}, which uv does not read from a file` }];
    if ('configured' in says && says.configured) return [{ entry, what: 'options for building one requirement, which uv does not read from a file' }];
    const system = /^(hg|svn|bzr)\+/i.exec((says.kind === 'url' ? says.url : says.kind === 'requirement' ? says.requirement.url : undefined) ?? '');
    if (system) return [{ entry, what: `a ${system[1].toLowerCase()} repository, and uv knows Git alone` }];
    if (pinned && constrains && says.kind === 'requirement' && pinnedVersion(says.requirement.specifier) === undefined) {
      return [{ entry, what: `a limit of ${says.requirement.name} without a pin, which uv refuses where requirements have hashes` }];
    }
    return [];
  });
}

/** What uv takes, but in another way than pip. */
function otherwise(read: RequirementsFiles, { indexes, pipSettings }: InstallContext): Difference[] {
  const beside = indexes.find(({ replacesPypi }) => !replacesPypi);
  return [
    ...(read.unhashed.length > 0 ? [{ what: 'not every requirement has a hash, which pip refuses and uv does not' }] : []),
    ...(pipSettings ? [{ what: 'images of your own and secrets may bring settings of pip, which uv does not read' }] : []),
    ...(beside ? [{ what: `'${beside.url}' stands beside PyPI, and pip takes the highest version of both, uv the first index that has the name` }] : []),
    ...read.entries.flatMap((entry): Difference[] => {
      const { says, physical } = entry;
      if (says.kind === 'option' && READ_OTHERWISE[says.name] !== undefined) return [{ entry, what: `${says.name}, ${READ_OTHERWISE[says.name]}` }];
      if (says.kind === 'option' && says.name === '--index-url' && indexes.length > 0) return [{ entry, what: '--index-url, which wins over packageIndexes with pip alone' }];
      if (/\$\{[A-Z0-9_]+\}/.test(physical)) return [{ entry, what: 'a variable, which uv does not read everywhere' }];
      return [];
    }),
  ];
}
