import { execFileSync } from 'node:child_process';
import { describeWithDocker, inImage, runPrinted } from './support/docker';
import { Project } from './support/project';

const PACKAGE = JSON.stringify({ name: 'front', private: true, scripts: { build: 'terser src/a.js -o out/a.js' }, devDependencies: { terser: '5.36.0' } });

/** Each manager writes its own lock here; in the build it may only follow it. */
const LOCK: { readonly [manager: string]: string[] } = {
  npm: ['npm', 'install', '--package-lock-only'],
  pnpm: ['npx', '--yes', 'pnpm@10.24.0', 'install', '--lockfile-only'],
  yarn: ['npx', '--yes', 'yarn@1.22.22', 'install', '--non-interactive'],
  bun: ['npx', '--yes', 'bun@1.3.4', 'install', '--lockfile-only'],
};

const main = (manager: string) => `
  import { App, Chart } from 'cdk8s';
  import { NodeAssets, PythonVenvImage } from 'cdk8s-python-venv';
  const app = new App();
  export const web = new PythonVenvImage(new Chart(app, 'front'), '${manager}', {
    context: 'app', repository: 'registry.example.com/front-${manager}', command: ['python', '-m', 'tea_of_the_day'],
    assets: NodeAssets.${manager}({ directory: 'front end', sources: ['src'], output: 'out' }),
  });
  app.synth();`;

function projectWith(manager: string): Project {
  const project = new Project('small', {
    'main.ts': main(manager),
    'app/front end/package.json': PACKAGE,
    'app/front end/src/a.js': 'const answer = 42;\nconsole.log(answer);\n',
    'app/front end/out/stale.js': 'stale',
    'app/.gitignore': 'front end/out\n',
  });
  const [program, ...words] = LOCK[manager];
  execFileSync(program, words, { cwd: `${project.folder}/app/front end`, stdio: ['ignore', 'ignore', 'pipe'] });
  return project;
}

describeWithDocker('static assets', () => {
  test.each(Object.keys(LOCK))('of %s are in the app, alone, at the same path', (manager) => {
    const project = projectWith(manager);
    const web = project.synth();
    runPrinted(web.bakeCommand, project.folder);
    expect(inImage(web.image, 'ls "/app/front end/out" && cat "/app/front end/out/a.js"').output).toBe('a.js\nconst answer=42;console.log(answer);');
    expect(inImage(web.image, 'ls "/app/front end"').output).not.toContain('node_modules');
  });

  test.each(Object.keys(LOCK))('of %s are not built when package.json asks for what the lock does not say', (manager) => {
    const project = projectWith(manager);
    project.write('app/front end/package.json', PACKAGE.replace('5.36.0', '5.37.0'));
    expect(() => runPrinted(project.synth().bakeCommand, project.folder)).toThrow(/lock ?file|lockfile/i);
  });
});
