import { VENV } from './virtualenv';
import { command } from '../dockerfile/command';
import { inlineFile, run } from '../dockerfile/instruction';
import { Block, block, Stage } from '../dockerfile/stage';

/** Where the program is in the builder. */
const PROGRAM_FILE = '/opt/check-libraries.py';

/** Where the app stage sees what is the builder's; BuildKit takes both away again. */
const SEEN_AS = '/mnt/check-libraries.py';
const PACKAGES = '/mnt/packages';

/**
 * Asks the dynamic loader of the app image, for it alone knows run paths, architectures and what the base has.
 *
 * What is anywhere in the virtualenv is not missed: a wheel's Python code loads its own libraries first. A `lib….so` that
 * needs what the builder never had is a plugin (for a driver, a cluster) of a wheel made elsewhere. Decision 0023.
 */
const PROGRAM = `
import os, re, subprocess, sys
from pathlib import Path

venv = Path("${VENV}")
files = [path for path in venv.rglob("*") if path.is_file() and (".so" in path.suffixes or path.parent == venv / "bin")]
missing = {}
for report in re.split(r"\\n(?=/)", subprocess.run(["ldd", sys.executable, *files], capture_output=True, text=True).stdout):
    for library in re.findall(r"\\t(\\S+) => not found", report):
        missing.setdefault(library, []).append(report.split(":\\n")[0])
for library in [path.name for path in files] + sys.argv[1:]:
    missing.pop(library, None)  # a distribution loads what it brings by itself

distributions = {}
for record in venv.glob("lib/python*/site-packages/*.dist-info/RECORD") if missing else []:
    for line in record.read_text().splitlines():
        path = os.path.normpath(record.parents[1] / line.split(",")[0])
        distributions[path] = record.parent.name.split("-")[0].replace("_", "-").lower()

packages, unknown = set(), set()
lists = sorted(Path("${PACKAGES}").glob("*.list"))
for library, users in sorted(missing.items()):
    needs = f"{', '.join(sorted({distributions.get(user, user) for user in users}))} needs {library}"
    package = next((each.stem.split(":")[0] for each in lists if f"/{library}\\n" in each.read_text()), None)
    if package:
        print(f"{needs}: Debian package {package}")
        packages.add(package)
    elif any(not os.path.basename(user).startswith("lib") for user in users):
        print(f"{needs}: no package of the builder, see https://packages.debian.org/search?searchon=contents&keywords={library}")
        unknown.add(library)
    else:
        print(f"{needs}: only in a plugin, and not in the builder either; not checked")
if packages or unknown:
    print("This image does not have these libraries. Give the construct their packages:")
    print("  runtimePackages:", sorted(packages) + [f"… with {library}" for library in sorted(unknown)])
    print("or name those that the application never loads:")
    print("  optionalLibraries:", sorted(set(missing)))
    sys.exit(1)
`;

/** The program of the check, last in the builder: it is read by the app stage and reaches no image. */
export function libraryCheckProgram(): Block {
  return block('What the app stage checks the virtualenv with.', inlineFile(PROGRAM_FILE, PROGRAM.trim().split('\n')));
}

/**
 * Stops the build where a binary of the virtualenv needs a library that the app image does not have.
 *
 * @param optional names of libraries that may be missing, as the check prints them
 */
export function libraryCheck(builder: Stage, optional: readonly string[]): Block {
  // Without the virtualenv's start-up files, and without writing bytecode: the layer stays empty.
  const program = command('python', '-BIS', SEEN_AS, ...[...new Set(optional)].sort());
  return block('Every library that the virtualenv\'s binaries load must be here: else the build stops and names the Debian package.', run([program],
    { type: 'bind', fromStage: builder, source: PROGRAM_FILE, target: SEEN_AS },
    { type: 'bind', fromStage: builder, source: '/var/lib/dpkg/info', target: PACKAGES }));
}
