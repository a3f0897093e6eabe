import { spawnSync } from 'child_process';

/** A program that these tests ask, from an environment variable. */
export interface Tool {
  readonly variable: string;
  /** The command that makes or installs it and prints its path. */
  readonly madeBy: string;
}

export const DOCKERLINT: Tool = { variable: 'DOCKERLINT', madeBy: 'test/tools/dockerlint.sh build' };
export const HADOLINT: Tool = { variable: 'HADOLINT', madeBy: 'test/tools/hadolint.sh' };
export const CONTEXTFILES: Tool = { variable: 'CONTEXTFILES', madeBy: 'test/tools/contextfiles.sh' };
export const BUILDX: Tool = { variable: 'BUILDX', madeBy: 'eval "$(test/tools/buildkit.sh env)" && ls "$DOCKER_CONFIG/cli-plugins/docker-buildx"' };

/**
 * A suite that needs tools: without them it is skipped with the reason, and fails in CI, where nothing may be left out.
 */
export function describeWith(tools: readonly Tool[], name: string, suite: () => void): void {
  const missing = tools.filter((tool) => !process.env[tool.variable]);
  if (missing.length === 0) return describe(name, suite);
  const reason = missing.map((tool) => `${tool.variable} is not set: export ${tool.variable}="$(${tool.madeBy})"`).join('\n');
  if (process.env.CI === 'true') {
    return describe(name, () => {
      test(`needs ${missing.map((tool) => tool.variable).join(', ')}`, () => {
        throw new Error(reason);
      });
    });
  }
  process.stderr.write(`skipped: ${name}\n${reason}\n`);
  describe.skip(name, suite);
}

/** What a tool printed and its exit code; throws when it could not be run. */
export function ask(tool: Tool, args: readonly string[], options: { input?: string; cwd?: string } = {}): { stdout: string; stderr: string; status: number | null } {
  const program = process.env[tool.variable];
  if (!program) throw new Error(`${tool.variable} is not set`);
  const { stdout, stderr, status, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (error) throw error;
  return { stdout, stderr, status };
}
