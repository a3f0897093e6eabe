import * as path from 'node:path';
import { App, Chart } from 'cdk8s';
import { NodeAssets, PythonVenvImage } from 'cdk8s-python-venv';

const app = new App();
const chart = new Chart(app, 'seeds');

export const web = new PythonVenvImage(chart, 'web', {
  context: path.relative(process.cwd(), path.join(__dirname, 'app')),
  repository: 'registry.example.com/seeds',
  // libpq, libxml2 and libxslt: psycopg2 and lxml are compiled against them in the builder, and load them in the app
  runtimePackages: ['libpq5', 'libxml2', 'libxslt1.1'],
  assets: NodeAssets.yarn({
    sources: ['gulpfile.js', 'media'],
    command: ['gulp', 'build', '--production'],
    output: 'static_final',
  }),
  command: ['./bin/run.sh'],
});

app.synth();
