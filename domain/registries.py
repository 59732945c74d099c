"""What can be asked, and of whom: one protocol per system and per person.

A question of a procedure names an addressee (an attribute of `Registries`) and a method of its
protocol; its subject is the method's keyword arguments. The shapes of answers are in `answers`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from domain.answers import (
    Area,
    Belief,
    Birth,
    Category,
    Children,
    Consent,
    Delivery,
    Done,
    Enrolments,
    Entry,
    Filed,
    Guardians,
    Headcount,
    Holder,
    IdCard,
    IinCheck,
    Incapacity,
    Marriages,
    OfficerReview,
    Ownership,
    Papers,
    ParentActs,
    Payment,
    PickUp,
    Registered,
    TypedIin,
)
from domain.records import Id

SYSTEMS = (
    "egkn",
    "gbd_fl",
    "e_sobes",
    "iis_con",
    "zags",
    "smart_data_ukimet",
    "nobd",
    "epvo",
    "payment",
    "ums",
    "production_centre",
    "pickup_point",
)
"""The systems that can fail to answer (RES-17, IDC-19)."""

PEOPLE = ("applicant", "owner", "reception", "operating_hall", "channel")
"""Addressees that are people, or the applicant's own list in the channel: never an outage."""

Subject = Mapping[str, Any]
"""Keyword arguments of one question."""


class Cadastre(Protocol):
    """EGKN, the unified state real-estate cadastre."""

    def owners(self, dwelling: Id) -> Ownership:
        """Return who owns the dwelling."""

    def area(self, dwelling: Id) -> Area:
        """Return the areas of the dwelling."""


class PopulationRegister(Protocol):
    """GBD FL, the state database of physical persons."""

    def birth(self, person: Id) -> Birth:
        """Return the day of birth of a known person."""

    def holder(self, iin: str) -> Holder:
        """Return who has a number."""

    def headcount(self, dwelling: Id) -> Headcount:
        """Return how many are registered in the dwelling."""

    def is_registered(self, person: Id, dwelling: Id) -> Registered:
        """Say whether the person is registered there, permanently or temporarily."""

    def enter(
        self,
        person: Id,
        dwelling: Id,
        kind: str,
        limit: int | None,
        count_temporary: bool,  # noqa: FBT001 - keyword of a question
        count_under_14: bool,  # noqa: FBT001 - keyword of a question
    ) -> Entry:
        """Register the person if fewer than ``limit`` are counted, in one transaction.

        Args:
            person: who.
            dwelling: where.
            kind: ``permanent`` or ``temporary``.
            limit: capacity; None registers whatever the count.
            count_temporary: temporary registrations count.
            count_under_14: children registered with a parent count.
        """

    def id_card(self, person: Id) -> IdCard:
        """Return the person's card."""


class SocialProtection(Protocol):
    """E-Sobes, the system of social protection."""

    def incapacitated(self, person: Id, day: str) -> Incapacity:
        """Say whether the person is incapacitated on a day."""

    def incapacitated_by_iin(self, iin: str, day: str) -> Incapacity:
        """Say the same of whoever has the number; False where nobody has it."""

    def guardians(self, ward: Id) -> Guardians:
        """Return the guardians of a ward."""


class CivilActs(Protocol):
    """IS ZAGS, and with the same questions the data mart of Smart Data Ukimet."""

    def parents(self, person: Id) -> ParentActs:
        """Return the acts that name the person's parents."""

    def children(self, parent: Id) -> Children:
        """Return the acts of every child that names this parent."""

    def marriages(self, person: Id) -> Marriages:
        """Return the person's recorded marriages."""


class StudyRegister(Protocol):
    """NOBD (schools and colleges) or EPVO (universities)."""

    def enrolments(self, student: Id) -> Enrolments:
        """Return the student's courses."""


class ServiceCentreSystem(Protocol):
    """IIS CON, the integrated system of the service centres."""

    def check_iin(self, iin: str) -> IinCheck:
        """Check the form of a typed number."""

    def file_application(self, applicant: Id, dwelling: Id, representative: Id) -> Filed:
        """Enter an application of the operating hall."""


class PaymentSystem(Protocol):
    """Payment of the state duty."""

    def collect(self, payer: Id, amount_kzt: int) -> Payment:
        """Ask for a payment and say whether it came."""


class MigrationService(Protocol):
    """UMS, the migration service of a region."""

    def receive(self, applicant: Id, region: str, ticket: str) -> Filed:
        """Take in an application for a card."""

    def review(self, ticket: str) -> OfficerReview:
        """Return what the officer finds."""


class ProductionCentre(Protocol):
    """The centre that makes the card."""

    def make(self, holder: Id, ticket: str) -> Delivery:
        """Make the card and deliver it to the pick-up point."""


class PickupPoint(Protocol):
    """The registration point that hands the card over."""

    def hand_over(self, holder: Id, ticket: str) -> PickUp:
        """Say who came for the card and with what number."""


class ApplicantAnswers(Protocol):
    """The applicant."""

    def category(self, options: list[str]) -> Category:
        """Choose a category among those offered, or none."""

    def slip(self, applicant: Id) -> Done:
        """Fill in the statistical arrival slip."""

    def sign(self, applicant: Id) -> Done:
        """Sign the application."""

    def biometrics(self, applicant: Id) -> Done:
        """Be recognised."""


class OwnerAnswers(Protocol):
    """An owner of the dwelling."""

    def consent(self, owner: Id, kind: str, applicant: Id) -> Consent:
        """Answer the request for consent; ``kind``: ``person`` or ``organisation``."""


class ReceptionAnswers(Protocol):
    """Reception of the service centre."""

    def belief(self, dwelling: Id) -> Belief:
        """Say what reception takes the owner for, if it does not look."""


class OperatorAnswers(Protocol):
    """The operator in the operating hall."""

    def typed_iin(self, dwelling: Id) -> TypedIin:
        """Return the owner's number as typed."""

    def papers(self, owner: Id) -> Papers:
        """Read the papers of the owner's representative."""


class ChannelAnswers(Protocol):
    """The channel's own list of applications."""

    def has_open_application(self, applicant: Id) -> Done:
        """Say whether an application for the card is open."""


@dataclass(frozen=True, slots=True)
class Registries:
    """Everybody that a procedure can ask, by the code of the addressee."""

    egkn: Cadastre
    gbd_fl: PopulationRegister
    e_sobes: SocialProtection
    iis_con: ServiceCentreSystem
    zags: CivilActs
    smart_data_ukimet: CivilActs
    nobd: StudyRegister
    epvo: StudyRegister
    payment: PaymentSystem
    ums: MigrationService
    production_centre: ProductionCentre
    pickup_point: PickupPoint
    applicant: ApplicantAnswers
    owner: OwnerAnswers
    reception: ReceptionAnswers
    operating_hall: OperatorAnswers
    channel: ChannelAnswers
