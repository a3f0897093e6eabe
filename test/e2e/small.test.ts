import { describeWithDocker, docker, imageSize, RestrictedContainer, runPrinted } from './support/docker';
import { Project } from './support/project';

/** The server's answer, and how it stops. */
async function serves(image: string): Promise<void> {
  const container = new RestrictedContainer(image);
  try {
    expect(await container.get('/healthz')).toMatchObject({ status: 200, text: 'ok' });
    expect((await container.get('/')).text).toContain('<h1>Tea of the day</h1>');
    expect(container.stop()).toEqual({ exitCode: 0, within5s: true });
  } finally {
    container.remove();
  }
}

describeWithDocker('a small application without native dependencies', () => {
  test('it runs restricted, and is at most 0.18 of the single-stage image', async () => {
    const project = new Project('small');
    const web = project.synth();
    runPrinted(web.bakeCommand, project.folder);
    await serves(web.image);
    const single = project.singleStage(web);
    runPrinted(single.command, project.folder);
    const [many, one] = [imageSize(web.image), imageSize(single.image)];
    process.stdout.write(`small: ${many} bytes in two stages, ${one} in one, ratio ${(many / one).toFixed(3)}\n`);
    expect(many / one).toBeLessThanOrEqual(0.18);
  });

  test('it runs on the other Debian and Python, and with the virtualenv tool', async () => {
    const project = new Project('small', {
      'main.ts': `
        import { App, Chart } from 'cdk8s';
        import { DebianRelease, PythonBase, PythonVersion, PythonVenvImage, VenvTool } from 'cdk8s-python-venv';
        const app = new App();
        export const web = new PythonVenvImage(new Chart(app, 'tea'), 'web', {
          context: 'app', repository: 'registry.example.com/tea', command: ['python', '-m', 'tea_of_the_day'],
          base: PythonBase.debian({ python: PythonVersion.V3_11, release: DebianRelease.BOOKWORM }), venvTool: VenvTool.VIRTUALENV,
        });
        app.synth();`,
    });
    const web = project.synth();
    runPrinted(web.bakeCommand, project.folder);
    await serves(web.image);
    expect(docker('run', '--rm', web.image, 'python', '-c', 'import sys, importlib.util as u; print(sys.version_info[:2], u.find_spec("pip"))')).toBe('(3, 11) None');
  });

  test('a checkout under a strict umask gives an image that another user can read', async () => {
    const project = new Project('small');
    runPrinted('chmod -R go= app', project.folder);
    const web = project.synth();
    expect(web.tag).toBe(new Project('small').synth().tag);
    runPrinted(web.bakeCommand, project.folder);
    await serves(web.image);
  });
});
