"""Expected visitors brought in line with those that replications counted."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from simulation.scenario_parts import Scenario
from simulation.staffing.counted import Counted, open_days
from simulation.staffing.expected import RESIDENCE, Expected

Floats = NDArray[np.float64]


def calibrated(scenario: Scenario, visitors: Expected, found: Counted) -> Expected:
    """Return the visitors with every hour of the day as busy as it was counted.

    What the closed form leaves out comes in here: people who come back, who ask, who are sent on.
    Weekdays share an hour's visits as the closed form says, which counts as one replication more.
    Where it expects nobody at a station, whoever came is spread over all open minutes, as visits
    of the residence pilot.

    Args:
        scenario: what was run.
        visitors: by the closed form.
        found: what was counted, at least one replication.
    """
    days = open_days(scenario)[:, None, :, None]
    form = (visitors.visitors * days).sum(axis=2)  # office × station × hour
    together = (found.visits.sum(axis=(0, 3)) + form) / (len(found.visits) + 1)
    factor = np.divide(together, form, out=np.ones_like(form), where=form > 0)
    arrivals = visitors.arrivals * factor[:, :, None, None]
    minutes = visitors.open_minutes[:, None]
    whole = (minutes * days).sum(axis=(2, 3), keepdims=True)
    evenly = np.divide(minutes, whole, out=np.zeros_like(minutes), where=whole > 0)
    unknown = found.visits.mean(axis=0).sum(axis=(2, 3)) * (form.sum(axis=2) == 0)
    arrivals[:, :, RESIDENCE] += unknown[:, :, None, None] * evenly
    return replace(visitors, arrivals=arrivals)
