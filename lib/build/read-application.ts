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

/** Where an application is, and what its build leaves out beside what the ignore rules say. */
export interface ReadInput {
  /** Absolute path of the directory. */
  readonly context: string;
  /** What synth writes or pins, relative to the context; nothing that is outside. */
  readonly written: readonly string[];
  /** Absolute paths of the volumes of its Pods. */
  readonly mounted: readonly string[];
}

/**
 * Reads a directory and decides everything about its image; what is wrong goes to `problems`.
 *
 * @param open the directory under the rules of an ignore file's text
 */
export function readApplication(
  props: PythonVenvBuildProps, { context, written, mounted }: ReadInput, problems: Problems,
  open = (rules: string) => new AppDirectory(context, parseIgnoreFile(rules)),
): Application {
  const rules = { own: ownIgnoreFile(context), written };
  const read = (ignore: IgnoreText) => problems.attempt(() => open(ignore.text)) ?? new AppDirectory(context, []);
  const ignore = ignoreText(rules);
  const directory = read(ignore);
  const planned = planImage(props, directory, problems, mounted);
  const stale = planned.plan.assets?.staleOutputs ?? [];
  if (stale.length === 0) return { ignore, directory, planned };
  // what the assets stage builds is known only now, and what a checkout has there does not reach the build
  const withAssets = problems.attempt(() => ignoreText({ ...rules, assetsOutputs: stale })) ?? ignore;
  return { ignore: withAssets, directory: read(withAssets), planned };
}
