"""A year decided by a plain loop over its applications: what the engine must agree with."""

from collections.abc import Iterator

from simulation.impact.endings import ADMITTED
from simulation.impact.sequence import PERMANENT, Lived
from simulation.impact.standing import Homes
from simulation.impact.verdicts import Evaluation


def in_order(
    year: Lived, found: Evaluation, homes: Homes, norm: int
) -> tuple[list[int], list[bool]]:
    """Decide a year as an office would: row by row, with the counts as they stand.

    Returns:
        How every application ends, and whether the norm was reached when its turn came.
    """
    registered, room = homes.registered.tolist(), homes.capacity(norm).tolist()
    departures = Departing(year)
    ends: list[int] = []
    reached: list[bool] = []
    for row, dwelling in enumerate(year.asked.dwelling.tolist()):
        for left in departures(row):
            registered[left] -= 1
        full = registered[dwelling] >= room[dwelling]
        end = int((found.full if full else found.free)[row])
        ends.append(end)
        reached.append(full)
        if ADMITTED[end]:
            registered[dwelling] += int(found.counts[row])
            if moves_out(year, row):
                registered[year.origin[row]] -= 1
    return ends, reached


def moves_out(year: Lived, row: int) -> bool:
    """Say whether somebody who is registered so leaves a dwelling."""
    return bool(year.asked.service[row] == PERMANENT and year.origin[row] >= 0)


class Departing:
    """Dwellings that people leave the city from, as the year goes on."""

    def __init__(self, year: Lived) -> None:
        rows = zip(year.left_before.tolist(), year.left.tolist(), strict=True)
        self._to_come = sorted(rows, reverse=True)

    def __call__(self, row: int) -> Iterator[int]:
        """Yield what is left before a row and was not before an earlier one."""
        while self._to_come and self._to_come[-1][0] <= row:
            yield self._to_come.pop()[1]
