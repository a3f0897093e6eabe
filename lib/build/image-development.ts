import { BuildPlan } from './build-plan';
import { DevelopmentFacts } from '../detect/detect-development';

/** A process of an image beside its server. */
export interface LocalProcess {
  readonly id: string;
  readonly command: readonly string[];
  /** Whether it ends by itself, such as a migration. */
  readonly runsOnce: boolean;
}

/** What running an image on a developer's machine needs to know beyond what building it does. */
export interface ImageDevelopment {
  /** Id of the construct. */
  readonly id: string;
  readonly plan: BuildPlan;
  /** Name of the stage that is the image. */
  readonly stage: string;
  readonly facts: DevelopmentFacts;
  /** Those that the program adds. */
  readonly processes: readonly LocalProcess[];
  /** Name of the Deployment that runs the server; undefined where there is only the image. */
  readonly deployment?: string;
}
