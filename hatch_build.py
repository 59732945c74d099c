"""Puts compiled modules into a wheel (docs/decisions/0011-compiled.md).

``make compiled`` names the folder they stand in; without it a wheel holds plain Python.
"""

import os
from pathlib import Path
from sysconfig import get_config_var
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER: Final = "TIRKEU_COMPILED"
"""The variable of the environment that names the folder."""


class CompiledModules(BuildHookInterface):
    """Adds what is compiled next to its source, and names the platform it was compiled for."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Say what else belongs into the wheel.

        Args:
            version: ``standard`` or ``editable``: a source that can be edited is never hidden.
            build_data: what hatchling knows of the wheel, changed in place.
        """
        folder = os.environ.get(FOLDER)
        if folder is None or version == "editable":
            return
        found = sorted(Path(folder).rglob(f"*{get_config_var('EXT_SUFFIX')}"))
        if not found:
            message = f"{FOLDER}: expected a folder of compiled modules, got {folder}"
            raise RuntimeError(message)
        build_data.update(pure_python=False, infer_tag=True)
        for module in found:
            place = module.relative_to(folder)
            if _is_shared(place) or Path(self.root, _source(place)).exists():
                build_data["force_include"][str(module)] = place.as_posix()


def _is_shared(place: Path) -> bool:
    """Whether it is the one library in which the code of all modules stands."""
    return place.name.partition(".")[0].endswith("__mypyc")


def _source(place: Path) -> Path:
    """Return what a module was compiled from, which may be there no more."""
    return place.with_name(f"{place.name.partition('.')[0]}.py")
