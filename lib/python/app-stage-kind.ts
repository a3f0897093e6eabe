/**
 * What the app image is made of, beside the virtualenv and the application.
 */
export enum AppStage {
  /**
   * The slim image of the pair: a shell and Debian's package manager are there, for those who look into a running container.
   */
  SLIM = 'slim',

  /**
   * Nothing but Python, the shared libraries that it and the virtualenv load, certificates, time zones and the names of users, all of them
   * taken from that same slim image. No shell and no package manager: a command that is a shell script does not start.
   * @see https://docs.docker.com/build/building/base-images/#create-a-minimal-base-image-using-scratch
   */
  MINIMAL = 'minimal',
}
