"""What the page knows: the law of the day and of the scenario, the norm's effect, load, cards."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from app.active import Active, active
from app.i18n import Words
from app.pages.centres.screens import BEGINNING
from app.pages.centres.screens import Screen as Centres
from app.pages.centres.state import PERCENT, STATIONS, USUAL_GOAL, Asked, read_asked
from app.pages.norms.screens import Screen as Norms
from app.pages.norms.screens import finding
from app.pages.norms.screens import screen as norms_screen
from app.pages.overview.earlier import earlier_run
from app.pages.overview.later import Later
from app.pages.overview.waits import Standing, Waits, run_of, waits
from app.planning.scenarios import Shown, scenario_of, shown_scenario
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


class Policy(NamedTuple):
    """What the norm does: under the active scenario, and under the law."""

    yours: Brief
    law: Brief


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
        waits: at the centres, of the active scenario and of the law; None likewise.
        run: of the active scenario, finished or on its way; None: there is none.
        earlier: id of the run before levers were moved, where there is none of this scenario.
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
    waits: Waits | None
    run: Standing | None
    earlier: str | None
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
    centres = Centres(here, _of_windows(asked), city, shown)
    now = active(here, store)
    run = run_of(centres, services)
    earlier = earlier_run(centres, now, services) if run is None else None
    policy, load = _policy(norms), waits(centres, services, run, LATER)
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
        now,
        policy[1],
        load[1],
        run,
        earlier,
        (policy[0], load[0]),
        {**asked.wrong, **norms.asked.wrong},
    )


def _of_windows(asked: Asked) -> Asked:
    """Return what is asked of the centres: the page speaks of windows, whatever the address says.

    Its waits are kept by scenario for all visitors, who would see the station of one of them.
    """
    return replace(asked, station=STATIONS[0], goal=USUAL_GOAL / PERCENT)


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
