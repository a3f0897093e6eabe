/**
 * A tool that runs images while their sources are written.
 */
export enum DevelopmentTool {
  /**
   * Docker Compose: `compose.yaml`, for `docker compose watch`. No Kubernetes.
   */
  COMPOSE = 'compose',

  /**
   * Skaffold: `skaffold.yaml`, for `skaffold dev`, with the manifests that synth writes.
   */
  SKAFFOLD = 'skaffold',

  /**
   * Tilt: `Tiltfile`, for `tilt up`, with the manifests that synth writes.
   */
  TILT = 'tilt',
}

/**
 * What is written for developers, and where.
 */
export interface LocalDevelopmentProps {
  /**
   * Which files are written.
   * @default - the one of Docker Compose
   */
  readonly tools?: DevelopmentTool[];

  /**
   * Where the files are written, relative to the directory where synth runs, or absolute.
   * @default - the directory where synth runs
   */
  readonly directory?: string;

  /**
   * Variables of every server and worker of the compose file, by name: `{ DEBUG: '1' }`. They win over what was found. No
   * secret belongs here; a variable of the shell, or of `.env` beside the file, has its value nowhere else.
   * @default - what the code reads and cannot do without, with values for this machine
   */
  readonly environment?: { readonly [name: string]: string };

  /**
   * The image of PostgreSQL, where an application has a driver for it.
   * @default 'postgres:17'
   */
  readonly postgresImage?: string;

  /**
   * The image of Redis, where an application has a client of it.
   * @default 'redis:7'
   */
  readonly redisImage?: string;
}
