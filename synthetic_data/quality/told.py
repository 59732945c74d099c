"""What a report says beside its figures, in three languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

Words = Mapping[str, str]
"""A text by language."""


@cache
def told(file: str) -> Mapping[str, Mapping[str, Words]]:
    """Return the texts of ``<file>.toml`` beside this module: name → what is said → language.

    Args:
        file: ``anchors`` or ``meanings``.
    """
    path = Path(__file__).with_name(f"{file}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
