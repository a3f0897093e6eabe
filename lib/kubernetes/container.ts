import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ordered } from './environment';
import { ImageFacts } from './image-facts';

/**
 * Enough to start a small server, and a memory limit that a leak meets before the node does. Request and limit of memory
 * are equal, so the scheduler counts what may be used; a CPU can be shared, so its request is small.
 */
const DEFAULT_RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.units(1) },
  memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
};

/** The one writable place of a Pod whose root file system is read-only. */
export function temporaryVolume(scope: Construct): kplus.Volume {
  return kplus.Volume.fromEmptyDir(scope, 'tmp', 'tmp', { sizeLimit: Size.mebibytes(64) });
}

/** A container of the image: its user, nothing writable but /tmp, no privilege to gain. The options win. */
export function hardenedContainer(facts: ImageFacts, tmp: kplus.Volume, options: kplus.ContainerOpts): kplus.ContainerProps {
  const resources = options.resources ?? DEFAULT_RESOURCES;
  return {
    ...options,
    image: facts.image,
    // the tag stands for the content, so a node that has it needs no other
    imagePullPolicy: options.imagePullPolicy ?? kplus.ImagePullPolicy.IF_NOT_PRESENT,
    resources,
    envVariables: ordered({ ...concurrency(resources), ...options.envVariables }),
    securityContext: {
      user: facts.uid,
      group: facts.gid,
      ensureNonRoot: true,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      privileged: false,
      ...options.securityContext,
    },
    volumeMounts: [{ path: '/tmp', volume: tmp }, ...(options.volumeMounts ?? [])],
  };
}

/**
 * Python and its servers count the cores of the node, not those that the container may use. Both variables follow the
 * limit, rounded up: `PYTHON_CPU_COUNT` for Python 3.13 and later, `WEB_CONCURRENCY` for the workers of gunicorn and uvicorn.
 * Without a limit Kubernetes would put in the cores of the node, which is what they do anyway.
 * @see https://docs.python.org/3/using/cmdline.html#envvar-PYTHON_CPU_COUNT
 */
function concurrency(resources: kplus.ContainerResources): { [name: string]: kplus.EnvValue } {
  if (!resources.cpu?.limit) return {};
  const cores = kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_LIMIT, { divisor: '1' });
  return { PYTHON_CPU_COUNT: cores, WEB_CONCURRENCY: cores };
}
