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
reports = re.split(r"\\n(?=/)", subprocess.run(["ldd", sys.executable, *files], capture_output=True, text=True).stdout)
there = {path.name for path in files} | set(sys.argv[1:])  # a distribution loads what it brings by itself
missing = [(library, report.split(":\\n")[0]) for report in reports for library in re.findall(r"\\t(\\S+) => not found", report) if library not in there]

owners = {os.path.normpath(record.parents[1] / line.split(",")[0]): record.parent.name.split("-")[0].replace("_", "-").lower()
          for record in venv.glob("lib/*/site-packages/*.dist-info/RECORD") if missing for line in record.read_text().splitlines()}
wanted = set()
for library, owner, plugin in sorted({(library, owners.get(file, file), os.path.basename(file).startswith("lib")) for library, file in missing}):
    packages = [each.stem.split(":")[0] for each in sorted(Path("${PACKAGES}").glob("*.list")) if f"/{library}\\n" in each.read_text()]
    print(f"{owner} needs {library}:", f"Debian package {packages[0]}" if packages
          else "only in a plugin, and not in the builder either; not checked" if plugin
          else f"no package of the builder, see https://packages.debian.org/search?searchon=contents&keywords={library}")
    wanted |= set(packages[:1] or [f"… with {library}"] * (not plugin))
if wanted:
    sys.exit(f"This image does not have these libraries. Give the construct their packages:\\n  runtimePackages: {sorted(wanted)}\\n"
             f"or name those that the application never loads:\\n  optionalLibraries: {sorted(dict(missing))}")
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
