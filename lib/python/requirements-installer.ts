import { IDependencyInstaller, InstallContext, InstallPlan } from './dependency-installer';
import { pipIndexOptions } from './index-options';
import { readRequirements } from './requirements-file';

/** pip and a requirements file. pip is the base image's own: none is needed inside the virtualenv. */
export class RequirementsInstaller implements IDependencyInstaller {
  constructor(private readonly file: string) {}

  public bind(context: InstallContext): InstallPlan {
    const read = readRequirements(context.files, this.file);
    const hashes = read.hashed ? ['--require-hashes'] : [];
    const comment = [
      'Dependencies before any source: a change of the code does not install them again.',
      ...(read.hashed ? ['Every archive must match a hash of the file.'] : []),
    ];
    return {
      steps: [{
        files: [...read.files],
        comment,
        commands: [['pip', '--python', `${context.venv}/bin/python`, 'install', ...pipIndexOptions(context.indexes), ...hashes, '--requirement', this.file]],
        authenticated: true,
        caches: [{ name: 'pip', target: '/root/.cache/pip' }],
      }],
      findings: [{
        subject: 'dependencies',
        value: `pip install --requirement ${this.file}`,
        evidence: `${read.files.join(', ')}: ${read.packages.length} requirements, ${read.hashed ? 'with' : 'without'} hashes`,
      }],
      distributions: read.packages.map((name) => ({ name })),
      problems: [...read.problems],
    };
  }
}
