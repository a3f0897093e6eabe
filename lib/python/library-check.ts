import { VENV } from './virtualenv';
import { command } from '../dockerfile/command';
import { run, withInput } from '../dockerfile/instruction';
import { Block, block, Stage } from '../dockerfile/stage';

/** Where the builder's package lists are seen: it exists in every Debian image, so the mount leaves nothing behind. */
const PACKAGES = '/mnt';

/**
 * Asks the dynamic loader of the app image, for it alone knows run paths, architectures and what the base has.
 *
 * A wheel's own libraries may be loaded by its Python code before they are needed, so what is anywhere in the virtualenv
 * is not missed. A `lib….so` that needs what the builder never had is a plugin (for a driver, a display, a cluster) of a
 * wheel that was made elsewhere: its users know whether they load it. Decision 0023.
 */
const PROGRAM = `
import os, re, subprocess, sys
from pathlib import Path

venv, builder = Path("${VENV}"), Path("${PACKAGES}")
files = [path for path in venv.rglob("*") if path.is_file() and (".so" in path.suffixes or path.parent == venv / "bin")]
missing = {}
for report in re.split(r"\\n(?=/)", subprocess.run(["ldd", sys.executable, *files], capture_output=True, text=True).stdout):
    for library in re.findall(r"\\t(\\S+) => not found", report):
        missing.setdefault(library, []).append(report.split(":\\n")[0])
for name in [path.name for path in files] + sys.argv[1:]:
    missing.pop(name, None)  # what a distribution brings, it finds

owners = {}
for record in venv.glob("lib/python*/site-packages/*.dist-info/RECORD") if missing else []:
    for line in record.read_text().splitlines():
        owners[os.path.normpath(record.parents[1] / line.split(",")[0])] = record.parent.name.split("-")[0].replace("_", "-")

packages, unknown = set(), set()
for library, users in sorted(missing.items()):
    package = next((p.stem.split(":")[0] for p in sorted(builder.glob("*.list")) if f"/{library}\\n" in p.read_text()), None)
    plugin = not package and all(os.path.basename(user).startswith("lib") for user in users)
    where = f"Debian package {package}" if package else "a plugin's, not needed" if plugin else "no package of the builder"
    print(f"{library} is not in this image: {where} ({', '.join(sorted({owners.get(user, user) for user in users}))})")
    packages.update([package] if package else [])
    unknown.update([library] if not package and not plugin else [])
if packages:
    print("To add them: runtimePackages:", sorted(packages))
if unknown:
    print("To find their packages: https://packages.debian.org. Where they are not needed: optionalLibraries:", sorted(unknown))
sys.exit(1 if packages or unknown else 0)
`;

/**
 * Stops the build where a binary of the virtualenv needs a library that the app image does not have.
 *
 * @param optional names of libraries that may be missing, as the check prints them
 */
export function libraryCheck(builder: Stage, optional: readonly string[]): Block {
  // Isolated and without the virtualenv's start-up files; no bytecode, so that the layer stays empty.
  const check = run([command('python', '-BIS', '-', ...[...new Set(optional)].sort())],
    { type: 'bind', fromStage: builder, source: '/var/lib/dpkg/info', target: PACKAGES });
  return block('Each library that the virtualenv\'s binaries load must be in this image: else the build stops here and names it, who\nneeds it and the Debian package that has it. The mounted package lists are the builder\'s.',
    withInput(check, PROGRAM.trim().split('\n')));
}
