import { IAppFiles } from '../core/app-files';
import { Problems } from '../core/problems';
import { credentialInUrl } from '../core/url-credentials';

/** Files at the top that name indexes; requirements files are checked as they are read. */
const FILES = ['pyproject.toml', 'Pipfile', 'Pipfile.lock', 'poetry.toml', 'uv.toml', 'pdm.toml', 'pip.conf', 'setup.cfg', 'setup.py'];

/** A password in a URL would stay in a layer of the image, whatever installs. */
export function checkCredentials(files: IAppFiles, problems: Problems): void {
  for (const file of FILES.filter((name) => files.fileExists(name))) {
    files.readFile(file).split('\n').forEach((text, i) => {
      // a comment is nobody's index, and a very long line is no line of a person
      const credential = /^\s*#/.test(text) || text.length > 2000 || !text.includes('@') ? undefined : credentialInUrl(text);
      if (credential) problems.add(`${file}:${i + 1} has ${credential} in a URL, which would stay in a layer of the image; keep it out of the file`);
    });
  }
}
