"""Which people and dwellings of the city a search means, the likeliest first, a few at a time.

Words are compared in their folded forms with the word lists; the database is asked for the
words that fit, so a search costs one pass over a table, whatever was typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Integer, and_, case, cast, false, func, or_, select
from sqlalchemy.orm import Session

from app.pages.application import spelling
from app.pages.application.kin import gather
from app.visit import DEFAULT_DAY
from app.worlds import CAPITAL
from domain.records import Id
from synthetic_data.registry.schema import Dwelling, Organisation, Ownership, Person, Registration

SHORTEST = 3
MOST = 8
LONGEST_WORDS = 4
MOST_OWNERS = 3
IIN_OF_OWNER = 6
"""Digits from which a number in the search for a dwelling is an owner's IIN."""

OF_AGE = 18
KINDS = ("permanent", "with_parent", "temporary")
"""Registrations, the one that is shown first."""


@dataclass(frozen=True)
class PeopleFound:
    """People that a search found.

    Attributes:
        people: those shown, the likeliest first.
        total: how many there are.
        homes: the dwelling where each of them is registered.
    """

    people: Sequence[Person] = ()
    total: int = 0
    homes: Mapping[Id, Dwelling] = field(default_factory=dict)


@dataclass(frozen=True)
class DwellingsFound:
    """Dwellings that a search found.

    Attributes:
        dwellings: those shown, the capital's first.
        total: how many there are.
        owners: the first owners of each.
    """

    dwellings: Sequence[Dwelling] = ()
    total: int = 0
    owners: Mapping[Id, Sequence[Person | Organisation]] = field(default_factory=dict)


def people_found(session: Session, sought: str, today: date = DEFAULT_DAY) -> PeopleFound:
    """Return living people by the beginning of their IIN or of each word of their name.

    Those whose family and given name are exactly what was typed come first, then those whose
    names begin so, then those who only have a patronymic that does; adults before minors.

    Args:
        session: the city.
        sought: as typed; at most `MOST` people are returned.
        today: the day on which somebody is an adult.
    """
    digits = spelling.digits_of(sought)
    words = [part for part in spelling.parts(sought) if not part.isdecimal()][:LONGEST_WORDS]
    if len(digits) < SHORTEST and sum(map(len, words)) < SHORTEST:
        return PeopleFound()
    fits = Person.iin.startswith(digits) if digits else and_(*map(_anyhow, words))
    fits = and_(Person.died.is_(None), fits)
    order = (
        *(() if digits else (_rank(words),)),
        case((Person.born <= _years_before(today, OF_AGE), 0), else_=1),
        *(Person.family_name, Person.given_name, Person.patronymic, Person.person_id),
    )
    query = select(Person, func.count().over()).where(fits).order_by(*order).limit(MOST)
    rows = session.execute(query).all()
    people = [person for person, _ in rows]
    return PeopleFound(people, _total(rows), homes(session, [p.person_id for p in people]))


def _total(rows: Sequence[Any]) -> int:
    """Return how many rows there are besides the limit, which every row says."""
    return int(rows[0][1]) if rows else 0


def age(born: date, today: date) -> int:
    """Return whole years of age."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _years_before(today: date, years: int) -> date:
    """Return the last day of birth of people of that age; of 29 February, the 28th."""
    last = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(today.year - years, today.month, last)


def _rank(words: Sequence[str]) -> Any:  # noqa: ANN401 - an expression of SQLAlchemy
    return case((and_(*map(_exactly, words)), 0), (and_(*map(_named, words)), 1), else_=2)


def _exactly(word: str) -> Any:  # noqa: ANN401 - a condition of SQLAlchemy
    return or_(
        Person.family_name.in_(spelling.family_names().exactly(word)),
        Person.given_name.in_(spelling.given_names().exactly(word)),
    )


def _named(word: str) -> Any:  # noqa: ANN401 - a condition of SQLAlchemy
    return or_(
        Person.family_name.in_(spelling.family_names().beginning(word)),
        Person.given_name.in_(spelling.given_names().beginning(word)),
    )


def _anyhow(word: str) -> Any:  # noqa: ANN401 - a condition of SQLAlchemy
    return or_(_named(word), Person.patronymic.in_(spelling.patronymics().beginning(word)))


def homes(session: Session, people: Sequence[Id]) -> dict[Id, Dwelling]:
    """Return where people are registered, the permanent place before the temporary one."""
    asked = (
        select(Registration.person_id, Registration.kind, Dwelling)
        .join(Dwelling, Dwelling.dwelling_id == Registration.dwelling_id)
        .where(Registration.person_id.in_(people))
    )
    found = sorted(session.execute(asked), key=lambda row: KINDS.index(row[1]))
    return {person: dwelling for person, _, dwelling in reversed(found)}


def dwellings_found(session: Session, sought: str) -> DwellingsFound:
    """Return dwellings by street, house and flat, or by the name or the IIN of an owner.

    Args:
        session: the city.
        sought: as typed; at most `MOST` dwellings are returned.
    """
    digits = spelling.digits_of(sought)
    if len(digits) >= IIN_OF_OWNER:
        return _dwellings(session, _of_people(Person.iin.startswith(digits)), false())
    read = spelling.sought_address(sought, LONGEST_WORDS)
    if sum(map(len, read.names)) < SHORTEST:
        return DwellingsFound()
    here = _at_address(read)
    return _dwellings(session, here if read.numbers else or_(here, _owned(read.names)), here)


def dwellings_of_family(session: Session, applicant: Id) -> DwellingsFound:
    """Return what the applicant's parents, spouse and the applicant own, at most `MOST`."""
    family = set(gather(session, applicant, (), ()).people)
    return _dwellings(session, _of_people(Person.person_id.in_(family)), false())


def _dwellings(session: Session, fits: Any, first: Any) -> DwellingsFound:  # noqa: ANN401 - SQL
    order = (
        case((first, 0), else_=1),
        case((Dwelling.city == CAPITAL, 0), else_=1),
        *(Dwelling.city, Dwelling.street),
        *(cast(Dwelling.house, Integer), cast(Dwelling.flat, Integer), Dwelling.dwelling_id),
    )
    query = select(Dwelling, func.count().over()).where(fits).order_by(*order).limit(MOST)
    rows = session.execute(query).all()
    found = [dwelling for dwelling, _ in rows]
    return DwellingsFound(found, _total(rows), owners(session, [d.dwelling_id for d in found]))


def _at_address(read: spelling.SoughtAddress) -> Any:  # noqa: ANN401 - a condition of SQLAlchemy
    conditions = [
        or_(
            Dwelling.street.in_(spelling.streets().beginning(word)),
            Dwelling.city.in_(spelling.cities().beginning(word)),
        )
        for word in read.names
    ]
    columns = zip((Dwelling.house, Dwelling.flat), read.numbers, strict=False)
    return and_(*conditions, *(column == number for column, number in columns))


def _owned(names: Sequence[str]) -> Any:  # noqa: ANN401 - a condition of SQLAlchemy
    listed = spelling.owning_organisations().with_all(names)
    organisations = (
        select(Ownership.dwelling_id)
        .join(Organisation, Organisation.organisation_id == Ownership.owner_id)
        .where(Ownership.owner_kind == "organisation", Organisation.name.in_(listed))
    )
    people = _of_people(and_(*map(_anyhow, names)))
    return or_(people, Dwelling.dwelling_id.in_(organisations))


def _of_people(who: Any) -> Any:  # noqa: ANN401 - conditions of SQLAlchemy
    owned = (
        select(Ownership.dwelling_id)
        .join(Person, Person.person_id == Ownership.owner_id)
        .where(Ownership.owner_kind == "person", who)
    )
    return Dwelling.dwelling_id.in_(owned)


def owners(session: Session, dwellings: Sequence[Id]) -> dict[Id, list[Person | Organisation]]:
    """Return the owners of some dwellings in the order of the cadastre."""
    asked = (
        select(Ownership)
        .where(Ownership.dwelling_id.in_(dwellings))
        .order_by(Ownership.dwelling_id, Ownership.position)
    )
    found: dict[Id, list[Person | Organisation]] = {}
    for own in session.scalars(asked):
        owner: Person | Organisation | None = (
            session.get(Person, own.owner_id)
            if own.owner_kind == "person"
            else session.get(Organisation, own.owner_id)
        )
        if owner is not None:
            found.setdefault(own.dwelling_id, []).append(owner)
    return found
