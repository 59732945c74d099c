"""Whether the registries' database says what the arrays of the city say."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, Select, and_, case, func, or_, select

from synthetic_data.city import REGISTRATION_KINDS, City
from synthetic_data.draws import Ints
from synthetic_data.registry.schema import (
    Headcount,
    Incapacity,
    Ownership,
    Person,
    Registration,
    Table,
)
from synthetic_data.typed_tables import TABLES, length

OF_AGE = 18
YEAR = 10_000
GROWING = ("registrations",)
"""Tables to which applications that were carried through add rows."""


def disagreements(city: City, engine: Engine) -> dict[str, int]:
    """Return for each rule how often the database breaks it.

    Args:
        city: any city.
        engine: a database filled for it.

    Returns:
        Rule, as a sentence, → count; all must be 0.
    """
    with engine.connect() as connection:
        return {
            "every table of the database has its rows": _rows_off(city, connection),
            "every headcount of the database equals its registrations": _counts_off(connection),
            "the database protects the dwellings of minors and the incapacitated": _flags_off(
                city, connection
            ),
        }


def _rows_off(city: City, connection: Connection) -> int:
    """Return by how many rows the tables differ."""
    off = 0
    for name in TABLES:
        table = Table.metadata.tables[name]
        more = connection.scalar(select(func.count()).select_from(table)) or 0
        more -= length(city, name)
        off += max(0, -more) if name in GROWING else abs(more)
    return off


def _counts_off(connection: Connection) -> int:
    """Return the dwellings whose counter differs from the rows, of any kind of registration."""
    counted = {
        kind: func.sum(case((Registration.kind == kind, 1), else_=0)).label(kind)
        for kind in REGISTRATION_KINDS
    }
    rows = (
        select(Registration.dwelling_id, *counted.values())
        .group_by(Registration.dwelling_id)
        .subquery()
    )
    differs = or_(
        *(getattr(Headcount, kind) != func.coalesce(rows.c[kind], 0) for kind in REGISTRATION_KINDS)
    )
    joined = select(func.count()).select_from(Headcount)
    query = joined.outerjoin(rows, rows.c.dwelling_id == Headcount.dwelling_id).where(differs)
    return connection.scalar(query) or 0


def _flags_off(city: City, connection: Connection) -> int:
    """Return the dwellings that only the database or only the arrays protect, on the city's day."""
    flagged = np.zeros(city.dwellings, bool)
    for query in _protected(city.as_of):
        found = np.array(connection.scalars(query).all(), np.int64)
        flagged[found] = True
    return int((flagged != protected(city)).sum())


def _protected(day: int) -> tuple[Select[Any], ...]:
    """Return what asks for dwellings with a minor, and with an incapacitated person, as owner."""
    today = _day(day)
    held = and_(
        or_(Incapacity.starts.is_(None), Incapacity.starts <= today),
        or_(Incapacity.until.is_(None), Incapacity.until > today),
    )
    minors = select(Person.person_id).where(Person.born > _day(day - OF_AGE * YEAR))
    unfit = select(Incapacity.person_id).where(held)
    owned = select(Ownership.dwelling_id).where(Ownership.owner_kind == "person")
    # IN is answered from one list of people; a join would look every owner up
    return tuple(owned.where(Ownership.owner_id.in_(those)) for those in (minors, unfit))


def _day(day: int) -> date:
    """Return a day; 29 February of a common year is the 28th, as nobody is born in between."""
    year, month, number = day // YEAR, day // 100 % 100, day % 100
    return date(year, month, min(number, monthrange(year, month)[1]))


def protected(city: City) -> Ints:
    """Return a mask of the dwellings with a minor or an incapacitated person among the owners.

    Args:
        city: any city; the day is its reference day.
    """
    day, until = city.as_of, city.incapacitated_until
    held = (city.incapacitated_from <= day) & ((until == 0) | (until > day))
    unfit = day - city.born < OF_AGE * YEAR
    unfit[city.incapacitated_person[held]] = True
    person = ~city.owner_is_organisation
    mask = np.zeros(city.dwellings, bool)
    mask[city.owned_dwelling[person][unfit[city.owner[person]]]] = True
    return mask
