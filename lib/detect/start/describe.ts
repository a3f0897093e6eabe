import { Candidate } from './candidate';
import { EnvironmentRead } from './environment-reads';
import { Finding } from '../../core/finding';

/** A command as it is written in the props. */
export function listOf(command: readonly string[]): string {
  return `[${command.map((word) => `'${word.replace(/\\/g, '\\\\').replace(/'/g, '\\\'')}'`).join(', ')}]`;
}

/** What the evidence for a candidate is, in words. */
export function evidenceOf(candidate: Candidate): string {
  const { mention, framework, file, line } = candidate;
  const made = `${file}:${line} ${candidate.isFactory ? 'makes' : 'is'} ${/^[aeiou]/i.test(framework.name) ? 'an' : 'a'} ${framework.name} application`;
  return mention && mention.words.length > 0 ? `${mention.file}:${mention.line} starts ${candidate.paste ?? mention.target}; ${made}` : made;
}

/** The finding for the start command. */
export function commandFinding(command: readonly string[], evidence: string, file: string, line: number, others: readonly Candidate[]): Finding {
  const alternatives = others.slice(0, 5).map((other) => `${other.paste ?? `${other.module}:${other.attribute}`} (${other.file}:${other.line})`);
  return {
    subject: 'command', value: JSON.stringify(command), evidence, file, line,
    ...(alternatives.length > 0 ? { alternatives } : {}), override: `command: ${listOf(command)}`,
  };
}

/** The variables that the application cannot start without. */
export function environmentFinding(required: readonly EnvironmentRead[]): Finding[] {
  const [first] = required;
  if (first === undefined) return [];
  return [{
    subject: 'environment', value: required.map(({ name }) => name).join(', '),
    evidence: `read without a default: ${required.map(({ name, file, line }) => `${name} (${file}:${line})`).join(', ')}`,
    file: first.file, line: first.line, override: `environment: { ${first.name}: EnvValue.fromSecretValue({ secret, key: '${first.name}' }) }`,
  }];
}
