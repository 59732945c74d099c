"""Compiles the modules in which a run spends its time (docs/decisions/0011-compiled.md).

``make compiled`` calls it, and nothing else does: every other build knows ``pyproject.toml`` alone.
"""

import sys
from os import environ
from pathlib import Path
from shlex import split
from shutil import which
from sysconfig import get_config_var, get_path
from typing import Final

from mypyc.build import mypycify
from setuptools import setup

SIMULATION: Final = (
    "application asking back_office bookings centre clock consulting demand/claims demand/holders"
    " distributions driver journeys/__init__ journeys/advice journeys/going journeys/identity_card"
    " journeys/residence journeys/returning journeys/visit_days lever_readers place"
    " registry_service routing station trace visits"
)
CITY: Final = "city_index memory memory_acts"
"""What an application meets on its way, beside the whole domain: more of it brings nothing."""


def modules() -> list[str]:
    """Return the paths of what is compiled, the same ones in the same order everywhere."""
    return [
        *sorted(path.as_posix() for path in Path("domain").rglob("*.py")),
        *(f"simulation/{name}.py" for name in SIMULATION.split()),
        *(f"synthetic_data/{name}.py" for name in CITY.split()),
    ]


def missing() -> str | None:
    """Say what the machine lacks to compile, None if nothing."""
    compiler = split(environ.get("CC") or get_config_var("CC") or "cc")[0]
    if which(compiler) is None:
        return f"a C compiler ({compiler}; on Debian: apt-get install gcc)"
    if not Path(get_path("include"), "Python.h").exists():
        return "Python.h, the headers of this Python (on Debian: apt-get install python3-dev)"
    return None


if lacks := missing():
    sys.exit(f"make compiled needs {lacks}; without it everything works, only slower")

BUILD: Final = Path("build/compiled")
setup(
    name="tirkeu-compiled",
    packages=[],
    ext_modules=mypycify(
        ["--config-file=pyproject.toml", f"--cache-dir={BUILD / 'types'}", *modules()],
        opt_level="3",
        debug_level="0",
        target_dir=str(BUILD / "c"),
    ),
    options={
        "build_ext": {"build_lib": str(BUILD / "modules"), "build_temp": str(BUILD / "objects")}
    },
)
