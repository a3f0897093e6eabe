import { LocalImage } from './local-image';
import { secretSource } from '../build/image-secrets';
import { OWN_FILE } from '../core/own-file';
import { starlarkString } from '../dockerfile/quoting';

/**
 * The text of a Tiltfile: each image from its own Dockerfile, and the manifests that synth writes.
 *
 * @param manifests the folder that synth writes, relative to the directory
 * @see https://docs.tilt.dev/api.html
 */
export function tiltfile(images: readonly LocalImage[], manifests: string): string {
  const builds = images.map(({ image, context, dockerfileHere, development }) => call('docker_build', [
    starlarkString(image.repository),
    starlarkString(context),
    `dockerfile=${starlarkString(dockerfileHere)}`,
    `target=${starlarkString(development.stage)}`,
    ...(image.secrets.length > 0 ? [`secret=[${image.secrets.map((secret) => template(secretSource(secret))).join(', ')}]`] : []),
  ]));
  const resources = images.flatMap(({ development: { deployment, plan } }, i) => deployment === undefined ? []
    : [`k8s_resource(${starlarkString(deployment)}, port_forwards='${8000 + i}:${plan.python.port}')\n`]);
  return [
    `${OWN_FILE} Change the construct and run synth again.\n#   tilt up    builds, deploys, and does both again when a file changes\n`,
    ...builds,
    `k8s_yaml([path for path in listdir(${starlarkString(manifests)}, recursive=True) if path.endswith('.yaml')])\n`,
    ...(resources.length > 0 ? [resources.join('')] : []),
  ].join('\n');
}

function call(name: string, values: readonly string[]): string {
  return `${name}(\n${values.map((value) => `    ${value},\n`).join('')})\n`;
}

/** The home directory is a variable of the shell, which Starlark reads by a function. */
function template(value: ReturnType<typeof secretSource>): string {
  if (typeof value === 'string') return starlarkString(value);
  return value.map((part) => typeof part === 'string' ? starlarkString(part) : `os.getenv(${starlarkString(part.name)})`).join(' + ');
}
