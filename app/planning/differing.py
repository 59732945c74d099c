"""What of a scenario differs from what it is compared with: path by path, with both values."""

from typing import Any, NamedTuple

from app.planning.scenarios import Document
from simulation.varying import changed


class Differing(NamedTuple):
    """One lever that differs.

    Attributes:
        path: such as ``policy.norm_m2`` or ``offices[yesil-1].windows``.
        before: what stands there in what it is compared with; None where nothing does.
        after: what stands there in the scenario.
    """

    path: str
    before: Any
    after: Any


def differing(base: Document, own: Document) -> list[Differing]:
    """Return the levers that differ, in the order of the document, its name left out.

    Args:
        base: what it is compared with, complete.
        own: the scenario, complete.
    """
    return [Differing(path, _at(base, path), _at(own, path)) for path in changed(base, own)]


def _at(document: Document, path: str) -> Any:  # noqa: ANN401 - any JSON value
    stands: Any = document
    for key in path.replace("[", ".[").split("."):
        if stands is None:
            return None
        if key.startswith("["):
            stands = next((one for one in stands if one["id"] == key[1:-1]), None)
        else:
            stands = stands.get(key)
    return stands
