"""The queries behind the systems' answers, made once; a question only fills in its subject."""

from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, or_, select, update

from synthetic_data.registry.mart import PARENT_RELATIONS
from synthetic_data.registry.schema import (
    Adoption,
    Birth,
    CardApplication,
    Dwelling,
    Enrolment,
    Guardianship,
    Headcount,
    IdCard,
    Incapacity,
    Marriage,
    MartKinship,
    Ownership,
    Person,
    Registration,
)

DWELLING: BindParameter[Any] = bindparam("dwelling")
PERSON: BindParameter[Any] = bindparam("person")
DAY: BindParameter[Any] = bindparam("day")
IIN: BindParameter[Any] = bindparam("iin")

OWNERS = (
    select(Ownership.owner_id, Ownership.owner_kind, Dwelling.city)
    .join(Ownership, Ownership.dwelling_id == Dwelling.dwelling_id, isouter=True)
    .where(Dwelling.dwelling_id == DWELLING)
    .order_by(Ownership.position)
)
AREAS = select(Dwelling.total_area_tenths, Dwelling.useful_area_tenths).where(
    Dwelling.dwelling_id == DWELLING
)

BORN = select(Person.born).where(Person.person_id == PERSON)
IDENTITY = select(Person.iin, Person.born, Person.died).where(Person.person_id == PERSON)
HOLDER = select(Person.person_id, Person.born).where(Person.iin == IIN)
HEADCOUNT = select(Headcount.permanent, Headcount.temporary, Headcount.with_parent).where(
    Headcount.dwelling_id == DWELLING
)
REGISTERED = select(Registration.kind).where(
    Registration.dwelling_id == DWELLING,
    Registration.person_id == PERSON,
    Registration.kind != "with_parent",
)
CARD = select(IdCard.expires, IdCard.data_changed).where(IdCard.person_id == PERSON)

COUNTED = (
    Headcount.permanent
    + Headcount.temporary * bindparam("count_temporary", type_=Headcount.temporary.type)
    + Headcount.with_parent * bindparam("count_under_14", type_=Headcount.with_parent.type)
)
"""How many are counted, under the counting asked for: the two parameters are 0 or 1."""

COUNT_FOUND = select(COUNTED).where(Headcount.dwelling_id == DWELLING)
TAKE_PLACE = {
    kind: update(Headcount)
    .where(Headcount.dwelling_id == DWELLING)
    .values({kind: getattr(Headcount, kind) + 1})
    .execution_options(synchronize_session=False)
    for kind in ("permanent", "temporary")
}
BELOW_LIMIT = bindparam("limit", type_=Headcount.permanent.type) > COUNTED
"""The condition that makes counting and entering one step: two cannot take the same place."""

_IN_FORCE = and_(
    or_(Incapacity.starts.is_(None), Incapacity.starts <= DAY),
    or_(Incapacity.until.is_(None), Incapacity.until > DAY),
)
INCAPACITY = select(Incapacity.number).where(Incapacity.person_id == PERSON, _IN_FORCE)
INCAPACITY_BY_IIN = (
    select(Incapacity.number)
    .join(Person, Person.person_id == Incapacity.person_id)
    .where(Person.iin == IIN, _IN_FORCE)
)
GUARDIANS = (
    select(Guardianship.representative_id)
    .where(Guardianship.ward_id == PERSON)
    .order_by(Guardianship.number)
)

BIRTH_ACT = select(Birth.father_recorded, Birth.mother_recorded).where(
    Birth.child_id == PERSON, Birth.act_recorded
)
ADOPTIONS = (
    select(Adoption.father_id, Adoption.mother_id, Adoption.day)
    .where(Adoption.child_id == PERSON)
    .order_by(Adoption.number)
)
_NAMED = (
    select(Birth.child_id)
    .where(or_(Birth.father_recorded == PERSON, Birth.mother_recorded == PERSON))
    .where(Birth.act_recorded)
    .union(
        select(Adoption.child_id).where(
            or_(Adoption.father_id == PERSON, Adoption.mother_id == PERSON)
        )
    )
)
"""Whoever an act of birth or of adoption gives to a parent."""

CHILDREN_BIRTHS = select(Birth.child_id, Birth.father_recorded, Birth.mother_recorded).where(
    Birth.child_id.in_(_NAMED), Birth.act_recorded
)
CHILDREN_ADOPTIONS = (
    select(Adoption.child_id, Adoption.father_id, Adoption.mother_id, Adoption.day)
    .where(Adoption.child_id.in_(_NAMED))
    .order_by(Adoption.number)
)
MARRIAGES = (
    select(Marriage.spouse_a_id, Marriage.spouse_b_id, Marriage.starts, Marriage.until)
    .where(or_(Marriage.spouse_a_id == PERSON, Marriage.spouse_b_id == PERSON), Marriage.recorded)
    .order_by(Marriage.number)
)

PAIRS = (
    select(MartKinship.relation, MartKinship.relative_id, MartKinship.as_of)
    .where(MartKinship.person_id == PERSON)
    .order_by(MartKinship.number)
)

CHILDREN_PAIRS = (
    select(MartKinship.person_id, MartKinship.relation, MartKinship.relative_id, MartKinship.as_of)
    .where(
        MartKinship.person_id.in_(
            select(MartKinship.person_id).where(
                MartKinship.relative_id == PERSON, MartKinship.relation.in_(PARENT_RELATIONS)
            )
        )
    )
    .order_by(MartKinship.number)
)

COURSES = (
    select(Enrolment.form, Enrolment.city, Enrolment.starts, Enrolment.until)
    .where(Enrolment.person_id == PERSON, Enrolment.register == bindparam("register"))
    .order_by(Enrolment.number)
)

RECEIVED = select(CardApplication.number).where(CardApplication.ticket == bindparam("ticket"))
