import { command } from '../dockerfile/command';
import { inlineFile, run } from '../dockerfile/instruction';
import { Block, block } from '../dockerfile/stage';

/** Where the program is in the builder. */
const PROGRAM_FILE = '/opt/strip.py';

/**
 * Strips shared objects and removes what only a compiler or a translator reads; loads all that could be touched by it, before
 * and after, each distribution in a process of its own. What the names of directories say does not count. Decision 0040.
 */
const PROGRAM = `
import base64, csv, hashlib, os, re, shutil, subprocess, sys, sysconfig, tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

site, work, owners = Path(sysconfig.get_path("purelib")), Path(tempfile.mkdtemp()), {}
for record in sorted(site.glob("*.dist-info/RECORD")):
    name = re.sub("[-_.]+", "-", record.parent.name.split("-")[0]).lower()
    owners.update((site / row[0], name) for row in csv.reader(record.read_text().splitlines()))
unknown = sorted(set(sys.argv[1:]) - set(owners.values()))
if unknown:
    sys.exit(f"unstripped names distributions that are not installed: {unknown}")

def needless(path):  # for compilers, type checkers and translators; attach_stub is a loader that reads stubs
    loader = path.parent / "__init__.py"
    return (path.suffix in (".a", ".pyx", ".pxd", ".pxi") or path.suffix == ".po" and path.with_suffix(".mo").exists()
            or path.suffix == ".pyi" and not (loader.exists() and b"attach_stub" in loader.read_bytes()))

def smaller(path):
    copy = work / path.relative_to(site).as_posix().replace("/", "+")
    subprocess.run(["strip", "--strip-unneeded", "-o", copy, path], stderr=subprocess.DEVNULL)
    return copy if copy.exists() and copy.stat().st_size < path.stat().st_size else None

every = [path for path in sorted(site.rglob("*")) if path.is_file() and not path.is_symlink()]
# auditwheel has moved the parts of the libraries in *.libs: strip would break them
ours = [path for path in every if owners.get(path) not in sys.argv[1:] and not any(part.endswith(".libs") for part in path.parts)]
removed = [path for path in ours if needless(path)]
stripped = {path: copy for path in ours if ".so" in path.suffixes and (copy := smaller(path))}

def module(path):
    stem = next((path.name[:-len(end)] for end in [".py", *EXTENSION_SUFFIXES] if path.name.endswith(end)), "-")
    return ".".join([*path.relative_to(site).parts[:-1], *([stem] if stem != "__init__" else [])])

loads = {owners.get(path, ""): [] for path in [*removed, *stripped] if path.suffix != ".po"}
for path in every:
    if owners.get(path, "") in loads and path.name != "__main__.py" and all(map(str.isidentifier, module(path).split("."))):
        loads[owners.get(path, "")].append(module(path))
for path in stripped:
    loads[owners.get(path, "")].append(str(path))

LOAD = """
import ctypes, importlib, os, signal, sys
with open(sys.argv[1], "w") as report:
    for name in sys.argv[2:]:
        print(name, end="\\\\t", file=report, flush=True)
        signal.alarm(30)
        try:
            ctypes.CDLL(name) if name.startswith("/") else importlib.import_module(name)
            print("loads", file=report, flush=True)
        except BaseException as error:
            print(repr(error), file=report, flush=True)
    os._exit(0)
"""

def load(names):
    results = {}
    while rest := [name for name in dict.fromkeys(names) if name not in results]:
        results[rest[0]] = "ends Python, or takes more than 30 s"
        with tempfile.NamedTemporaryFile("r", errors="replace") as report:
            subprocess.run([sys.executable, "-c", LOAD, report.name, *rest], cwd=work, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPYCACHEPREFIX": str(work / "bytecode")})
            results.update(line.split("\\t", 1) for line in report.read().splitlines() if "\\t" in line)
    return results

def load_all():
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(load, loads.values()))

def size():
    return sum(path.stat().st_size for path in every if path.exists())

before, size_before = load_all(), size()
for path in removed:
    path.unlink()
for path, copy in stripped.items():
    shutil.copymode(path, copy)
    shutil.move(copy, path)
broken = {name: {each: then[each] for each in then if now[each] == "loads" != then[each] and load([each])[each] != "loads"}
          for name, now, then in zip(loads, before, load_all())}
for name, errors in broken.items():
    for each, error in errors.items():
        print(f"{name}: {each} no longer loads: {error}")
if any(broken.values()):
    sys.exit(f"Leave these as they came:\\n  unstripped: {sorted(name for name in broken if broken[name])}")

touched = {*removed, *stripped}
for record in site.glob("*.dist-info/RECORD"):
    rows = list(csv.reader(record.read_text().splitlines()))
    if touched.isdisjoint(site / row[0] for row in rows):
        continue
    for row in rows:
        if site / row[0] in stripped:
            data = (site / row[0]).read_bytes()
            row[1:] = ["sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("="), len(data)]
    with record.open("w", newline="") as file:
        csv.writer(file, lineterminator="\\n").writerows(row for row in rows if site / row[0] not in removed)
shutil.rmtree(work)
print(f"{len(stripped)} files stripped, {len(removed)} removed: {size_before} bytes became {size()}; loaded before and after: {', '.join(sorted(loads))}")
`;

/** The program, before the first step that needs it. */
export function stripProgram(): Block {
  return block('What the virtualenv is stripped with.', inlineFile(PROGRAM_FILE, PROGRAM.trim().split('\n')));
}

/**
 * Strips the virtualenv as it is now; what is stripped already stays.
 *
 * @param unstripped names of distributions that stay as they came, normalized
 */
export function stripVenv(unstripped: readonly string[]): Block {
  return block('Every module that loads before must load after; else the build stops and names it.',
    run([command('python', PROGRAM_FILE, ...[...new Set(unstripped)].sort())]));
}
