import * as path from 'node:path';
import { App, Chart } from 'cdk8s';
import { PythonVenvImage } from 'cdk8s-python-venv';

const app = new App();
const chart = new Chart(app, 'tea');

export const web = new PythonVenvImage(chart, 'web', {
  context: path.relative(process.cwd(), path.join(__dirname, 'app')),
  repository: 'registry.example.com/tea',
  command: ['python', '-m', 'tea_of_the_day'],
});

app.synth();
