import { PythonBase } from './python-base';
import { VENV } from './virtualenv';
import { command } from '../dockerfile/command';
import { inlineFile, run } from '../dockerfile/instruction';
import { Block, block } from '../dockerfile/stage';

/** Where the program is in the builder, and what it keeps from one build to the next. */
const PROGRAM_FILE = '/opt/bytecode.py';
const KEPT = '/root/.cache/bytecode';

/**
 * Compiles each file once for a path and a content, whatever installed it. The first sixteen bytes of bytecode name the
 * format, say that the source is not looked at again, and hold the hash of the source: what does not begin so is replaced.
 */
const PROGRAM = `
import importlib.util, py_compile, shutil
from multiprocessing import get_context
from pathlib import Path

def compile(source):
    header = importlib.util.MAGIC_NUMBER + b"\\1\\0\\0\\0" + importlib.util.source_hash(source.read_bytes())
    target = Path(importlib.util.cache_from_source(source))
    kept = Path(f"${KEPT}{source}", header.hex())
    if target.exists() and target.read_bytes().startswith(header):
        return
    if kept.exists() or py_compile.compile(source, kept, quiet=2, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH):
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(kept, target)

with get_context("fork").Pool() as pool:
    pool.map(compile, [path for path in Path("${VENV}/lib").rglob("*.py") if path.is_file()], chunksize=50)
`;

/** The program, before the first step that needs it. */
export function bytecodeProgram(): Block {
  return block('Bytecode is made here, for the app cannot write any; it is kept by content, so that only what changed is compiled.',
    inlineFile(PROGRAM_FILE, PROGRAM.trim().split('\n')));
}

/** Compiles what the steps before it installed. Decision 0036. */
export function compileBytecode({ python, release }: PythonBase): Block {
  // without the virtualenv's start-up files and the working directory: nothing of the application takes part
  return block(undefined, run([command('python', '-IS', '-W', 'ignore', PROGRAM_FILE)],
    { type: 'cache', id: `bytecode-${python.series}-${release.codename}`, target: KEPT }));
}
