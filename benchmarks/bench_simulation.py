"""How fast the model is: against SimPy used plainly, Ciw, its own bare network, and itself.

Run with ``python -m benchmarks.bench_simulation`` for the city made last in the home
(``TIRKEU_HOME``): everything in one process and by its processor time, the fastest of some runs
in turns, because others may use the machine. Only two processes against one are timed by the
clock on the wall. The rivals serve ``three_stages``. The model against its bare network, compiled
as well: ``benchmarks/model_ratio.py``.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.model_ratio import FIRST, UNTIL, WANTED, seconds
from benchmarks.three_stages import Network, bare, in_ciw, naive, with_visits
from benchmarks.two_processes import speedup
from simulation.astana import astana
from simulation.demand.claims import supply
from simulation.model import replicate
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from synthetic_data.city import City
from synthetic_data.home import find_city

TURNS: Final = 4
VISITORS: Final[Mapping[str, tuple[Network, int]]] = {
    "bare network": (bare, 120_000),
    "bare network of visits": (with_visits, 120_000),
    "SimPy, plainly": (naive, 60_000),
    "Ciw": (in_ciw, 20_000),
}
SIZES: Final = (10_000, 30_000, 100_000, 300_000, 1_000_000)
MANY_VISITS: Final = 1_000_000
MEBIBYTE: Final = 1024
"""Kibibytes in it."""

Row = tuple[str, float, str, float]
"""What, its value, ``>=`` or ``<=``, and what is wanted."""


def speeds(scenario: Scenario, city: City) -> Iterator[Row]:
    """Visitors a second of the whole model, of the bare network and of the rivals."""
    stock = supply(city, scenario.first)
    visits = len(replicate(scenario, stock, 0).entered)
    fastest = dict.fromkeys(["model", *VISITORS], float("inf"))
    for _ in range(TURNS):
        fastest["model"] = min(
            fastest["model"], seconds(lambda: replicate(scenario, stock, 0)) / visits
        )
        for name, (serve, size) in VISITORS.items():
            took = seconds(lambda serve=serve, size=size: serve(size))  # type: ignore[misc]
            fastest[name] = min(fastest[name], took / size)
    network, visiting = fastest["bare network"], fastest["bare network of visits"]
    for name, each in fastest.items():
        yield f"visitors a second, {name}", 1 / each, ">=", 0
    yield "bare network against plain SimPy", fastest["SimPy, plainly"] / network, ">=", 2.5
    yield "bare network against Ciw", fastest["Ciw"] / network, ">=", 6
    yield "network of visits against plain SimPy", fastest["SimPy, plainly"] / visiting, ">=", 2.5
    yield "network of visits against Ciw", fastest["Ciw"] / visiting, ">=", 6
    yield "model against the bare network", network / fastest["model"], ">=", WANTED
    yield f"seconds of a replication, {visits} visits", fastest["model"] * visits, "<=", 4


def growth() -> Row:
    """Slope of the time over visitors, both as logarithms: 1 is linear."""
    times = [
        min(seconds(lambda size=size: bare(size)) for _ in range(2))  # type: ignore[misc]
        for size in SIZES
    ]
    slope = float(np.polyfit(np.log(SIZES), np.log(times), 1)[0])
    return f"slope from {SIZES[0]} to {SIZES[-1]} visitors", slope, "<=", 1.05


def crowd(visits: int) -> Scenario:
    """Four weeks of one office that never closes, without applications: about so many visits."""
    per_hour = visits / (28 * 24)
    office = {
        "id": "one",
        "opens": "00:00",
        "closes": "24:00",
        "working_days": [1, 2, 3, 4, 5, 6, 7],
        "reception_desks": int(per_hour * 2 / 60 / 0.85) + 1,
        "windows": int(per_hour * 12 / 60 / 0.85) + 1,
    }
    return scenario_from(
        {
            "format": "tirkeu.scenario/1",
            "period": {"from": FIRST.isoformat(), "until": UNTIL.isoformat()},
            "offices": [office],
            "demand": {
                "residence_per_day": 0,
                "temporary_stay_per_day": 0,
                "id_renewals": False,
                "other_visits_per_hour": {"one": per_hour},
            },
        }
    )


def memory(visits: int) -> tuple[int, float]:
    """Visits, and the most memory that a process with nothing else to do held, MiB."""
    served = len(replicate(crowd(visits), None, 0).entered)
    status = Path("/proc/self/status").read_text()  # getrusage would count the parent's memory too
    held = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return served, int(held.split()[1]) / MEBIBYTE


def memory_of_many() -> Row:
    """Measure memory in a fresh process."""
    with get_context("spawn").Pool(1) as pool:
        served, held = pool.apply(memory, (MANY_VISITS,))
    return f"MiB of {served} visits", held, "<=", 400


def two_processes(scenario: Scenario, city: City, replications: int = 8) -> Iterator[Row]:
    """One process against two that are warm, and what two busy loops gain meanwhile."""
    found = speedup(replace(scenario, replications=replications), city)
    yield "two busy loops against one, what the machine gives", found.limit, ">=", 0
    yield f"two processes against one, {replications} replications", found.ratio, ">=", 1.8


def main() -> int:
    """Print every measure with what is wanted of it; 1 where one is missed."""
    city = find_city(Path(os.environ.get("TIRKEU_HOME", ".tirkeu")), None).open()
    scenario = scenario_from(astana(FIRST, UNTIL, city.population))
    missed = 0
    for measure in (
        lambda: speeds(scenario, city),
        lambda: [growth()],
        lambda: [memory_of_many()],
        lambda: two_processes(scenario, city),
    ):
        for what, value, sign, wanted in measure():
            held = value >= wanted if sign == ">=" else value <= wanted
            missed += not held
            asked = f"{sign} {wanted:g}" if wanted else ""
            sys.stdout.write(f"{what:54}{value:12.2f}  {asked:8}{'' if held else '  MISSED'}\n")
            sys.stdout.flush()
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
