"""What can be asked, and of whom: one protocol per system and per person of rules.md section 1.

A question of a procedure names an addressee (an attribute of `Registries`) and a method of its
protocol; its subject is the method's keyword arguments. Answers are plain JSON values, so that a
walk can be stored, shown and replayed. Days inside answers are ISO text, which orders as the days
do. Areas are whole tenths of m².
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypedDict

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


class Owner(TypedDict):
    """An owner of a dwelling; ``kind`` is ``person`` or ``organisation``."""

    id: Id
    kind: str


class Ownership(TypedDict):
    """Owners in the order of the cadastre, and the city the dwelling stands in."""

    owners: list[Owner]
    city: str


class Area(TypedDict):
    """Areas in tenths of m²; None where the cadastre has none."""

    total_area_tenths: int | None
    useful_area_tenths: int | None


class Birth(TypedDict):
    """A day of birth."""

    born: str


class Holder(TypedDict):
    """Who has a number: None and None where nobody has."""

    person: Id | None
    born: str | None


class Headcount(TypedDict):
    """How many citizens are registered in a dwelling, by kind of registration."""

    permanent: int
    temporary: int
    with_parent: int


class Registered(TypedDict):
    """Whether a person is registered in a dwelling, permanently or temporarily."""

    registered: bool


class Entry(TypedDict):
    """The result of "enter if below the limit".

    ``registered`` is the count found before the entry, under the counting asked for.
    """

    entered: bool
    registered: int
    day: str


class IdCard(TypedDict):
    """A card on file: ``expires`` is None where there is no card."""

    expires: str | None
    data_changed: bool


class Incapacity(TypedDict):
    """Whether a court decision of incapacity is in force."""

    incapacitated: bool


class Guardians(TypedDict):
    """Guardians on file for a ward."""

    guardians: list[Id]


class Parents(TypedDict):
    """Two parents as one act names them."""

    father: Id | None
    mother: Id | None


class Adoption(TypedDict):
    """An adoption: the pair that replaces the birth parents from ``date`` on."""

    father: Id | None
    mother: Id | None
    date: str


class ParentActs(TypedDict):
    """The digitised acts that name a person's parents; ``birth`` None: no act on file."""

    birth: Parents | None
    adoptions: list[Adoption]


class ChildActs(ParentActs):
    """The acts of one child."""

    child: Id


class Children(TypedDict):
    """Every child that some act of birth or adoption gives to the parent asked about."""

    acts: list[ChildActs]


# "from" is a keyword of the language, hence the functional form.
Marriage = TypedDict("Marriage", {"spouse": Id, "from": str, "until": str | None})


class Marriages(TypedDict):
    """Every recorded marriage of a person; ``until`` is the first day it no longer holds."""

    marriages: list[Marriage]


Enrolment = TypedDict("Enrolment", {"form": str, "city": str, "from": str, "until": str})


class Enrolments(TypedDict):
    """A student's courses in one register; both ends of each are days of study."""

    enrolments: list[Enrolment]


class IinCheck(TypedDict):
    """The format check of a typed number."""

    well_formed: bool


class Filed(TypedDict):
    """The number under which a body entered what it received."""

    number: int


class Payment(TypedDict):
    """Whether the payer paid the amount asked."""

    paid: bool


class OfficerReview(TypedDict):
    """``data``: correct/incorrect; ``photo``, ``signature``: conforms/mismatch."""

    data: str
    photo: str
    signature: str
    further_check: bool


class Delivery(TypedDict):
    """The card made and brought to the pick-up point."""

    delivered: bool


class PickUp(TypedDict):
    """Who came and what number was shown: ``correct`` or ``wrong``."""

    person: Id
    ticket: str


class Belief(TypedDict):
    """What reception believes: ``protected_owner``, ``other_owner``, or None: it looks it up."""

    believed: str | None


class TypedIin(TypedDict):
    """The owner's number as the operator types it."""

    iin: str


class Papers(TypedDict):
    """Papers of the owner's representative; ``power``: ``guardian``, ``parent`` or None."""

    representative: Id | None
    power: str | None
    conform: bool


class Category(TypedDict):
    """The category chosen, None for none, and the side where one must be stated."""

    category: str | None
    side: str | None


class Done(TypedDict):
    """Whether the person did what was asked (slip filled, signed, recognised, open)."""

    done: bool


class Consent(TypedDict):
    """``given``, ``refused`` or ``no_answer``."""

    consent: str


class Cadastre(Protocol):
    """ЕГКН, the unified state real-estate cadastre."""

    def owners(self, dwelling: Id) -> Ownership:
        """Return who owns the dwelling."""

    def area(self, dwelling: Id) -> Area:
        """Return the areas of the dwelling."""


class PopulationRegister(Protocol):
    """ГБД ФЛ, the state database of physical persons."""

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
    """Е-Собес, the system of social protection."""

    def incapacitated(self, person: Id, day: str) -> Incapacity:
        """Say whether the person is incapacitated on a day."""

    def incapacitated_by_iin(self, iin: str, day: str) -> Incapacity:
        """Say the same of whoever has the number; False where nobody has it."""

    def guardians(self, ward: Id) -> Guardians:
        """Return the guardians of a ward."""


class CivilActs(Protocol):
    """ИС ЗАГС, and with the same questions the data mart of Smart Data Ukimet."""

    def parents(self, person: Id) -> ParentActs:
        """Return the acts that name the person's parents."""

    def children(self, parent: Id) -> Children:
        """Return the acts of every child that names this parent."""

    def marriages(self, person: Id) -> Marriages:
        """Return the person's recorded marriages."""


class StudyRegister(Protocol):
    """НОБД (schools and colleges) or ЕПВО (universities)."""

    def enrolments(self, student: Id) -> Enrolments:
        """Return the student's courses."""


class ServiceCentreSystem(Protocol):
    """ИИС ЦОН, the integrated system of the service centres."""

    def check_iin(self, iin: str) -> IinCheck:
        """Check the form of a typed number."""

    def file_application(self, applicant: Id, dwelling: Id, representative: Id) -> Filed:
        """Enter an application of the operating hall."""


class PaymentSystem(Protocol):
    """Payment of the state duty."""

    def collect(self, payer: Id, amount_kzt: int) -> Payment:
        """Ask for a payment and say whether it came."""


class MigrationService(Protocol):
    """УМС ДП, the migration service of a region."""

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
