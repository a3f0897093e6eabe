import { IgnoreText, ignoreText } from './ignore-sections';
import { PlannedImage, planImage } from './plan-image';
import { PythonVenvBuildProps } from './python-venv-build-props';
import { Problems } from '../core/problems';
import { parseIgnoreFile } from '../dockerfile/ignore-rules';
import { AppDirectory, ownIgnoreFile } from '../project/app-directory';

/** An application's directory, read and decided. */
export interface Application {
  readonly ignore: IgnoreText;
  /** What the build receives under these rules. */
  readonly directory: AppDirectory;
  readonly planned: PlannedImage;
}

/**
 * Reads a directory and decides everything about its image; what is wrong goes to `problems`.
 *
 * @param context absolute path of the directory
 * @param mounted absolute paths of the volumes of its Pods
 * @param outdir the folder that synth writes, relative to the context; undefined when it is outside
 */
export function readApplication(
  props: PythonVenvBuildProps, context: string, outdir: string | undefined, problems: Problems, mounted: readonly string[],
): Application {
  const rules = { own: ownIgnoreFile(context), outdir };
  const read = (ignore: IgnoreText) => new AppDirectory(context, problems.attempt(() => parseIgnoreFile(ignore.text)) ?? []);
  const ignore = ignoreText(rules);
  const directory = read(ignore);
  const planned = planImage(props, directory, problems, mounted);
  const stale = planned.plan.assets?.staleOutputs ?? [];
  if (stale.length === 0) return { ignore, directory, planned };
  // what the assets stage builds is known only now, and what a checkout has there does not reach the build
  const withAssets = problems.attempt(() => ignoreText({ ...rules, assetsOutputs: stale })) ?? ignore;
  return { ignore: withAssets, directory: read(withAssets), planned };
}
