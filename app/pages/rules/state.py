"""The state of the Rules page, which is its address and nothing else.

Every parameter is read strictly. What cannot be used is named in a complaint and left out.
"""

from dataclasses import dataclass
from typing import Final

from app.navigation import CARRIED
from app.pages.rules.running import rules_named
from app.parameters import Reader, Unusable, one_of, read, sought, whole
from app.visit import Visit, without

PATH: Final = "/rules"
RULES, NUMBERS, QUALITY = VIEWS = ("rules", "numbers", "quality")
BEYOND, READ, FAILED = ONLY = ("beyond", "readings", "failed")
KINDS: Final = ("law", "measured", "reported", "derived", "assumed", "lever", "astana")
LONGEST_SOUGHT: Final = 100
MOST_PAGE: Final = 1_000


@dataclass(frozen=True, slots=True)
class State:
    """One screen of the page.

    Attributes:
        view: ``rules``, ``numbers`` or ``quality``.
        rule: the rule that is unfolded, or ``RES-10`` for all its categories; empty: none.
        sought: what is searched for.
        only: which rules are listed, one of `ONLY`; empty: all.
        kind: which numbers are listed, one of `KINDS`; empty: all.
        page: of the numbers, from 1.
    """

    view: str = RULES
    rule: str = ""
    sought: str = ""
    only: str = ""
    kind: str = ""
    page: int = 1


def _rule(text: str) -> str:
    if not rules_named(text):
        raise Unusable(text)
    return text


READERS: Final[dict[str, tuple[str, Reader]]] = {
    "view": ("view", one_of(*VIEWS)),
    "rule": ("rule", _rule),
    "q": ("sought", sought(LONGEST_SOUGHT)),
    "only": ("only", one_of(*ONLY)),
    "kind": ("kind", one_of(*KINDS)),
    "page": ("page", whole(1, MOST_PAGE)),
}
"""Field of the state and reader by parameter."""

OWN: Final = {RULES: ("rule", "q", "only"), NUMBERS: ("q", "kind", "page"), QUALITY: ()}
"""Parameters that each view has besides its own name."""


def read_state(here: Visit) -> tuple[State, Visit]:
    """Read the state of the page.

    Returns:
        The state, and the visit without what could not be used, with complaints about it.
    """
    view = here.query.get("view", RULES)
    allowed = {"view", *CARRIED, *OWN.get(view, OWN[RULES])}
    for name in [name for name in here.query if name not in allowed]:
        here = without(here, name)
    values = {}
    for name, (field, reader) in READERS.items():
        values[field], here = read(here, name, reader)
    return State(**{field: value for field, value in values.items() if value is not None}), here
