import { App, Chart, Helm, Include, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import * as kplus33 from 'cdk8s-plus-33';
import { PythonVenvBuild, PythonVenvImage } from 'cdk8s-python-venv';

/** The shop of a platform team: what runs already, a chart of Helm, and images of this library in objects of all sorts. */
function shop(app: App): void {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const web = new PythonVenvImage(chart, 'web', { context: '../apps/mailer', repository: 'registry.example.com/web', command: ['uvicorn', 'mailer:app', '--host=0.0.0.0', '--port=8000'] });
  const redis = new Helm(chart, 'redis', { chart: './charts/redis', releaseName: 'redis', namespace: 'shop', values: { image: 'redis:8.2' } });
  // the server starts after what it needs
  web.node.addDependency(redis);

  // a Deployment that is there already, as YAML
  new Include(new Chart(app, 'legacy'), 'deployment', { url: 'legacy.yaml' });

  // a Deployment that the team has written with cdk8s-plus, with one more container
  const jobs = new Chart(app, 'jobs', { namespace: 'shop' });
  const build = new PythonVenvBuild(jobs, 'consumer', { context: '../apps/mailer', repository: 'registry.example.com/consumer', command: ['python', 'mailer.py'], revision: '2' });
  const deployment = new kplus.Deployment(jobs, 'consumers', { replicas: 1, containers: [{ name: 'proxy', image: 'registry.example.com/proxy:1', securityContext: { user: 1000, group: 1000 } }] });
  deployment.addContainer(build.container({ name: 'consumer' }));

  // and one of a newer Kubernetes, which knows an image by its name only
  new kplus33.Deployment(jobs, 'newer', { replicas: 1, containers: [{ image: build.image, args: ['python', 'mailer.py'], securityContext: { user: 10001, group: 10001 } }] });
}

/** A second App in the same process: another environment, another folder. */
function staging(app: App): void {
  const chart = new Chart(app, 'staging');
  new PythonVenvImage(chart, 'web', { context: '../apps/mailer', repository: 'registry.example.com/staging', command: ['uvicorn', 'mailer:app', '--host=0.0.0.0', '--port=8000'], replicas: 1 });
}

const production = new App({ outdir: 'dist/production', yamlOutputType: YamlOutputType.FILE_PER_CHART });
const second = new App({ outdir: 'dist/staging', yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
shop(production);
staging(second);
production.synth();
second.synth();
