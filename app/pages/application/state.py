"""The state of the Application page, which is its address and nothing else.

Every parameter is read strictly. What cannot be used is named in a complaint and left out, and
the rest still works.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from app.pages.application.choices import ASKED, MOST_ANSWERS, is_key, key
from app.visit import Visit, without
from domain.readings import SWITCHES
from domain.records import CHANNELS, DOCUMENTS, ID_CARD_CHANNELS, REASONS, RESIDENCE_CHANNELS, Id
from domain.registries import SYSTEMS

FIRST_CASE: Final = "grandchild"
SERVICES: Final = tuple(CHANNELS)
PANELS: Final = ("city", "edit")
ACTS: Final = ("birth", "adoption", "marriage")
LOWEST_NORM_TENTHS: Final = 10
HIGHEST_NORM_TENTHS: Final = 600
NORM: Final = re.compile(r"[0-9]{1,3}(\.[0-9])?")
MOST_WINDOW_DAYS: Final = 400
END: Final = 1_000_000
"""Further than any walk goes; in the address it is the word ``end``, not a number."""

Act = tuple[str, Id, Id | None]
"""Kind, person, and for a marriage the other spouse."""


@dataclass(frozen=True, slots=True)
class Levers:
    """What the visitor changed about the law and the systems; empty: nothing.

    Attributes:
        norm_tenths: tenths of m² per person; None: the law's.
        window_before_days: days before expiry; None: the law's.
        window_after_days: days after expiry; None: the law's.
        readings: switches that differ from the case's own.
        systems_off: systems that do not answer.
        acts_removed: acts that are not on file.
    """

    norm_tenths: int | None = None
    window_before_days: int | None = None
    window_after_days: int | None = None
    readings: tuple[tuple[str, str | bool], ...] = ()
    systems_off: frozenset[str] = frozenset()
    acts_removed: frozenset[Act] = frozenset()

    @property
    def are_moved(self) -> bool:
        """True when any lever stands elsewhere than the law."""
        return self != Levers()


@dataclass(frozen=True, slots=True)
class State:
    """One screen of the page.

    Attributes:
        case: a ready case; None: people of the city.
        applicant: person chosen instead of the case's own.
        dwelling: dwelling chosen instead of the case's own.
        service: service chosen instead of the case's own.
        channel: channel chosen instead of the case's own.
        day: day of filing; None: the case's own.
        document: what is renewed (ID card).
        reason: why it is renewed (ID card).
        filed_by: who really files (ID card).
        has_open: an application is open already (ID card); None: the case's own.
        answers: tokens of people's answers by the code of their question.
        levers: what was changed about law and systems.
        step: how many rows are shown; 0: the filing alone; `END`: all, however many.
        panel: the panel that is open.
    """

    case: str | None = FIRST_CASE
    applicant: Id | None = None
    dwelling: Id | None = None
    service: str | None = None
    channel: str | None = None
    day: date | None = None
    document: str | None = None
    reason: str | None = None
    filed_by: Id | None = None
    has_open: bool | None = None
    answers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    levers: Levers = Levers()
    step: int = 0
    panel: str | None = None


class Unusable(ValueError):
    """A value of the address that cannot be meant."""


Reader = Callable[[str], Any]


def one_of(*values: str) -> Reader:
    """Return a reader of one of some words."""

    def read(text: str) -> str:
        if text not in values:
            raise Unusable(text)
        return text

    return read


def whole(low: int, high: int) -> Reader:
    """Return a reader of a whole number, both ends allowed."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit()) or not low <= int(text) <= high:
            raise Unusable(text)
        return int(text)

    return read


def read_step(text: str) -> int:
    """Read a number of steps, or ``end``; how many there are is known only to the walk."""
    if text == "end":
        return END
    if not (text.isascii() and text.isdigit()):
        raise Unusable(text)
    return min(int(text), END - 1)


def read_norm(text: str) -> int:
    """Read m² with at most one decimal as whole tenths."""
    if not NORM.fullmatch(text):
        raise Unusable(text)
    tenths = int(Decimal(text) * 10)
    if not LOWEST_NORM_TENTHS <= tenths <= HIGHEST_NORM_TENTHS:
        raise Unusable(text)
    return tenths


def read_readings(text: str) -> tuple[tuple[str, str | bool], ...]:
    """Read ``sibling.both,hall_norm.true`` as switches."""
    chosen: dict[str, str | bool] = {}
    for part in text.split(","):
        name, _, value = part.partition(".")
        switch = SWITCHES.get(name)
        values = {str(v).lower(): v for v in switch.values} if switch else {}
        if value not in values:
            raise Unusable(part)
        chosen[name] = values[value]
    return tuple(sorted(chosen.items()))


def write_readings(chosen: Iterable[tuple[str, str | bool]]) -> str | None:
    """Write switches as `read_readings` reads them; None where there is none."""
    return ",".join(f"{name}.{str(value).lower()}" for name, value in sorted(chosen)) or None


def read_systems(text: str) -> frozenset[str]:
    """Read ``zags,egkn`` as systems."""
    named = frozenset(text.split(","))
    if not named <= set(SYSTEMS):
        raise Unusable(text)
    return named


def read_acts(text: str) -> frozenset[Act]:
    """Read ``birth.damir,marriage.erlan.aigul`` as acts."""
    return frozenset(_read_act(part) for part in text.split(","))


def _read_act(text: str) -> Act:
    kind, *people = text.split(".")
    if (
        kind not in ACTS
        or len(people) != (2 if kind == "marriage" else 1)
        or not all(map(is_key, people))
    ):
        raise Unusable(text)
    return kind, key(people[0]), key(people[1]) if kind == "marriage" else None


def write_acts(acts: Iterable[Act]) -> str | None:
    """Write acts as `read_acts` reads them; None where there is none."""
    parts = (".".join(str(p) for p in act if p is not None) for act in acts)
    return ",".join(sorted(parts)) or None


def read_flag(text: str) -> bool:
    """Read ``yes`` or ``no``."""
    return bool(one_of("yes", "no")(text) == "yes")


def read_key(text: str) -> Id:
    """Read a record's key; whether there is such a record is seen where the records are."""
    if not is_key(text):
        raise Unusable(text)
    return key(text)


READERS: Final[dict[str, Reader]] = {
    "applicant": read_key,
    "dwelling": read_key,
    "service": one_of(*SERVICES),
    "channel": one_of(*dict.fromkeys((*RESIDENCE_CHANNELS, *ID_CARD_CHANNELS))),
    "document": one_of(*DOCUMENTS),
    "reason": one_of(*REASONS),
    "filed_by": read_key,
    "open": read_flag,
    "norm": read_norm,
    "before": whole(0, MOST_WINDOW_DAYS),
    "after": whole(0, MOST_WINDOW_DAYS),
    "readings": read_readings,
    "off": read_systems,
    "removed": read_acts,
    "step": read_step,
    "panel": one_of(*PANELS),
}
LEVER_FIELDS: Final = {
    "norm": "norm_tenths",
    "before": "window_before_days",
    "after": "window_after_days",
    "readings": "readings",
    "off": "systems_off",
    "removed": "acts_removed",
}
KNOWN: Final = frozenset((*READERS, *ASKED, "case", "day", "lang"))


def read_state(here: Visit, cases: Iterable[str]) -> tuple[State, Visit]:
    """Read the state of the page.

    Args:
        here: the visit.
        cases: names of the ready cases.

    Returns:
        The state, and the visit without what could not be used, with complaints about it.
    """
    for name in [name for name in here.query if name not in KNOWN]:
        here = without(here, name)
    read, here = _read_all(here, READERS | {"case": one_of(*cases)})
    answers, here = _read_answers(here)
    levers = {field: read.pop(name) for name, field in LEVER_FIELDS.items() if name in read}
    if "open" in read:
        read["has_open"] = read.pop("open")
    if "case" not in read and ("applicant" in read or isinstance(read.get("dwelling"), int)):
        read["case"] = None
    state = State(**read, answers=answers, levers=Levers(**levers), day=here.day)
    return state, here


def _read_all(here: Visit, readers: dict[str, Reader]) -> tuple[dict[str, Any], Visit]:
    read = {}
    for name, reader in readers.items():
        if name in here.query:
            try:
                read[name] = reader(here.query[name])
            except Unusable:
                here = without(here, name)
    return read, here


def _read_answers(here: Visit) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], Visit]:
    answers = []
    for code, asked in ASKED.items():
        if code not in here.query:
            continue
        tokens = tuple(here.query[code].split(","))
        if len(tokens) <= MOST_ANSWERS and all(map(asked.accepts, tokens)):
            answers.append((code, tokens))
        else:
            here = without(here, code)
    return tuple(answers), here
