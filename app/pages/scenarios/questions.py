"""What is asked of a saved scenario: the same runs as its pages ask, so that they are found.

A run is known by its content. The Centres page asks how long people wait in the scenario's own
period; the ID cards page asks how long cards take, over weeks and with nobody but their holders.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any, Final
from weakref import WeakKeyDictionary

from app.i18n import DEFAULT_LANGUAGE
from app.jobs.jobs import Jobs
from app.jobs.run import Run
from app.pages.centres import state as centres
from app.pages.centres.screens import BEGINNING
from app.pages.id_cards import state as cards
from app.pages.id_cards.scenarios import shown_cards
from app.planning.cards import run_of_cards
from app.planning.differing import Differing, differing
from app.planning.scenarios import Document, Shown, shown_scenario, with_city
from app.saved import Content, Saved
from app.services import Services
from app.store import Store
from app.visit import visit
from domain.errors import BadInput

LOAD: Final = "load"
CARDS: Final = "cards"
PARTS: Final = (LOAD, CARDS)
"""What runs are made of: waits at the centres, and cards."""

KIND: Final = centres.SIMULATE
MOST_KEPT: Final = 1_000


@dataclass(frozen=True)
class Question:
    """What is asked of a scenario.

    Attributes:
        shown: the scenario as the Centres page shows it, with the law beside it.
        asked: what a run is asked, by part.
        runs: id of that run, by part.
    """

    shown: Shown
    asked: Mapping[str, Mapping[str, Any]]
    runs: Mapping[str, str]

    @property
    def document(self) -> Document:
        """The scenario."""
        return self.shown.document

    @property
    def base(self) -> Document:
        """What it is compared with: the capital under the law, in the same period."""
        return self.shown.base

    def is_of(self, run: Run) -> bool:
        """Return whether a run of any kind was asked of just this scenario."""
        own = run.document.get("scenario")
        return bool(own) and any(part["scenario"] == own for part in self.asked.values())

    @cached_property
    def differs(self) -> list[Differing]:
        """The levers that differ from it."""
        return differing(self.base, self.document)


_kept: "WeakKeyDictionary[Jobs, OrderedDict[Any, Question]]" = WeakKeyDictionary()
_lock: Final = Lock()


def question(services: Services, content: Content) -> Question:
    """Return what is asked of a scenario; what was asked before is remembered.

    Args:
        services: with a city.
        content: what is saved; documents are known by their content, so it is all that matters.

    Raises:
        BadInput: the scenario does not fit the model.
    """
    key = (content.document, tuple(content.levers.items()), content.day)
    with _lock:
        kept = _kept.setdefault(services.jobs, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    made = _question(services, content)
    if not made.shown.problem:
        with _lock:
            kept[key] = made
            while len(kept) > MOST_KEPT:
                kept.popitem(last=False)
    return made


def _question(services: Services, content: Content) -> Question:
    stored, store = services.stored, services.store
    city = (0, 0) if stored is None else (stored.population, stored.seed)
    load, of_cards = _shown(content, store, city[0])
    asked = {
        LOAD: {
            "scenario": with_city(load.document, city),
            "baseline": with_city(load.base, city) if load.is_moved else None,
        },
        CARDS: run_of_cards(of_cards.document, of_cards.base, city),
    }
    runs = {part: services.jobs.id_of(KIND, asked[part]) for part in PARTS}
    return Question(load, asked, runs)


def asked_of(run: Run, saved: Iterable[Saved], services: Services) -> Saved | None:
    """Return the saved scenario that a run of any kind was asked of, as it is now; None: none.

    Args:
        run: whose scenario is looked for.
        saved: among which.
        services: with a city.
    """
    for one in saved:
        try:
            is_fit = question(services, one.content).is_of(run)
        except BadInput:
            continue
        if is_fit:
            return one
    return None


def _shown(content: Content, store: Store, people: int) -> tuple[Shown, Shown]:
    """Return the scenario as the Centres page and as the ID cards page show it."""
    on_centres = centres.read_asked(visit(centres.PATH, content.query, DEFAULT_LANGUAGE))
    on_cards = cards.read_asked(visit(cards.PATH, content.query, DEFAULT_LANGUAGE))
    load = shown_scenario(on_centres, store, people, BEGINNING)
    return load, shown_cards(on_cards, store, people)
