import { AppIndex } from './app-index';
import { Interface } from './frameworks';

/** The server that is proposed where none is installed. */
export function proposedServer(face: Interface): string {
  return face === 'asgi' ? 'uvicorn' : 'gunicorn';
}

/** How a distribution is added, in the words of the tool that the application uses. */
export function howToAdd(index: AppIndex, distribution: string): string {
  const has = (path: string) => index.exists(path);
  if (has('uv.lock')) return `run 'uv add ${distribution}'`;
  if (has('poetry.lock')) return `run 'poetry add ${distribution}'`;
  if (has('pdm.lock')) return `run 'pdm add ${distribution}'`;
  if (has('Pipfile')) return `run 'pipenv install ${distribution}'`;
  const inputs = ['requirements.in', 'requirements/requirements.in', 'requirements/prod.in', 'requirements/base.in', 'requirements/main.in', 'requirements/app.in'];
  const compiled = inputs.find(has);
  if (compiled) return `add a line '${distribution}' to ${compiled} and compile it anew`;
  const files = ['requirements.txt', 'requirements/production.txt', 'requirements/prod.txt', 'requirements/base.txt', 'requirements/requirements.txt', 'requirements/main.txt'];
  const file = files.find(has) ?? index.others.find((path) => /(?:^|\/)requirements[^/]*\.txt$/.test(path));
  if (file) return `add a line '${distribution}' to ${file}`;
  if (has('pyproject.toml')) {
    return /^\s*\[tool\.poetry\]/m.test(index.text('pyproject.toml')) ? `run 'poetry add ${distribution}'` : `add '${distribution}' to [project] dependencies in pyproject.toml`;
  }
  if (has('setup.cfg') || has('setup.py')) return `add '${distribution}' to install_requires in ${has('setup.cfg') ? 'setup.cfg' : 'setup.py'}`;
  return `add '${distribution}' to the dependencies`;
}
