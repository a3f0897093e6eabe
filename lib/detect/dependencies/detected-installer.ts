import { Finding } from '../../core/finding';
import { IDependencyInstaller, InstallContext, InstallPlan } from '../../python/dependency-installer';

/** Why a source was chosen. */
export interface Reason {
  readonly file: string;
  readonly because: string;
  readonly alternatives: readonly string[];
  readonly override: string;
}

/** An installer that was found, not given: its finding says what made the choice and what it beat. */
export class DetectedInstaller implements IDependencyInstaller {
  constructor(private readonly installer: IDependencyInstaller, private readonly reason: Reason) {}

  public bind(context: InstallContext): InstallPlan {
    const plan = this.installer.bind(context);
    const findings = plan.findings ?? [];
    const { file, because, alternatives, override } = this.reason;
    const index = findings.findIndex(({ subject }) => subject === 'dependencies');
    const own: Finding = index < 0 ? { subject: 'dependencies', value: file, evidence: file } : findings[index];
    const explained: Finding = {
      ...own,
      evidence: `${own.evidence}; ${because}`,
      file: own.file ?? file,
      ...(alternatives.length > 0 ? { alternatives: [...own.alternatives ?? [], ...alternatives] } : {}),
      override,
    };
    return { ...plan, findings: index < 0 ? [explained, ...findings] : findings.map((finding, i) => (i === index ? explained : finding)) };
  }
}
