import { Chart, Testing } from 'cdk8s';
import { SMALL_APP, temporaryApp } from './temporary-app';
import { PythonVenvImage, PythonVenvImageProps } from '../../lib';

/** An image of a small application in a chart of its own, and its manifests as the user left them. */
export class Web {
  public readonly chart: Chart;
  public readonly image: PythonVenvImage;

  constructor(props: Partial<PythonVenvImageProps> = {}, files = SMALL_APP) {
    this.chart = new Chart(Testing.app(), 'shop');
    this.image = new PythonVenvImage(this.chart, 'web', {
      context: temporaryApp(files), repository: 'registry.example.com/team/shop', command: ['gunicorn', 'shop.wsgi'], ...props,
    });
  }

  public manifests(kind?: string): any[] {
    return Testing.synth(this.chart).filter((manifest) => kind === undefined || manifest.kind === kind);
  }

  /** The first Pod of a kind, `Deployment` unless said otherwise. */
  public pod(kind = 'Deployment', index = 0): any {
    const { spec } = this.manifests(kind)[index];
    return kind === 'CronJob' ? spec.jobTemplate.spec.template.spec : spec.template.spec;
  }

  public container(kind = 'Deployment', index = 0): any {
    return this.pod(kind, index).containers[0];
  }
}
