"""Deciding ten thousand applications of a city: over its database, and over its arrays.

Run with ``make bench`` or ``python -m benchmarks.bench_decide``.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from sqlalchemy import Engine, create_engine

from benchmarks.city_applications import DAY, applications
from domain.law import law_on
from domain.procedure import decide, put
from domain.procedures import start
from domain.readings import Readings
from domain.records import Application, Choices
from domain.registries import Registries
from synthetic_data import memory
from synthetic_data.city import City
from synthetic_data.city_index import CityIndex
from synthetic_data.generate import generate_city
from synthetic_data.registry.city_rows import load_city_file
from synthetic_data.registry.wiring import registries, rehearse

PEOPLE = 20_000
APPLICATIONS = 10_000
LIMIT_SECONDS = {"database": 10.0, "memory": 1.0}

Decide = Callable[[], None]
Case = tuple[Application, Choices]


def decide_one(application: Application, everybody: Registries) -> None:
    procedure = start(application, law_on(DAY), Readings())
    decide(procedure, lambda asked, subject: put(everybody, asked, subject))


def from_database(engine: Engine, cases: list[Case]) -> None:
    with rehearse(engine) as session:
        for application, choices in cases:
            decide_one(application, registries(session, choices, DAY, application))


def from_memory(index: CityIndex, cases: list[Case]) -> None:
    run = memory.Registrations(index)
    for application, choices in cases:
        decide_one(application, memory.registries(run, choices, DAY))


def ways(city: City, folder: Path) -> dict[str, Decide]:
    """Return both ways to decide the same applications."""
    random = Random(1)  # noqa: S311 - the same applications every time
    cases = list(islice(applications(city, random), APPLICATIONS))
    path = folder / "registry.sqlite"
    load_city_file(city, path)
    engine, index = create_engine(f"sqlite:///{path}"), CityIndex(city)
    return {
        "database": lambda: from_database(engine, cases),
        "memory": lambda: from_memory(index, cases),
    }


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Decide]:
    return ways(generate_city(PEOPLE, 1), tmp_path_factory.mktemp("city"))


@pytest.mark.benchmark(timer=time.process_time)  # nothing here waits; others may use the machine
@pytest.mark.parametrize("way", LIMIT_SECONDS)
def test_ten_thousand_decisions_keep_the_limit(
    way: str, both: dict[str, Decide], benchmark: BenchmarkFixture
) -> None:
    benchmark.pedantic(both[way], rounds=3, warmup_rounds=1)  # type: ignore[no-untyped-call]
    assert benchmark.stats is not None
    assert min(benchmark.stats.stats.data) < LIMIT_SECONDS[way]


def ratios() -> Iterator[str]:
    """Yield the best processor time of three of each way beside its limit."""
    with tempfile.TemporaryDirectory() as folder:
        for way, run in ways(generate_city(PEOPLE, 1), Path(folder)).items():
            taken = []
            for _ in range(3):
                started = time.process_time()
                run()
                taken.append(time.process_time() - started)
            limit = LIMIT_SECONDS[way]
            yield f"{way}: {min(taken):.2f} s of {limit:g} s, {min(taken) / limit:.0%}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in ratios())
