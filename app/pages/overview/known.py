"""What the page knows: the law of the day and of the scenario, the norm's effect, load, cards."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from app.active import Active, active
from app.i18n import Words
from app.pages.centres.estimate import quick_estimate
from app.pages.centres.hours import open_hours
from app.pages.centres.screens import BEGINNING
from app.pages.centres.screens import Screen as Centres
from app.pages.centres.state import read_asked
from app.pages.norms.screens import Screen as Norms
from app.pages.norms.screens import finding
from app.pages.norms.screens import screen as norms_screen
from app.pages.overview.later import Later
from app.planning.scenarios import Document, Shown, expanded, scenario_of, shown_scenario
from app.services import Services
from app.studies import Progress
from app.visit import DEFAULT_DAY, Visit
from domain.identity_card.window import days_over, too_early, too_late
from domain.law import Law, law_on
from domain.readings import Readings
from simulation.demand.holders import CAPITAL
from simulation.impact.brief import Brief
from simulation.policy import law_of
from synthetic_data.city import City
from synthetic_data.days import as_number

KEPT: Final = 64
LATER: Final = Later()
WEEK: Final = range(1, 8)


class Policy(NamedTuple):
    """What the norm does: under the active scenario, and under the law."""

    yours: Brief
    law: Brief


class Load(NamedTuple):
    """What the quick estimate says of the centres.

    Attributes:
        office: where nine of ten wait longest in some hour; empty: nobody waits anywhere.
        wait: how long nine of ten wait there in that hour, minutes; None where nobody waits.
        hour: that hour of the day.
        windows: most windows that are open at once, in all offices.
    """

    office: str
    wait: float | None
    hour: int
    windows: int


class Cards(NamedTuple):
    """ID cards of the capital's living residents.

    Attributes:
        expiring: expire in the year of the day.
        renewable: can be renewed online on the day: within the window, nothing else changed.
    """

    expiring: int
    renewable: int


@dataclass(frozen=True)
class Known:
    """What the page shows.

    Attributes:
        visit: the visit.
        day: the "today" of the page.
        city: population and seed.
        law: of the day.
        mine: the same under the active scenario.
        norms: the Norms page of the same visit.
        shown: the scenario as the Centres page reads it.
        cards: of the day.
        active: the active scenario.
        policy: what the norm does; None as long as it is not known.
        load: of the active scenario and of the law; None likewise.
        progress: how far the two are.
        wrong: what came for parameters of the address that cannot be used.
    """

    visit: Visit
    day: date
    city: tuple[int, int]
    law: Law
    mine: Law
    norms: Norms
    shown: Shown
    cards: Cards
    active: Active
    policy: Policy | None
    load: tuple[Load, Load] | None
    progress: tuple[Progress, Progress]
    wrong: Mapping[str, str]

    @property
    def words(self) -> Words:
        """The visitor's language."""
        return self.visit.words

    @property
    def is_open(self) -> bool:
        """Whether something is under way that the page waits for."""
        return Progress.UNDER_WAY in self.progress

    @property
    def is_moved(self) -> bool:
        """Whether the active scenario differs from the capital under the law."""
        return not self.norms.asked.is_lawful or self.shown.is_moved


def known(here: Visit, services: Services) -> Known | None:
    """Return what is known; None where there is no city."""
    norms = norms_screen(here, services)
    if norms is None or services.stored is None or services.search is None:
        return None
    day, city = here.day or DEFAULT_DAY, (services.stored.population, services.stored.seed)
    asked, store = read_asked(here), services.store
    shown = shown_scenario(asked, store, city[0], BEGINNING)
    levers = scenario_of(shown.document).policy
    mine = law_of(levers, day)
    centres = Centres(here, asked, city, shown)
    policy, load = _policy(norms), _load(centres, services)
    cards = _cards(services.search.city, mine, levers.readings)
    return Known(
        here,
        day,
        city,
        law_on(day),
        mine,
        norms,
        shown,
        cards,
        active(here, store),
        policy[1],
        load[1],
        (policy[0], load[0]),
        {**asked.wrong, **norms.asked.wrong},
    )


def _policy(norms: Norms) -> tuple[Progress, Policy | None]:
    held = norms.held
    if held.study is None:
        return held.progress, None

    def work() -> Policy | None:
        found = finding(norms)
        return None if found is None else Policy(found.yours, found.law)

    if norms.asked.is_lawful:  # worked out when the study was made
        return Progress.READY, work()
    return LATER.find((id(held.study), norms.asked.setting), work)


def _load(centres: Centres, services: Services) -> tuple[Progress, tuple[Load, Load] | None]:
    shown = centres.shown
    both = _written(shown.document), _written(shown.base)

    def work() -> tuple[Load, Load]:
        own = _estimated(centres, shown.document, services)
        is_same = both[0] == both[1]
        return own, own if is_same else _estimated(centres, shown.base, services)

    return LATER.find((id(services.search), *both), work)


def _written(document: Document) -> str:
    return json.dumps({**document, "name": ""}, sort_keys=True)


def _estimated(centres: Centres, document: Document, services: Services) -> Load:
    """Return the estimate that the Centres page gives, of any scenario."""
    shown = replace(centres.shown, document=document, base=document)
    quick = quick_estimate(document, services, centres.asked.goal)
    worst = replace(centres, shown=shown, quick=quick).worst
    if worst is None:
        return Load("", None, 0, most_windows(document))
    return Load(worst[0], worst[1].wait, worst[1].hour, most_windows(document))


def most_windows(document: Document) -> int:
    """Return how many windows all offices open together in the hour that has most of them."""
    counts = np.zeros((len(WEEK), 24))
    for office in document["offices"]:
        windows = expanded(office["windows"])
        for day in WEEK:
            for hour in open_hours(office, day):
                counts[day - 1, hour] += windows[day - 1][hour]
    return int(counts.max(initial=0))


def _cards(city: City, law: Law, readings: Readings) -> Cards:
    key = (law.day, law.window_before_days, law.window_after_days)
    return cards_of(city, *key, readings.expiry_day, is_stated=readings.reason == "stated")


@lru_cache(maxsize=KEPT)
def cards_of(
    city: City, day: date, before: int, after: int, expiry_day: str, *, is_stated: bool
) -> Cards:
    """Count the ID cards that expire in a year, and those that can be renewed online on a day.

    Args:
        city: whose cards.
        day: the day, and its year.
        before: days before expiry within which a card may be renewed (IDC-05).
        after: days after expiry within which it still may (IDC-06).
        expiry_day: reading of the expiry day.
        is_stated: whether changed data in the register do not matter (reading of IDC-04).
    """
    holder = city.card_holder
    own = (city.region[holder] == CAPITAL) & (city.died[holder] == 0)
    in_year = (city.expires // 10_000 == day.year) & own
    since, until = day - timedelta(after + 1), day + timedelta(before + 1)
    near = (city.expires >= as_number(since)) & (city.expires <= as_number(until)) & own
    if not is_stated:
        near &= city.data_changed == 0
    left = np.array([(_day(number) - day).days for number in city.expires[near]])
    fits = ~too_early(left, before) & ~too_late(days_over(-left, expiry_day), after)
    return Cards(int(in_year.sum()), int(fits.sum()))


def _day(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)
