"""Where an application is decided: the small registries of a ready case, or the city."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from threading import Lock

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app import library
from app.i18n import words
from app.i18n.names import in_letters_of
from domain.records import Id
from domain.wording import NameOf
from synthetic_data.case_file import Case
from synthetic_data.city import Identity
from synthetic_data.registry.case_rows import load_case
from synthetic_data.registry.city_database import check_still
from synthetic_data.registry.schema import Dwelling, Organisation, Person
from synthetic_data.registry.wiring import rehearse

CAPITAL = "astana"


@dataclass(frozen=True, eq=False)
class World:
    """Registries, and how their people and dwellings are called.

    Attributes:
        engine: the registries' database.
        case: the ready case it was made from; None: a city.
        lock: held while the database is asked, where it cannot serve two at once.
        city: which city it must be at every question; None: a case, or whatever it holds.
    """

    engine: Engine
    case: Case | None
    lock: Lock
    city: Identity | None = None

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session whose effects are undone.

        Raises:
            BadInput: the database was given to another city meanwhile.
        """
        with self.lock, rehearse(self.engine) as session:
            if self.city is not None:
                check_still(self.city, session.connection())
            yield session


@cache
def ready_world(name: str) -> World:
    """Return the registries of a ready case, in memory."""
    engine = create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    case = library.ready_case(name)
    load_case(case.records, engine)
    return World(engine, case, Lock())


def city_world(url: str | URL, city: Identity | None = None) -> World:
    """Return the registries of a city.

    Args:
        url: of their database.
        city: which city it must be at every question; None: whatever it holds.
    """
    engine = create_engine(url, pool_pre_ping=make_url(url).get_backend_name() != "sqlite")
    return World(engine, None, Lock(), city)


def name_of(world: World, session: Session, language: str) -> NameOf:
    """Return how people, organisations and dwellings are called in a language.

    Args:
        world: where they are.
        session: open while the names are asked for.
        language: ``ru``, ``kk`` or ``en``.
    """
    finders = _READY if world.case else _CITY

    @cache
    def called(kind: str, record: Id) -> str:
        return finders[kind](session, record, language)

    return called


Finder = Callable[[Session, Id, str], str]


def address(place: Mapping[str, str | None], language: str) -> str:
    """Return street, house and flat as a language writes an address."""
    key = "cases.address" if place.get("flat") else "cases.address_of_house"
    written = {k: v or "" for k, v in place.items()}
    return words(language)(key, **written | {"street": in_letters_of(language, written["street"])})


def _ready_person(_session: Session, person: Id, language: str) -> str:
    return in_letters_of(language, library.person_name(person))


def _ready_organisation(_session: Session, organisation: Id, language: str) -> str:
    name = in_letters_of(language, library.organisation_name(organisation))
    return words(language)("cases.company_name", name=name)


def _ready_dwelling(_session: Session, dwelling: Id, language: str) -> str:
    return address(library.dwelling_place(dwelling), language)


def person_name(person: Person, language: str) -> str:
    """Return the name of a person of the city."""
    return in_letters_of(language, f"{person.given_name} {person.family_name}")


def full_name(person: Person, language: str) -> str:
    """Return family name, given name and patronymic of a person of the city."""
    names = (person.family_name, person.given_name, person.patronymic)
    return in_letters_of(language, " ".join(name for name in names if name))


def dwelling_address(dwelling: Dwelling, language: str) -> str:
    """Return the address of a dwelling, with its city where that is not the capital."""
    if dwelling.city != CAPITAL:
        return whole_address(dwelling, language)
    return _address_in_city(dwelling, language)


def whole_address(dwelling: Dwelling, language: str) -> str:
    """Return the address of a dwelling, with its city wherever it is."""
    said, inside = words(language), _address_in_city(dwelling, language)
    city = said(f"application.city.{dwelling.city}")
    return said("application.search.city_in", city=city, address=inside)


def _address_in_city(dwelling: Dwelling, language: str) -> str:
    place = {"street": dwelling.street, "house": dwelling.house, "flat": dwelling.flat}
    return address(place, language)


def _city_person(session: Session, person: Id, language: str) -> str:
    found = session.get(Person, person)
    return person_name(found, language) if found else str(person)


def _city_organisation(session: Session, organisation: Id, language: str) -> str:
    found = session.get(Organisation, organisation)
    return in_letters_of(language, str(found.name)) if found else str(organisation)


def _city_dwelling(session: Session, dwelling: Id, language: str) -> str:
    found = session.get(Dwelling, dwelling)
    return dwelling_address(found, language) if found else str(dwelling)


_READY: dict[str, Finder] = {
    "person": _ready_person,
    "organisation": _ready_organisation,
    "dwelling": _ready_dwelling,
}
_CITY: dict[str, Finder] = {
    "person": _city_person,
    "organisation": _city_organisation,
    "dwelling": _city_dwelling,
}
