"""A year of the full city under readings and norms: how fast, beside the same with data frames.

Run with ``make bench``, or with ``python -m benchmarks.bench_impact`` for the city made last in
the home (``TIRKEU_HOME``). Times are of the processor, the best of several, as others may use the
machine. The frames of pandas are made beforehand; what takes them long is done once or for a few
norms and told for all. Kinship stands beside joins that find twelve of its twenty-two facts.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import impact_in_pandas as frames
from domain.law import law_on
from domain.readings import Readings
from simulation.demand.applications import Ints
from simulation.demand.mix import assumed
from simulation.demand.pool import draw_pool
from simulation.demand.year import choose
from simulation.impact.curve import StaticCurve
from simulation.impact.grouping import fixed_groupings, stated_grouping
from simulation.impact.prepared import prepare
from simulation.impact.routes import Rules, admissions, in_hall, routes
from simulation.impact.sequence import Course, Schedule
from simulation.impact.setting import HIGHEST_NORM, LOWEST_NORM
from simulation.impact.standing import homes, register
from simulation.impact.stock import capital, open_curve, stock
from simulation.impact.verdicts import evaluate, static_ends
from synthetic_data.city import City
from synthetic_data.generate import generate_city
from synthetic_data.home import find_city
from synthetic_data.kinship_facts import RecordedKin, facts

POPULATION = 1_600_000
NUMBER = 20260202
LAW, NORM = law_on(date(2026, 2, 2)), 150
EVERY_TENTH = range(LOWEST_NORM, HIGHEST_NORM + 1)
EVERY_HALF = EVERY_TENTH[::5]
FIGURES = 13
BEST_OF = 5
"""Times that a figure is measured; the smallest tells least of what else the machine does."""


class Figure(NamedTuple):
    """One computation of the engine.

    Attributes:
        name: what it is.
        limit: seconds that it may take.
        run: it.
        beside: the same with data frames; None: nothing comparable.
        times: how many of ``beside`` make one of ``run``.
    """

    name: str
    limit: float
    run: Callable[[], object]
    beside: Callable[[], object] | None = None
    times: int = 1


class Bench:
    """A city with what its year needs, made once.

    Args:
        city: any city.
    """

    def __init__(self, city: City) -> None:
        self.registers, self.pool = register(city, NUMBER), draw_pool(city, NUMBER, 1)
        self.prepared, self.year = prepare(self.pool, self.registers), choose(self.pool, assumed())
        self.readings = Readings()
        self.answers = self.prepared.answers(self.readings, LAW)
        self.homes = homes(self.registers, LAW, self.readings)
        self.found = evaluate(self.year, self.answers, LAW, self.readings)
        self.schedule = Schedule.of(self.year)
        self.course = Course(self.schedule, self.found, self.homes)
        self.capital = capital(self.registers, LAW, self.readings)
        stated = stated_grouping(self.year, self.readings.exemptions)
        self.groupings = {**fixed_groupings(self.year, self.registers), "category": stated}
        self.frame = frames.years(self.year, self.found, self.homes, self.groupings)
        self.stock = frames.dwellings(self.capital)

    def figures(self) -> list[Figure]:
        """Return every figure."""
        return [*self._looking_up(), *self._reading(), *self._norms()]

    def _looking_up(self) -> Iterator[Figure]:
        pool, registers = self.pool, self.registers
        yield Figure("everything about a pool", 1.5, lambda: prepare(pool, registers))
        yield Figure("kinship of its claims", 0.3, self.kinship, self.kinship_in_pandas)
        yield Figure("kinship, acts read otherwise", 0.3, self.kinship_anew, self.kinship_in_pandas)
        yield Figure("events of a year in order", 0.15, lambda: Schedule.of(self.year))

    def _reading(self) -> Iterator[Figure]:
        other = Readings(area="useful", grandkin="literal", count_temporary=False)
        yield Figure("answers to a reading", 0.06, lambda: self.prepared.answers(other, LAW))
        yield Figure("rules of a reading", 0.02, self.evaluation, self.rules_in_pandas)
        yield Figure(
            "bounds of a reading's counts",
            0.05,
            lambda: Course(self.schedule, self.found, self.homes),
        )

    def _norms(self) -> Iterator[Figure]:
        norm, halves = NORM, len(EVERY_HALF)
        yield Figure(
            "a norm, each by itself",
            0.005,
            lambda: static_ends(self.found, norm),
            lambda: frames.one_norm(self.frame, norm),
        )
        yield Figure("a norm, one after the other", 0.01, self.in_order, self.in_order_in_pandas)
        yield Figure(
            f"{halves} norms, one after the other",
            0.5,
            lambda: [self.course.ends(each) for each in EVERY_HALF],
            self.in_order_in_pandas,
            halves,
        )
        yield Figure(
            f"{len(EVERY_TENTH)} norms with {len(self.groupings)} breakdowns",
            0.02,
            self.curve,
            lambda: frames.breakdowns(self.frame, norm, list(self.groupings)),
            len(EVERY_TENTH),
        )
        yield Figure(
            "dwellings beside a norm",
            0.03,
            lambda: stock(self.capital, norm, reached_without_norm=False),
            lambda: frames.beside(self.stock, norm),
        )
        yield Figure(
            f"open dwellings under {len(EVERY_TENTH)} norms",
            0.05,
            lambda: open_curve(self.capital, EVERY_TENTH),
            lambda: frames.beside(self.stock, norm),
            len(EVERY_TENTH),
        )

    def kinship(self) -> Ints:
        """Return all facts of all claims, the acts read as usual."""
        kin = RecordedKin(self.registers.city, NUMBER, Readings())
        return facts(kin, self.prepared.pairs.applicant, self.prepared.pairs.owner)

    def kinship_anew(self) -> Ints:
        """Return the same where former spouses count: looked up anew for those it may touch."""
        return self.prepared._anew(("replace", "ever")).facts()  # noqa: SLF001 - what is kept would not be measured

    def kinship_in_pandas(self) -> Ints:
        """Return twelve of the facts by joins."""
        pairs = self.prepared.pairs
        return frames.kinship(self.registers.city, NUMBER, pairs.applicant, pairs.owner)

    def evaluation(self) -> object:
        """Return the rules applied but for the norm."""
        return evaluate(self.year, self.answers, LAW, self.readings)

    def rules_in_pandas(self) -> object:
        """Return the first rule that holds; what it asks is there already."""
        return frames.first_rule(self.rules)

    @cached_property
    def rules(self) -> Rules:
        """The rules before the norm, where each holds."""
        asked, found = self.year.asked, self.answers.of(self.year.row)
        hall = in_hall(asked, found)
        return [*routes(asked, found, hall), *admissions(found, hall, self.readings)]

    def in_order(self) -> Ints:
        """Return how all end one after the other."""
        return self.course.ends(NORM)

    def in_order_in_pandas(self) -> Ints:
        """Return the same by a loop over the rows of a frame."""
        return frames.in_order(self.frame, self.year, self.homes, NORM)

    def curve(self) -> list[Ints]:
        """Return what all norms do to every group of every dimension."""
        curve = StaticCurve(self.found, EVERY_TENTH)
        return [curve.by(each.group, len(each.codes)) for each in self.groupings.values()]


def best(run: Callable[[], object], rounds: int = BEST_OF) -> float:
    """Return the least processor time of some runs, seconds."""
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        run()
        taken.append(time.process_time() - started)
    return min(taken)


def told(figure: Figure) -> str:
    """Return a figure beside its limit and beside pandas."""
    taken = best(figure.run)
    line = f"{figure.name}: {1e3 * taken:.1f} ms, limit {1e3 * figure.limit:g}"
    if figure.beside is None:
        return line
    beside = best(figure.beside, 2) * figure.times
    return f"{line}; pandas {1e3 * beside:,.0f} ms, {beside / taken:,.0f} times as long"


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench(generate_city(POPULATION, 1))


def test_every_figure_is_measured(bench: Bench) -> None:
    assert len(bench.figures()) == FIGURES


def test_the_frames_compute_the_same(bench: Bench) -> None:
    joined = bench.kinship() & int(frames.JOINED)
    assert (joined == bench.kinship_in_pandas()).all()
    by_itself = frames.one_norm(bench.frame, NORM).to_numpy()
    assert (by_itself == static_ends(bench.found, NORM)).all()
    assert (bench.in_order_in_pandas() == bench.in_order()).all()
    counted = frames.beside(bench.stock, NORM)
    found = stock(bench.capital, NORM, reached_without_norm=False)
    assert counted == [found.open, found.at, found.over, found.places_left]


@pytest.mark.benchmark(timer=time.process_time)  # nothing here waits; others may use the machine
@pytest.mark.parametrize("place", range(FIGURES))
def test_a_figure_keeps_its_limit(place: int, bench: Bench, benchmark: BenchmarkFixture) -> None:
    figure = bench.figures()[place]
    benchmark.pedantic(figure.run, rounds=BEST_OF, warmup_rounds=1)  # type: ignore[no-untyped-call]
    assert benchmark.stats is not None
    assert min(benchmark.stats.stats.data) < figure.limit


if __name__ == "__main__":
    found = Bench(find_city(Path(os.environ.get("TIRKEU_HOME") or ".tirkeu")).open())
    test_the_frames_compute_the_same(found)
    for each in found.figures():
        sys.stdout.write(f"{told(each)}\n")
