"""The shapes of answers: plain JSON values, so that a walk can be stored, shown and replayed.

Days are ISO text, which orders as the days do. Areas are whole tenths of m².
"""

from typing import TypedDict

from domain.records import Id


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
