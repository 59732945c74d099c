"""A dashboard that has something to find: a city, documents, saved scenarios, runs that ended."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.jobs.run import Run, State
from app.pages.centres.screens import screen, simulation_of
from app.saved import Content, SavedScenarios
from app.services import Services, open_services
from app.settings import Settings
from app.store import packed
from app.visit import visit
from simulation.run import run as run_here
from simulation.scenario import scenario_from
from synthetic_data.home import make_city
from synthetic_data.registry.city_database import CityDatabase

PEOPLE, SEED = 500, 1
SIZE = (PEOPLE, SEED)
WHO = "fault"
ENDED = {State.FAILED: {"reason": "died"}, State.CANCELLED: {}, State.WAITING: {}}


@dataclass(frozen=True)
class Known:
    """What addresses may name here.

    Attributes:
        services: of the dashboard.
        values: by parameter, what it may stand for.
    """

    services: Services
    values: Mapping[str, tuple[str, ...]]


@contextmanager
def opened(home: Path, *, login: bool = False) -> Iterator[Known]:
    """Open a dashboard over a small city, in whose tables there is something of every kind."""
    own = Settings(home=home, login=login)
    make_city(home, SIZE, CityDatabase())
    services = open_services(own)
    try:
        yield Known(services, planted(services))
    finally:
        services.jobs.close()
        services.store.close()


def planted(services: Services) -> dict[str, tuple[str, ...]]:
    """Put documents, saved scenarios and runs into the tables, and return their names."""
    here = screen(visit("/centres", {}, "en"), services)
    assert here is not None
    edited = {**here.shown.usual, "standards": {"wait_minutes": 25.0}}
    keys = [services.store.keep(edited), services.store.keep({"no": "scenario"})]
    keys.append(services.store.keep({"shifts": "09:00-18:00"}))
    saved = SavedScenarios(services.store)
    made = [
        saved.save("One", Content(keys[0], {"norm": "12"}), WHO, 1.0),
        saved.save("=2+3", Content("", {"sibling": "any"}), WHO, 2.0),
        saved.save("Damaged", Content(keys[1], {}), "", 3.0),
    ]
    runs = _runs(services, simulation_of(here))
    return {
        "scenario": tuple(keys),
        "fit": tuple(keys),
        "shifts": tuple(keys),
        "saved": tuple(one.reference for one in made),
        "with": (made[0].id, f"{made[0].id},{made[1].id},{made[2].id}"),
        "edit": tuple(one.id for one in made),
        "run": runs,
        "plan": runs,
        "play": runs,
    }


def _runs(services: Services, asked: Mapping[str, Any]) -> tuple[str, ...]:
    """Put in a run for each way in which one can stand; what is done has a true result."""
    done = {"result": packed(_result(services, asked))}
    found = [_put(services, "simulate", asked, State.DONE, done)]
    for state, values in ENDED.items():  # those that wait come last: whoever claims takes them
        for kind in ("simulate", "staff", "playback"):
            other = {**asked, "number": f"{kind} {state}"}
            found.append(_put(services, kind, other, state, values))
    return tuple(found)


def _put(
    services: Services, kind: str, asked: Mapping[str, Any], state: State, values: Mapping[str, Any]
) -> str:
    table, now = services.jobs._table, time.time()
    run_id = services.jobs.id_of(kind, asked)
    table.ask(Run(run_id, kind, dict(asked), State.WAITING, asked_by=WHO, asked_at=now))
    if state is not State.WAITING:
        assert table.claim(WHO, now) is not None
        table.note(run_id, WHO, {"state": state, "done": 2.0, "total": 2, **values})
    return run_id


def _result(services: Services, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Two replications of two days, told as if they were all that was asked."""
    assert services.search is not None
    scenario, city = asked["scenario"], services.search.city
    first = scenario["period"]["from"]
    short = {
        **scenario,
        "run": {**scenario["run"], "replications": 2},
        "period": {"from": first, "until": f"{first[:-2]}{int(first[-2:]) + 2:02d}"},
    }
    found = run_here(scenario_from(short), city)
    return {"yours": {**found, "scenario": dict(scenario)}, "baseline": None, "differences": None}
