"""What the tests of the Centres page stand on: a small city, a store in memory, quick runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from app.pages.centres.screens import Screen, screen
from app.services import Services
from app.settings import Settings
from app.store import key_of
from app.visit import visit
from simulation.run import run
from simulation.scenario import scenario_from
from synthetic_data.city import City
from synthetic_data.generate import generate_city

PEOPLE, SEED = 2_000, 1


@cache
def city() -> City:
    return generate_city(PEOPLE, SEED)


@dataclass
class Documents:
    """A store in memory."""

    kept: dict[str, dict[str, Any]] = field(default_factory=dict)

    def keep(self, document: Mapping[str, Any]) -> str:
        key = key_of(document)
        self.kept[key] = dict(document)
        return key

    def find(self, key: str) -> dict[str, Any] | None:
        return self.kept.get(key)

    def answers(self) -> bool:
        return True


@dataclass(frozen=True)
class Standing:
    """A run as a test wants it to stand."""

    state: str = "done"
    done: float = 0
    total: int = 0
    seconds_left: float | None = None
    result: Any = None
    reason: str = ""
    kind: str | None = None


@dataclass
class Runs:
    """Runs that a test has put there; what is started is written down and done at once."""

    standing: dict[str, Standing] = field(default_factory=dict)
    started: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)

    def start(self, kind: str, document: Mapping[str, Any], who: str = "") -> str:  # noqa: ARG002 - as Jobs has it
        self.started.append((kind, document))
        key = key_of(kind, document)
        self.standing[key] = Standing(result=simulated(document))
        return key

    def id_of(self, kind: str, document: Mapping[str, Any]) -> str:
        return key_of(kind, document)

    def find(self, run_id: str, kind: str | None = None) -> Standing | None:
        found = self.standing.get(run_id)
        is_other = found is not None and found.kind not in (None, kind)
        return None if kind is not None and is_other else found

    def cancel(self, run_id: str) -> None:
        self.cancelled.append(run_id)
        self.standing[run_id] = Standing("cancelled")


def simulated(document: Mapping[str, Any]) -> dict[str, Any]:
    """Two replications of two days of what was asked, quickly."""

    def results(scenario: Mapping[str, Any] | None) -> dict[str, Any] | None:
        if scenario is None:
            return None
        fewer = {**scenario, "run": {**scenario["run"], "replications": 2}}
        first = scenario["period"]["from"]
        fewer["period"] = {"from": first, "until": first[:-2] + f"{int(first[-2:]) + 2:02d}"}
        found = run(scenario_from(fewer), city())
        return {**found, "scenario": dict(scenario)}

    yours = results(document.get("scenario"))
    return {"yours": yours, "baseline": results(document.get("baseline")), "differences": None}


def services(home: Path) -> Services:
    """The services of a dashboard over the small city."""
    settings = Settings(home=home)
    stored: Any = SimpleNamespace(population=PEOPLE, seed=SEED, size=(PEOPLE, SEED), name="small")
    search: Any = SimpleNamespace(city=city())
    made = Services(settings, search=search)
    for name, value in {"stored": stored, "store": Documents(), "jobs": Runs()}.items():
        object.__setattr__(made, name, value)
    return made


def shown(made: Services, language: str = "ru", **query: str) -> Screen:
    """The screen of an address."""
    found = screen(visit("/centres", query, language), made)
    assert found is not None
    return found
