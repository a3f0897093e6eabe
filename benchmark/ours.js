// Run by node in a folder with the installed library: writes the build files of ./app. Usage: node ours.js CONTENDER COMMAND…
const { App, Chart } = require('cdk8s');
const library = require('cdk8s-python-venv');

/** The options of each contender that is ours. */
const OPTIONS = {
  'ours': () => ({}),
  'ours-stripped': () => ({ strip: true }),
  'ours-minimal': () => ({ strip: true, appStage: library.AppStage.MINIMAL }),
};

const [contender, ...command] = process.argv.slice(2);
const app = new App({ outdir: 'dist' });
const { PythonBase, PythonVersion, DebianRelease } = library;
new library.PythonVenvBuild(new Chart(app, 'bench'), 'web', {
  context: 'app',
  repository: `benchmark/${contender}`,
  base: PythonBase.debian({ python: PythonVersion.V3_11, release: DebianRelease.BOOKWORM }),
  command,
  ...OPTIONS[contender](),
});
app.synth();
