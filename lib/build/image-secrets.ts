import { BuildPlan } from './build-plan';
import { Problems } from '../core/problems';
import { BuildSecret, sameSecret, secretCode } from '../dockerfile/build-secret';
import { Variable, Word } from '../dockerfile/quoting';

/** Every secret that the build of an image mounts, each once, sorted by its id. Two of one id are a problem. */
export function imageSecrets({ python, assets }: BuildPlan, problems: Problems): BuildSecret[] {
  const steps = [...python.install.steps, ...(python.install.projectSteps ?? [])];
  const all = [
    ...python.access.indexes.flatMap((index) => index._secrets),
    ...[...python.access.secrets, ...steps.flatMap((step) => step.secrets ?? []), ...(assets?.secrets ?? [])].map(({ secret }) => secret),
  ];
  const byId = new Map<string, BuildSecret>();
  for (const secret of all) {
    const earlier = byId.get(secret.id);
    if (earlier && !sameSecret(earlier, secret)) {
      problems.add(`two secrets have the id '${secret.id}': ${secretCode(earlier)} and ${secretCode(secret)}; give one of them another: { id: '${secret.id}-2' }`);
    }
    byId.set(secret.id, earlier ?? secret);
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Where the build finds a secret, as `docker build --secret` and a bake file take it.
 * @see https://docs.docker.com/reference/cli/docker/buildx/build/#secret
 */
export function secretSource(secret: BuildSecret): Word {
  if (secret.file === undefined) return `type=env,id=${secret.id},env=${secret.environmentVariable}`;
  const source = `type=file,id=${secret.id},src=`;
  return isInHome(secret) ? [source, new Variable('HOME'), secret.file.slice(1)] : `${source}${secret.file}`;
}

/** Whether the path begins with `~`, which no program but a shell knows. */
export function isInHome(secret: BuildSecret): boolean {
  return secret.file?.startsWith('~/') === true;
}
