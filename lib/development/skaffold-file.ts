import { LocalImage } from './local-image';
import { comment, Value, yamlText } from './yaml-text';
import { OWN_FILE } from '../core/own-file';
import type { BuildSecret } from '../dockerfile/build-secret';

/**
 * The text of a skaffold.yaml: each image from its own Dockerfile, and the manifests that synth writes.
 *
 * @param manifests a pattern of the files, relative to the directory
 * @see https://skaffold.dev/docs/references/yaml/
 */
export function skaffoldFile(name: string, images: readonly LocalImage[], manifests: string): string {
  const forwards = images.flatMap(({ development: { deployment, plan } }, i) => deployment === undefined ? [] : [{
    resourceType: 'deployment', resourceName: deployment, port: plan.python.port, localPort: 8000 + i,
  }]);
  return `${comment([
    `${OWN_FILE.slice(2)} Change the construct and run synth again.`,
    '  skaffold dev --port-forward    builds, deploys, and does both again when a file changes',
    'A Pod cannot write to /app, so a change makes an image; all but the last layers are in the cache.',
  ])}\n${yamlText({
    apiVersion: 'skaffold/v4beta12',
    kind: 'Config',
    metadata: { name: name.replace(/_/g, '-') },
    build: {
      local: { useBuildkit: true, push: false },
      artifacts: images.map(({ image, context, dockerfile, development }) => ({
        image: image.repository,
        context,
        docker: {
          dockerfile,
          target: development.stage,
          ...(image.secrets.length > 0 ? { secrets: image.secrets.map(secretEntry) } : {}),
        },
      })),
    },
    manifests: { rawYaml: [manifests] },
    ...(forwards.length > 0 ? { portForward: forwards } : {}),
  })}`;
}

function secretEntry(secret: BuildSecret): Value {
  return { id: secret.id, ...(secret.file === undefined ? { env: secret.environmentVariable ?? secret.id } : { src: secret.file }) };
}
