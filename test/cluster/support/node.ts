import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import { manifests, objects } from './manifests';
import { runPrinted } from '../../e2e/support/docker';
import { Project, Synthesized } from '../../e2e/support/project';

const KUBERNETES = path.join(__dirname, '../../tools/kubernetes.sh');

/** What an example wrote and built, its image on the node. */
export interface Deployable {
  readonly web: Synthesized;
  /** All manifests that synth wrote, as one text. */
  readonly manifests: string;
  readonly deployment: any;
  readonly service: any;
}

/** Synthesizes a project, builds its image with the printed command, and copies it to the node. */
export function built(project: Project): Deployable {
  const web = project.synth();
  runPrinted(web.bakeCommand, project.folder);
  execFileSync(KUBERNETES, ['load', web.image], { stdio: ['ignore', 'ignore', 'pipe'] });
  const text = manifests(path.join(project.folder, 'dist'));
  const only = (kind: string) => objects(text).find((object) => object.kind === kind);
  return { web, manifests: text, deployment: only('Deployment'), service: only('Service') };
}
