"""Prints the hash that the tool of this interpreter writes for each file beside this program.

Run with the Python of a virtualenv that has Poetry, Pipenv or PDM; `recorded.json` is made of the outputs.
"""
import importlib.metadata as metadata
import json
import pathlib
import sys
import tempfile

FILES = pathlib.Path(__file__).parent


def installed(name):
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def poetry(file):
    from poetry.packages.locker import Locker
    from poetry.toml.file import TOMLFile

    data = TOMLFile(file).read()
    lock = pathlib.Path(tempfile.mkdtemp()) / "poetry.lock"
    try:
        locker = Locker(lock, data.unwrap() if hasattr(data, "unwrap") else data)
        return locker._get_content_hash()
    except Exception:
        tool = data["tool"]["poetry"]
        return Locker(lock, tool.unwrap() if hasattr(tool, "unwrap") else tool)._get_content_hash()


def poetry_one(file):
    from poetry.packages.locker import Locker
    from poetry.toml.file import TOMLFile

    tool = TOMLFile(file).read()["tool"]["poetry"]
    return Locker(pathlib.Path(tempfile.mkdtemp()) / "poetry.lock", tool)._get_content_hash()


def pipenv(file):
    import os
    import shutil

    folder = tempfile.mkdtemp()
    shutil.copy(file, os.path.join(folder, "Pipfile"))
    os.chdir(folder)
    from pipenv.project import Project

    project = Project()
    return project.pipfile.calculate_hash() if hasattr(project, "pipfile") else project.calculate_pipfile_hash()


def pdm(file):
    from pdm.core import Core

    import shutil

    folder = tempfile.mkdtemp()
    shutil.copy(file, folder + "/pyproject.toml")
    return Core().create_project(folder).pyproject.content_hash()


for name, kind in (("poetry", "poetry"), ("pipenv", "pipenv"), ("pdm", "pdm")):
    version = installed(name)
    if version:
        take = {"poetry": poetry_one if version.startswith("1.") else poetry, "pipenv": pipenv, "pdm": pdm}[name]
        json.dump({f"{name} {version}": {file.name: take(file) for file in sorted(FILES.glob(f"{kind}-*.toml"))}}, sys.stdout)
