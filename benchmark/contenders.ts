/** Who is measured, as data: a new contender is a line here and a file in `contenders/`, or a line in `ours.js`. */

/** What an application is built from. */
export interface AppCase {
  readonly name: string;
  /** The folder below `apps/`; a variant shares that of another. */
  readonly folder: string;
  readonly title: string;
  /** Lines before the first of the requirements file. */
  readonly requirementsHead?: string;
  readonly command: readonly string[];
  /** The file in which one line is changed. */
  readonly source: string;
  /** Only these measures and contenders, when it would take too long otherwise. */
  readonly only?: { readonly measures: readonly string[]; readonly contenders: readonly string[] };
}

export const APPS: readonly AppCase[] = [
  {
    name: 'small',
    folder: 'small',
    title: 'ASGI app: Responder, 35 distributions, none compiled',
    command: ['python', 'app.py'],
    source: 'app.py',
  },
  {
    name: 'django',
    folder: 'django',
    title: 'Django, psycopg2 compiled, lxml, Pillow, gunicorn, celery',
    command: ['gunicorn', '--bind=0.0.0.0:8000', '--worker-tmp-dir=/dev/shm', 'proj.wsgi'],
    source: 'proj/views.py',
  },
  {
    name: 'django-source',
    folder: 'django',
    title: 'the same with lxml compiled, too, which takes a minute by itself',
    requirementsHead: '--no-binary lxml\n',
    command: ['gunicorn', '--bind=0.0.0.0:8000', '--worker-tmp-dir=/dev/shm', 'proj.wsgi'],
    source: 'proj/views.py',
    only: { measures: ['cold', 'dependency'], contenders: ['ours', 'article'] },
  },
];

export interface Contender {
  readonly name: string;
  readonly title: string;
  /** The library's, with the options of that name in `ours.js`; else a file of `contenders/<app>/`. */
  readonly ours?: boolean;
  /** Options that the library must have for it; without them it is left out, and that is said. */
  readonly needs?: readonly string[];
  /** The image it ends on, which is not counted as its own bytes. */
  readonly base?: 'python:3.11-slim-bookworm' | 'python:3.11-bookworm';
  /** How often its builds are timed, unless `--rounds` says otherwise. */
  readonly rounds: number;
}

export const CONTENDERS: readonly Contender[] = [
  { name: 'ours', title: 'cdk8s-python-venv', ours: true, base: 'python:3.11-slim-bookworm', rounds: 3 },
  { name: 'ours-stripped', title: 'cdk8s-python-venv, stripped', ours: true, needs: ['strip'], base: 'python:3.11-slim-bookworm', rounds: 1 },
  { name: 'ours-minimal', title: 'cdk8s-python-venv, minimal app stage', ours: true, needs: ['strip', 'appStage'], rounds: 1 },
  { name: 'article', title: 'the article\'s stages', base: 'python:3.11-slim-bookworm', rounds: 3 },
  { name: 'single-stage', title: 'the article in one stage', base: 'python:3.11-bookworm', rounds: 1 },
  { name: 'uv-guide', title: 'uv\'s guide', base: 'python:3.11-slim-bookworm', rounds: 1 },
  { name: 'docker-init', title: 'docker init', base: 'python:3.11-slim-bookworm', rounds: 1 },
  { name: 'pip-slim', title: 'pip and slim, one stage', base: 'python:3.11-slim-bookworm', rounds: 1 },
];
