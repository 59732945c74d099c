"""The state of the Scenarios page, which is its address: what is compared, what is renamed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.navigation import CARRIED, SAVED, SCENARIO
from app.pages.centres.state import KEY
from app.policy import read_levers
from app.saved import read_reference
from app.visit import DEFAULT_DAY, Visit
from domain.law import law_on

PATH: Final = "/scenarios"
WITH: Final = "with"
EDIT: Final = "edit"
MOST: Final = 4
"""Scenarios that are compared at once."""

ID: Final = re.compile(r"[0-9a-f]{16}")
KNOWN: Final = frozenset({*CARRIED, WITH, EDIT})


@dataclass(frozen=True)
class Asked:
    """What the address asks the page for.

    Attributes:
        chosen: ids of the scenarios that are compared, in their order, at most `MOST`.
        edit: id of the one that is being renamed; None: none is.
        wrong: what came for parameters that cannot be used.
    """

    chosen: tuple[str, ...]
    edit: str | None
    wrong: Mapping[str, str]


def read_asked(here: Visit) -> Asked:
    """Read the address of the page.

    Args:
        here: the visit.
    """
    wrong = {complaint.parameter: complaint.got for complaint in here.complaints}
    wrong |= {name: got for name, got in here.query.items() if name not in KNOWN}
    wrong |= read_levers(here.query, law_on(here.day or DEFAULT_DAY)).wrong
    chosen = tuple(dict.fromkeys(filter(None, here.query.get(WITH, "").split(","))))
    if len(chosen) > MOST or not all(map(ID.fullmatch, chosen)):
        wrong[WITH] = here.query[WITH]
        chosen = tuple(one for one in chosen if ID.fullmatch(one))[:MOST]
    edit = here.query.get(EDIT)
    if edit is not None and not ID.fullmatch(edit):
        wrong[EDIT], edit = edit, None
    return Asked(chosen, edit, wrong | _wrong_keys(here))


def _wrong_keys(here: Visit) -> dict[str, str]:
    query, wrong = here.query, {}
    if SCENARIO in query and not KEY.fullmatch(query[SCENARIO]):
        wrong[SCENARIO] = query[SCENARIO]
    if SAVED in query and read_reference(query[SAVED]) is None:
        wrong[SAVED] = query[SAVED]
    return wrong


def write_chosen(chosen: Sequence[str]) -> str | None:
    """Return the scenarios that are compared as the address holds them; None for none."""
    return ",".join(chosen) or None
