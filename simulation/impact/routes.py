"""Reception, the operating hall and the online channels over a year of applications."""

from __future__ import annotations

from typing import Final

import numpy as np

from domain.procedure import Verdict
from domain.readings import Readings
from simulation.demand.applications import CHANNELS, Applications, Bools
from simulation.impact import endings
from simulation.impact.prepared import Answers

AT_CENTRE: Final = CHANNELS.index("service_centre")
BELIEVED_PROTECTED, TRUTH = 1, -1

Rules = list[tuple[Bools, Verdict]]


def in_hall(asked: Applications, found: Answers) -> Bools:
    """Say whom reception sends to the operating hall (RES-02).

    Args:
        asked: the applications.
        found: what registers answer about the same rows.
    """
    believed = np.where(
        asked.believed == TRUTH, found.protected, asked.believed == BELIEVED_PROTECTED
    )
    return np.asarray((asked.channel == AT_CENTRE) & believed)


def routes(asked: Applications, found: Answers, hall: Bools) -> Rules:
    """Return the rules that end a case before its admission, in the order of the text.

    RES-02, RES-05, RES-15, RES-03, RES-04.

    Args:
        asked: the applications.
        found: what registers answer about the same rows.
        hall: who is in the operating hall.
    """
    at_centre = asked.channel == AT_CENTRE
    return [
        (at_centre & ~hall, endings.REDIRECTED_ONLINE),
        (~at_centre & found.protected, endings.REDIRECTED_TO_CENTRE),
        (found.already, endings.ALREADY_REGISTERED),
        (hall & ~found.guarded, endings.HALL_CHECK_NEGATIVE),
        (hall & ~(asked.papers & found.represented), endings.HALL_PAPERS_REJECTED),
    ]


def admissions(found: Answers, hall: Bools, readings: Readings) -> Rules:
    """Return the admissions that ask no norm, in the order of the text (RES-04, RES-16).

    Args:
        found: what registers answer.
        hall: who is in the operating hall.
        readings: ``hall_norm`` and ``owner_himself`` decide.
    """
    return [
        (hall & (found.elsewhere | (not readings.hall_norm)), endings.HALL),
        (found.is_owner & (readings.owner_himself == "exempt"), endings.OWNER),
        (found.elsewhere, endings.ONLINE),
    ]


def stops(asked: Applications, found: Answers, hall: Bools, readings: Readings) -> Rules:
    """Return what stops an admission outside of the hall (RES-13, RES-14).

    Args:
        asked: the applications.
        found: what registers answer about the same rows.
        hall: who is in the operating hall.
        readings: ``owner_consent`` decides.
    """
    required = ~found.is_owner & (readings.owner_consent == "required")
    return [
        (~hall & required & ~asked.consents, endings.NO_CONSENT),
        (~hall & ~asked.signs, endings.NOT_SIGNED),
    ]
