import { PAIR_CHECK, PairCheck } from './pair-check';
import { PythonBase } from './python-base';
import { VenvTool } from './venv-tool';
import { Command, command } from '../dockerfile/command';
import { run } from '../dockerfile/instruction';
import { Variable, Word } from '../dockerfile/quoting';
import { Block, block } from '../dockerfile/stage';

/** The version of the virtualenv package that makes the virtualenv; a new one comes with a release of the library. */
const VIRTUALENV_VERSION = '20.35.4';

/** Where the virtualenv is, in the builder and in the app: it works nowhere else, so there is one constant. */
export const VENV = '/venv';

/** Where the application is, in every stage. */
export const APP_DIRECTORY = '/app';

/** PATH with the virtualenv's programs before those of the image. */
export const VENV_PATH: [string, Word] = ['PATH', [`${VENV}/bin:`, new Variable('PATH')]];

/** The commands that make an empty virtualenv, without pip unless something needs it inside. */
export function makeVenv(tool: VenvTool, pipInside: boolean): Command[] {
  if (tool === VenvTool.VENV) {
    return [command('python', '-m', 'venv', ...(pipInside ? [] : ['--without-pip']), VENV)];
  }
  return [
    command('python', '-m', 'venv', '--without-pip', '/opt/virtualenv'),
    command('pip', '--python', '/opt/virtualenv/bin/python', 'install', `virtualenv==${VIRTUALENV_VERSION}`),
    command('/opt/virtualenv/bin/virtualenv', ...(pipInside ? [] : ['--no-pip']), '--no-setuptools', '--no-wheel', VENV),
  ];
}

/** In a pair of the user's own, or by digests: stops the build when the image is not what the pair was said to be. */
export function pairCheck(base: PythonBase, python: string): Block[] {
  if (base._check === PairCheck.NONE) return [];
  const { python: { series }, release: { codename } } = base;
  const what = base._check === PairCheck.CUSTOM ? 'An image of your own' : 'An image by its digest, which may be that of another';
  return [block(`${what}: it must be what its pair is, or the virtualenv works in one half only.`, run([command(python, '-c', PAIR_CHECK, series, codename)]))];
}
