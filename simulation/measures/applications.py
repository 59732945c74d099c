"""Which cases are applications, and which are visits on their account."""

from typing import Final

import numpy as np

from simulation.measures.columns import Columns, Flags
from simulation.trace import REASONS, SERVICES, Trace

ID_CARD: Final = ("id_card",)
REGISTRATION: Final = ("residence", "temporary_stay")

ERRANDS: Final = ("act_update", "asks", "sent_to_centre", "collects")
"""Reasons of visits that are no application of a pilot."""

SAME_VISIT: Final = ("goes_on", "goes_home")
"""Reasons of a case that goes on with what another began the same day."""


def came_for(columns: Columns, reasons: tuple[str, ...]) -> Flags:
    """Return by case whether it came for one of some reasons.

    Args:
        columns: of the trace.
        reasons: some of ``REASONS``.
    """
    return np.isin(columns.reason, [REASONS.index(reason) for reason in reasons])


def applications(columns: Columns, services: tuple[str, ...]) -> Flags:
    """Return by case whether it is an application; going on with one is the same.

    Args:
        columns: of the trace.
        services: for which, some of ``SERVICES``.
    """
    wanted = np.isin(columns.service, [SERVICES.index(service) for service in services])
    return wanted & ~came_for(columns, (*ERRANDS, *SAME_VISIT))


def annulled(trace: Trace, columns: Columns) -> Flags:
    """Return by case whether it is an application for a card that was annulled.

    Args:
        trace: of the replication.
        columns: of the same.
    """
    codes = [code for (outcome, _), code in trace.endings.items() if outcome == "annulled"]
    return np.isin(columns.ending, codes)
