"""The quality of a city in a home, measured once and kept as a file beside its arrays.

Measuring a full city takes seconds and several times its memory, so whoever only shows the report
runs ``python -m synthetic_data.quality.beside ARRAYS``, which prints the document and is gone.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import synthetic_data
from domain.errors import TirkeuError
from synthetic_data.aside import beside, put_file_in_place
from synthetic_data.city import City
from synthetic_data.quality.report import document, quality

SOURCES = ("quality/*.py", "quality/*.toml", "integrity/*.py", "evidence/*.toml")
"""Files of the package that decide what the quality of a city is, and what is said of it."""


def known_or_measured(arrays: Path) -> dict[str, Any]:
    """Return the ``tirkeu.quality/1`` document of a stored city.

    Args:
        arrays: the file of the city. The document is read from a file beside it if the same city
            was measured by the same code and evidence before, and kept there if it was not;
            nothing is kept where nothing can be written.

    Raises:
        BadInput: the city cannot be read.
    """
    city = City.load(arrays)
    file = arrays.with_name(f"quality-{_digest(city.sha256())}.json")
    found = _read(file)
    if found is None:
        found = document(quality(city))
        _keep(file, json.dumps(found))
    return found


def _digest(city: str) -> str:
    """Return what tells a report from those of other cities, other code and other evidence."""
    digest = sha256(city.encode())
    package = Path(synthetic_data.__file__).parent
    for path in sorted(path for pattern in SOURCES for path in package.glob(pattern)):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _read(file: Path) -> dict[str, Any] | None:
    try:
        found: object = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _keep(file: Path, text: str) -> None:
    """Write a report and remove those of other code and evidence."""
    aside = beside(file)
    try:
        aside.write_text(text, encoding="utf-8")
        put_file_in_place(aside, file)
        for other in file.parent.glob("quality-*.json"):
            if other != file:
                other.unlink()
    except OSError:
        aside.unlink(missing_ok=True)


if __name__ == "__main__":
    try:
        sys.stdout.write(json.dumps(known_or_measured(Path(sys.argv[1]))))
    except TirkeuError as problem:
        sys.exit(str(problem))
