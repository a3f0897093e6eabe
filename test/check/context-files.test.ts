import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';
import { parseIgnoreFile } from '../../lib/dockerfile/ignore-rules';
import { walkContext } from '../../lib/project/context-walk';
import { ContextCase, contextCase } from '../support/context-trees';
import { attempt } from '../support/hostile-strings';
import { withTemporaryDirectory, writeTree } from '../support/temporary-tree';
import { ask, CONTEXTFILES, describeWith } from '../support/tools';

const COUNT = Number(process.env.CONTEXT_CASES ?? 150);

const REFUSAL = /is malformed, and BuildKit refuses it|would take it for a regular expression/;

/** What BuildKit's own code sends, as sorted lines; or that it refuses. */
function sentByBuildKit(ignoreFile: string, context: string): string[] | 'refused' {
  const { stdout, status } = ask(CONTEXTFILES, [ignoreFile, context]);
  if (status !== 0) return 'refused';
  const entries = stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { path: string; kind: string; target?: string });
  return entries.map(({ path, kind, target }) => JSON.stringify([path, kind, target ?? null])).sort();
}

/** What the library says is sent. */
function sentByWalk(ignore: string, context: string): string[] | { refused: string } {
  const walked = attempt(() => walkContext(context, parseIgnoreFile(ignore)));
  if ('refused' in walked) return walked;
  return walked.value.entries.map(({ path, kind, target }) => JSON.stringify([path, kind, target ?? null])).sort();
}

describeWith([CONTEXTFILES], 'the files that the tag covers are the files that BuildKit sends', () => {
  test(`${COUNT} generated trees with an ignore file each`, () => withTemporaryDirectory((directory) => {
    const cases: ContextCase[] = fc.sample(contextCase, { numRuns: COUNT, seed: 20261124 });
    const outcomes = { same: 0, bothRefuse: 0, onlyOursRefuses: 0 };
    cases.forEach(({ tree, ignore }, i) => {
      const context = join(directory, `${i}`);
      mkdirSync(context);
      writeTree(context, tree);
      writeFileSync(`${context}.ignore`, ignore);
      const ours = sentByWalk(ignore, context);
      const theirs = sentByBuildKit(`${context}.ignore`, context);
      const refusal = Array.isArray(ours) ? '' : ours.refused;
      if (theirs === 'refused') {
        outcomes.bothRefuse++;
        expect({ ignore, tree, refusal }).toEqual({ ignore, tree, refusal: expect.stringMatching(REFUSAL) });
      } else if (REFUSAL.test(refusal)) {
        // BuildKit finds a malformed pattern only once it is asked about a path, and some accidents of its regular
        // expressions are refused here on purpose.
        outcomes.onlyOursRefuses++;
        const [pattern] = /"(?:\\.|[^"\\])*"/.exec(refusal) ?? ['none'];
        expect(pattern).toMatch(/\[|\\\\|\{\d/);
      } else {
        outcomes.same++;
        expect({ ignore, tree, sent: ours }).toEqual({ ignore, tree, sent: theirs });
      }
    });
    expect(outcomes.same).toBeGreaterThan(COUNT / 2);
    expect(outcomes.bothRefuse).toBeGreaterThan(0);
    expect(outcomes.onlyOursRefuses).toBeLessThan(COUNT / 6);
  }));
});
