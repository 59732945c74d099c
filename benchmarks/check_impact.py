"""A sample of a full city's year, decided one by one: no verdict may differ from the engine's.

Run with ``python -m benchmarks.check_impact`` for the city made last in the home
(``TIRKEU_HOME``). Every application of the sample is decided by the
procedure under each reading alone and under sets in which every two readings meet.
"""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.case_by_case import EVERY_READING, named, one_by_one
from domain.law import law_on
from domain.readings import Readings
from simulation.demand.applications import Applications, Ints
from simulation.demand.mix import assumed
from simulation.demand.pool import draw_pool
from simulation.demand.year import Year, choose
from simulation.impact.endings import ENDINGS, NOT_MADE
from simulation.impact.prepared import Prepared, prepare
from simulation.impact.standing import register
from simulation.impact.verdicts import evaluate, static_ends
from synthetic_data import memory
from synthetic_data.city import City
from synthetic_data.city_index import CityIndex
from synthetic_data.days import as_number
from synthetic_data.home import find_city

DAY = date(2026, 2, 2)
LAW = law_on(DAY)
SAMPLE = 20_000


def some(asked: Applications, rows: Ints) -> Applications:
    """Return some of the applications."""
    columns = {column.name: getattr(asked, column.name)[rows] for column in fields(asked)}
    return Applications(**columns)


def differing(
    registrations: memory.Registrations, year: Year, prepared: Prepared, readings: Readings
) -> tuple[int, int]:
    """Return how many of a sample were decided, and how many of them end otherwise."""
    found = evaluate(year, prepared.answers(readings, LAW), LAW, readings)
    ends = static_ends(found, LAW.norm_tenths)
    made = np.flatnonzero(ends != NOT_MADE)
    rows = np.random.default_rng(7).choice(made, min(SAMPLE, len(made)), replace=False)
    verdicts = one_by_one(registrations, some(year.asked, rows), LAW, readings)
    return len(rows), sum(
        ENDINGS[end] != verdict for end, verdict in zip(ends[rows].tolist(), verdicts, strict=True)
    )


def report(city: City) -> Iterator[str]:
    """Yield a line for every set of readings."""
    number = as_number(DAY)
    pool = draw_pool(city, number, 1)
    year, prepared = choose(pool, assumed()), prepare(pool, register(city, number))
    registrations = memory.Registrations(CityIndex(city))
    for readings in EVERY_READING:
        started = time.process_time()
        decided, others = differing(registrations, year, prepared, readings)
        taken = time.process_time() - started
        yield f"{others} of {decided} differ, {taken:.1f} s: {named(readings)}"


def main() -> None:
    stored = find_city(Path(os.environ.get("TIRKEU_HOME") or ".tirkeu"))
    for line in report(stored.open()):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
