import { VENV } from './virtualenv';
import { command } from '../dockerfile/command';
import { inlineFile, run } from '../dockerfile/instruction';
import { Block, block, Stage } from '../dockerfile/stage';

/** Where the program is in the builder, and where the runtime stage sees it. */
const PROGRAM_FILE = '/opt/minimal.py';
const SEEN_AS = '/mnt/minimal.py';

/** Where the runtime stage sees the image that it started from. */
const SLIM = '/mnt/slim';

/** What becomes the root of the app image. */
export const MINIMAL_ROOT = '/minimal';

/**
 * Copies what a Python server needs of the image that it runs in. No list of libraries: the dynamic loader says which are
 * loaded, and a package that somebody asked for comes with all its files, for it knows what it opens by itself. Decision 0041.
 */
const PROGRAM = `
import compileall, glob, os, re, shutil, subprocess, sys, sysconfig
from pathlib import Path
from py_compile import PycInvalidationMode

root, slim, venv, stdlib = "${MINIMAL_ROOT}", "${SLIM}", Path("${VENV}"), sysconfig.get_path("stdlib")
left_out = re.compile(
    rf"({stdlib}/(ensurepip|idlelib|pydoc_data|test|tkinter|turtle.*|config-.*|lib-dynload/(_ctypes_test|_test|_tkinter|_?xx|nis|ossaudiodev).*)"
    rf"|{stdlib}/_py(datetime|decimal|io)[.]py"  # what stands in where Python was built without its C modules
    r"|.*/(__pycache__|site-packages|dist-packages)|/usr/share/(bug|doc|doc-base|info|lintian|man|zoneinfo/(posix|right))|/var/lib/(apt|dpkg)"
    r"|/etc/(apt|dpkg|[^/]*-|g?shadow|sub[ug]id|hostname|hosts|mtab|resolv.conf))(/.*)?")
taken = set()

def place(path):
    if os.path.isdir(path) and not os.path.islink(path):
        os.makedirs(root + path, exist_ok=True)
    elif not os.path.lexists(root + path):
        os.makedirs(os.path.dirname(root + path), exist_ok=True)
        shutil.copy2(path, root + path, follow_symlinks=False)

def take(path):  # with what a link leads to, and what is in a directory
    path = os.path.normpath(path)
    if path in taken or not os.path.lexists(path) or left_out.fullmatch(path) or path.startswith(f"{venv}/"):
        return
    taken.add(path)
    for above in reversed(Path(path).parents):
        if above.is_symlink():
            place(str(above))
            return take(os.path.join(above.parent, os.readlink(above), os.path.relpath(path, above)))
    place(path)
    if os.path.islink(path):
        take(os.path.join(os.path.dirname(path), os.readlink(path)))
    elif os.path.isdir(path):
        for name in sorted(os.listdir(path)):
            take(os.path.join(path, name))

def state(path):
    return (os.lstat(path).st_mode, os.lstat(path).st_size, int(os.lstat(path).st_mtime)) if os.path.lexists(path) else None

def added(folder):
    for path in sorted(os.path.join(folder, name) for name in os.listdir(folder)):
        if os.path.isdir(path) and not os.path.islink(path) and os.path.isdir(slim + path):
            yield from [] if left_out.fullmatch(path) else added(path)
        elif state(path) != state(slim + path):
            yield path

# Python, and of its library what a server can need.
for path in [os.path.join(venv, "bin", os.readlink(venv / "bin/python")), *glob.glob(f"{sys.base_prefix}/bin/python*[0-9n]")]:
    take(path)
take(stdlib)
take(sysconfig.get_path("platstdlib"))

# What is opened by name, by libc, OpenSSL and Python: no loader tells. ldconfig is what ctypes.util.find_library asks,
# env what scripts begin with, sleep what a Pod waits with before it stops.
for path in filter(os.path.islink, ["/bin", "/lib", "/lib64", "/sbin"]):
    place(path)
for path in """
/etc/passwd /etc/group /etc/nsswitch.conf /etc/host.conf /etc/gai.conf /etc/networks /etc/protocols /etc/services /etc/mime.types /etc/inputrc
/etc/os-release /etc/debian_version /etc/ld.so.conf /etc/ld.so.conf.d /etc/localtime /etc/timezone /usr/share/zoneinfo /usr/lib/locale/C.utf8
/etc/ssl /usr/lib/ssl /usr/lib/*/ossl-modules /usr/lib/*/libgcc_s.so.1 /etc/terminfo /lib/terminfo /usr/share/terminfo
/sbin/ldconfig /usr/bin/env /usr/bin/sleep
""".split():
    for found in sorted(glob.glob(path)):
        take(found)

# The packages of the application, whole: what apt added, and those that the image had before.
def merged(path):  # /lib is /usr/lib, and dpkg knows files by either name
    return re.sub("^/(bin|lib[^/]*|sbin)/", r"/usr/\\1/", path)

owners = {merged(line): each.stem.split(":")[0] for each in Path("/var/lib/dpkg/info").glob("*.list") for line in each.read_text().splitlines()}
for path in [*(path for folder in ["/etc", "/opt", "/usr", "/var/lib"] for path in added(folder)),
             *(path for path in owners if owners[path] in sys.argv[1:] and not os.path.isdir(path))]:
    take(path)

# The libraries of all that, as the loader finds them.
files = [*map(Path, taken), *(path for path in venv.rglob("*") if ".so" in path.suffixes or path.parent == venv / "bin")]
binaries = [path for path in sorted(files) if path.is_file() and path.open("rb").read(4) == b"\\x7fELF"]
report = subprocess.run(["ldd", *binaries], capture_output=True, text=True).stdout
libraries = sorted(set(re.findall(r"(?:=> |\\t)(/\\S+) \\(0x", report)))
for path in libraries:
    take(path)
# For each character set libc opens a module, where somebody converts; libunistring does to UTF-8 only, the locale's.
if any(b"\\0iconv_open\\0" in Path(path).read_bytes() for path in [*binaries, *libraries] if not re.search("/lib(c|unistring)[.]so", str(path))):
    for path in glob.glob("/usr/lib/*/gconv"):
        take(path)

# For scanners, and for the licences: the packages that these files are of.
os.makedirs(f"{root}/var/lib/dpkg/status.d")
packages = {owners[path] for path in taken if path in owners and not os.path.isdir(path)}
for paragraph in Path("/var/lib/dpkg/status").read_text().split("\\n\\n"):
    name = paragraph.partition("\\n")[0].removeprefix("Package: ")
    if name in packages:
        Path(f"{root}/var/lib/dpkg/status.d/{name}").write_text(paragraph.strip() + "\\n")
        for sums in [*glob.glob(f"/var/lib/dpkg/info/{name}.md5sums"), *glob.glob(f"/var/lib/dpkg/info/{name}:*.md5sums")]:
            here = [line for line in Path(sums).read_text().splitlines(keepends=True) if merged("/" + line[34:].rstrip()) in taken]
            Path(f"{root}/var/lib/dpkg/status.d/{name}.md5sums").write_text("".join(here))
        if os.path.exists(f"/usr/share/doc/{name}/copyright"):
            os.makedirs(f"{root}/usr/share/doc/{name}", exist_ok=True)
            shutil.copyfile(f"/usr/share/doc/{name}/copyright", f"{root}/usr/share/doc/{name}/copyright")

os.makedirs(f"{root}/run")
for path in ["/tmp", "/var/tmp"]:
    os.makedirs(root + path)
    os.chmod(root + path, 0o1777)
subprocess.run(["ldconfig", "-r", root], check=True)
compileall.compile_dir(root + stdlib, quiet=1, stripdir=root, prependdir="/", invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
`;

/** The program, last in the builder: it is read by the runtime stage and reaches no image. */
export function minimalRootProgram(): Block {
  return block('What the runtime stage collects the root of the app image with.', inlineFile(PROGRAM_FILE, PROGRAM.trim().split('\n')));
}

/**
 * Collects the root of the app image, without the virtualenv.
 *
 * @param image the image that the stage started from, to tell what was added to it
 * @param packages names of Debian packages that come whole
 */
export function minimalRoot(builder: Stage, image: string, packages: readonly string[]): Block {
  const names = packages.map((name) => name.split('=')[0]);
  return block('Python, what was installed above, and every shared library that these and the virtualenv load; Python\'s own bytecode is made here.',
    run([command('python', '-BIS', SEEN_AS, ...[...new Set(names)].sort())],
      { type: 'bind', fromStage: builder, source: PROGRAM_FILE, target: SEEN_AS },
      { type: 'bind', fromImage: image, target: SLIM }));
}
