"""The state of the Rules page, which is its address and nothing else.

Every parameter is read strictly. What cannot be used is named in a complaint and left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.navigation import CARRIED
from app.pages.rules.running import rules_named
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


class Unusable(ValueError):
    """A value of the address that cannot be meant."""


Reader = Callable[[str], str | int]


def _one_of(*values: str) -> Reader:
    def read(text: str) -> str:
        if text not in values:
            raise Unusable(text)
        return text

    return read


def _rule(text: str) -> str:
    if not rules_named(text):
        raise Unusable(text)
    return text


def _sought(text: str) -> str:
    if len(text) > LONGEST_SOUGHT:
        raise Unusable(text)
    return "".join(c if c.isprintable() else " " for c in text).strip()


def _page(text: str) -> int:
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_PAGE))
    if not digits or not 1 <= int(text) <= MOST_PAGE:
        raise Unusable(text)
    return int(text)


READERS: Final[dict[str, tuple[str, Reader]]] = {
    "view": ("view", _one_of(*VIEWS)),
    "rule": ("rule", _rule),
    "q": ("sought", _sought),
    "only": ("only", _one_of(*ONLY)),
    "kind": ("kind", _one_of(*KINDS)),
    "page": ("page", _page),
}
"""Field of the state and reader by parameter."""

OWN: Final = {RULES: ("rule", "q", "only"), NUMBERS: ("q", "kind", "page"), QUALITY: ()}
"""Parameters that each view has besides its own name."""


def read_state(here: Visit) -> tuple[State, Visit]:
    """Read the state of the page.

    Returns:
        The state, and the visit without what could not be used, with complaints about it.
    """
    read: dict[str, str | int] = {}
    view = here.query.get("view", RULES)
    allowed = {"view", *CARRIED, *OWN.get(view, OWN[RULES])}
    for name in [name for name in here.query if name not in allowed]:
        here = without(here, name)
    for name, (field, reader) in READERS.items():
        if name not in here.query:
            continue
        try:
            read[field] = reader(here.query[name])
        except Unusable:
            here = without(here, name)
    return State(**read), here  # type: ignore[arg-type]
