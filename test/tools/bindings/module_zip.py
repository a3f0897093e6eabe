"""module_zip.py FOLDER MODULE@VERSION ZIP: the folder as the zip file of a Go module (https://go.dev/ref/mod#zip-files).

It has no entries for directories, which Go refuses.
"""

import sys
import zipfile
from pathlib import Path

folder, module, target = sys.argv[1:]
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
    for file in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
        archive.write(file, f"{module}/{file.relative_to(folder)}")
