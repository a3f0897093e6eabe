import { IAppFiles } from '../core/app-files';
import { Problems } from '../core/problems';
import { credentialInUrl } from '../core/url-credentials';
import { readIndexFiles } from '../python/index-files';

/** Files at the top that name what is installed; requirements files are checked as they are read. */
const FILES = ['pyproject.toml', 'Pipfile', 'poetry.toml', 'uv.toml', 'pdm.toml', 'pip.conf', 'pip.ini', 'setup.cfg', 'setup.py'];
const LOCKS = ['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock'];

/**
 * A password in a URL would stay in a layer of the image, whatever installs. Each is reported once: where an index is named, with what
 * to write instead; a lock only when the file that it is made from has none.
 */
export function checkCredentials(files: IAppFiles, problems: Problems): void {
  const indexes = readIndexFiles(files, []).problems;
  indexes.forEach(({ file, line, text }) => problems.add(`${file}:${line} ${text}`));
  const others = FILES.flatMap((file) => literals(files, file))
    .filter(({ file, line }) => !indexes.some((index) => index.file === file && index.line === line));
  const known = indexes.length + others.length > 0;
  for (const { file, line, credential } of [...others, ...(known ? [] : LOCKS.flatMap((lock) => literals(files, lock).slice(0, 1)))]) {
    problems.add(`${file}:${line} has ${credential} in a URL, which would stay in a layer of the image; keep it out of the file`);
  }
}

function literals(files: IAppFiles, file: string): Array<{ file: string; line: number; credential: string }> {
  if (!files.fileExists(file)) return [];
  return files.readFile(file).split('\n').flatMap((text, i) => {
    // a comment is nobody's index, nor is where errors are reported; a very long line is no line of a person
    const credential = /^\s*#|^\s*\w*DSN\b/i.test(text) || text.length > 2000 || !text.includes('@') ? undefined : credentialInUrl(text);
    return credential === undefined ? [] : [{ file, line: i + 1, credential }];
  });
}
