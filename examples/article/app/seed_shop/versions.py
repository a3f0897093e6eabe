"""The versions in use, with those of the C libraries found at run time."""

import platform

import psycopg2
from lxml import etree
from psycopg2.extensions import libpq_version


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def versions() -> dict[str, str]:
    # libpq packs its version into one number: 170006 is 17.6.
    major, minor = divmod(libpq_version(), 10_000)
    return {
        "Python": platform.python_version(),
        "lxml": etree.__version__,
        "libxml2": _dotted(etree.LIBXML_VERSION),
        "libxslt": _dotted(etree.LIBXSLT_VERSION),
        # "2.9.13 (dt dec pq3 ext lo64)": what follows lists build options.
        "psycopg2": psycopg2.__version__.split()[0],
        "libpq": f"{major}.{minor}",
    }
