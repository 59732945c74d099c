"""The state of the Application page, which is its address and nothing else.

Every parameter is read strictly. What cannot be used is named in a complaint and left out, and
the rest still works.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.navigation import CARRIED
from app.pages.application.choices import ASKED, MOST_ANSWERS, is_key, key
from app.policy import AFTER, BEFORE, NORM, RATIO, SWITCH_OF, write_value
from app.policy import READERS as POLICY_READERS
from app.visit import Visit, without
from domain.records import CHANNELS, DOCUMENTS, ID_CARD_CHANNELS, REASONS, RESIDENCE_CHANNELS, Id
from domain.registries import SYSTEMS

PATH: Final = "/application"
FIRST_CASE: Final = "grandchild"
SERVICES: Final = tuple(CHANNELS)
PANELS: Final = ("city", "edit")
ACTS: Final = ("birth", "adoption", "marriage")
END: Final = 1_000_000
"""Further than any walk goes; in the address it is the word ``end``, not a number."""

Act = tuple[str, Id, Id | None]
"""Kind, person, and for a marriage the other spouse."""


@dataclass(frozen=True, slots=True)
class Levers:
    """What the visitor changed about the law and the systems; empty: nothing.

    Attributes:
        norm_tenths: tenths of m² per person; None: the law's.
        useful_permille: useful thousandths of a total area; None: the law's. The page only reads
            it, so that a setting of the Norms page counts here too.
        window_before_days: days before expiry; None: the law's.
        window_after_days: days after expiry; None: the law's.
        readings: switches that differ from the case's own.
        systems_off: systems that do not answer.
        acts_removed: acts that are not on file.
        dates: fields of the law that the active scenario moves besides these.
        norm_from: first day of its norm, where that is still to come: none is in force until then.
    """

    norm_tenths: int | None = None
    useful_permille: int | None = None
    window_before_days: int | None = None
    window_after_days: int | None = None
    readings: tuple[tuple[str, str | bool], ...] = ()
    systems_off: frozenset[str] = frozenset()
    acts_removed: frozenset[Act] = frozenset()
    dates: tuple[tuple[str, Any], ...] = ()
    norm_from: date | None = None

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


def usable(reader: Callable[[str], Any]) -> Reader:
    """Return a reader that refuses what another returns None for."""

    def read(text: str) -> Any:  # noqa: ANN401 - what the other reads
        found = reader(text)
        if found is None:
            raise Unusable(text)
        return found

    return read


def write_readings(chosen: Mapping[str, str | bool]) -> dict[str, str | None]:
    """Return the parameters of readings as they stand: None takes one away."""
    return {
        parameter: write_value(chosen[switch.name]) if switch.name in chosen else None
        for parameter, switch in SWITCH_OF.items()
    }


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
    **{name: usable(POLICY_READERS[name]) for name in (NORM, RATIO, BEFORE, AFTER, *SWITCH_OF)},
    "off": read_systems,
    "removed": read_acts,
    "step": read_step,
    "panel": one_of(*PANELS),
}
LEVER_FIELDS: Final = {
    "norm": "norm_tenths",
    "ratio": "useful_permille",
    "before": "window_before_days",
    "after": "window_after_days",
    "off": "systems_off",
    "removed": "acts_removed",
}
KNOWN: Final = frozenset((*READERS, *ASKED, *CARRIED, "case"))


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
    moved = {SWITCH_OF[name].name: read.pop(name) for name in SWITCH_OF if name in read}
    levers["readings"] = tuple(sorted(moved.items()))
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
