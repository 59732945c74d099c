"""What a run writes: stays at stations and how cases ended, as columns and nothing else.

Every measure, chart and export is a function of these columns.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import nan
from struct import Struct
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

STATIONS: Final = (
    "reception",
    "terminal",
    "window",
    "online",
    "ums",
    "production",
    "pickup",
    "consultant",
)
OFFICE_STATIONS: Final = ("reception", "terminal", "window", "consultant")
"""Those that every office has for itself."""

SERVICES: Final = ("other", "residence", "temporary_stay", "id_card")
OTHER: Final = SERVICES.index("other")

OPEN: Final = -1
"""Ending of a case that has none yet."""
SERVED: Final = 0
LEFT: Final = 1

REASONS: Final = (
    "first",
    "goes_on",
    "goes_home",
    "redirected",
    "act_update",
    "act_updated",
    "consent",
    "asks",
    "opens",
    "annulled",
    "sent_to_centre",
    "retries",
    "collects",
    "other_statement",
    "papers",
    "not_signed",
    "left_queue",
)
"""Why a case came: for the first time; at a terminal after reception; online after reception;
from online to a centre; to have an act brought up to date; again after that; again after a lapsed
or refused consent; to ask why it was refused; again when the window opens; again after an
annulment; for a card the old way; again after an outage, or for a card after an unpaid duty or
beside an open application; again for a card that was not handed over: a visit to the pick-up
point, no application; again with another category; again with the representative's papers; again
after not signing; again after leaving a queue."""
FIRST: Final = REASONS.index("first")


def post(station: str, office: int = 0) -> int:
    """Return the code of a station of an office.

    Args:
        station: one of ``STATIONS``.
        office: number of the office in the scenario; 0 for stations outside the centres.
    """
    return office * len(STATIONS) + STATIONS.index(station)


Ending = tuple[str, str | None]
"""Outcome and basis; of other visits ``served`` or ``left``."""


STAY: Final = np.dtype(
    [("case", "=i8"), ("post", "=i2"), ("enabled", "=f8"), ("start", "=f8"), ("end", "=f8")]
)
"""A stay as ``Trace.rows`` holds it: one call for it takes half the time of one for each column."""

PACKED: Final = Struct("=qhddd").pack


@dataclass(slots=True)
class Trace:
    """Columns of one replication; times are minutes from the start of the period.

    Attributes:
        rows: stays, a row each as ``STAY`` says; every column of theirs is an attribute too.
        service: cases: position in ``SERVICES``.
        entered: cases: when it came.
        ended: cases: when it ended, nan before.
        ending: cases: position in ``endings``, ``OPEN`` before.
        attempt: cases: 1 for the first of a person, 2 for one that follows from another.
        reason: cases: position in ``REASONS``.
        endings: the endings that occurred, ``served`` and ``left`` first.
        cards: rows of what ID cards cost and how long they took, see ``Card``.
    """

    rows: bytearray = field(default_factory=bytearray)
    service: "array[int]" = field(default_factory=lambda: array("b"))
    entered: "array[float]" = field(default_factory=lambda: array("d"))
    ended: "array[float]" = field(default_factory=lambda: array("d"))
    ending: "array[int]" = field(default_factory=lambda: array("h"))
    attempt: "array[int]" = field(default_factory=lambda: array("b"))
    reason: "array[int]" = field(default_factory=lambda: array("b"))
    endings: dict[Ending, int] = field(
        default_factory=lambda: {("served", None): SERVED, ("left", None): LEFT}
    )
    cards: list["Card"] = field(default_factory=list)

    @property
    def case(self) -> "array[int]":
        """Stays: number of the case."""
        return self._column("case")

    @property
    def post(self) -> "array[int]":
        """Stays: code of station and office, see ``post``."""
        return self._column("post")

    @property
    def enabled(self) -> "array[float]":
        """Stays: when the case was ready for the station."""
        return self._column("enabled")

    @property
    def start(self) -> "array[float]":
        """Stays: when service began; nan for a case that left the queue."""
        return self._column("start")

    @property
    def end(self) -> "array[float]":
        """Stays: when it ended, or when the case left; infinite where nobody ever came."""
        return self._column("end")

    def _column(self, name: str) -> "array[Any]":
        values = np.frombuffer(bytes(self.rows), STAY)[name]
        return array(values.dtype.char, values.tobytes())

    def open_cases(self, service: int | Sequence[int], entered: NDArray[np.float64]) -> int:
        """Add cases whose coming is known, and return the number of the first.

        Who comes of his own has a number that no later event can change: the same in every
        scenario in which the same people come.

        Args:
            service: position in ``SERVICES``, of all or of each.
            entered: when each of them comes.
        """
        first, count = len(self.entered), len(entered)
        services = [service] * count if isinstance(service, int) else service
        self.service.extend(array("b", services))
        self.entered.frombytes(np.ascontiguousarray(entered, dtype=float).tobytes())
        self.ended.extend(array("d", [nan]) * count)
        self.ending.extend(array("h", [OPEN]) * count)
        self.attempt.extend(array("b", [1]) * count)
        self.reason.extend(array("b", [FIRST]) * count)
        return first

    def open_case(self, service: int, entered: float, attempt: int, reason: int = FIRST) -> int:
        """Add one case that follows from another, and return its number.

        Args:
            service: position in ``SERVICES``.
            entered: when it comes.
            attempt: which visit of the person it is, from 1.
            reason: position in ``REASONS``.
        """
        self.service.append(service)
        self.entered.append(entered)
        self.ended.append(nan)
        self.ending.append(OPEN)
        self.attempt.append(attempt)
        self.reason.append(reason)
        return len(self.entered) - 1

    def stay(self, case: int, post: int, enabled: float, start: float, end: float) -> None:
        """Write down a stay that is over."""
        self.rows += PACKED(case, post, enabled, start, end)

    def close_case(self, case: int, ended: float, ending: Ending) -> None:
        """Write down how a case ended."""
        self.ended[case] = ended
        self.ending[case] = self.endings.setdefault(ending, len(self.endings))


@dataclass(frozen=True, slots=True)
class Card:
    """One ended application for a card, or a later visit for it.

    Attributes:
        case: number of the case.
        first_filed: when the holder first applied for this card.
        ended: when this application ended.
        expired: when the old card ceased to be good.
        issued: whether the new card was handed over.
        duty_kzt: paid for this application.
        refundable_kzt: owed back because of this application, if it was annulled.
        decided_by: rule that ended it.
        shut_out: annulled, and when the holder files again, or would, the window is over.
        to_centre: whether it makes the holder go to a centre, in the period or after it.
    """

    case: int
    first_filed: float
    ended: float
    expired: float
    issued: bool
    duty_kzt: int
    refundable_kzt: int
    decided_by: str = ""
    shut_out: bool = False
    to_centre: bool = False
