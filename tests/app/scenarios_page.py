"""What the tests of the Scenarios page stand on: a small city, a store of their own, done runs."""

from collections.abc import Mapping
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import insert

from app.jobs.run import State
from app.pages.scenarios.changes import after
from app.pages.scenarios.page import state
from app.pages.scenarios.questions import KIND, PARTS, question
from app.pages.scenarios.screens import Screen, screen
from app.pages.scenarios.state import PATH
from app.saved import Content, Saved, SavedScenarios
from app.services import Services, open_services
from app.settings import Settings
from app.store import key_of, packed
from app.store_schema import RUNS
from app.visit import visit
from simulation.experiment import compared
from simulation.run import results
from simulation.scenario import scenario_from
from simulation.spread import processes
from simulation.versions import model_version
from synthetic_data.home import make_city
from synthetic_data.registry.city_database import CityDatabase

PEOPLE = 2_000
SHORT = {"from": "2026-02-02", "until": "2026-02-04"}


def opened(home: Path) -> Services:
    """The services of a dashboard over a new small city."""
    settings = Settings(home=home)
    make_city(home, (PEOPLE, 1), CityDatabase())
    return open_services(settings)


def beside(base: Services, home: Path) -> Services:
    """The services of the same city with a store of their own, in which nothing is saved."""
    return Services(Settings(home=home), base.stored, base.city, base.search, base.studies)


def shown(services: Services, language: str = "en", **query: str) -> Screen:
    """The screen of an address."""
    found = screen(visit(PATH, query, language), services)
    assert found is not None
    return found


def ready(services: Services, language: str = "en", **query: str) -> Screen:
    """The same once what its policy does is counted."""
    last = monotonic() + 60
    while monotonic() < last:
        found = shown(services, language, **query)
        if not any(column.counting for column in found.columns):
            return found
        sleep(0.05)
    raise AssertionError("the study was not ready within a minute")


def did(now: Screen, services: Services, act: str, value: str = "", typed: str = "") -> Screen:
    """The screen after something was done."""
    return after(now, {"act": act, "value": value, "typed": typed}, services)


def saved(services: Services, name: str, **levers: str) -> Saved:
    """A scenario that is saved."""
    return SavedScenarios(services.store).save(name, Content(levers=levers), "aigerim", 0.0)


def short(services: Services, name: str, *, days: int = 2, **levers: str) -> Saved:
    """A saved scenario of a few days and two replications, whose runs take no time."""
    document = dict(question(services, Content()).document)
    document["period"] = {**SHORT, "until": f"2026-02-{2 + days:02d}"}
    document["run"] = {**document["run"], "replications": 2}
    content = Content(services.store.keep(document), levers)
    return SavedScenarios(services.store).save(name, content, "", 0.0)


def finished(services: Services, one: Saved) -> dict[str, str]:
    """Put the finished runs of a scenario into the store; return their ids by part."""
    asked = question(services, one.content)
    for part in PARTS:
        if services.jobs.find(asked.runs[part]) is None:
            _finish(services, asked.runs[part], asked.asked[part])
    return dict(asked.runs)


_results: dict[str, dict[str, Any]] = {}


def _finish(services: Services, run: str, asked: Mapping[str, Any]) -> None:
    assert services.stored is not None
    if run not in _results:
        _results[run] = _result(services, asked)
    world = key_of(services.stored.identity().digest, model_version())
    row: dict[str, Any] = {
        "id": run,
        "world": world,
        "kind": KIND,
        "packed": packed(asked),
        "asked_by": "bolat",
    }
    row |= {"asked_at": 1.0, "state": State.DONE, "done": 2.0, "total": 2, "seconds": 3.0}
    with services.store.changing() as connection:
        connection.execute(insert(RUNS).values(**row, result=packed(_results[run])))


def _result(services: Services, asked: Mapping[str, Any]) -> dict[str, Any]:
    assert services.search is not None
    spread = processes(services.search.city, 1)
    tried = {}
    for name in ("scenario", "baseline"):
        if asked[name] is not None:
            scenario = scenario_from(asked[name])
            tried[name] = scenario, list(spread(scenario, range(scenario.replications)))
    found: dict[str, Any] = {"yours": results(tried["scenario"][0], None, tried["scenario"][1])}
    found |= {"baseline": None, "differences": None}
    if "baseline" in tried:
        found["baseline"] = results(tried["baseline"][0], None, tried["baseline"][1])
        found["differences"] = compared(tried["baseline"], tried["scenario"])
    return found


def noted(now: Screen) -> dict[str, Any]:
    """What the page notes about itself."""
    return state(now, None)


def text(component: object) -> str:
    """All that a part of the page says."""
    if component is None or isinstance(component, str | int | float):
        return str(component or "")
    if isinstance(component, list | tuple):
        return " ".join(map(text, component))
    return text(getattr(component, "children", None))


def buttons(component: object) -> list[Any]:
    """Every button of a part of the page."""
    if isinstance(component, list | tuple):
        return [found for one in component for found in buttons(one)]
    own = [component] if getattr(component, "_type", "") == "Button" else []
    return [*own, *buttons(getattr(component, "children", None) or [])]
