"""The queries behind the systems' answers, made once; a question only fills in its subject.

They name tables and columns, not mapped classes: rows are all that is wanted, and without the
object layer a question takes half the time.
"""

from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, insert, or_, select, text, update

from synthetic_data.registry.schema import IS_PARENT, Table

TABLES = Table.metadata.tables

adoptions = TABLES["adoptions"].c
births = TABLES["births"].c
card_applications = TABLES["card_applications"].c
dwellings = TABLES["dwellings"].c
enrolments = TABLES["enrolments"].c
guardianships = TABLES["guardianships"].c
headcounts = TABLES["headcounts"].c
id_cards = TABLES["id_cards"].c
incapacities = TABLES["incapacities"].c
marriages = TABLES["marriages"].c
mart_kinship = TABLES["mart_kinship"].c
ownerships = TABLES["ownerships"].c
persons = TABLES["persons"].c
registrations = TABLES["registrations"].c

DWELLING: BindParameter[Any] = bindparam("dwelling")
PERSON: BindParameter[Any] = bindparam("person")
DAY: BindParameter[Any] = bindparam("day")
IIN: BindParameter[Any] = bindparam("iin")

OWNERS = (
    select(ownerships.owner_id, ownerships.owner_kind, dwellings.city)
    .join(TABLES["ownerships"], ownerships.dwelling_id == dwellings.dwelling_id, isouter=True)
    .where(dwellings.dwelling_id == DWELLING)
    .order_by(ownerships.position)
)
AREAS = select(dwellings.total_area_tenths, dwellings.useful_area_tenths).where(
    dwellings.dwelling_id == DWELLING
)

BORN = select(persons.born).where(persons.person_id == PERSON)
IDENTITY = select(persons.iin, persons.born).where(persons.person_id == PERSON)
HOLDER = select(persons.person_id, persons.born).where(persons.iin == IIN)
HEADCOUNT = select(headcounts.permanent, headcounts.temporary, headcounts.with_parent).where(
    headcounts.dwelling_id == DWELLING
)
REGISTERED = select(registrations.kind).where(
    registrations.dwelling_id == DWELLING,
    registrations.person_id == PERSON,
    registrations.kind != "with_parent",
)
CARD = select(id_cards.expires, id_cards.data_changed).where(id_cards.person_id == PERSON)

COUNTED = (
    headcounts.permanent
    + headcounts.temporary * bindparam("count_temporary", type_=headcounts.temporary.type)
    + headcounts.with_parent * bindparam("count_under_14", type_=headcounts.with_parent.type)
)
"""How many are counted, under the counting asked for: the two parameters are 0 or 1."""

COUNT_FOUND = select(COUNTED).where(headcounts.dwelling_id == DWELLING)
TAKE_ANY_PLACE = {
    kind: update(TABLES["headcounts"])
    .where(headcounts.dwelling_id == DWELLING)
    .values({kind: headcounts[kind] + 1})
    for kind in ("permanent", "temporary")
}
BELOW_LIMIT = bindparam("limit", type_=headcounts.permanent.type) > COUNTED
"""The condition that makes counting and entering one step: two cannot take the same place."""

TAKE_PLACE_BELOW = {kind: take.where(BELOW_LIMIT) for kind, take in TAKE_ANY_PLACE.items()}

_IN_FORCE = and_(
    or_(incapacities["from"].is_(None), incapacities["from"] <= DAY),
    or_(incapacities.until.is_(None), incapacities.until > DAY),
)
INCAPACITY = select(incapacities.number).where(incapacities.person_id == PERSON, _IN_FORCE)
INCAPACITY_BY_IIN = (
    select(incapacities.number)
    .join(TABLES["persons"], persons.person_id == incapacities.person_id)
    .where(persons.iin == IIN, _IN_FORCE)
)
GUARDIANS = (
    select(guardianships.representative_id)
    .where(guardianships.ward_id == PERSON)
    .order_by(guardianships.number)
)

BIRTH_ACT = select(births.father_recorded, births.mother_recorded).where(
    births.child_id == PERSON, births.act_recorded
)
ADOPTIONS = (
    select(adoptions.father_id, adoptions.mother_id, adoptions.date)
    .where(adoptions.child_id == PERSON)
    .order_by(adoptions.number)
)
_NAMED = (
    select(births.child_id)
    .where(or_(births.father_recorded == PERSON, births.mother_recorded == PERSON))
    .where(births.act_recorded)
    .union(
        select(adoptions.child_id).where(
            or_(adoptions.father_id == PERSON, adoptions.mother_id == PERSON)
        )
    )
)
"""Whoever an act of birth or of adoption gives to a parent."""

CHILDREN_BIRTHS = select(births.child_id, births.father_recorded, births.mother_recorded).where(
    births.child_id.in_(_NAMED), births.act_recorded
)
CHILDREN_ADOPTIONS = (
    select(adoptions.child_id, adoptions.father_id, adoptions.mother_id, adoptions.date)
    .where(adoptions.child_id.in_(_NAMED))
    .order_by(adoptions.number)
)
MARRIAGES = (
    select(marriages.spouse_a_id, marriages.spouse_b_id, marriages["from"], marriages.until)
    .where(
        or_(marriages.spouse_a_id == PERSON, marriages.spouse_b_id == PERSON), marriages.recorded
    )
    .order_by(marriages.number)
)

PAIRS = (
    select(mart_kinship.relation, mart_kinship.relative_id, mart_kinship.as_of)
    .where(mart_kinship.person_id == PERSON)
    .order_by(mart_kinship.number)
)

CHILDREN_PAIRS = (
    select(
        mart_kinship.person_id, mart_kinship.relation, mart_kinship.relative_id, mart_kinship.as_of
    )
    .where(
        mart_kinship.person_id.in_(
            select(mart_kinship.person_id).where(
                mart_kinship.relative_id == PERSON, text(IS_PARENT)
            )
        )
    )
    .order_by(mart_kinship.number)
)

COURSES = (
    select(enrolments.form, enrolments.city, enrolments["from"], enrolments.until)
    .where(enrolments.person_id == PERSON, enrolments.registry == bindparam("register"))
    .order_by(enrolments.number)
)

RECEIVED = select(card_applications.number).where(card_applications.ticket == bindparam("ticket"))

REGISTER = insert(TABLES["registrations"])
