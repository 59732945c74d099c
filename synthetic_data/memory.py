"""The systems over the arrays of a city: the same answers as the database gives, without it.

For whatever decides many applications: the simulation, and checks of one against the other.
What changes during a run, the registrations entered and the acts brought up to date, is a
`Registrations` of that run.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from itertools import count
from typing import Any, Final

from domain.answers import (
    Area,
    Birth,
    Delivery,
    Enrolments,
    Entry,
    Filed,
    Guardians,
    Headcount,
    Holder,
    IdCard,
    IinCheck,
    Incapacity,
    OfficerReview,
    Owner,
    Ownership,
    Payment,
    PickUp,
    Registered,
)
from domain.iin import LENGTH, is_well_formed
from domain.records import Choices, Id
from domain.registries import Registries
from synthetic_data.act_updates import UpdatedActs, UpdatedMart
from synthetic_data.city import (
    CITIES,
    EDUCATION_REGISTRIES,
    REGISTRATION_KINDS,
)
from synthetic_data.city_index import CityIndex, column, iso, iso_or_none
from synthetic_data.memory_acts import MemoryActs, MemoryMart, Row
from synthetic_data.registry.people import (
    Applicant,
    Archive,
    Channel,
    HomeOwner,
    Identity,
    Operator,
    Reception,
    officer_review,
    pick_up,
)

PERMANENT, TEMPORARY, WITH_PARENT = range(len(REGISTRATION_KINDS))
OWNER_KINDS = ("person", "organisation")
FORMS = ("part_time", "full_time")


class Registrations:
    """Who is registered where, as a run changes it, over registers that stay as they are.

    Args:
        index: the city at the start of the run.
    """

    def __init__(self, index: CityIndex) -> None:
        self.index = index
        self.counts = tuple(column(counted.copy()) for counted in index.registered)
        self.entered: set[tuple[Id, Id]] = set()
        self.hall_numbers, self.card_numbers = count(1), count(1)
        self._population = MemoryPopulation(index, self, date.min)
        self.egkn, self.e_sobes = MemoryCadastre(index), MemoryProtection(index)
        self.zags = UpdatedActs(index, MemoryActs(index))
        self.mart = UpdatedMart(MemoryMart(index), self.zags)
        self.nobd, self.epvo = (
            MemoryStudy(index, EDUCATION_REGISTRIES.index(name)) for name in ("nobd", "epvo")
        )

    def population(self, day: date) -> "MemoryPopulation":
        """Return GBD FL as it dates entries on a day."""
        if day != self._population.day:
            self._population = MemoryPopulation(self.index, self, day)
        return self._population

    def counted(self, dwelling: int) -> tuple[int, int, int]:
        """Return how many are registered in a dwelling, by kind."""
        permanent, temporary, with_parent = self.counts
        return permanent[dwelling], temporary[dwelling], with_parent[dwelling]


@dataclass(frozen=True, slots=True)
class MemoryCadastre:
    """EGKN."""

    index: CityIndex

    def owners(self, dwelling: Row) -> Ownership:
        """Return who owns the dwelling."""
        index = self.index
        owner, is_organisation = index.owner, index.owner_is_organisation
        owners: list[Owner] = [
            {"id": owner[row], "kind": OWNER_KINDS[is_organisation[row]]}
            for row in index.owners.of(dwelling)
        ]
        return {"owners": owners, "city": CITIES[index.dwelling_city[dwelling]]}

    def area(self, dwelling: Row) -> Area:
        """Return the areas of the dwelling."""
        total, useful = self.index.total_area[dwelling], self.index.useful_area[dwelling]
        return {
            "total_area_tenths": None if total < 0 else total,
            "useful_area_tenths": None if useful < 0 else useful,
        }


@dataclass(frozen=True, slots=True)
class MemoryPopulation:
    """GBD FL."""

    index: CityIndex
    registrations: Registrations
    day: date

    def birth(self, person: Row) -> Birth:
        """Return the day of birth."""
        return {"born": iso(self.index.born[person])}

    def identity(self, person: Row) -> Identity:
        """Return what the person's identity document says."""
        index = self.index
        return Identity(f"{index.iin[person]:0{LENGTH}d}", iso(index.born[person]))

    def holder(self, iin: str) -> Holder:
        """Return who has a number."""
        person = self.index.person_by_iin(iin)
        if person is None:
            return {"person": None, "born": None}
        return {"person": person, "born": iso(self.index.born[person])}

    def headcount(self, dwelling: Row) -> Headcount:
        """Return how many are registered."""
        permanent, temporary, with_parent = self.registrations.counted(dwelling)
        return {"permanent": permanent, "temporary": temporary, "with_parent": with_parent}

    def is_registered(self, person: Row, dwelling: Row) -> Registered:
        """Say whether the person is registered there in his own right."""
        if (person, dwelling) in self.registrations.entered:
            return {"registered": True}
        index = self.index
        for row in index.registrations.of(person):
            own = index.registration_kind[row] != WITH_PARENT
            if own and index.registered_dwelling[row] == dwelling:
                return {"registered": True}
        return {"registered": False}

    def enter(
        self,
        person: Row,
        dwelling: Row,
        kind: str,
        limit: int | None,
        count_temporary: bool,  # noqa: FBT001 - keyword of a question
        count_under_14: bool,  # noqa: FBT001 - keyword of a question
    ) -> Entry:
        """Register the person if fewer than ``limit`` are counted, in one call."""
        registrations = self.registrations
        permanent, temporary, with_parent = registrations.counted(dwelling)
        found = permanent + count_temporary * temporary + count_under_14 * with_parent
        entered = limit is None or found < limit
        if entered:
            registrations.counts[REGISTRATION_KINDS.index(kind)][dwelling] += 1
            registrations.entered.add((person, dwelling))
        return {"entered": entered, "registered": found, "day": self.day.isoformat()}

    def id_card(self, person: Row) -> IdCard:
        """Return the person's card."""
        for row in self.index.cards.of(person):
            changed = bool(self.index.data_changed[row])
            return {"expires": iso_or_none(self.index.expires[row]), "data_changed": changed}
        return {"expires": None, "data_changed": False}


@dataclass(frozen=True, slots=True)
class MemoryProtection:
    """e-Sobes."""

    index: CityIndex

    def incapacitated(self, person: Row, day: str) -> Incapacity:
        """Say whether the person is incapacitated on a day."""
        index = self.index
        rows = index.incapacities.of(person)
        if not rows:  # nearly everybody
            return {"incapacitated": False}
        at = int(day.replace("-", ""))
        in_force = any(
            index.incapacitated_from[row] <= at and not 0 < index.incapacitated_until[row] <= at
            for row in rows
        )
        return {"incapacitated": in_force}

    def incapacitated_by_iin(self, iin: str, day: str) -> Incapacity:
        """Say the same of whoever has the number."""
        person = self.index.person_by_iin(iin)
        return {"incapacitated": False} if person is None else self.incapacitated(person, day)

    def guardians(self, ward: Row) -> Guardians:
        """Return the guardians of a ward."""
        rows = self.index.guardians.of(ward)
        return {"guardians": [self.index.guardian[row] for row in rows]}


@dataclass(frozen=True, slots=True)
class MemoryStudy:
    """NOBD or EPVO: ``register`` is its place in ``EDUCATION_REGISTRIES``."""

    index: CityIndex
    register: int

    def enrolments(self, student: Row) -> Enrolments:
        """Return the student's courses."""
        index = self.index
        return {
            "enrolments": [
                {
                    "form": FORMS[index.full_time[row]],
                    "city": CITIES[index.study_city[row]],
                    "from": iso(index.study_from[row]),
                    "until": iso(index.study_until[row]),
                }
                for row in index.courses.of(student)
                if index.education_registry[row] == self.register
            ]
        }


@dataclass(frozen=True, slots=True)
class MemoryOffices:
    """The bodies that receive something; they keep no more than the numbers they give.

    They stand for IIS CON, payment, the migration service, production and the pick-up point.
    """

    registrations: Registrations
    choices: Choices

    def check_iin(self, iin: str) -> IinCheck:
        """Check the form of a typed number."""
        return {"well_formed": is_well_formed(iin)}

    def file_application(self, applicant: Id, dwelling: Id, representative: Id) -> Filed:  # noqa: ARG002 - only counted
        """Count an application of the operating hall."""
        return {"number": next(self.registrations.hall_numbers)}

    def collect(self, payer: Id, amount_kzt: int) -> Payment:  # noqa: ARG002 - one choice for any bill
        """Say whether the duty came."""
        return {"paid": self.choices.duty == "paid"}

    def receive(self, applicant: Id, region: str, ticket: str) -> Filed:  # noqa: ARG002 - only counted
        """Count an application for a card."""
        return {"number": next(self.registrations.card_numbers)}

    def review(self, ticket: str) -> OfficerReview:  # noqa: ARG002 - one choice for any ticket
        """Return what the officer finds."""
        return officer_review(self.choices)

    def make(self, holder: Id, ticket: str) -> Delivery:  # noqa: ARG002 - every card is made
        """Make the card and deliver it."""
        return {"delivered": True}

    def hand_over(self, holder: Id, ticket: str) -> PickUp:  # noqa: ARG002 - one choice for any ticket
        """Say who came and with what number."""
        return pick_up(self.choices, holder)


def registries(registrations: Registrations, choices: Choices, day: date) -> Registries:
    """Return everybody that can be asked about an application in a run.

    Args:
        registrations: the state of the run, over its city.
        choices: what the people in the case decide.
        day: the day on which the answers are given and the entries dated.
    """
    case = (registrations, choices, day)
    return Registries(**{field.name: ADDRESSEES[field.name](*case) for field in fields(Registries)})


def _operator(registrations: Registrations, choices: Choices, day: date) -> Operator:
    register = registrations.population(day)
    systems = (registrations.egkn, registrations.e_sobes, registrations.zags)
    return Operator(choices, day, Archive(*systems, register.identity))


ADDRESSEES: Final[dict[str, Callable[[Registrations, Choices, date], Any]]] = {
    "egkn": lambda run, _choices, _day: run.egkn,
    "gbd_fl": lambda run, _choices, day: run.population(day),
    "e_sobes": lambda run, _choices, _day: run.e_sobes,
    "zags": lambda run, _choices, _day: run.zags,
    "smart_data_ukimet": lambda run, _choices, _day: run.mart,
    "nobd": lambda run, _choices, _day: run.nobd,
    "epvo": lambda run, _choices, _day: run.epvo,
    **dict.fromkeys(
        ("iis_con", "payment", "ums", "production_centre", "pickup_point"),
        lambda run, choices, _day: MemoryOffices(run, choices),
    ),
    "applicant": lambda _run, choices, _day: Applicant(choices),
    "owner": lambda _run, choices, _day: HomeOwner(choices),
    "reception": lambda _run, choices, _day: Reception(choices),
    "operating_hall": _operator,
    "channel": lambda _run, choices, _day: Channel(choices),
}
"""Sets up one of those that can be asked, a field of ``Registries``: of a run, for what the people
of a case decide, on a day. That costs less than setting up everybody."""
