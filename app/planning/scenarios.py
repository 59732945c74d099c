"""The scenario that is shown: the capital's or an edited one, and what the address lays over it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple, Protocol

from app.planning.seams import Store
from domain.errors import BadInput
from simulation.astana import astana
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario

Document = Mapping[str, Any]
"""A complete scenario of ``tirkeu.scenario/1`` that names no city."""

Profile = list[list[float]]
"""Seven days from Monday, 24 hours each."""

HOURS: Final = 24
WEEKDAYS: Final = 7
KEPT: Final = 64
WEEK_DAYS: Final = 7
USUAL_REPLICATIONS: Final = 20


@dataclass(frozen=True)
class Shown:
    """The scenario of a visit.

    Attributes:
        kept: as it stands in the store, or the capital's.
        document: the same with what the address lays over it.
        base: the capital's scenario of the same period, replications, seed and standard, under
            the law: what the shown one is compared with.
        usual: the capital's scenario as the page begins with it.
        problem: why the scenario that the address names is not shown: ``unknown``, ``damaged``, or
            an empty text.
    """

    kept: Document
    document: Document
    base: Document
    usual: Document
    problem: str = ""

    @property
    def is_moved(self) -> bool:
        """Whether the scenario differs from what it is compared with."""
        return {**self.document, "name": ""} != {**self.base, "name": ""}


class Asked(Protocol):
    """What the address of a page says about its scenario.

    Attributes:
        day: first day that is looked at, where the scenario names none of its own.
        is_dated: whether the address names the day.
        policy: levers of the scenario's policy that the address sets.
        scenario: key of the edited scenario; None: the capital's.
    """

    @property
    def day(self) -> date: ...  # noqa: D102 - as said above

    @property
    def is_dated(self) -> bool: ...  # noqa: D102

    @property
    def policy(self) -> Mapping[str, Any]: ...  # noqa: D102

    @property
    def scenario(self) -> str | None: ...  # noqa: D102


class Beginning(NamedTuple):
    """How a page begins.

    Attributes:
        of: gives the capital's scenario of a day for a city of some population.
        moved: gives a scenario moved to another day, as long as before.
    """

    of: Callable[[date, int], Document]
    moved: Callable[[Document, date], Document]


def shown_scenario(
    asked: Asked, store: Store | None, population: int, beginning: Beginning
) -> Shown:
    """Return the scenario that an address asks for.

    Args:
        asked: the address.
        store: where edited scenarios are kept; None: there is none, so nothing is edited.
        population: of the city; the capital's offices go with it.
        beginning: of the page.
    """
    found, problem = _found(asked.scenario, store)
    usual = beginning.of(asked.day, population)
    kept = usual if found is None else found
    if asked.is_dated:
        kept = beginning.moved(kept, asked.day)
    first, until = (date.fromisoformat(kept["period"][end]) for end in ("from", "until"))
    base = {**capital(first, until, population), "run": kept["run"], "standards": kept["standards"]}
    shown = complete(laid_over(kept, asked.policy)) if asked.policy else kept
    return Shown(kept, shown, base, usual, problem)


@lru_cache(maxsize=KEPT)
def capital(first: date, until: date, population: int) -> Document:
    """Return the capital's scenario with the usual replications; nobody may change it in place."""
    document = complete(astana(first, until, population))
    return {**document, "run": {**document["run"], "replications": USUAL_REPLICATIONS}}


def complete(document: Document) -> Document:
    """Return the scenario with every lever filled in.

    Raises:
        BadInput: it does not fit the model; the message names the lever.
    """
    return dict(scenario_of({**document, "city": None}).document)


def scenario_of(document: Document) -> Scenario:
    """Return a scenario as the model reads it; the same one is read once.

    Raises:
        BadInput: it does not fit the model; the message names the lever.
    """
    return _read(json.dumps(document, sort_keys=True))


@lru_cache(maxsize=KEPT)
def _read(text: str) -> Scenario:
    return scenario_from(json.loads(text), "scenario")


def _found(key: str | None, store: Store | None) -> tuple[Document | None, str]:
    if key is None:
        return None, ""
    given = None if store is None else store.find(key)
    if given is None:
        return None, "unknown"
    try:
        return complete(given), ""
    except BadInput:
        return None, "damaged"


def moved_to(document: Document, first: date) -> Document:
    """Return the scenario with its period moved to another first day, as long as before."""
    start, end = (date.fromisoformat(document["period"][name]) for name in ("from", "until"))
    period = {"from": first.isoformat(), "until": (first + (end - start)).isoformat()}
    return {**document, "period": period}


def laid_over(document: Document, policy: Mapping[str, Any]) -> Document:
    """Return the scenario with some levers of its policy set."""
    readings = {**(document["policy"]["readings"] or {}), **policy.get("readings", {})}
    own = {**document["policy"], **policy}
    return {**document, "policy": {**own, "readings": readings or document["policy"]["readings"]}}


def with_city(document: Document, city: tuple[int, int]) -> dict[str, Any]:
    """Return the scenario on a city of some population and seed."""
    return {**document, "city": dict(zip(("population", "seed"), city, strict=True))}


def offices(document: Document) -> Sequence[str]:
    """Return the ids of the offices."""
    return [office["id"] for office in document["offices"]]


def office_of(document: Document, office: str) -> Mapping[str, Any]:
    """Return one office's levers."""
    return next(found for found in document["offices"] if found["id"] == office)


def with_office(document: Document, office: str, **levers: object) -> Document:
    """Return the scenario with some levers of one office changed."""
    changed = [
        {**found, **levers} if found["id"] == office else found for found in document["offices"]
    ]
    return {**document, "offices": changed}


def expanded(profile: object) -> Profile:
    """Return a profile, one number, 24 or 7 times 24, for every hour of the week."""
    if not isinstance(profile, list):
        return [[profile] * HOURS for _ in range(WEEKDAYS)]  # type: ignore[list-item]  # a number
    if isinstance(profile[0], list):
        return [list(day) for day in profile]
    return [list(profile) for _ in range(WEEKDAYS)]


def compact(profile: Profile) -> Any:  # noqa: ANN401 - one number, 24 or 7 times 24
    """Return a profile as shortly as it can be written."""
    if any(day != profile[0] for day in profile):
        return profile
    return profile[0][0] if len(set(profile[0])) == 1 else profile[0]
