// Run by node in a folder with the installed library: reads and hashes ./context. Prints wall and CPU seconds of that.
const { App, Chart } = require('cdk8s');
const { PythonVenvBuild } = require('cdk8s-python-venv');

const chart = new Chart(new App({ outdir: 'dist' }), 'hash');
const cpu = process.cpuUsage();
const start = process.hrtime.bigint();
new PythonVenvBuild(chart, 'web', { context: 'context', repository: 'registry.example.com/app', command: ['python', 'app.py'] });
const wall = Number(process.hrtime.bigint() - start) / 1e9;
const { user, system } = process.cpuUsage(cpu);
console.log(wall, (user + system) / 1e6);
