"""The rows of the comparison: what is compared, where it comes from, which way is better."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from app.components.centres_numbers import UNKNOWN, Estimate
from app.pages.scenarios.columns import Column
from app.pages.scenarios.questions import CARDS, LOAD
from app.planning.scenarios import Document
from app.report.measures import COUNT, DAYS, MINUTES, SHARE, TENGE, Measure
from app.report.reported import NO_CHANGE, Change
from app.report.windows import open_windows
from app.report.windows import window_hours as hours_of

POLICY: Final = "policy"
STAFF: Final = "staff"
GROUPS: Final = (POLICY, LOAD, STAFF, CARDS)
"""Where numbers come from: the year of applications, runs of the load, offices, runs of cards."""


class Row(NamedTuple):
    """One row of the comparison.

    Attributes:
        name: its words ``scenarios.row.<name>``.
        group: one of `GROUPS`.
        measure: unit, which way is better, and where results have it.
    """

    name: str
    group: str
    measure: Measure


ROWS: Final = (
    Row("refused", POLICY, Measure("turned_away", "", COUNT, "lower")),
    Row("by_norm", POLICY, Measure("by_norm", "", COUNT)),
    Row("by_kin", POLICY, Measure("by_kin", "", COUNT)),
    Row("other_ways", POLICY, Measure("other_ways", "", COUNT)),
    Row("otherwise", POLICY, Measure("otherwise", "", COUNT)),
    Row("total", POLICY, Measure("total", "", COUNT)),
    Row("wait", LOAD, Measure("wait_minutes", "mean", MINUTES, "lower", "window")),
    Row("wait_p90", LOAD, Measure("wait_minutes", "p90", MINUTES, "lower", "window")),
    Row("within", LOAD, Measure("within_standard_share", "mean", SHARE, "higher", "window")),
    Row("left", LOAD, Measure("abandoned_share", "mean", SHARE, "lower", "window")),
    Row("visits", LOAD, Measure("visits", "count", COUNT, "", "window")),
    Row("repeat", LOAD, Measure("repeat_visits", "count", COUNT, "lower")),
    Row("busy", LOAD, Measure("utilisation", "mean", SHARE, "", "window")),
    Row("windows", STAFF, Measure("windows", "", COUNT)),
    Row("hours", STAFF, Measure("hours", "", COUNT)),
    Row("lead", CARDS, Measure("lead_time_working_days", "mean", DAYS, "lower")),
    Row("without", CARDS, Measure("days_without_valid_card", "mean", DAYS, "lower")),
    Row("paid", CARDS, Measure("duty_paid_kzt", "sum", TENGE)),
    Row("back", CARDS, Measure("duty_refundable_kzt", "sum", TENGE, "lower")),
)
BY_NAME: Final[Mapping[str, Row]] = {row.name: row for row in ROWS}


@dataclass(frozen=True)
class Cell:
    """One number of one scenario.

    Attributes:
        value: of the scenario, with its interval where it is of a run.
        law: of what it is compared with.
        change: the difference, its interval and its sign.
        is_outdated: whether it is of the scenario as it was before.
    """

    value: Estimate
    law: Estimate
    change: Change
    is_outdated: bool = False


UNKNOWN_CELL: Final = Cell(UNKNOWN, UNKNOWN, NO_CHANGE)


def cell(column: Column, row: Row) -> Cell:
    """Return a number of a scenario."""
    if row.group == POLICY:
        return _of_policy(column, row.measure.name)
    if row.group == STAFF:
        count = STAFFED[row.measure.name]
        return exact(count(column.asked.document), count(column.asked.base))
    answer, key = column.answers[row.group], row.measure.at()
    return Cell(answer.value(key), answer.law(key), answer.change(key), answer.is_outdated)


def _of_policy(column: Column, name: str) -> Cell:
    if column.policy is None:
        return UNKNOWN_CELL
    return exact(getattr(column.policy.yours, name), getattr(column.policy.law, name))


def exact(value: float, law: float) -> Cell:
    """Return numbers that are counted, not estimated: their difference is sure."""
    sign = "higher" if value > law else "lower" if value < law else "same"
    return Cell(Estimate(value), Estimate(law), Change(Estimate(value - law), sign))


# ---------------------------------------------------------------- windows
def windows(document: Document) -> float:
    """Return the sum over the offices of the largest number of windows in an open hour."""
    return float(sum(max(open_windows(office), default=0) for office in document["offices"]))


def window_hours(document: Document) -> float:
    """Return the hours of windows that a week of all offices takes, while its doors are open."""
    return float(sum(map(hours_of, document["offices"])))


STAFFED: Final = {"windows": windows, "hours": window_hours}
