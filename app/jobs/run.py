"""One run as it stands, and what may go wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class State(StrEnum):
    """Where a run stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN: Final = (State.WAITING, State.RUNNING)


class Reason(StrEnum):
    """Why a run failed, where the work itself could not say."""

    DIED = "died"
    ERROR = "error"


@dataclass(frozen=True)
class Run:
    """One run as it stands now.

    Attributes:
        id: what it is known by: the same question has the same id.
        kind: what is done, such as ``simulate``.
        document: what was asked.
        state: where it stands.
        done: parts done, a part under way as its share.
        total: parts in all; 0: not known yet.
        seconds: how long it has been running, or ran.
        seconds_left: the rest at the speed so far; None: not known.
        ahead: runs that come first, while it waits.
        result: what came of it once done, or what is known of it already.
        reason: a `Reason` or the work's own line, once failed.
        asked_by: who started it; empty: nobody is known by name.
        asked_at: when, seconds since 1970.
        tries: how often it was begun.
    """

    id: str
    kind: str
    document: Mapping[str, Any]
    state: State
    done: float = 0.0
    total: int = 0
    seconds: float = 0.0
    seconds_left: float | None = None
    ahead: int = 0
    result: Any = None
    reason: str = ""
    asked_by: str = ""
    asked_at: float = 0.0
    tries: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it still waits or is under way."""
        return self.state in OPEN


class Busy(Exception):
    """Too many runs wait already."""


class Cancelled(Exception):
    """The run was cancelled, and its work stops here."""


class Died(Exception):
    """A process died twice at the same task."""
