"""What is known about the centres: the estimates of a run, looked up by what they are of."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final, NamedTuple

from app.components.centres_numbers import UNKNOWN, Estimate

ALL: Final = "all"


class Hourly(NamedTuple):
    """An hour of the day with an estimate."""

    hour: int
    estimate: Estimate


@dataclass(frozen=True)
class Found:
    """Estimates of a run, or of the quick formulas.

    Attributes:
        measures: by measure, station, office and statistic.
        hours: by the same and the hour of the day.
        is_run: whether they come from a run.
    """

    measures: Mapping[tuple[str, str, str, str], Estimate]
    hours: Mapping[tuple[str, str, str, str, int], Estimate]
    is_run: bool = True

    def __call__(
        self, measure: str, station: str, office: str, statistic: str = "mean"
    ) -> Estimate:
        """Return an estimate, unknown where there is none."""
        return self.measures.get((measure, station, office, statistic), UNKNOWN)

    def by_hour(
        self, measure: str, station: str, office: str, statistic: str = "mean"
    ) -> list[Hourly]:
        """Return the estimates of the hours in which there is one, in order."""
        found = [
            Hourly(hour, self.hours[measure, station, office, statistic, hour])
            for hour in range(24)
            if (measure, station, office, statistic, hour) in self.hours
        ]
        return [h for h in found if h.estimate.value is not None and isfinite(h.estimate.value)]


def found_in(results: Mapping[str, Any]) -> Found:
    """Return what a document of ``tirkeu.results/1`` says."""
    measures = {_key(row): _estimate(row) for row in results["measures"]}
    hours = {(*_key(row), int(row["hour"])): _estimate(row) for row in results.get("hours", ())}
    return Found(measures, hours)


def _key(row: Mapping[str, Any]) -> tuple[str, str, str, str]:
    return row["measure"], row["station"], row["office"], row["statistic"]


def _estimate(row: Mapping[str, Any]) -> Estimate:
    low, high = row.get("ci95") or (None, None)
    return Estimate(row["value"], low, high)


def worst_first(found: Found, offices: Iterable[str], station: str) -> list[str]:
    """Return the offices by how long nine of ten wait there, the longest first."""

    def wait(office: str) -> float:
        value = found("wait_minutes", station, office, "p90").value
        return -1.0 if value is None else value

    return sorted(offices, key=wait, reverse=True)


class Peak(NamedTuple):
    """Hours in which nine of ten wait longest.

    Attributes:
        wait: of the worst of these hours, minutes.
        first: where these hours begin.
        until: where they end.
        hour: the worst of them.
        is_missed: whether they miss the target.
    """

    wait: float
    first: int
    until: int
    hour: int
    is_missed: bool = True


def peak(hours: Sequence[Hourly], missed: AbstractSet[int]) -> Peak | None:
    """Return the worst hours: around the worst one all that miss the target too.

    Args:
        hours: how long nine of ten wait, hour by hour.
        missed: hours that miss the target.

    Returns:
        None where nobody waited.
    """
    if not hours:
        return None
    worst = max(hours, key=lambda one: one.estimate.value or 0.0)
    over = missed & {one.hour for one in hours}
    first = last = worst.hour
    while first - 1 in over and worst.hour in over:
        first -= 1
    while last + 1 in over and worst.hour in over:
        last += 1
    is_missed = worst.hour in over
    return Peak(worst.estimate.value or 0.0, first, last + 1, worst.hour, is_missed=is_missed)
