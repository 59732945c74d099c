"""What an application says, and what the people in it decide on the way."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, Literal

Id = int | str
"""A record's key: a row number in a city, the author's own word in a case file."""

ASTANA: Final = "astana"


@lru_cache(maxsize=1 << 12)
def iso(day: date) -> str:
    """Return a day as ISO text; the days of applications and of the law are few."""
    return day.isoformat()


Service = Literal["residence", "temporary_stay", "id_card"]
Side = Literal["father", "mother"]

RESIDENCE_SERVICES: Final = ("residence", "temporary_stay")
ONLINE_CHANNELS: Final = ("egov_portal", "egov_mobile", "self_service")
RESIDENCE_CHANNELS: Final = (*ONLINE_CHANNELS, "service_centre")
ID_CARD_CHANNELS: Final = ("egov_portal", "document_app")
CHANNELS: Final = {
    "residence": RESIDENCE_CHANNELS,
    "temporary_stay": RESIDENCE_CHANNELS,
    "id_card": ID_CARD_CHANNELS,
}
"""The channels of every service."""

DOCUMENTS: Final = ("id_card", "passport")
"""What can be asked for where the service is the ID card (IDC-02)."""

REASONS: Final = ("expiry", "surname_change", "loss", "damage", "first_document", "other")
"""What an applicant for an ID card may state (IDC-04)."""

SIDES: Final = ("father", "mother")


@dataclass(frozen=True, slots=True)
class Registration:
    """An application for residence or temporary stay in one dwelling.

    Attributes:
        service: ``residence`` or ``temporary_stay``.
        channel: one of ``RESIDENCE_CHANNELS``.
        day: the day of filing.
        applicant: person who wants to be registered.
        dwelling: where.
    """

    service: str
    channel: str
    day: date
    applicant: Id
    dwelling: Id


@dataclass(frozen=True, slots=True)
class Annulled:
    """An earlier application for the same card that was annulled (IDC-18)."""

    annulled_on: date
    duty_paid_kzt: int


@dataclass(frozen=True, slots=True)
class Renewal:
    """An application for a new ID card.

    Attributes:
        channel: one of ``ID_CARD_CHANNELS``.
        day: the day of filing.
        applicant: the holder of the card.
        region: the applicant's region, whose migration service decides (IDC-12).
        document: one of ``DOCUMENTS`` (IDC-02).
        reason: one of ``REASONS``, as the applicant states it (IDC-04).
        filed_by: who really files (IDC-08).
        earlier: the annulled application before this one, if any.
    """

    channel: str
    day: date
    applicant: Id
    region: str
    document: str
    reason: str
    filed_by: Id
    earlier: Annulled | None = None

    service: str = field(default="id_card", init=False)


Application = Registration | Renewal


@dataclass(frozen=True, slots=True)
class Review:
    """What the officer of the migration service finds (IDC-13)."""

    data: str = "correct"
    photo: str = "conforms"
    signature: str = "conforms"
    further_check: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that a person, not a register, decides during an application.

    The defaults are the smooth way through; None means "the truth on file".

    Attributes:
        category: kinship category or ``student``, chosen when the norm is reached (RES-09).
        side: the common parent, or the father's or mother's side, where one must be stated.
        reception_finding: what reception believes, ``protected_owner`` or ``other_owner``;
            None: reception finds the truth (RES-02).
        representative: who came for the protected owner; None: the guardian, else a parent.
        representative_documents: ``match`` or ``mismatch`` (RES-04).
        owner_iin_entered: what the operator types; None: the first protected owner's, else
            the first owner's (RES-03).
        owner_consent: ``given``, ``refused`` or ``no_answer`` (RES-13).
        signature: ``signed`` or ``declined`` (RES-14).
        open_application: an application for the card is already open (IDC-07).
        biometrics: ``match`` or ``mismatch`` (IDC-09).
        duty: ``paid`` or ``unpaid`` (IDC-10).
        review: the officer's findings (IDC-13).
        pickup_person: who comes for the card; None: the holder (IDC-17).
        pickup_ticket: ``correct`` or ``wrong`` number shown (IDC-17).
    """

    category: str | None = None
    side: str | None = None
    reception_finding: str | None = None
    representative: Id | None = None
    representative_documents: str = "match"
    owner_iin_entered: str | None = None
    owner_consent: str = "given"
    signature: str = "signed"
    open_application: bool = False
    biometrics: str = "match"
    duty: str = "paid"
    review: Review = Review()
    pickup_person: Id | None = None
    pickup_ticket: str = "correct"
