"""The rules of the ID card over expected numbers: what becomes of the applications of each day.

The order is that of the procedure; a test holds the two equal in what they lead to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import exp
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.identity_card.duty import duty_due, is_exempt
from domain.identity_card.window import days_over, too_early, too_late
from domain.law import Law
from simulation.demand.holders import EARLIEST_FILING, LATEST_FILING
from simulation.forecast_delays import LONGEST_LAG, Lags
from simulation.policy import law_of
from simulation.registry_service import SECONDS
from simulation.scenario_parts import Behaviour, IdPipeline, Scenario, System

Floats = NDArray[np.float64]

KINDS: Final = ("passport", "reason", "other", "plain")
"""Holders who ask for a passport, state another reason or have changed data, let somebody else
file, and all others: what a holder is stays the same when he tries again."""

AGAIN_LATER: Final = ("IDC-10", "IDC-19")
"""Rules after which the same application may succeed later."""

Matrix = Floats
"""Expected applications: a row for each day of filing, a column for each of ``Rules.offsets``."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The law of every day of filing, with the chances of what is no law.

    Attributes:
        offsets: days from the expiry on which anybody files; the last one stands for all after it
            too, as it is too late then in any case.
        in_pilot: by day, whether the pilot is in force; a column.
        early: by day and offset, whether it is too early.
        late: by day and offset, whether it is too late.
        opens: by day, days before the expiry on which the window opens.
        duty_kzt: by day, what is due.
        unpaid: by day, share of those who do not pay; a column.
        silent: chance that the register of persons does not answer.
        unrecognised: share of holders whose identification fails.
        annulled: share of checked applications that are annulled.
    """

    offsets: NDArray[np.int64]
    in_pilot: Floats
    early: NDArray[np.bool_]
    late: NDArray[np.bool_]
    opens: NDArray[np.int64]
    duty_kzt: Floats
    unpaid: Floats
    silent: float
    unrecognised: float
    annulled: float


def rules_of(scenario: Scenario) -> Rules:
    """Return the rules of a scenario's period."""
    people, readings = scenario.behaviour, scenario.policy.readings
    laws = [
        law_of(scenario.policy, scenario.first + timedelta(day)) for day in range(scenario.days)
    ]
    before, after = (
        np.array([getattr(law, name) for law in laws])
        for name in ("window_before_days", "window_after_days")
    )
    offsets = np.arange(-EARLIEST_FILING, max(LATEST_FILING, int(after.max()) + 1) + 1)
    over = days_over(offsets, readings.expiry_day)
    pays = np.array([[not is_exempt(law.day, readings)] for law in laws], dtype=float)
    return Rules(
        offsets=offsets,
        in_pilot=np.array([[_in_pilot(law)] for law in laws], dtype=float),
        early=too_early(-offsets, before[:, None]) & (over <= 0),
        late=too_late(over, after[:, None]) & (over > 0),
        opens=before,
        duty_kzt=np.array([duty_due(law, readings) for law in laws], dtype=float),
        unpaid=pays * people.duty_unpaid_share,
        silent=silence(scenario.registries["gbd_fl"]),
        unrecognised=people.biometrics_mismatch_share,
        annulled=annulled_share(scenario.id_pipeline),
    )


def _in_pilot(law: Law) -> bool:
    start, end = law.id_card_pilot
    return start <= law.day <= end


def silence(system: System) -> float:
    """Return the chance that a system is down and stays so through all retries (IDC-19)."""
    if system.availability == 0:
        return 1.0
    waited = 0.0
    for attempt in range(system.retries):
        waited += (system.latency_seconds + system.retry_seconds * 2**attempt) / SECONDS
    return (1 - system.availability) * exp(-waited / system.outage_minutes)


def annulled_share(pipeline: IdPipeline) -> float:
    """Return the share of checked applications that are annulled (IDC-14)."""
    shares = (
        pipeline.data_incorrect_share,
        pipeline.photo_mismatch_share,
        pipeline.signature_mismatch_share,
        pipeline.further_check_share,
    )
    return float(1 - np.prod(1 - np.array(shares)))


def decided(rules: Rules, kind: str, filed: Matrix) -> dict[str, Matrix]:
    """Return the applications by the rule that decides them.

    Args:
        rules: of the period.
        kind: of their holders, one of ``KINDS``.
        filed: expected applications.

    Returns:
        Matrices that sum to ``filed``; those certified under IDC-15.
    """
    found, left = {"IDC-01": filed * (1 - rules.in_pilot)}, filed * rules.in_pilot
    if kind == "passport":
        return found | {"IDC-02": left}
    found["IDC-19"], left = left * rules.silent, left * (1 - rules.silent)
    if kind == "reason":
        return found | {"IDC-04": left}
    found["IDC-05"], found["IDC-06"] = left * rules.early, left * rules.late
    left = left * ~(rules.early | rules.late)
    if kind == "other":
        return found | {"IDC-08": left}
    found["IDC-09"], left = left * rules.unrecognised, left * (1 - rules.unrecognised)
    found["IDC-10"], left = left * rules.unpaid, left * (1 - rules.unpaid)
    return found | {"IDC-14": left * rules.annulled, "IDC-15": left * (1 - rules.annulled)}


def following(people: Behaviour, rules: Rules, found: Mapping[str, Matrix], lags: Lags) -> Matrix:
    """Return the applications that follow from others inside the period.

    Args:
        people: how they behave.
        rules: of the period.
        found: applications by rule, see ``decided``.
        lags: days between two applications.
    """
    filed = np.zeros_like(found["IDC-01"])
    if "IDC-05" in found:
        filed += _when_open(rules, found["IDC-05"] * people.return_when_open_share)
    if "IDC-14" in found:
        filed += _later(found["IDC-14"] * people.refile_share, lags.annulled)
    stopped = [found[rule] for rule in AGAIN_LATER if rule in found]
    if stopped:
        filed += _later(sum(stopped, np.zeros_like(filed)) * people.card_retry_share, lags.retried)
    return filed


def _when_open(rules: Rules, early: Matrix) -> Matrix:
    """Move applications to the day on which their window opens."""
    day, place = np.nonzero(early)
    opens = rules.opens[day]
    then = day - rules.offsets[place] - opens
    inside = then < len(early)
    filed = np.zeros_like(early)
    into = (then[inside], EARLIEST_FILING - opens[inside])
    np.add.at(filed, into, early[day, place][inside])
    return filed


def _later(filed: Matrix, lags: Floats) -> Matrix:
    """Move applications by days, as the shares of the delays of their day of filing say."""
    later = np.zeros_like(filed)
    days, width = filed.shape
    used = np.flatnonzero(filed.any(axis=0))
    if not len(used):
        return later
    first, part = used[0], filed[:, used[0] : used[-1] + 1]
    for lag in np.flatnonzero(lags[:, :days].any(axis=0)):
        moved = part[: days - lag] * lags[: days - lag, [lag]]
        fits = max(0, min(part.shape[1], width - first - lag))
        later[lag:, first + lag : first + lag + fits] += moved[:, :fits]
        later[lag:, -1] += moved[:, fits:].sum(axis=1)
    return later


def over_by_then(rules: Rules, lags: Lags) -> Floats:
    """Return the chance that the window of an annulled card is over at the next application.

    Returns:
        A number by day of filing and offset.
    """
    still = np.cumsum(lags.annulled[:, ::-1], axis=1)[:, ::-1]  # so many days or more
    still = np.pad(still, ((0, 0), (0, 1)))
    first_late = rules.late.argmax(axis=1)  # the last offset is always too late
    missing = np.clip(first_late[:, None] - np.arange(len(rules.offsets)), 0, LONGEST_LAG + 1)
    return np.take_along_axis(still, missing, axis=1)
