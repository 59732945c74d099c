"""What the page needs of jobs and of the store, and nothing more.

A document is kept under a key that its content gives; a run is started, looked at and cancelled by
its id, from any page and any browser.
"""

from collections.abc import Mapping
from typing import Any, Protocol


class Store(Protocol):
    """Keeps documents by their content."""

    def keep(self, document: Mapping[str, Any]) -> str:
        """Keep a document and return its key."""

    def find(self, key: str) -> dict[str, Any] | None:
        """Return a document, None where there is none of that key."""


class Run(Protocol):
    """One run as it stands now.

    Attributes:
        state: ``waiting``, ``running``, ``done``, ``failed`` or ``cancelled``.
        done: parts done.
        total: parts in all; 0: not known yet.
        seconds_left: the rest at the speed so far; None: not known.
        result: what came of it, once done.
        reason: why it failed, in one line.
    """

    @property
    def state(self) -> str: ...  # noqa: D102 - as said above

    @property
    def done(self) -> float: ...  # noqa: D102

    @property
    def total(self) -> int: ...  # noqa: D102

    @property
    def seconds_left(self) -> float | None: ...  # noqa: D102

    @property
    def result(self) -> Any: ...  # noqa: ANN401, D102 - any JSON value

    @property
    def reason(self) -> str: ...  # noqa: D102


class Jobs(Protocol):
    """Runs what takes long."""

    def start(self, kind: str, document: Mapping[str, Any], who: str = "") -> str:
        """Start a run, or find it where it was made before, and return its id."""

    def find(self, run: str, kind: str | None = None) -> Run | None:
        """Return a run, None where there is none of that id, or of another kind."""

    def cancel(self, run: str) -> None:
        """Stop a run; what is over stays as it is."""
