import * as fs from 'node:fs';
import * as path from 'node:path';

/** A control group of this machine, of version 1 or 2: what ran in it and below it, also what has ended. */
const V1 = '/sys/fs/cgroup/cpuacct';
const ROOT = fs.existsSync(V1) ? V1 : '/sys/fs/cgroup';

/** CPU seconds that a group has used. */
export function cpuOf(group: string): number {
  const folder = path.join(ROOT, group);
  if (ROOT === V1) return Number(fs.readFileSync(path.join(folder, 'cpuacct.usage'), 'utf8')) / 1e9;
  const [, used] = /^usage_usec (\d+)$/m.exec(fs.readFileSync(path.join(folder, 'cpu.stat'), 'utf8')) ?? [];
  return Number(used) / 1e6;
}

/** Makes a group for a daemon below `group`, and returns the file that takes the daemon's pid. */
export function makeGroup(group: string): string {
  const folder = path.join(ROOT, group, 'daemon');
  fs.mkdirSync(folder, { recursive: true });
  return path.join(folder, 'cgroup.procs');
}

/** Removes a group that nothing runs in, and those below. */
export function removeGroup(group: string): void {
  const remove = (folder: string): void => {
    if (!fs.existsSync(folder)) return;
    fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).forEach((entry) => remove(path.join(folder, entry.name)));
    fs.rmdirSync(folder);
  };
  for (const controller of ROOT === V1 ? fs.readdirSync('/sys/fs/cgroup').map((name) => path.join('/sys/fs/cgroup', name)) : [ROOT]) {
    try {
      remove(path.join(controller, group));
    } catch {
      // the kernel lets go of it later
    }
  }
}

/** The group of a process. */
export function groupOf(pid: number): string {
  const lines = fs.readFileSync(`/proc/${pid}/cgroup`, 'utf8').split('\n');
  const line = lines.find((each) => ROOT === V1 ? /^\d+:[^:]*\bcpuacct\b/.test(each) : each.startsWith('0::'));
  return line?.split(':')[2] ?? '/';
}
