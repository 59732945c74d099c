"""The active scenario: what an address says of it, and the saved scenario that it began with.

Every page reads it. Its document stands in the address by its key, the policy by levers of its
own, and where it comes from by the reference of a saved scenario.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import urlencode

from app.navigation import SAVED, SCENARIO
from app.planning.scenarios import scenario_of
from app.policy import counting, read_levers
from app.saved import Content, Saved, SavedScenarios, read_reference
from app.store import Store
from app.visit import DEFAULT_DAY, Visit
from domain.errors import BadInput
from domain.law import law_on
from simulation.policy import law_of
from simulation.scenario_parts import Scenario

State = Literal["baseline", "unsaved", "saved", "changed"]
KEY: Final = re.compile(r"[0-9a-zA-Z_-]{1,64}")
"""What the key of a document looks like: nothing else is looked up or saved."""

STATES: Final[tuple[State, ...]] = ("baseline", "unsaved", "saved", "changed")


@dataclass(frozen=True)
class Active:
    """The scenario of a visit.

    Attributes:
        content: what the address says of it.
        saved: the saved scenario that the visitor began with; None: none, or it is gone.
        is_lost: the address names a saved scenario that there is not.
    """

    content: Content
    saved: Saved | None = None
    is_lost: bool = False

    @property
    def levers(self) -> Mapping[str, str]:
        """Levers of the policy that stand elsewhere than the law."""
        return self.content.levers

    @property
    def state(self) -> State:
        """What it is called: by its name only as long as nothing was changed since, its day too."""
        if self.saved is None:
            return "unsaved" if self.content.document or self.levers else "baseline"
        return "saved" if _said(self.saved.content) == _said(self.content) else "changed"


def _said(content: Content) -> tuple[str, dict[str, str], date | None]:
    """Return what a content says: the usual day named is the usual day, and idle levers are none.

    A document has days of its own, which a named day moves: there the usual one is a day like any.

    Returns:
        The key of its document, its levers in the order of addresses, and its day; None: the
        document's own.
    """
    levers = {name: content.levers[name] for name in counting(content.levers)}
    day = content.day if content.document else content.day or DEFAULT_DAY
    return content.document, levers, day


def kept_of(saved: Saved | None) -> dict[str, str | None]:
    """Return what the box of the active scenario compares an address with; None: nothing is saved.

    Returns:
        The key of the saved document, its levers as an address writes them and its day; an empty
        day is the document's own.
    """
    if saved is None:
        return dict.fromkeys(("document", "levers", "day"))
    document, levers, day = _said(saved.content)
    told = "" if day is None else day.isoformat()
    return {"document": document, "levers": urlencode(levers), "day": told}


def kept_scenario(here: Visit, store: Store) -> Scenario | None:
    """Return the document of a visit as the model reads it; None: none, or it cannot be read."""
    key = _key(here)
    try:
        document = store.find(key) if key else None
        return None if document is None else scenario_of({**document, "city": None})
    except BadInput:
        return None


class Moved(NamedTuple):
    """What the document of a visit moves of the law, and no address writes.

    Attributes:
        fields: fields of the law: the days of the pilots, and the norm where its first day was
            moved: tenths of m², None where it is not in force yet.
        norm_from: the first day of the norm, where that day is still to come. Until then no norm
            is in force, neither the document's nor one that the address names: the model counts so.
    """

    fields: Mapping[str, Any] = MappingProxyType({})
    norm_from: date | None = None


def moved_dates(here: Visit, store: Store, day: date | None = None) -> Moved:
    """Return what the document of a visit moves of the law and no address writes.

    Args:
        here: the visit.
        store: where its document is kept; a document that cannot be read moves nothing.
        day: whose law it is; None: that of the visit.
    """
    scenario = kept_scenario(here, store)
    if scenario is None:
        return Moved()
    law = law_on(day or here.day or DEFAULT_DAY)
    moved = law_of(scenario.policy, law.day)
    names = ("norm_tenths", "residence_pilot", "id_card_pilot")
    fields = {n: getattr(moved, n) for n in names if getattr(moved, n) != getattr(law, n)}
    starts = scenario.policy.norm_in_force_from
    return Moved(fields, starts if starts is not None and law.day < starts else None)


def active(here: Visit, store: Store) -> Active:
    """Return the active scenario of a visit.

    Args:
        here: the visit; what of its address cannot be used is the page's to complain about.
        store: where scenarios are saved; where it cannot be used, no name is known.
    """
    levers = read_levers(here.query, law_on(here.day or DEFAULT_DAY)).written
    content = Content(_key(here), levers, here.day)
    seen = read_reference(here.query.get(SAVED, ""))
    if seen is None:
        return Active(content)
    try:
        saved = SavedScenarios(store).find(seen[0])
    except BadInput:
        return Active(content)
    return Active(content, saved, is_lost=saved is None)


def _key(here: Visit) -> str:
    """Return the key of the document that the address names; empty where it names none."""
    key = here.query.get(SCENARIO, "")
    return key if KEY.fullmatch(key) else ""
