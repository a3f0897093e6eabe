import { SetupArguments } from './setup-arguments';
import { IAppFiles } from '../core/app-files';

/**
 * Reads setup.cfg; undefined when it describes no project: linters keep their settings in it, too.
 * @see https://setuptools.pypa.io/en/latest/userguide/declarative_config.html
 */
export function readSetupCfg(files: IAppFiles): SetupArguments | undefined {
  if (!files.fileExists('setup.cfg')) return undefined;
  const sections = readIni(files.readFile('setup.cfg'));
  const options = sections.get('options');
  const metadata = sections.get('metadata');
  if (!options && !metadata?.has('name')) return undefined;
  const requires = options?.get('install_requires');
  const read = requires?.[0]?.startsWith('file:') ? requires.map((line) => line.replace(/^file:/, '')).flatMap((line) => line.split(',')).map((file) => file.trim()) : [];
  const name = metadata?.get('name')?.[0];
  return {
    ...(name === undefined ? {} : { name }),
    ...(requires && read.length === 0 ? { requires } : {}),
    reads: read.filter((file) => file !== ''),
    extras: Object.fromEntries(sections.get('options.extras_require') ?? []),
    scripts: (sections.get('options.entry_points')?.get('console_scripts') ?? []).map((line) => line.split('=')[0].trim()),
    ...(options?.get('python_requires') ? { python: options.get('python_requires')?.join(',') } : {}),
    isPackage: options?.has('packages') === true || options?.has('py_modules') === true,
  };
}

/** Sections with the lines of each option, as Python's configparser splits them. */
export function readIni(text: string): Map<string, Map<string, string[]>> {
  const sections = new Map<string, Map<string, string[]>>();
  let section = new Map<string, string[]>();
  let open: string[] | undefined;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const bare = line.replace(/^\s*[#;].*$/, '').trim();
    if (bare === '') continue;
    const header = /^\[([^\]]+)\]$/.exec(line.trim());
    const option = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line);
    if (header && !/^\s/.test(line)) {
      section = sections.get(header[1]) ?? new Map<string, string[]>();
      sections.set(header[1], section);
      open = undefined;
    } else if (/^\s/.test(line)) {
      open?.push(bare);
    } else if (option) {
      open = option[2].trim() === '' ? [] : [option[2].trim()];
      section.set(option[1].toLowerCase(), open);
    }
  }
  return sections;
}
