"""From a visit to its screen: address read, scenario and runs looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from app.i18n import Words
from app.pages.centres.below import NOTHING, Below, below_of
from app.pages.centres.estimate import Quick, quick_estimate
from app.pages.centres.found import Found, Hourly, Peak, found_in, peak, worst_first
from app.pages.centres.ready import finished
from app.pages.centres.state import SIMULATE, STAFF, Asked, read_asked
from app.planning.hours import open_hours
from app.planning.levers import At
from app.planning.progress import OPEN
from app.planning.scenarios import (
    WEEK_DAYS,
    Beginning,
    Document,
    Shown,
    capital,
    moved_to,
    office_of,
    offices,
    shown_scenario,
    with_city,
)
from app.planning.seams import Jobs, Run
from app.services import Services
from app.visit import Visit


@dataclass(frozen=True)
class Screen:
    """What the page shows.

    Attributes:
        visit: the visit.
        asked: its address.
        city: population and seed.
        shown: the scenario.
        run: the run that the address names; None: none, or not known.
        plan: the search for the fewest windows that it names.
        quick: the quick estimate; None: there is none.
        refused: what came for levers that could not be used, by their names.
        note: why nothing was started: ``busy``, ``refused``, or an empty text.
        refusal: the line that refused it.
        below: what the address names of the parts below the grid.
        ready: id of the finished run of just this, where the address names none of it.
    """

    visit: Visit
    asked: Asked
    city: tuple[int, int]
    shown: Shown
    run: Run | None = None
    plan: Run | None = None
    quick: Quick | None = None
    refused: Mapping[str, str] | None = None
    note: str = ""
    refusal: str = ""
    below: Below = NOTHING
    ready: str | None = None

    @property
    def words(self) -> Words:
        """The visitor's language."""
        return self.visit.words

    @property
    def is_open(self) -> bool:
        """Whether something is under way that the page waits for."""
        return any(one is not None and one.state in OPEN for one in (self.run, self.plan))

    @cached_property
    def result(self) -> Mapping[str, Any] | None:
        """What is known of the run: the scenario's own part comes before the baseline's."""
        return None if self.run is None else self.run.result

    @cached_property
    def found(self) -> Found | None:
        """What is shown: the run's estimates, else those of the formulas."""
        if self.result is not None:
            return found_in(self.result["yours"])
        return None if self.quick is None else self.quick.found

    @cached_property
    def baseline(self) -> Found | None:
        """What the run compares with; None where there is nothing."""
        compared = None if self.result is None else self.result.get("baseline")
        return None if compared is None else found_in(compared)

    @property
    def document(self) -> Document:
        """The scenario that the shown estimates belong to."""
        return self.shown.document if self.result is None else self.result["yours"]["scenario"]

    @cached_property
    def is_outdated(self) -> bool:
        """Whether the scenario was changed after the run."""
        if self.result is None:
            return False
        mine = with_city(self.shown.document, self.city)
        return {**mine, "name": ""} != {**self.result["yours"]["scenario"], "name": ""}

    @property
    def limit(self) -> float:
        """Minutes of the standard that the estimates were made for."""
        return float(self.document["standards"]["wait_minutes"])

    @cached_property
    def offices(self) -> Sequence[str]:
        """Offices, the longest waits first where they are known."""
        known = offices(self.document)
        if self.found is None:
            return known
        return worst_first(self.found, known, self.asked.station)

    @cached_property
    def worst(self) -> tuple[str, Peak] | None:
        """The office where nine of ten wait longest in some hour, and when; None: nobody waits."""
        found = self.found
        if found is None:
            return None
        peaks = [
            (office, worst)
            for office in self.offices
            if (worst := peak(self.waits(found, office), self.missed(found, office))) is not None
        ]
        return max(peaks, key=lambda one: one[1].wait, default=None)

    @property
    def office(self) -> str:
        """The office that is looked at: the chosen one, else the one with the worst hours."""
        known = offices(self.shown.document)
        if self.asked.office in known:
            return str(self.asked.office)
        worst = known[0] if self.worst is None else self.worst[0]
        return worst if worst in known else known[0]

    @property
    def at(self) -> At:
        """The office that is looked at, in its city."""
        return At(self.office, self.city[0])

    def waits(self, found: Found, office: str, statistic: str = "p90") -> list[Hourly]:
        """Return the waits of the hours in which an office is open; some are served later.

        Args:
            found: what is known.
            office: its id.
            statistic: ``mean``, ``p90`` or ``p95``.
        """
        levers = office_of(self.document, office)
        is_open = {hour for day in range(1, 8) for hour in open_hours(levers, day)}
        hours = found.by_hour("wait_minutes", self.asked.station, office, statistic)
        return [one for one in hours if one.hour in is_open]

    def unserved(self, found: Found, office: str) -> list[int]:
        """Return the hours in which people come to an office where nobody is there to serve."""
        station = self.asked.station
        came = found.by_hour("visits", station, office, "count")
        known = {
            one.hour
            for measure in ("wait_minutes", "utilisation")
            for one in found.by_hour(measure, station, office)
        }
        return [one.hour for one in came if one.estimate.value and one.hour not in known]

    def missed(self, found: Found, office: str) -> set[int]:
        """Return the hours of an office in which fewer than the target asks for wait within it."""
        hours = found.by_hour("within_standard_share", self.asked.station, office)
        return {one.hour for one in hours if (one.estimate.value or 0.0) < self.asked.goal}


def _week(day: date, population: int) -> Document:
    return capital(day, day + timedelta(days=WEEK_DAYS), population)


BEGINNING: Final = Beginning(_week, moved_to)


def screen(here: Visit, services: Services) -> Screen | None:
    """Return what the page shows; None where there is no city."""
    if services.stored is None:
        return None
    city = services.stored.population, services.stored.seed
    asked = read_asked(here)
    jobs, store = services.jobs, services.store
    shown = shown_scenario(asked, store, city[0], BEGINNING)
    found = Screen(
        here,
        asked,
        city,
        shown,
        run=_found(jobs, asked.run, SIMULATE),
        plan=_found(jobs, asked.plan, STAFF),
        quick=quick_estimate(shown.document, services, asked.goal),
        below=below_of(asked, jobs, store),
    )
    return replace(found, ready=_ready(found, services))


def simulation_of(now: Screen) -> dict[str, Any]:
    """Return what a run is asked: the scenario, and what it is compared with."""
    baseline = with_city(now.shown.base, now.city) if now.shown.is_moved else None
    return {"scenario": with_city(now.shown.document, now.city), "baseline": baseline}


def _ready(now: Screen, services: Services) -> str | None:
    is_shown = now.is_open or (now.result is not None and not now.is_outdated)
    return None if is_shown else finished(services, SIMULATE, simulation_of(now))


def _found(jobs: Jobs, run: str | None, kind: str) -> Run | None:
    return None if run is None else jobs.find(run, kind)
