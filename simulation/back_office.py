"""What happens to an application for a card behind the portal: officers, production, pick-up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Final

from domain.records import ASTANA, Renewal
from simulation.application import Case
from simulation.attendance import pickup_hours, pipeline_hours, servers
from simulation.calendar import Calendar
from simulation.centre import Journey, Walker, staff
from simulation.clock import Agenda, Clock
from simulation.distributions import Distribution
from simulation.lever_readers import DAY_MINUTES, HOURS, WEEKDAYS
from simulation.opening import HOUR_MINUTES, Interval, changes, next_open
from simulation.place import Place
from simulation.scenario_parts import IdPipeline, Scenario
from simulation.station import Station
from simulation.trace import post

UMS: Final = post("ums")
PRODUCTION: Final = post("production")
PICKUP: Final = post("pickup")


@dataclass(frozen=True, slots=True)
class BackOffice:
    """The places of the ID pipeline.

    Attributes:
        places: by the name that the procedures give them.
        stations: everybody who has a queue there.
    """

    places: Mapping[str, Place]
    stations: Sequence[Station]


@dataclass(frozen=True, slots=True)
class MigrationService:
    """Officers who check applications; outside Astana nobody queues (IDC-12, IDC-13).

    Astana is one office. The others are a delay without a queue: their officers have more to do
    than the city's people, and nothing is known of it.

    Attributes:
        officers: those of Astana.
        pipeline: levers.
        calendar: by which working days count.
    """

    officers: Station
    pipeline: IdPipeline
    calendar: Calendar

    def way(self, case: Case, now: float) -> float:
        """Return the minutes until the file lies on the officers' desk."""
        outside = self.pipeline.outside_days
        if outside is not None and is_outside(case):
            days = case.amount("intake_outside", outside)
        else:
            days = case.amount("intake", self.pipeline.intake_days)
        return self.calendar.add_working_days(now, days) - now

    def station(self, case: Case) -> Station | None:
        """Return the officers of Astana, None for the other regions."""
        return None if is_outside(case) else self.officers

    def code(self, case: Case) -> int:  # noqa: ARG002 - one office
        """Return the code in the trace."""
        return UMS

    def patience(self, case: Case) -> float:  # noqa: ARG002 - a file is patient
        """Return infinity."""
        return inf

    def minutes(self, case: Case, now: float) -> float:  # noqa: ARG002 - the same at any time
        """Return how long the check takes."""
        return case.amount("service_ums", self.pipeline.check_minutes)


def is_outside(case: Case) -> bool:
    """Say whether another region's migration service decides on an application."""
    renewal = case.application
    return isinstance(renewal, Renewal) and renewal.region != ASTANA


@dataclass(frozen=True, slots=True)
class Production:
    """The production centre, which makes and delivers the card (IDC-16).

    Attributes:
        orders: those that wait for the next batch; None: every card is begun at once.
        takes: working days until a card is made.
        delivery: working days until it lies at the pick-up point.
        calendar: by which working days count.
    """

    orders: Station | None
    takes: Distribution
    delivery: Distribution
    calendar: Calendar

    def way(self, case: Case, now: float) -> float:  # noqa: ARG002 - sent at once
        """Return 0."""
        return 0.0

    def station(self, case: Case) -> Station | None:  # noqa: ARG002 - one centre
        """Return what waits for the next batch, None where there are no batches."""
        return self.orders

    def code(self, case: Case) -> int:  # noqa: ARG002 - one centre
        """Return the code in the trace."""
        return PRODUCTION

    def patience(self, case: Case) -> float:  # noqa: ARG002 - an order is patient
        """Return infinity."""
        return inf

    def minutes(self, case: Case, now: float) -> float:
        """Return the minutes from the beginning of the card to its delivery."""
        days = case.amount("production", self.takes) + case.amount("delivery", self.delivery)
        return self.calendar.add_working_days(now, days) - now


@dataclass(frozen=True, slots=True)
class PickUpPoint:
    """Desks that hand cards over (IDC-17); who lives outside Astana goes to one there.

    Attributes:
        desks: the servers.
        shelf: where the cards stay that nobody comes for: no desk at all.
        hours: when the desks are open.
        unclaimed_share: cards that nobody comes for.
        comes_after: days from the message to the holder's coming.
        served: minutes at the desk.
        horizon: when the run ends for whoever finds it closed for good, minutes.
    """

    desks: Station
    shelf: Station
    hours: Sequence[Interval]
    unclaimed_share: float
    comes_after: Distribution
    served: Distribution
    horizon: float

    def way(self, case: Case, now: float) -> float:
        """Return the minutes until the holder comes, in open hours; to the end if he never does."""
        if self._never_comes(case):
            return max(0.0, self.horizon - now)
        comes = now + case.amount("pickup_days", self.comes_after) * DAY_MINUTES
        hours = next_open(self.hours, comes)
        if hours is None:
            return max(0.0, self.horizon - now)
        opens, closes = hours
        if comes < opens:  # the desk is closed: any time of its next day
            comes = opens + case.share("pickup_time") * (closes - opens)
        return comes - now

    def station(self, case: Case) -> Station | None:
        """Return the desks; the shelf for the card that nobody comes for; None outside."""
        if self._never_comes(case):
            return self.shelf
        return None if is_outside(case) else self.desks

    def _never_comes(self, case: Case) -> bool:
        if not self.unclaimed_share:
            return False
        # not of his turn: whoever came once comes again
        return case.draws.share("unclaimed", 1, case.who.index) < self.unclaimed_share

    def code(self, case: Case) -> int:  # noqa: ARG002 - one point
        """Return the code in the trace."""
        return PICKUP

    def patience(self, case: Case) -> float:  # noqa: ARG002 - whoever comes wants his card
        """Return infinity."""
        return inf

    def minutes(self, case: Case, now: float) -> float:  # noqa: ARG002 - the same at any time
        """Return how long handing over takes."""
        return case.amount("service_pickup", self.served)


def open_back_office(environment: Clock, scenario: Scenario, days: int) -> BackOffice:
    """Set up the places of the ID pipeline.

    Args:
        environment: the clock.
        scenario: every lever.
        days: how long officers and desks work, from the first day.
    """
    pipeline, calendar = scenario.id_pipeline, scenario.calendar
    agenda = environment.agenda
    officers, orders = Station(environment), Station(environment)
    for_files = changes(servers(scenario, "ums", days=days) or [], serve_out=False)
    Walker(staff(agenda, officers, for_files), agenda)
    moments = batches(pipeline, pipeline_hours(scenario, days), scenario.first)
    Walker(begin_cards(agenda, orders, moments, pipeline.day_cards), agenda)
    point = _open_point(environment, scenario, days)
    delivery = pipeline.delivery_days
    in_batches = orders if has_batches(pipeline) else None
    places: dict[str, Place] = {
        "ums": MigrationService(officers, pipeline, calendar),
        "production": Production(in_batches, pipeline.production_days, delivery, calendar),
        "pickup": point,
    }
    return BackOffice(places, (officers, orders, point.desks, point.shelf))


def _open_point(environment: Clock, scenario: Scenario, days: int) -> PickUpPoint:
    people, desks = scenario.behaviour, Station(environment)
    moments = changes(servers(scenario, "pickup", days=days) or [], serve_out=True)
    Walker(staff(environment.agenda, desks, moments), environment.agenda)
    return PickUpPoint(
        desks=desks,
        shelf=Station(environment),
        hours=pickup_hours(scenario, days),
        unclaimed_share=people.unclaimed_share,
        comes_after=people.pickup_days,
        served=scenario.service_minutes.pickup,
        horizon=days * float(DAY_MINUTES),
    )


def has_batches(pipeline: IdPipeline) -> bool:
    """Say whether a certified card has to wait for a batch."""
    return pipeline.batch_cards is not None or pipeline.day_cards is not None


def batches(
    pipeline: IdPipeline, hours: Sequence[Interval], first: date
) -> list[tuple[float, float]]:
    """Return when batches begin, in order, with the most cards of each.

    Cards are begun on the days on which the officers work, at any hour of them.

    Args:
        pipeline: levers; a limit a day without batches is one batch at 00:00.
        hours: when the officers work.
        first: first day of the period.
    """
    profile = pipeline.batch_cards
    if profile is None:
        profile = ((inf, *(0.0,) * (HOURS - 1)),) * WEEKDAYS
    worked = {day for start, end in hours for day in range(_day(start), _day(end - 1) + 1)}
    return [
        (float(day * DAY_MINUTES + hour * HOUR_MINUTES), cards)
        for day in sorted(worked)
        for hour, cards in enumerate(profile[(first.weekday() + day) % WEEKDAYS])
        if cards
    ]


def _day(minute: float) -> int:
    return int(minute // DAY_MINUTES)


def begin_cards(
    agenda: Agenda,
    orders: Station,
    moments: Sequence[tuple[float, float]],
    day_cards: int | None,
) -> Journey:
    """Begin the cards that wait, batch by batch; between two batches none is begun.

    Args:
        agenda: the time.
        orders: where cards wait; those in the making keep no place.
        moments: beginnings of batches with the most cards of each.
        day_cards: most cards of all batches of a day; None: no limit.
    """
    today, left = -1, inf
    for time, cards in moments:
        if time > agenda.now:
            yield time - agenda.now
        if _day(time) != today:
            today, left = _day(time), inf if day_cards is None else day_cards
        before = orders.busy
        orders.set_capacity(before + min(cards, left))
        left -= orders.busy - before
        orders.set_capacity(0)
