import { spawnSync } from 'child_process';
import { describeUnless } from './describe-unless';

/** A program that these tests ask, from an environment variable. */
export interface Tool {
  readonly variable: string;
  /** The command that makes or installs it and sets the variable. */
  readonly setBy: string;
}

export const DOCKERLINT: Tool = { variable: 'DOCKERLINT', setBy: 'export DOCKERLINT="$(test/tools/dockerlint.sh build)"' };
export const HADOLINT: Tool = { variable: 'HADOLINT', setBy: 'export HADOLINT="$(test/tools/hadolint.sh)"' };
export const CONTEXTFILES: Tool = { variable: 'CONTEXTFILES', setBy: 'export CONTEXTFILES="$(test/tools/contextfiles.sh)"' };
export const SHELLCHECK: Tool = { variable: 'SHELLCHECK', setBy: 'export SHELLCHECK="$(test/tools/shellcheck.sh)"' };
export const BUILDX: Tool = { variable: 'BUILDX', setBy: 'test/tools/buildkit.sh build && eval "$(test/tools/buildkit.sh env)"' };
export const BINDINGS: Tool = { variable: 'BINDINGS_GO', setBy: 'test/tools/bindings.sh build && eval "$(test/tools/bindings.sh env)"' };
export const ACTIONLINT: Tool = { variable: 'ACTIONLINT', setBy: 'export ACTIONLINT="$(test/tools/actionlint.sh)"' };
export const HELM: Tool = { variable: 'HELM', setBy: 'export HELM="$(test/tools/helm.sh)"' };

export const CHROMIUM: Tool = { variable: 'CHROMIUM', setBy: 'export CHROMIUM="$(test/tools/chromium.sh)"' };
export const MERMAID: Tool = { variable: 'MERMAID', setBy: 'export MERMAID="$(test/tools/mermaid.sh)"' };

/** What a tool printed, and its exit code. */
export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}

/**
 * A suite that needs tools: without them it is skipped with the reason, and fails in CI, where nothing may be left out.
 */
export function describeWith(tools: readonly Tool[], name: string, suite: () => void): void {
  const missing = tools.filter((tool) => !process.env[tool.variable]);
  const reason = missing.map((tool) => `${tool.variable} is not set: ${tool.setBy}`).join('\n') || undefined;
  describeUnless(reason, missing.map((tool) => tool.variable).join(', '), name, suite);
}

/** Runs a tool to its end; throws when it could not be run. */
export function ask(tool: Tool, args: readonly string[], options: { input?: string; cwd?: string } = {}): Answer {
  const program = process.env[tool.variable];
  if (!program) throw new Error(`${tool.variable} is not set`);
  const { stdout, stderr, status, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, ...options });
  if (error) throw error;
  return { stdout, stderr, status };
}
