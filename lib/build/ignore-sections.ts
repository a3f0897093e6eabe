import { posix } from 'path';
import { IgnoreSection, renderIgnoreFile } from '../dockerfile/ignore-file';
import { ignorePattern } from '../dockerfile/quoting';

/** What belongs into no image, whatever the application. The application's own rules come later and may bring it back. */
const NEVER: readonly string[] = [
  '**/.git', '**/.env', '**/.env.*', '**/.venv', '/venv', '**/node_modules',
  '**/__pycache__', '**/*.pyc', '**/.mypy_cache', '**/.pytest_cache', '**/.ruff_cache', '**/.tox', '**/.nox', '**/.coverage',
  '**/.DS_Store', '**/.idea', '**/.vscode', '/Dockerfile*', '/.dockerignore', '/compose*.yaml', '**/compose.yaml', '/docker-compose*.yml', '**/skaffold.yaml', '**/Tiltfile',
];

/** What the rules are made of. */
export interface IgnoreInput {
  /** Text of the application's own .dockerignore. */
  readonly own: string | undefined;
  /** Outputs of the assets stage of which a checkout has nothing but stale results, relative to the context. */
  readonly assetsOutputs?: readonly string[];
  /** What this synth writes, and the file that pins its images, relative to the context; nothing that is outside. */
  readonly written?: readonly string[];
}

/** The text of an image's ignore file, and the part of it that its tag covers. */
export interface IgnoreText {
  readonly text: string;
  /** Without the rules for what synth writes: where manifests go does not change the image. */
  readonly hashed: string;
}

/** BuildKit reads one ignore file, the one beside the Dockerfile; so the application's own rules are repeated in it. */
export function ignoreText(input: IgnoreInput): IgnoreText {
  const sections: IgnoreSection[] = [
    { comment: 'Belongs into no image: version control, secrets, caches, what is made anew.', patterns: NEVER },
    { comment: 'From .dockerignore of the application; the last rule that matches wins.', patterns: ownLines(input.own) },
    { comment: 'Built in the assets stage: what a checkout has there is stale.', patterns: (input.assetsOutputs ?? []).map((path) => ignorePattern(posix.normalize(path))) },
  ];
  const output: IgnoreSection = {
    comment: 'Written by this synth: it names the tag, which is made from what is sent.',
    patterns: (input.written ?? []).map(ignorePattern),
  };
  return { text: renderIgnoreFile([...sections, output]), hashed: renderIgnoreFile(sections) };
}

function ownLines(text: string | undefined): string[] {
  const lines = (text ?? '').replace(/^\ufeff/, '').split('\n').map((line) => line.replace(/\r$/, ''));
  return lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
}
