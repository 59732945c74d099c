"""The tables behind the registries (contracts.md section 3), typed.

One schema serves a generated city, whose keys are row numbers, and a case file, whose keys are
its author's words. Areas are whole tenths of m². An index stands where a system asks by a column
that is no key; whoever looks at the whole city has its arrays. What the systems write while they
work stands in tables of their own at the end.
"""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from domain.records import Id
from synthetic_data.registry.column_types import Day, Iin, RecordId
from synthetic_data.registry.mart import PARENT_RELATIONS
from synthetic_data.registry.partial_index import Among, index_among


class Table(DeclarativeBase):
    """What all tables share."""

    type_annotation_map = {Id: RecordId, str: String(), date: Day}  # noqa: RUF012 - SQLAlchemy reads it so


def _key(*, index: bool = False, primary: bool = False) -> Any:  # noqa: ANN401 - Mapped[Id]
    return mapped_column(RecordId, index=index, primary_key=primary)


def _known(column: str) -> Index:
    return index_among(column, Among(column))


KEYED = {"sqlite_with_rowid": False}
"""A table whose rows SQLite keeps in the order of their key, without a second index for it."""

PARENTS = Among("relation", PARENT_RELATIONS)
IS_PARENT = str(PARENTS)


class Person(Table):
    """A person of GBD FL, alive or dead; a case file leaves the names empty."""

    __tablename__ = "persons"
    __table_args__ = KEYED

    person_id: Mapped[Id] = _key(primary=True)
    iin: Mapped[str] = mapped_column(Iin, index=True)
    sex: Mapped[str | None]
    born: Mapped[date]
    died: Mapped[date | None]
    region: Mapped[str]
    district: Mapped[str | None]
    dwelling_id: Mapped[Id | None] = mapped_column(RecordId)
    family_name: Mapped[str | None]
    given_name: Mapped[str | None]
    patronymic: Mapped[str | None]


class Incapacity(Table):
    """A court decision in e-Sobes: ``from`` is inside, None: since ever; ``until`` is outside."""

    __tablename__ = "incapacities"

    number: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = _key(index=True)
    starts: Mapped[date | None] = mapped_column("from")
    until: Mapped[date | None]


class Organisation(Table):
    """A legal entity; its keys may repeat those of persons in a city."""

    __tablename__ = "organisations"
    __table_args__ = KEYED

    organisation_id: Mapped[Id] = _key(primary=True)
    name: Mapped[str | None]


class MartKinship(Table):
    """A pair that Smart Data Ukimet holds: ``relative`` is the ``relation`` of ``person``."""

    __tablename__ = "mart_kinship"
    __table_args__ = (index_among("relative_id", PARENTS),)

    number: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = _key(index=True)
    relative_id: Mapped[Id] = _key()
    relation: Mapped[str]
    as_of: Mapped[date]


class Birth(Table):
    """A child's parents: the truth, and what IS ZAGS holds digitally.

    ``act_recorded`` tells an act that names nobody from no act at all.
    """

    __tablename__ = "births"
    __table_args__ = (_known("father_recorded"), _known("mother_recorded"), KEYED)

    child_id: Mapped[Id] = _key(primary=True)
    father_id: Mapped[Id | None] = mapped_column(RecordId)
    mother_id: Mapped[Id | None] = mapped_column(RecordId)
    father_recorded: Mapped[Id | None] = mapped_column(RecordId)
    mother_recorded: Mapped[Id | None] = mapped_column(RecordId)
    act_recorded: Mapped[bool]


class Marriage(Table):
    """A marriage; ``until`` (divorce or death) is the first day it no longer holds."""

    __tablename__ = "marriages"

    number: Mapped[int] = mapped_column(primary_key=True)
    spouse_a_id: Mapped[Id] = _key(index=True)
    spouse_b_id: Mapped[Id] = _key(index=True)
    starts: Mapped[date] = mapped_column("from")
    until: Mapped[date | None]
    recorded: Mapped[bool]


class Adoption(Table):
    """An adoption: from ``date`` on the pair replaces both birth parents."""

    __tablename__ = "adoptions"

    number: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[Id] = _key(index=True)
    father_id: Mapped[Id | None] = mapped_column(RecordId, index=True)
    mother_id: Mapped[Id | None] = mapped_column(RecordId, index=True)
    day: Mapped[date] = mapped_column("date")


class Dwelling(Table):
    """A dwelling in EGKN; an area that the cadastre lacks is None."""

    __tablename__ = "dwellings"
    __table_args__ = KEYED

    dwelling_id: Mapped[Id] = _key(primary=True)
    city: Mapped[str]
    district: Mapped[str | None]
    street: Mapped[str | None]
    house: Mapped[str | None]
    flat: Mapped[str | None]
    rooms: Mapped[int | None]
    total_area_tenths: Mapped[int | None]
    useful_area_tenths: Mapped[int | None]
    kind: Mapped[str | None]


class Ownership(Table):
    """An owner of a dwelling; ``position`` is the order of the cadastre."""

    __tablename__ = "ownerships"
    __table_args__ = KEYED

    dwelling_id: Mapped[Id] = _key(primary=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[Id] = _key(index=True)
    owner_kind: Mapped[str]


class Registration(Table):
    """A registration; ``with_parent``: a child under 14, not registered separately."""

    __tablename__ = "registrations"

    number: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = _key(index=True)
    dwelling_id: Mapped[Id] = mapped_column(RecordId)
    kind: Mapped[str]


class Headcount(Table):
    """The population register's counter of a dwelling, kept in step with its registrations.

    One row a dwelling makes "enter if below the limit" one conditional UPDATE; a case file
    states the counts without the names.
    """

    __tablename__ = "headcounts"
    __table_args__ = KEYED

    dwelling_id: Mapped[Id] = _key(primary=True)
    permanent: Mapped[int]
    temporary: Mapped[int]
    with_parent: Mapped[int]


class Enrolment(Table):
    """A course of study in NOBD or EPVO; both days are inside."""

    __tablename__ = "enrolments"

    number: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = _key(index=True)
    register: Mapped[str] = mapped_column("registry")
    form: Mapped[str]
    city: Mapped[str]
    starts: Mapped[date] = mapped_column("from")
    until: Mapped[date]


class IdCard(Table):
    """An ID card; ``expires`` is None where the register has a note but no card."""

    __tablename__ = "id_cards"
    __table_args__ = KEYED

    person_id: Mapped[Id] = _key(primary=True)
    issued: Mapped[date | None]
    expires: Mapped[date | None]
    data_changed: Mapped[bool]


class Guardianship(Table):
    """A guardian."""

    __tablename__ = "guardianships"

    number: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[Id] = _key(index=True)
    representative_id: Mapped[Id] = _key()


class FilledCity(Table):
    """The city that all the tables were filled for: one row, entered last; a case has none.

    ``form`` is that of the tables (`form`), ``digest`` that of the city's arrays.
    """

    __tablename__ = "tirkeu_city"

    population: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seed: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    form: Mapped[str]
    digest: Mapped[str]


class Filed(Table):
    """What a system writes while it works: every row has a number of its own."""

    __abstract__ = True

    number: Mapped[int] = mapped_column(primary_key=True)


class Payment(Filed):
    """A state duty that was asked for: what the payment system writes."""

    __tablename__ = "payments"

    payer_id: Mapped[Id] = _key(index=True)
    amount_kzt: Mapped[int]
    paid: Mapped[bool]
    day: Mapped[date]


class HallApplication(Filed):
    """An application entered in IIS CON by the operating hall."""

    __tablename__ = "hall_applications"

    applicant_id: Mapped[Id] = _key(index=True)
    dwelling_id: Mapped[Id] = mapped_column(RecordId)
    representative_id: Mapped[Id] = mapped_column(RecordId)
    service: Mapped[str]
    day: Mapped[date]


class CardApplication(Filed):
    """An application for a card taken in by the migration service of a region."""

    __tablename__ = "card_applications"

    applicant_id: Mapped[Id] = _key(index=True)
    region: Mapped[str]
    ticket: Mapped[str] = mapped_column(index=True)
    day: Mapped[date]


class CardReview(Filed):
    """What an officer of the migration service found about a card application."""

    __tablename__ = "reviews"

    application: Mapped[int | None] = mapped_column(ForeignKey("card_applications.number"))
    ticket: Mapped[str]
    data: Mapped[str]
    photo: Mapped[str]
    signature: Mapped[str]
    further_check: Mapped[bool]
    day: Mapped[date]


class CardOrder(Filed):
    """A card that the production centre makes."""

    __tablename__ = "card_orders"

    holder_id: Mapped[Id] = _key(index=True)
    ticket: Mapped[str]
    day: Mapped[date]


class PickUp(Filed):
    """Somebody who came for a card."""

    __tablename__ = "pickups"

    holder_id: Mapped[Id] = _key(index=True)
    ticket: Mapped[str]
    person_id: Mapped[Id] = mapped_column(RecordId)
    shown: Mapped[str]
    day: Mapped[date]
