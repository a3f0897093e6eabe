import { randomUUID } from 'node:crypto';
import { describeWithDocker, runPrinted } from './support/docker';
import { Project } from './support/project';

/** Each step of a build, by its name, with whether BuildKit took it from its cache. */
function steps(log: string): Map<string, 'cached' | 'run'> {
  const names = new Map<string, string>();
  for (const [, id, name] of log.matchAll(/^#(\d+) (\[(?:assets|builder|app) +\d+\/\d+\] (?:COPY|RUN|WORKDIR) .*)$/gm)) names.set(id, name);
  const cached = new Set([...log.matchAll(/^#(\d+) CACHED$/gm)].map(([, id]) => id));
  return new Map([...names].map(([id, name]) => [name, cached.has(id) ? 'cached' : 'run']));
}

const ran = (log: string) => [...steps(log)].filter(([, how]) => how === 'run').map(([name]) => name);

describeWithDocker('a second build', () => {
  test('runs again only what a change can touch', () => {
    const project = new Project('article');
    const first = project.synth();
    runPrinted(first.bakeCommand, project.folder);
    const again = runPrinted(first.bakeCommand, project.folder);
    expect(steps(again).size).toBeGreaterThan(10);
    expect(ran(again)).toEqual([]);

    // what no build has seen, for a builder remembers for long
    const fresh = randomUUID();
    project.write('app/seed_shop/versions_extra.py', `FRESH = '${fresh}'\n`);
    const code = project.synth();
    expect(code.tag).not.toBe(first.tag);
    expect(ran(runPrinted(code.bakeCommand, project.folder))).toEqual([
      expect.stringMatching(/^\[app 7\/8\] COPY --link --chmod=u=rwX,go=rX \.\/ \.\/$/),
      // linked: the same layer, on top of another one
      expect.stringMatching(/^\[app 8\/8\] COPY --from=assets --link /),
    ]);

    project.write('app/media/css/base.css', `:root{--fresh:x${fresh}}\n`);
    expect(ran(runPrinted(project.synth().bakeCommand, project.folder)).map((name) => name.replace(/^\[(\w+) +\d+\/\d+\] (\w+) .*/, '$1 $2')).sort())
      .toEqual(['app COPY', 'app COPY', 'assets COPY', 'assets RUN']);
  });
});
