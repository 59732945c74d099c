"""What the page shows of the people and dwellings that a search of the city finds.

The search itself looks at arrays; the few that are shown come from the registries by their keys.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.pages.application.kin import gather
from app.search.city import CitySearch
from app.visit import DEFAULT_DAY
from domain.records import Id
from synthetic_data.draws import Ints
from synthetic_data.registry.schema import Dwelling, Organisation, Ownership, Person, Registration

MOST = 8
MOST_OWNERS = 3
APPLIES_FROM = 16
"""Age from which people apply by themselves."""
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


def people_found(
    session: Session, search: CitySearch, sought: str, today: date = DEFAULT_DAY
) -> PeopleFound:
    """Return living people by the beginning of their IIN or of each word of their name.

    Args:
        session: the city.
        search: the same city.
        sought: as typed; at most `MOST` people are returned.
        today: the day on which somebody is an adult.
    """
    rows = search.people(sought, today)
    shown: list[int] = rows[:MOST].tolist()
    asked = select(Person).where(Person.person_id.in_(shown))
    by_key = {person.person_id: person for person in session.scalars(asked)}
    people = [by_key[key] for key in shown if key in by_key]
    return PeopleFound(people, len(rows), homes(session, shown))


def age(born: date, today: date) -> int:
    """Return whole years of age."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def homes(session: Session, people: Sequence[Id]) -> dict[Id, Dwelling]:
    """Return where people are registered, the permanent place before the temporary one."""
    asked = (
        select(Registration.person_id, Registration.kind, Dwelling)
        .join(Dwelling, Dwelling.dwelling_id == Registration.dwelling_id)
        .where(Registration.person_id.in_(people))
    )
    found = sorted(session.execute(asked), key=lambda row: KINDS.index(row[1]))
    return {person: dwelling for person, _, dwelling in reversed(found)}


def dwellings_found(session: Session, search: CitySearch, sought: str) -> DwellingsFound:
    """Return dwellings by street, house and flat, or by the name or the IIN of an owner.

    Args:
        session: the city.
        search: the same city.
        sought: as typed; at most `MOST` dwellings are returned.
    """
    return _dwellings(session, search.dwellings(sought))


def dwellings_of_family(
    session: Session, search: CitySearch, applicant: Id, today: date
) -> DwellingsFound:
    """Return what the applicant, the parents and the spouse of today own, at most `MOST`."""
    family = gather(session, applicant, (), ()).present(today)
    return _dwellings(session, search.dwellings_of([key for key in family if isinstance(key, int)]))


def people_of_owners(session: Session, dwelling: Id, today: date) -> PeopleFound:
    """Return owners of a dwelling and their parents and spouses who may apply, at most `MOST`.

    Args:
        session: the city.
        dwelling: where somebody is to register.
        today: the day on which they are alive and at least `APPLIES_FROM`.
    """
    held = owners(session, [dwelling]).get(dwelling, [])
    own = [each.person_id for each in held if isinstance(each, Person)][:MOST_OWNERS]
    kin = [key for owner in own for key in gather(session, owner, (), ()).present(today)]
    named = [session.get(Person, key) for key in dict.fromkeys([*own, *kin])]
    people = [
        each
        for each in named
        if each is not None and each.died is None and age(each.born, today) >= APPLIES_FROM
    ]
    shown = people[:MOST]
    return PeopleFound(shown, len(people), homes(session, [each.person_id for each in shown]))


def _dwellings(session: Session, rows: Ints) -> DwellingsFound:
    shown: list[int] = rows[:MOST].tolist()
    asked = select(Dwelling).where(Dwelling.dwelling_id.in_(shown))
    by_key = {dwelling.dwelling_id: dwelling for dwelling in session.scalars(asked)}
    found = [by_key[key] for key in shown if key in by_key]
    return DwellingsFound(found, len(rows), owners(session, shown))


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
