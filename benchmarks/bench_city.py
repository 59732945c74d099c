"""Making a city with its registries: how fast, in how much memory, and how it grows.

Run with ``make bench`` or ``python -m benchmarks.bench_city [--population N] [--slope]``. A person
of the generation is a resident with family, home, papers and every row of the registries,
indexes included, eight rows on average; of the two it stands beside, the one is a name and nothing
else, the other a row of the persons' table alone, written from a data frame that is there already.
Beside those it is measured by processor time, since it takes two processors and they one.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from faker import Faker
from pytest_benchmark.fixture import BenchmarkFixture
from sqlalchemy import create_engine

from synthetic_data import typed_tables
from synthetic_data.city import City
from synthetic_data.generate import generate_city
from synthetic_data.home import DATABASE, make_city
from synthetic_data.registry.city_database import CityDatabase

POPULATION = 1_600_000
SIZES = (100_000, 200_000, 400_000, 800_000, 1_600_000, 3_200_000)
SAMPLE = 50_000
"""Names, and rows of the persons' table, that stand for as many as one likes."""

MEBIBYTE_KIB = 1024
STEEPEST_SLOPE = 1.05
TIMES_QUICKER = 5
"""How much quicker a row is made and written than pandas writes one, at least; 12 were measured."""


class Making(NamedTuple):
    """What making a city took, interpreter and imports included.

    Attributes:
        population: residents.
        wall: seconds.
        processor: seconds of all processors.
        peak_mib: most memory held at once, MiB.
        file_mib: size of the registries' file, MiB.
        rows: rows of the published tables.
    """

    population: int
    wall: float
    processor: float
    peak_mib: float
    file_mib: float
    rows: int


def make(population: int, home: Path) -> None:
    """Make a city in this process and print what it took, as one JSON list."""
    made = make_city(home, (population, 1), CityDatabase())
    used = resource.getrusage(resource.RUSAGE_SELF)
    size = (made.folder / DATABASE).stat().st_size
    taken = used.ru_utime + used.ru_stime
    city = made.open()
    rows = sum(typed_tables.length(city, table) for table in typed_tables.TABLES)
    sys.stdout.write(json.dumps([taken, used.ru_maxrss / MEBIBYTE_KIB, size / 2**20, rows]))


def making(population: int) -> Making:
    """Measure a city that a process of its own makes, into a home that is thrown away."""
    with tempfile.TemporaryDirectory() as home:
        words = [
            sys.executable,
            "-m",
            "benchmarks.bench_city",
            "--population",
            str(population),
            "--into",
            home,
        ]
        began = time.perf_counter()
        told = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 - this file
        wall = time.perf_counter() - began
    return Making(population, wall, *json.loads(told.stdout))


def seconds(work: Callable[[], object]) -> float:
    """Return how long a processor is busy with something."""
    began = time.process_time()
    work()
    return time.process_time() - began


def names_a_second() -> float:
    """Return how many names Faker alone makes, with its Russian lists."""
    fake = Faker("ru_RU")
    Faker.seed(1)
    return SAMPLE / seconds(lambda: [fake.name() for _ in range(SAMPLE)])


def to_sql_a_second(city: City) -> float:
    """Return how many rows of the persons' table pandas writes to a SQLite file."""
    frame = next(typed_tables.batches(city, "persons", SAMPLE)).to_pandas()
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/persons.sqlite")
        taken = seconds(lambda: frame.to_sql("persons", engine, index=False))
        engine.dispose()
    return len(frame) / taken


def slope(makings: list[Making], taken: Callable[[Making], float]) -> float:
    """Return the power of the population with which something grows, by least squares."""
    sizes, values = ([each(made) for made in makings] for each in (lambda m: m.population, taken))
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])


def beside(made: Making) -> Iterator[str]:
    """Yield the rate of the generation and of what it stands beside, as lines."""
    city = generate_city(SAMPLE, 1)
    yield line(made)
    for what, count in (("residents", made.population), ("rows", made.rows)):
        yield (
            f"{what} with all registries: {count / made.wall:,.0f} a second, "
            f"{count / made.processor:,.0f} a second of a processor"
        )
    for what, rate in (
        ("Faker.name()", names_a_second()),
        ("rows by to_sql", to_sql_a_second(city)),
    ):
        yield f"{what} alone: {rate:,.0f} a second of a processor"


def line(made: Making) -> str:
    """Return what a making took in words."""
    return (
        f"{made.population:,}: {made.wall:.1f} s, {made.processor:.1f} s of processors, "
        f"{made.peak_mib:.0f} MiB at most, file {made.file_mib:.0f} MiB"
    )


def growth() -> Iterator[str]:
    """Yield what cities of several sizes take, and the slopes."""
    found = []
    for population in SIZES:
        found.append(making(population))
        yield line(found[-1])
    wall, taken = slope(found, lambda m: m.wall), slope(found, lambda m: m.processor)
    yield f"slope: {wall:.3f} of time, {taken:.3f} of processor time (at most {STEEPEST_SLOPE})"


def test_a_row_is_made_and_written_faster_than_pandas_writes_one(
    benchmark: BenchmarkFixture,
) -> None:
    made = benchmark.pedantic(making, (400_000,), rounds=1)  # type: ignore[no-untyped-call]
    rate, other = made.rows / made.processor, to_sql_a_second(generate_city(SAMPLE, 1))
    benchmark.extra_info.update(rows_a_second=rate, to_sql_a_second=other)
    assert rate > TIMES_QUICKER * other


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--population", type=int, default=POPULATION)
    parser.add_argument("--slope", action="store_true", help="grow from 100,000 to 3,200,000")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.into:
        make(options.population, options.into)
    else:
        told = growth() if options.slope else beside(making(options.population))
        sys.stdout.writelines(f"{each}\n" for each in told)
