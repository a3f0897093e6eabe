import { join, resolve } from 'path';
import { Arguments, CliCommand, EXIT, Output } from './command';
import { DEFINITION_HELP, DEFINITION_OPTIONS, readDefinition, synthesize } from './synthesize';
import { BuildFiles } from '../build/build-files';

/** `synth DIR -o OUT`: Dockerfile and manifests without a cdk8s app. */
export const SYNTH: CliCommand = {
  name: 'synth',
  usage: 'DIR --repository REPOSITORY [-o OUT]',
  summary: 'writes the Dockerfile, the build file and the manifests, with no cdk8s app',
  help: [
    '  DIR                the application\'s directory',
    ...DEFINITION_HELP,
    '  -o, --output       the folder to write (default: dist)',
    '',
    'Everything is as found; for options write a cdk8s app (init). What an earlier synth wrote into OUT is written over,',
    'nothing else.',
  ],
  options: { ...DEFINITION_OPTIONS, output: { type: 'string', short: 'o' } },
  positionals: ['DIR'],
  run(given: Arguments, output: Output): number {
    const definition = readDefinition('synth', given);
    const outdir = typeof given.flags.output === 'string' ? given.flags.output : 'dist';
    const app = synthesize(definition, outdir);
    const manifest = join(outdir, `${definition.name}.k8s.yaml`);
    output.out(`Wrote ${manifest} and ${join(outdir, 'images')}.\n`);
    output.out(`Build and push the image, in ${resolve('.')}:\n  ${BuildFiles.of(app).bakeCommand} --push\n`);
    output.out(`Then run it:\n  kubectl apply -f ${manifest}\n`);
    return EXIT.done;
  },
};
