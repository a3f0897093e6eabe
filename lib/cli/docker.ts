import { MissingProgram } from './command';
import { Answer, ask } from './processes';

/** @throws with what to install, and what can be done without it */
export async function requireBuildx(instead: string): Promise<void> {
  const { code } = await dockerAnswer(['buildx', 'version'], instead);
  if (code !== 0) {
    throw new MissingProgram(`docker has no buildx; install it: https://github.com/docker/buildx#installing (Debian and Ubuntu: docker-buildx-plugin). ${instead}`);
  }
}

/** What docker says. */
export async function dockerAnswer(words: readonly string[], instead: string, cwd?: string): Promise<Answer> {
  try {
    return await ask('docker', words, cwd);
  } catch (error) {
    throw error instanceof MissingProgram ? noDocker(instead) : error;
  }
}

export function noDocker(instead: string): MissingProgram {
  return new MissingProgram(`this needs the docker command, and there is none on the PATH; install Docker Engine with buildx: https://docs.docker.com/engine/install/. ${instead}`);
}
