import { reach } from './locked-graph';
import { haveServer, SELF_SERVING } from './server-names';
import { UvPackage } from './uv-lock';
import { Finding } from '../core/finding';

/** The member of a workspace that is the application, or the question which. */
export interface FoundMember {
  readonly member?: UvPackage;
  readonly findings: readonly Finding[];
  readonly problems: readonly string[];
}

/**
 * Which member is meant where the root of a workspace is no package itself: the one that has a server, by itself or through other members.
 * All of them together would be what none of them is tested with.
 */
export function serverMember(packages: readonly UvPackage[], members: readonly UvPackage[], python: string): FoundMember {
  const reached = members.map((member) => ({ member, names: reach(packages, [{ name: member.name }], python).packages.map(({ name }) => name) }));
  const served = reached.filter(({ names }) => haveServer(names));
  const serving = served.length > 0 ? served : reached.filter(({ names }) => names.some((name) => SELF_SERVING.has(name)));
  // a member that another one needs is a part of that
  const tops = serving.filter(({ member }) => !serving.some((other) => other.member !== member && other.names.includes(member.name)));
  if (tops.length === 1) {
    const [{ member }] = tops;
    return {
      member,
      findings: [{ subject: 'dependencies', value: `member ${member.name}`, evidence: `uv.lock: of the ${members.length} members of the workspace it has the server`, file: 'uv.lock', override: 'dependencies: PythonDependencies.uv({ member: \'…\' })' }],
      problems: [],
    };
  }
  const calls = (tops.length > 0 ? tops.map(({ member }) => member) : members).map(({ name }) => `PythonDependencies.uv({ member: '${name}' })`).sort();
  return {
    findings: [],
    problems: [`uv.lock is of a workspace whose root is no package, and ${tops.length > 0 ? `${tops.length} of its members have a server` : 'none of its members has a server'}; choose the application with dependencies: ${calls.join(' or ')}`],
  };
}
