"""How an application meets the places of the world: the driver knows none of them by name."""

from typing import Protocol

from simulation.application import Case
from simulation.station import Station


class Place(Protocol):
    """Somewhere a run of questions is dealt with; the stay there is one row of the trace.

    Times are minutes from the start of the period. For one stay a place is asked each of these
    once, in the order in which they stand here.
    """

    def way(self, case: Case, now: float) -> float:
        """Return the minutes until the case is ready for the place."""

    def station(self, case: Case) -> Station | None:
        """Return the servers that the case queues for, None where nobody ever queues."""

    def patience(self, case: Case) -> float:
        """Return the longest wait, minutes; infinite for a file on a desk."""

    def minutes(self, case: Case, now: float) -> float:
        """Return the minutes of service besides what systems and owners need."""

    def code(self, case: Case) -> int:
        """Return the code of the place in the trace, see ``trace.post``."""
