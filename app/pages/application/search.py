"""Finding a person and a dwelling of the city: the search asks the database, a few rows a time."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.frame import Children, icon
from app.i18n.formats import tenths
from app.ids import ApplicationIds
from app.navigation import HOME
from app.pages.application.kin import gather
from app.visit import Query, Visit, address
from app.worlds import World, dwelling_address, person_name
from domain.records import Id
from synthetic_data.registry.schema import Dwelling, Ownership, Person

SHORTEST = 3
MOST = 8
LONGEST_WORDS = 4
LONGEST_SOUGHT = 100


def panel(here: Visit, city: World | None, applicant: Id | None) -> Component:
    """Return the panel in which people and dwellings of the city are found.

    Args:
        here: the visit.
        city: the registries of the city; None: there is none.
        applicant: who of the city applies; None: nobody yet.
    """
    words = here.words
    if city is None:
        told = html.P(words("application.search.no_city"), className="quiet")
        return html.Section(told, className="card panel")
    return html.Section(
        [
            html.Div(
                [
                    _box(here, ApplicationIds.PERSON_SEARCH, "person", "person"),
                    html.Div(id=ApplicationIds.PERSON_RESULTS, className="results"),
                ]
            ),
            html.Div(
                [
                    _box(here, ApplicationIds.DWELLING_SEARCH, "dwelling", "house"),
                    html.Div(
                        _of_the_family(here, city, applicant),
                        id=ApplicationIds.DWELLING_RESULTS,
                        className="results",
                    ),
                ]
            ),
        ],
        className="card panel columns",
    )


def _of_the_family(here: Visit, city: World, applicant: Id | None) -> Children:
    """Return the dwellings that the applicant's family owns, to begin with."""
    if applicant is None:
        return []
    with city.session() as session:
        found = dwellings_of_family(session, applicant)
        if not found:
            return []
        told = html.P(here.words("application.search.family"), className="quiet small")
        return [told, *dwelling_rows(here, found)]


def dwellings_of_family(session: Session, applicant: Id) -> Sequence[Dwelling]:
    """Return what the applicant's parents, spouse and the applicant own, at most `MOST`."""
    family = set(gather(session, applicant, (), ()).people)
    owned = (
        select(Dwelling)
        .join(Ownership, Ownership.dwelling_id == Dwelling.dwelling_id)
        .where(Ownership.owner_kind == "person", Ownership.owner_id.in_(family))
        .order_by(Dwelling.dwelling_id)
        .distinct()
    )
    return session.scalars(owned.limit(MOST)).all()


def _box(here: Visit, name: str, kind: str, shape: str) -> Component:
    return dmc.TextInput(
        id=name,
        label=here.words(f"application.search.{kind}"),
        description=here.words("application.search.hint"),
        leftSection=icon(shape),
        debounce=300,
        autoComplete="off",
        size="sm",
    )


def typed(sought: object) -> str:
    """Return what stands in a search box, cut to `LONGEST_SOUGHT`; empty where it is no text."""
    if not isinstance(sought, str):
        return ""
    return "".join(c if c.isprintable() else " " for c in sought[:LONGEST_SOUGHT])


def people_found(session: Session, sought: str) -> Sequence[Person]:
    """Return living people by the beginning of their IIN or of each word of their name.

    Args:
        session: the city.
        sought: as typed; at most `MOST` people are returned.
    """
    sought = " ".join(sought.split())
    if len(sought) < SHORTEST:
        return []
    query = select(Person).where(Person.died.is_(None))
    if sought.isdigit():
        query = query.where(Person.iin.startswith(sought, autoescape=True))
    else:
        query = query.where(and_(*(_named(word) for word in sought.split()[:LONGEST_WORDS])))
    order = (Person.family_name, Person.given_name, Person.person_id)
    return session.scalars(query.order_by(*order).limit(MOST)).all()


def _named(word: str) -> Any:  # noqa: ANN401 - a condition of SQLAlchemy
    begins = word[:1].upper() + word[1:].lower()
    columns = (Person.family_name, Person.given_name, Person.patronymic)
    return or_(*(column.startswith(begins, autoescape=True) for column in columns))


def dwellings_found(session: Session, sought: str) -> Sequence[Dwelling]:
    """Return dwellings by street, house and flat, or by the name of an owner.

    Args:
        session: the city.
        sought: as typed; at most `MOST` dwellings are returned.
    """
    parts = sought.replace(",", " ").split()[:LONGEST_WORDS]
    if len(" ".join(parts)) < SHORTEST:
        return []
    order = (Dwelling.street, Dwelling.house, Dwelling.dwelling_id)
    found = session.scalars(_at_address(parts).order_by(*order).limit(MOST)).all()
    return found or session.scalars(_owned_by(parts).order_by(*order).limit(MOST)).all()


def _at_address(parts: Sequence[str]) -> Any:  # noqa: ANN401 - a query of SQLAlchemy
    numbers = [p for p in parts if p[:1].isdigit()]
    query = select(Dwelling)
    for word in (p for p in parts if not p[:1].isdigit()):
        begins = word[:1].upper() + word[1:]
        query = query.where(Dwelling.street.contains(begins, autoescape=True))
    for column, number in zip((Dwelling.house, Dwelling.flat), numbers, strict=False):
        query = query.where(column == number)
    return query


def _owned_by(parts: Sequence[str]) -> Any:  # noqa: ANN401 - a query of SQLAlchemy
    owner = and_(*(_named(word) for word in parts))
    return (
        select(Dwelling)
        .join(Ownership, Ownership.dwelling_id == Dwelling.dwelling_id)
        .join(
            Person, and_(Person.person_id == Ownership.owner_id, Ownership.owner_kind == "person")
        )
        .where(owner)
        .distinct()
    )


def person_rows(here: Visit, found: Sequence[Person]) -> Children:
    """Return the people found, each a link that makes them the applicant."""
    words = here.words
    if not found:
        return [html.P(words("application.search.none"), className="quiet small")]
    return [
        _result(
            person_name(person, here.language),
            f"{person.iin} · {words('application.search.born', year=person.born.year)}",
            _to(here, applicant=str(person.person_id)),
        )
        for person in found
    ] + _more(here, len(found))


def dwelling_rows(here: Visit, found: Sequence[Dwelling]) -> Children:
    """Return the dwellings found, each a link that makes it the dwelling."""
    words = here.words
    if not found:
        return [html.P(words("application.search.none_dwelling"), className="quiet small")]
    rows: Children = []
    for dwelling in found:
        area = dwelling.total_area_tenths
        shown = "—" if area is None else tenths(area, here.language)
        note = words("application.search.area", area=shown)
        link = _to(here, dwelling=str(dwelling.dwelling_id))
        rows.append(_result(dwelling_address(dwelling, here.language), note, link))
    return rows + _more(here, len(found))


def _more(here: Visit, found: int) -> Children:
    told = here.words("application.search.more", n=MOST)
    return [html.P(told, className="quiet small")] if found >= MOST else []


def _result(name: str, note: str, href: str) -> Component:
    return html.A([html.Strong(name), html.Span(note, className="quiet small")], href=href)


def _to(here: Visit, **chosen: str) -> str:
    """Return the address of an application of the city, keeping what else was chosen there."""
    kept: Query = {} if "case" in here.query or "applicant" not in here.query else here.query
    names = ("lang", "day", "applicant", "dwelling", "service", "panel")
    query = {k: here.query[k] for k in ("lang", "day", "panel") if k in here.query}
    query |= {k: v for k, v in kept.items() if k in names} | chosen
    return address(HOME, query)
