import { basename, resolve } from 'path';
import { App, Chart } from 'cdk8s';
import { Arguments, CliCommand, EXIT, Output } from './command';
import { BuildFiles } from '../build/build-files';
import { DevelopmentTool } from '../development/local-development-props';
import { LocalDevelopment } from '../local-development';
import { PythonVenvImage } from '../python-venv-image';

/** `dev DIR`: files for a developer's machine. */
export const DEV: CliCommand = {
  name: 'dev',
  usage: '[DIR] [--skaffold] [--tilt]',
  summary: 'writes compose.yaml and what it builds, for a developer\'s machine',
  help: [
    '  DIR               the application\'s directory (default: the current one)',
    '  -o, --output      the folder for the Dockerfile and the manifests (default: dist)',
    '  -r, --repository  name of the image, without a tag (default: localhost/NAME)',
    '      --skaffold    skaffold.yaml, too',
    '      --tilt        a Tiltfile, too',
    '',
    'The files are written into the current directory, and only over files that this command wrote.',
    'For more, add LocalDevelopment to a cdk8s app.',
  ],
  options: {
    output: { type: 'string', short: 'o' }, repository: { type: 'string', short: 'r' }, skaffold: { type: 'boolean' }, tilt: { type: 'boolean' },
  },
  positionals: ['[DIR]'],
  run({ positionals: [context = '.'], flags }: Arguments, output: Output): number {
    const name = basename(resolve(context)).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 40) || 'app';
    const app = new App({ outdir: String(flags.output ?? 'dist') });
    const repository = String(flags.repository ?? `localhost/${name}`);
    new PythonVenvImage(new Chart(app, name), 'web', { context, repository });
    const development = new LocalDevelopment(app, 'development', {
      tools: [
        DevelopmentTool.COMPOSE,
        ...(flags.skaffold === true ? [DevelopmentTool.SKAFFOLD] : []),
        ...(flags.tilt === true ? [DevelopmentTool.TILT] : []),
      ],
    });
    app.synth();
    output.out('Wrote compose.yaml. Start it and follow the sources:\n  docker compose watch\n');
    const cluster = [BuildFiles.of(app).bakeCommand, development.kindLoadCommand, development.minikubeLoadCommand];
    output.out(['Or build the image and give it to a local cluster, by one of the last two:', ...cluster.map((line) => `  ${line}`), ''].join('\n'));
    return EXIT.done;
  },
};
