import { IDependencyInstaller, InstallContext, InstallPlan } from 'cdk8s-python-venv';

/** Installs wheels that were committed beside the application. */
export class VendoredWheels implements IDependencyInstaller {
  public constructor(private readonly distribution: string) {}

  public bind(context: InstallContext): InstallPlan {
    const wheels = context.files.listDirectory('wheels').map((name) => `wheels/${name}`);
    return {
      steps: [{
        files: wheels,
        commands: [['pip', '--python', `${context.venv}/bin/python`, 'install', '--no-index', '--find-links', 'wheels', this.distribution]],
        caches: [{ name: 'wheels', target: '/root/.cache/pip' }],
        comment: [`${wheels.length} wheels for Python ${context.python} on ${context.debian}`],
      }],
      findings: [{ subject: 'dependencies', value: 'wheels', evidence: 'the directory wheels' }],
      problems: wheels.length > 0 ? [] : ['the directory wheels is empty'],
    };
  }
}
