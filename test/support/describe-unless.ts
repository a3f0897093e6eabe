/**
 * A suite that something is missing for: it is skipped with the printed reason, and fails in CI, where nothing may be left out.
 *
 * @param reason why it cannot run; undefined when it can
 * @param needs what it needs, for the name of the failed test
 */
export function describeUnless(reason: string | undefined, needs: string, name: string, suite: () => void): void {
  if (reason === undefined) return describe(name, suite);
  if (process.env.CI === 'true') {
    return describe(name, () => {
      test(`needs ${needs}`, () => {
        throw new Error(reason);
      });
    });
  }
  process.stderr.write(`skipped: ${name}: ${reason}\n`);
  describe.skip(name, suite);
}
