"""What happens to an application for a card behind the portal: officers, production, pick-up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Final

from simpy import Environment

from domain.records import ASTANA, Renewal
from simulation.application import Case
from simulation.centre import Walker, staff
from simulation.distributions import Distribution
from simulation.lever_readers import DAY_MINUTES
from simulation.opening import Interval, add_working_days, changes, next_open, openings, shifts
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

    Attributes:
        officers: those of Astana.
        pipeline: levers.
        first: first day of the period.
    """

    officers: Station
    pipeline: IdPipeline
    first: date

    def way(self, case: Case, now: float) -> float:
        """Return the minutes until the file lies on the officers' desk."""
        days = case.amount("intake", self.pipeline.intake_days)
        return add_working_days(now, days, self.first) - now

    def station(self, case: Case) -> Station | None:
        """Return the officers of Astana, None for the other regions."""
        renewal = case.application
        outside = isinstance(renewal, Renewal) and renewal.region != ASTANA
        return None if outside else self.officers

    def code(self, case: Case) -> int:  # noqa: ARG002 - one office
        """Return the code in the trace."""
        return UMS

    def patience(self, case: Case) -> float:  # noqa: ARG002 - a file is patient
        """Return infinity."""
        return inf

    def minutes(self, case: Case, now: float) -> float:  # noqa: ARG002 - the same at any time
        """Return how long the check takes."""
        return case.amount("service_ums", self.pipeline.check_minutes)


@dataclass(frozen=True, slots=True)
class Production:
    """The production centre, which makes and delivers the card (IDC-16).

    Attributes:
        takes: working days.
        first: first day of the period.
    """

    takes: Distribution
    first: date

    def way(self, case: Case, now: float) -> float:  # noqa: ARG002 - sent at once
        """Return 0."""
        return 0.0

    def station(self, case: Case) -> Station | None:  # noqa: ARG002 - without limit
        """Return None: nothing queues."""
        return None

    def code(self, case: Case) -> int:  # noqa: ARG002 - one centre
        """Return the code in the trace."""
        return PRODUCTION

    def patience(self, case: Case) -> float:  # noqa: ARG002 - an order is patient
        """Return infinity."""
        return inf

    def minutes(self, case: Case, now: float) -> float:
        """Return the minutes from the order to the delivery."""
        return add_working_days(now, case.amount("production", self.takes), self.first) - now


@dataclass(frozen=True, slots=True)
class PickUpPoint:
    """Desks that hand cards over (IDC-17).

    Attributes:
        desks: the servers.
        hours: when they are open.
        comes_after: days until the holder comes.
        served: minutes at the desk.
        horizon: when the run ends for whoever finds it closed for good, minutes.
    """

    desks: Station
    hours: Sequence[Interval]
    comes_after: Distribution
    served: Distribution
    horizon: float

    def way(self, case: Case, now: float) -> float:
        """Return the minutes until the holder comes, in open hours."""
        comes = now + case.amount("pickup_days", self.comes_after) * DAY_MINUTES
        hours = next_open(self.hours, comes)
        if hours is None:
            return max(0.0, self.horizon - now)
        opens, closes = hours
        if comes < opens:  # the desk is closed: any time of its next day
            comes = opens + case.share("pickup_time") * (closes - opens)
        return comes - now

    def station(self, case: Case) -> Station | None:  # noqa: ARG002 - one point
        """Return the desks."""
        return self.desks

    def code(self, case: Case) -> int:  # noqa: ARG002 - one point
        """Return the code in the trace."""
        return PICKUP

    def patience(self, case: Case) -> float:  # noqa: ARG002 - whoever comes wants his card
        """Return infinity."""
        return inf

    def minutes(self, case: Case, now: float) -> float:  # noqa: ARG002 - the same at any time
        """Return how long handing over takes."""
        return case.amount("service_pickup", self.served)


def open_back_office(environment: Environment, scenario: Scenario, days: int) -> BackOffice:
    """Set up the places of the ID pipeline.

    Args:
        environment: the clock.
        scenario: every lever.
        days: how long officers and desks work, from the first day.
    """
    pipeline, first = scenario.id_pipeline, scenario.first
    hours = openings(pipeline.hours, first, days)
    officers, desks = Station(environment), Station(environment)
    for_files = changes(shifts(hours, pipeline.officers, first), serve_out=False)
    for_people = changes(shifts(hours, pipeline.pickup_desks, first), serve_out=True)
    Walker(staff(environment, officers, for_files))
    Walker(staff(environment, desks, for_people))
    comes_after, served = scenario.behaviour.pickup_days, scenario.service_minutes.pickup
    horizon = days * float(DAY_MINUTES)
    places: dict[str, Place] = {
        "ums": MigrationService(officers, pipeline, first),
        "production": Production(pipeline.production_days, first),
        "pickup": PickUpPoint(desks, hours, comes_after, served, horizon),
    }
    return BackOffice(places, (officers, desks))
