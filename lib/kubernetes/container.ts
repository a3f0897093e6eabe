import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';

/** What a container needs to know of its image. */
export interface ImageFacts {
  /** Full reference, a plain string. */
  readonly image: string;
  readonly uid: number;
  readonly gid: number;
}

/** Enough to start a small server; a limit that a leak meets before the node does. */
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
  return {
    ...options,
    image: facts.image,
    // the tag stands for the content, so a node that has it needs no other
    imagePullPolicy: options.imagePullPolicy ?? kplus.ImagePullPolicy.IF_NOT_PRESENT,
    resources: options.resources ?? DEFAULT_RESOURCES,
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
