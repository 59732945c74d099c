"""From a visit to its screen: address read, scenario, forecast and run looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, NamedTuple

from app.components.centres_numbers import UNKNOWN, Estimate
from app.i18n import Words
from app.jobs.run import Run
from app.pages.centres.ready import finished
from app.pages.id_cards.outlook import Outlook, outlook
from app.pages.id_cards.scenarios import shown_cards
from app.pages.id_cards.state import Asked, read_asked
from app.planning.cards import cards_only, measured_from, run_of_cards
from app.planning.scenarios import Document, Shown
from app.services import Services
from app.visit import Visit

Results = Mapping[str, Any]

KIND: Final = "simulate"
"""Kind of the runs that this page shows; the other kinds answer other questions."""


class Difference(NamedTuple):
    """A measure beside the law's: the law's own mean, and the mean of the paired differences."""

    law: float | None
    change: Estimate


@dataclass(frozen=True)
class Screen:
    """What the page shows.

    Attributes:
        visit: the visit.
        asked: its address.
        city: population and seed.
        shown: the scenario.
        outlook: its forecast; None where the cards are not at hand.
        before: the forecast of the law's scenario.
        run: the run that the address names; None: none, or not known any more.
        refused: what came for levers that could not be used, by their names.
        note: why nothing was started: ``busy``, ``refused``, or an empty text.
        refusal: the line that refused it.
        ready: id of the finished run of just this, where the address names none of it.
    """

    visit: Visit
    asked: Asked
    city: tuple[int, int]
    shown: Shown
    outlook: Outlook | None
    before: Outlook | None
    run: Run | None = None
    refused: Mapping[str, str] | None = None
    note: str = ""
    refusal: str = ""
    ready: str | None = None

    @property
    def words(self) -> Words:
        """The visitor's language."""
        return self.visit.words

    @property
    def is_open(self) -> bool:
        """Whether a run is under way."""
        return self.run is not None and self.run.is_open

    @property
    def document(self) -> Document:
        """The scenario as it is shown."""
        return self.shown.document

    @cached_property
    def result(self) -> Mapping[str, Any] | None:
        """What is known of the run: the scenario's own part comes before the law's."""
        return None if self.run is None else self.run.result

    @property
    def yours(self) -> Results | None:
        """Results of the scenario."""
        return None if self.result is None else self.result["yours"]

    @property
    def baseline(self) -> Results | None:
        """Results of the law's scenario; None where it is the same."""
        return None if self.result is None else self.result["baseline"]

    @cached_property
    def differences(self) -> Mapping[tuple[str, str, str], Difference]:
        """What differs from the law's, by measure, station and statistic, replication by pair."""
        found = None if self.result is None else self.result.get("differences")
        return {
            (row["measure"], row["station"], row["statistic"]): Difference(
                row["baseline"], Estimate(row["difference"], *(row["ci95"] or (None, None)))
            )
            for row in ([] if found is None else found["measures"])
            if row["office"] == "all"
        }

    @cached_property
    def is_outdated(self) -> bool:
        """Whether the scenario was changed after the run."""
        if self.yours is None:
            return False
        mine = cards_only(self.document, self.city)
        return {**mine, "name": ""} != {**self.yours["scenario"], "name": ""}


def measure(results: Results | None, name: str, statistic: str = "mean", **of: str) -> Estimate:
    """Return a measure of the whole network from results; unknown where there is none.

    Args:
        results: a document of ``tirkeu.results/1``.
        name: of the measure.
        statistic: of it.
        of: ``station``, where it is not ``all``.
    """
    station = of.get("station", "all")
    for row in () if results is None else results["measures"]:
        named = (row["measure"], row["station"], row["office"], row["statistic"])
        if named == (name, station, "all", statistic):
            return Estimate(row["value"], *(row["ci95"] or (None, None)))
    return UNKNOWN


def by_day(results: Results | None, name: str) -> list[tuple[str, Estimate]]:
    """Return a measure by measured day: ISO day and estimate."""
    if results is None:
        return []
    first = measured_from(results["scenario"]).isoformat()
    return sorted(
        (row["day"], Estimate(row["value"], *(row["ci95"] or (None, None))))
        for row in results["days"]
        if row["measure"] == name and row["day"] >= first
    )


def screen(here: Visit, services: Services) -> Screen | None:
    """Return what the page shows; None where there is no city."""
    if services.stored is None:
        return None
    city, asked = services.stored.size, read_asked(here)
    shown = shown_cards(asked, services.store, city[0])
    found = Screen(
        here,
        asked,
        city,
        shown,
        outlook(shown.document, services),
        outlook(shown.base, services),
        run=None if asked.run is None else services.jobs.find(asked.run, KIND),
    )
    return replace(found, ready=_ready(found, services))


def simulation_of(now: Screen) -> dict[str, Any]:
    """Return what a run is asked: the holders of cards alone, and the law's scenario beside."""
    return run_of_cards(now.document, now.shown.base, now.city)


def _ready(now: Screen, services: Services) -> str | None:
    is_shown = now.is_open or (now.yours is not None and not now.is_outdated)
    return None if is_shown else finished(services, KIND, simulation_of(now))
