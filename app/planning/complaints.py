"""What a planner's page must say before anything else: what was lost, refused or not understood."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from dash import html
from dash.development.base_component import Component

from app.i18n import Words

LONGEST_SHOWN: Final = 20


class Trouble(NamedTuple):
    """What went wrong on the way to a screen.

    Attributes:
        scenario: why the scenario of the address is not shown: ``unknown``, ``damaged``, or empty.
        lost: runs of the address that are not known, by their words, such as ``run``.
        note: why nothing was started: ``busy``, ``refused``, or empty.
        refusal: the line that refused it.
        wrong: what came for parameters of the address that cannot be used.
    """

    scenario: str
    lost: Sequence[str]
    note: str
    refusal: str
    wrong: Mapping[str, str]


def complaints(trouble: Trouble, words: Words) -> Component | None:
    """Return all of it in one paragraph, None where nothing went wrong."""
    said = [words(f"centres.problem.{trouble.scenario}")] if trouble.scenario else []
    said += [words(f"centres.problem.lost_{name}") for name in trouble.lost]
    if trouble.note:
        said.append(words(f"centres.problem.{trouble.note}", why=trouble.refusal))
    if trouble.wrong:
        pairs = (
            f"{name[:LONGEST_SHOWN]}={got[:LONGEST_SHOWN]}" for name, got in trouble.wrong.items()
        )
        said.append(words("centres.problem.address", values=", ".join(pairs)))
    return html.P(" ".join(said), className="centres-wrong", role="alert") if said else None
