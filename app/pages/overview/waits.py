"""How long people wait under the active scenario and under the law, and where.

A finished run of just this scenario says it, with intervals; as long as there is none, the quick
formulas do, and the page calls that an estimate.
"""

import json
from collections.abc import Hashable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final, NamedTuple

import numpy as np

from app.components.centres_numbers import UNKNOWN, Estimate
from app.jobs.run import Run, State
from app.jobs.standings import standings
from app.pages.centres.estimate import quick_estimate
from app.pages.centres.found import Found, found_in
from app.pages.centres.screens import Screen, simulation_of
from app.pages.centres.state import SIMULATE
from app.pages.overview.later import Later
from app.planning.hours import open_hours
from app.planning.scenarios import Document, expanded, office_of, offices
from app.report.reported import NO_CHANGE, Change, change_of
from app.services import Services
from app.studies import Progress
from simulation.impact.kept import Answers

WEEK: Final = range(1, 8)
KEPT_RUNS: Final = 32
LATELY: Final = 20
"""Runs among which one of the active scenario under another name is looked for."""


class Load(NamedTuple):
    """The hour in which people wait longest.

    Attributes:
        office: where nine of ten wait longest in some hour; empty: nobody waits anywhere.
        wait: how long nine of ten wait there in that hour, minutes; unknown where nobody waits.
        hour: that hour of the day.
        windows: most windows that are open at once, in all offices.
    """

    office: str
    wait: Estimate
    hour: int
    windows: int


class Edited(NamedTuple):
    """What an edit does in the office that it is of: how long nine of ten wait, minutes."""

    office: str
    law: Estimate
    yours: Estimate
    change: Change


class Waits(NamedTuple):
    """Both sides of the comparison.

    Attributes:
        yours: of the active scenario.
        law: of what it is compared with.
        change: of the worst hour; paired where both have it in the same office and hour.
        edited: offices whose own levers differ, those first whose waits change most.
        replications: of the run that says so; 0: it is the estimate of the formulas.
        seed: of that run.
    """

    yours: Load
    law: Load
    change: Change
    edited: tuple[Edited, ...]
    replications: int = 0
    seed: int = 0


class Standing(NamedTuple):
    """A run of the active scenario and where it stands."""

    id: str
    state: State


def run_of(centres: Screen, services: Services) -> Standing | None:
    """Return the run of just this scenario, finished or on its way; None: there is none.

    Args:
        centres: the scenario as the Centres page asks it.
        services: where runs are kept.
    """
    asked = simulation_of(centres)
    own = services.jobs.id_of(SIMULATE, asked)
    found = standings(services.store, [own]).get(own)
    if found is not None and (found.is_open or found.state is State.DONE):
        return Standing(own, found.state)
    fit = (run for run in services.jobs.recent(LATELY) if _is_of(run, asked))
    return next((Standing(run.id, run.state) for run in fit), None)


def _is_of(run: Run, asked: Mapping[str, Any]) -> bool:
    """Say whether a run answers the same question, whatever its scenario is called."""
    is_fit = run.kind == SIMULATE and (run.is_open or run.state is State.DONE)
    return is_fit and all(_same(run.document.get(name), asked[name]) for name in asked)


def _same(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    return {**(one or {}), "name": ""} == {**(other or {}), "name": ""}


_of_runs = Answers[Hashable, Waits](KEPT_RUNS)


class _GoneError(Exception):
    """A run that was finished is not to be found any more."""


def waits(
    centres: Screen, services: Services, run: Standing | None, later: Later
) -> tuple[Progress, Waits | None]:
    """Return how far the waits are, and the waits once they are known.

    What is known is kept for all visitors, by the run or by the two scenarios; so whatever else of
    `centres` the waits depend on has to be the same for all of them.

    Args:
        centres: the scenario, with what it is compared with; asked for the usual station and goal.
        services: with a city.
        run: as `run_of` gives it.
        later: where the estimate is worked out.
    """
    if run is not None and run.state is State.DONE:
        own = run.id
        with suppress(_GoneError):
            return Progress.READY, _of_runs.of(own, lambda: _finished(own, centres, services))
    both = _written(centres.shown.document), _written(centres.shown.base)
    return later.find((id(services.search), *both), lambda: _estimated(centres, services))


def _written(document: Document) -> str:
    return json.dumps({**document, "name": ""}, sort_keys=True)


# ---------------------------------------------------------------- of a run
def _finished(own: str, centres: Screen, services: Services) -> Waits:
    """Return what a run says; its result is large, so it is read only where that is not known."""
    found = services.jobs.find(own, SIMULATE)
    if found is None or found.result is None:
        raise _GoneError
    return _simulated(centres, found)


def _simulated(centres: Screen, run: Run) -> Waits:
    result = run.result
    own = found_in(result["yours"])
    base = own if result.get("baseline") is None else found_in(result["baseline"])
    yours = _load(replace(centres, run=run), own)
    before = replace(run, result={"yours": result.get("baseline") or result["yours"]})
    law = _load(replace(centres, run=before), base)
    compared = result.get("differences") or {}
    edited = [
        Edited(office, _wait(base, office, centres), _wait(own, office, centres), change)
        for office in _edited_offices(centres)
        if (change := _paired(compared.get("measures", ()), office, centres)) is not None
    ]
    there = _paired(compared.get("hours", ()), yours.office, centres, yours.hour)
    is_same_place = (yours.office, yours.hour) == (law.office, law.hour)
    change = there if there is not None and is_same_place else _apart(yours.wait, law.wait)
    count, seed = result["yours"]["replications"], result["yours"]["seed"]
    return Waits(yours, law, change, _most_changed(edited), count, seed)


def _paired(rows: Any, office: str, centres: Screen, hour: int | None = None) -> Change | None:  # noqa: ANN401 - JSON
    """Return the paired difference of the waits of an office; None where there is none."""
    key = ("wait_minutes", centres.asked.station, office, "p90", hour)
    names = ("measure", "station", "office", "statistic", "hour")
    found = (row for row in rows if tuple(row.get(name) for name in names) == key)
    return next(map(change_of, found), None)


def _apart(yours: Estimate, law: Estimate) -> Change:
    """Return the difference of two places: unclear where their intervals meet."""
    if yours.value is None or law.value is None:
        return NO_CHANGE
    change = exact(yours.value, law.value)
    ends = (yours.low, yours.high, law.low, law.high)
    if None in ends or change.sign == "same":
        return change
    low, high, law_low, law_high = (end or 0.0 for end in ends)
    is_clear = low > law_high or high < law_low
    return change if is_clear else Change(change.difference, "unclear")


# ---------------------------------------------------------------- by the formulas
def _estimated(centres: Screen, services: Services) -> Waits:
    own, yours = _quick(centres, centres.shown.document, services)
    is_same = _written(centres.shown.document) == _written(centres.shown.base)
    base, law = (own, yours) if is_same else _quick(centres, centres.shown.base, services)
    edited = []
    if own is not None and base is not None:
        for office in _edited_offices(centres):
            before, after = _wait(base, office, centres), _wait(own, office, centres)
            edited.append(Edited(office, before, after, _apart(after, before)))
    return Waits(yours, law, _apart(yours.wait, law.wait), _most_changed(edited))


def _quick(centres: Screen, document: Document, services: Services) -> tuple[Found | None, Load]:
    """Return the estimate that the Centres page gives, of any scenario."""
    shown = replace(centres.shown, document=document, base=document)
    quick = quick_estimate(document, services, centres.asked.goal)
    found = None if quick is None else quick.found
    return found, _load(replace(centres, shown=shown, quick=quick), found)


# ---------------------------------------------------------------- of both
def _load(centres: Screen, found: Found | None) -> Load:
    """Return the worst hour of a scenario, of what is known of it."""
    windows, worst = most_windows(centres.document), centres.worst
    if worst is None or found is None:
        return Load("", UNKNOWN, 0, windows)
    office, peak = worst
    at = (one.estimate for one in centres.waits(found, office) if one.hour == peak.hour)
    return Load(office, next(at, UNKNOWN), peak.hour, windows)


def _wait(found: Found, office: str, centres: Screen) -> Estimate:
    return found("wait_minutes", centres.asked.station, office, "p90")


def _edited_offices(centres: Screen) -> Iterator[str]:
    """Yield the offices that are in both scenarios and differ."""
    base, own = centres.shown.base, centres.shown.document
    there = set(offices(base))
    for office in offices(own):
        if office in there and office_of(own, office) != office_of(base, office):
            yield office


def _most_changed(edited: list[Edited]) -> tuple[Edited, ...]:
    return tuple(sorted(edited, key=lambda one: -abs(one.change.difference.value or 0.0)))


def exact(yours: float, law: float) -> Change:
    """Return the difference of two numbers that have no interval."""
    difference = yours - law
    sign = "higher" if difference > 0 else "lower" if difference < 0 else "same"
    return Change(Estimate(difference), sign)


def most_windows(document: Document) -> int:
    """Return how many windows all offices open together in the hour that has most of them."""
    counts = np.zeros((len(WEEK), 24))
    for office in document["offices"]:
        windows = expanded(office["windows"])
        for day in WEEK:
            for hour in open_hours(office, day):
                counts[day - 1, hour] += windows[day - 1][hour]
    return int(counts.max(initial=0))
