"""What a report is made of: scenarios as they were run, beside the capital under the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from app.components.centres_numbers import UNKNOWN, Estimate
from app.planning.cards import measured_from
from app.planning.scenarios import scenario_of
from app.visit import DEFAULT_DAY
from domain.law import Law, law_on
from simulation.policy import law_of

Document = Mapping[str, Any]

NO_VISITORS: Final[Document] = {
    "residence_per_day": 0,
    "temporary_stay_per_day": 0,
    "other_visits_per_hour": {},
}
"""The demand of a scenario to which nobody comes but holders of cards."""


class Norms(NamedTuple):
    """What a norm and a reading do to a year of applications, in the order of filing.

    Attributes:
        total: applications.
        by_norm: registered as the norm was not reached.
        by_kin: registered as kin.
        other_ways: registered as owner, student, in the hall.
        turned_away: kept out by the norm.
        low: the fewest turned away as assumptions move, each alone; None: not counted.
        high: the most.
    """

    total: int
    by_norm: int
    by_kin: int
    other_ways: int
    turned_away: int
    low: int | None = None
    high: int | None = None

    @property
    def otherwise(self) -> int:
        """Applications that ended for another reason: consent, channel, signature."""
        return self.total - self.by_norm - self.by_kin - self.other_ways - self.turned_away


FEWEST_CARD_DAYS: Final = 28
"""A card takes about two weeks; a run of fewer days tells of the first applications alone."""


@dataclass(frozen=True)
class Part:
    """One scenario.

    Attributes:
        results: a ``tirkeu.results/1``.
        differences: from the baseline, as `simulation.experiment.compared` gives them; None: it
            is the baseline, or the same as it.
        norms: what its policy does; None: not counted.
    """

    results: Document
    differences: Document | None = None
    norms: Norms | None = None

    @property
    def document(self) -> Document:
        """The scenario."""
        scenario: Document = self.results["scenario"]
        return scenario

    def in_pilot(self, day: date) -> bool:
        """Return whether registrations of a day are of the pilot, as the scenario has its days."""
        first, last = law_of(scenario_of(self.document).policy, day).residence_pilot
        return first <= day <= last

    def value(self, key: tuple[str, str, str, str]) -> Estimate:
        """Return an estimate by measure, station, office, statistic; unknown if there is none."""
        for row in self.results["measures"]:
            if _key(row) == key:
                return Estimate(row["value"], *(row["ci95"] or (None, None)))
        return UNKNOWN

    def change(self, key: tuple[str, str, str, str]) -> "Change":
        """Return the paired difference from the baseline by the same key."""
        rows = () if self.differences is None else self.differences["measures"]
        return next((change_of(row) for row in rows if _key(row) == key), NO_CHANGE)


class Change(NamedTuple):
    """A paired difference and its sign: ``higher``, ``lower``, ``unclear``, ``same``, or None."""

    difference: Estimate
    sign: str | None


NO_CHANGE = Change(UNKNOWN, None)


def change_of(row: Document) -> Change:
    """Return the difference of a row of a comparison."""
    return Change(Estimate(row["difference"], *(row["ci95"] or (None, None))), row["sign"])


def _key(row: Document) -> tuple[str, str, str, str]:
    return row["measure"], row["station"], row["office"], row["statistic"]


def is_short_for_cards(document: Document) -> bool:
    """Return whether a period is over before its applications for cards have become cards."""
    first, until = (date.fromisoformat(document["period"][end]) for end in ("from", "until"))
    return (until - first).days < FEWEST_CARD_DAYS


def has_visitors(demand: Document) -> bool:
    """Say whether anybody comes for a registration or for another service.

    Args:
        demand: of a complete scenario; a rate of null is the capital's.
    """
    return any(demand[name] != nobody for name, nobody in NO_VISITORS.items())


def usual_day(document: Document) -> date:
    """Return the day whose year of applications is counted where none is named.

    It is the "today" of the dashboard, so that both say the same, or the first measured day of a
    period that the usual today is not in.
    """
    first = measured_from(document)
    until = date.fromisoformat(document["period"]["until"])
    return DEFAULT_DAY if first <= DEFAULT_DAY < until else first


@dataclass(frozen=True)
class Reported:
    """All that a report says.

    Attributes:
        base: the capital under the law, in the same period, city, replications and seed.
        parts: one to four scenarios.
        command: the command that makes the same report.
        version: of the model.
        day: whose law and year of applications it is.
        cards: what the cards' own runs of the same scenarios say, in the same order; None: none.
    """

    base: Part
    parts: tuple[Part, ...]
    command: str
    version: str
    day: date
    cards: "Reported | None" = None

    @property
    def all(self) -> tuple[Part, ...]:
        """The baseline, then the scenarios."""
        return (self.base, *self.parts)

    @property
    def first(self) -> date:
        """First day of the period, whose law it is."""
        return date.fromisoformat(self.base.document["period"]["from"])

    @property
    def until(self) -> date:
        """First day after the period."""
        return date.fromisoformat(self.base.document["period"]["until"])

    @property
    def law(self) -> Law:
        """The law itself on the report's day."""
        return law_on(self.day)

    @property
    def is_cards_only(self) -> bool:
        """Whether nobody comes in any scenario but for an ID card."""
        return not any(has_visitors(part.document["demand"]) for part in self.all)

    @property
    def is_short_for_cards(self) -> bool:
        """Whether the run is over before its applications for cards have become cards."""
        return is_short_for_cards(self.base.document)

    @property
    def of_cards(self) -> "Reported | None":
        """What tells of the cards: this run, where it is too short their own; None: nothing."""
        return self.cards if self.is_short_for_cards else self

    @property
    def hypothetical(self) -> list[str]:
        """Levers of any scenario that reach beyond the law's own dates."""
        return sorted({name for part in self.parts for name in part.results["hypothetical"]})
