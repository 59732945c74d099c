"""How many days lie between two applications of one holder, where officers have no queue."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.attendance import servers
from simulation.calendar import Calendar
from simulation.demand.holders import AWAKE
from simulation.distributions import Distribution
from simulation.lever_readers import DAY_MINUTES
from simulation.opening import HOUR_MINUTES
from simulation.quantiles import points
from simulation.scenario_parts import Scenario

Floats = NDArray[np.float64]

LONGEST_LAG: Final = 60
"""Days after which it no longer matters how many more."""

TIMES_OF_DAY: Final = 4
MOST_POINTS: Final = 50_000
"""How fine the delays are cut: enough for an error far below that of any run, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Lags:
    """Days from an application to the next, as shares of those who make one.

    Attributes:
        annulled: after an annulment; a row for each day of filing, a column for each number of
            days up to ``LONGEST_LAG`` and more. Less than 1 together where no officer ever works.
        retried: after an outage or an unpaid duty, of the same shape.
    """

    annulled: Floats
    retried: Floats


def lags_of(scenario: Scenario, outside_share: float) -> Lags:
    """Return the days between applications.

    Args:
        scenario: every lever.
        outside_share: holders whose migration service is not that of the capital.
    """
    days, pipeline, people = scenario.days, scenario.id_pipeline, scenario.behaviour
    fine = int(np.clip((MOST_POINTS / days / TIMES_OF_DAY) ** 0.5, 6, 24))
    part = (np.arange(TIMES_OF_DAY) + 0.5) / TIMES_OF_DAY
    minutes = AWAKE[0] + part * (AWAKE[1] - AWAKE[0]) + scenario.service_minutes.online.mean
    sent = np.arange(days)[:, None] * DAY_MINUTES + minutes
    refile = points(people.refile_days, fine) * DAY_MINUTES
    retry = points(people.card_retry_hours, fine) * HOUR_MINUTES

    def annulled(intake: Distribution, *, capital: bool) -> Floats:
        ready = _after_working_days(scenario.calendar, sent[..., None], points(intake, fine))
        begun = _in_hours(scenario, ready) if capital else ready
        return _shares(begun[..., None] + pipeline.check_minutes.mean + refile)

    here = annulled(pipeline.intake_days, capital=True)
    outside = annulled(pipeline.outside_days or pipeline.intake_days, capital=False)
    return Lags(
        annulled=here * (1 - outside_share) + outside * outside_share,
        retried=_shares(sent[..., None] + retry),
    )


def _after_working_days(calendar: Calendar, times: Floats, days: Floats) -> Floats:
    """Return the times so many working days later, as the calendar does for one."""
    counted = np.asarray(calendar.counted)
    place = np.interp(times / DAY_MINUTES, np.arange(len(counted)), counted) + days
    later = np.minimum(np.searchsorted(counted, place, side="right") - 1, len(counted) - 1)
    return np.asarray(np.maximum(times, (later + place - counted[later]) * DAY_MINUTES))


def _in_hours(scenario: Scenario, ready: Floats) -> Floats:
    """Return when officers of the capital look at files; infinite where none ever does."""
    pieces = servers(scenario, "ums", days=scenario.days + 2 * LONGEST_LAG) or []
    worked = np.array([piece[:2] for piece in pieces if piece[2]] or [(np.inf, np.inf)])
    place = np.searchsorted(worked[:, 1], ready, side="right")
    starts = np.append(worked[:, 0], np.inf)
    return np.asarray(np.maximum(ready, starts[place]))


def _shares(again: Floats) -> Floats:
    """Return the share of each number of days until the times, by day of filing (first axis)."""
    days = len(again)
    times = again.reshape(days, -1)
    known = np.isfinite(times)
    lag = np.where(known, times, 0) // DAY_MINUTES - np.arange(days)[:, None]
    place = np.arange(days)[:, None] * (LONGEST_LAG + 1) + np.minimum(lag, LONGEST_LAG)
    counts = np.bincount(place[known].astype(np.int64), minlength=days * (LONGEST_LAG + 1))
    return counts.reshape(days, -1) / times.shape[1]
