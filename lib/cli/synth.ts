import { basename, join, resolve } from 'path';
import { App, Chart } from 'cdk8s';
import { Arguments, CliCommand, EXIT, Output, UsageError } from './command';
import { BuildFiles } from '../build/build-files';
import { PythonVenvImage } from '../python-venv-image';

/** `synth DIR -o OUT`: Dockerfile and manifests without a cdk8s app. */
export const SYNTH: CliCommand = {
  name: 'synth',
  usage: 'DIR --repository REPOSITORY [-o OUT]',
  summary: 'writes the Dockerfile, the build file and the manifests, with no cdk8s app',
  help: [
    '  DIR                the application\'s directory',
    '  -r, --repository   where the image is pushed, without a tag: registry.example.com/shop',
    '  -o, --output       the folder to write (default: dist)',
    '  -n, --name         name of the chart, and so of the objects (default: the last part of the repository)',
    '',
    'Everything is as found; for options write a cdk8s app. Files of OUT with the same names are written over.',
  ],
  options: {
    repository: { type: 'string', short: 'r' }, output: { type: 'string', short: 'o' }, name: { type: 'string', short: 'n' },
  },
  positionals: ['DIR'],
  run({ positionals: [context], flags }: Arguments, output: Output): number {
    const { repository, output: outdir = 'dist' } = flags;
    if (typeof repository !== 'string') throw new UsageError('synth needs --repository, where the image is pushed: registry.example.com/shop');
    const name = typeof flags.name === 'string' ? flags.name : basename(repository);
    const app = new App({ outdir: String(outdir) });
    const chart = new Chart(app, name);
    new PythonVenvImage(chart, 'web', { context, repository });
    app.synth();
    output.out(`Wrote ${join(String(outdir), `${chart.node.id}.k8s.yaml`)} and ${join(String(outdir), 'images')}.\n`);
    output.out(`Build and push the image, in ${resolve('.')}:\n  ${BuildFiles.of(app).bakeCommand} --push\n`);
    output.out(`Then run it:\n  kubectl apply -f ${join(String(outdir), `${chart.node.id}.k8s.yaml`)}\n`);
    return EXIT.done;
  },
};
