import { existsSync } from 'fs';
import { basename, join, resolve } from 'path';
import { App, Chart } from 'cdk8s';
import { Arguments, UsageError } from './command';
import { PythonVenvImage } from '../python-venv-image';

/** What a command synthesizes without a cdk8s app. */
export interface Definition {
  readonly context: string;
  readonly repository: string;
  /** Name of the chart, and so of the objects. */
  readonly name: string;
}

/** The options of every command that does. */
export const DEFINITION_OPTIONS = {
  repository: { type: 'string', short: 'r' },
  name: { type: 'string', short: 'n' },
} as const;

export const DEFINITION_HELP = [
  '  -r, --repository   where the image is pushed, without a tag: registry.example.com/shop',
  '  -n, --name         name of the chart, and so of the objects (default: the last part of the repository)',
];

/** The definition that the arguments state. */
export function readDefinition(command: string, { positionals: [context = '.'], flags }: Arguments): Definition {
  const { repository, name } = flags;
  if (typeof repository !== 'string') throw new UsageError(`${command} needs --repository, where the image is pushed: registry.example.com/shop`);
  return { context, repository, name: typeof name === 'string' ? name : basename(repository) };
}

/**
 * Writes everything that synth of a cdk8s app with this one image would.
 *
 * @throws when a file that an earlier synth did not write is in the way
 */
export function synthesize({ context, repository, name }: Definition, outdir: string): App {
  const app = new App({ outdir });
  new PythonVenvImage(new Chart(app, name), 'web', { context, repository });
  // what synth wrote lists itself; anything else under these names is somebody's own
  const listed = existsSync(join(outdir, 'images', '.cdk8s-python-venv'));
  const own = listed ? [] : [`${name}.k8s.yaml`, 'images/docker-bake.hcl', `images/${name}_web/Dockerfile`].filter((file) => existsSync(join(outdir, file)));
  if (own.length > 0) {
    throw new Error(`'${join(outdir, own[0])}' is there already, and synth did not write it; give another folder (--output), or remove it`);
  }
  if (existsSync(join(outdir, 'cdk8s.yaml')) || resolve(outdir) === resolve(context)) {
    throw new Error(`'${outdir}' is no folder for what is generated: ${resolve(outdir) === resolve(context) ? 'it is the application\'s own' : 'it has a cdk8s.yaml'}; give another (--output)`);
  }
  app.synth();
  return app;
}
