"""The panel in which a person and a dwelling of the city are found, and what it shows of them."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component
from sqlalchemy.orm import Session

from app.frame import Children, icon
from app.i18n.formats import tenths
from app.i18n.names import in_letters_of
from app.ids import ApplicationIds
from app.pages.application import finding
from app.pages.application.choices import key
from app.pages.application.finding import (
    MOST,
    DwellingsFound,
    PeopleFound,
    age,
    dwellings_found,
    people_found,
)
from app.pages.application.state import PATH
from app.search.city import LONGEST_SOUGHT, OF_AGE, SHORTEST, CitySearch
from app.services import Services
from app.visit import DEFAULT_DAY, Query, Visit, address
from app.worlds import full_name, person_name, whole_address
from domain.records import Id
from synthetic_data.registry.schema import Dwelling, Organisation, Person

__all__ = ["SHORTEST", "dwelling_rows", "dwellings_found", "people_found", "person_rows", "typed"]

REGISTERED_ALONE = 14
"""Age from which people are registered by themselves (assumption 12 of the model)."""


def panel(here: Visit, services: Services, applicant: Id | None) -> Component:
    """Return the panel in which people and dwellings of the city are found.

    From the first step on it is one line: who and what was chosen.

    Args:
        here: the visit.
        services: the city, if there is one.
        applicant: who of the city applies; None: nobody yet.
    """
    city, found = services.city, services.search
    if city is None or found is None:
        told = html.P(here.words("application.search.no_city"), className="quiet")
        return html.Section(told, className="card panel")
    with city.session() as session:
        person, dwelling = _chosen(here, session, applicant)
        note = _under_14(here, person)
        if person is not None and "step" in here.query:
            return html.Section([_summary(here, person, dwelling), note], className="card panel")
        begun = [] if dwelling else _of_the_family(here, session, found, applicant)
        likely = [] if person or not dwelling else _of_the_owners(here, session, dwelling)
        boxes = [_of_people(here, person, likely), _of_dwellings(here, dwelling, begun)]
        return html.Section(
            [html.Div(boxes, className="panel columns"), note], className="card panel"
        )


def _chosen(
    here: Visit, session: Session, applicant: Id | None
) -> tuple[Person | None, Dwelling | None]:
    """Return who and what of the city was chosen before."""
    if applicant is None and not _is_in_city(here):
        return None, None
    dwelling = here.query.get("dwelling")
    place = session.get(Dwelling, key(dwelling)) if dwelling else None
    return None if applicant is None else session.get(Person, applicant), place


def _under_14(here: Visit, person: Person | None) -> Component | None:
    if person is None or age(person.born, here.day or DEFAULT_DAY) >= REGISTERED_ALONE:
        return None
    return html.P(here.words("application.search.under_14"), className="quiet small", role="note")


def _summary(here: Visit, person: Person, dwelling: Dwelling | None) -> Component:
    said = here.words("application.search.none_chosen")
    if dwelling is not None:
        place = whole_address(dwelling, here.language)
        said = here.words("application.search.chosen_dwelling", address=place)
    name = full_name(person, here.language)
    who = here.words("application.search.chosen_person", name=name)
    change = html.A(here.words("application.search.change"), href=here.address(step=None))
    return html.P([f"{who} · {said} ", change], className="small")


def _of_people(here: Visit, person: Person | None, begun: Children) -> Component:
    value = full_name(person, here.language) if person else ""
    box = _box(here, ApplicationIds.PERSON_SEARCH, "person", value)
    return html.Div([box, html.Div(begun, id=ApplicationIds.PERSON_RESULTS, className="results")])


def _of_dwellings(here: Visit, dwelling: Dwelling | None, begun: Children) -> Component:
    value = whole_address(dwelling, here.language) if dwelling else ""
    results = html.Div(begun, id=ApplicationIds.DWELLING_RESULTS, className="results")
    return html.Div([_box(here, ApplicationIds.DWELLING_SEARCH, "dwelling", value), results])


def _of_the_family(
    here: Visit, session: Session, search: CitySearch, applicant: Id | None
) -> Children:
    """Return the dwellings that the applicant's family owns, to begin with."""
    if applicant is None:
        return []
    today = here.day or DEFAULT_DAY
    found = finding.dwellings_of_family(session, search, applicant, today)
    if not found.dwellings:
        return []
    told = html.P(here.words("application.search.family"), className="quiet small")
    return [told, *dwelling_rows(here, found)]


def _of_the_owners(here: Visit, session: Session, dwelling: Dwelling) -> Children:
    """Return the owners of a dwelling and their families, to begin with."""
    today = here.day or DEFAULT_DAY
    found = finding.people_of_owners(session, dwelling.dwelling_id, today)
    if not found.people:
        return []
    told = html.P(here.words("application.search.owners"), className="quiet small")
    return [told, *person_rows(here, found)]


def _box(here: Visit, name: str, kind: str, value: str) -> Component:
    return dmc.TextInput(
        id=name,
        value=value,
        label=here.words(f"application.search.{kind}"),
        description=here.words("application.search.hint"),
        leftSection=icon({"person": "person", "dwelling": "house"}[kind]),
        debounce=300,
        autoComplete="off",
        size="sm",
    )


def typed(sought: object) -> str:
    """Return what stands in a search box, cut to `LONGEST_SOUGHT`; empty where it is no text."""
    if not isinstance(sought, str):
        return ""
    return "".join(c if c.isprintable() else " " for c in sought[:LONGEST_SOUGHT])


def person_rows(here: Visit, found: PeopleFound) -> Children:
    """Return the people found, each a link that makes them the applicant."""
    if not found.people:
        return [html.P(here.words("application.search.none"), className="quiet small")]
    rows = [
        _result(
            full_name(person, here.language),
            _person_note(here, person, found.homes.get(person.person_id)),
            _to(here, applicant=str(person.person_id)),
        )
        for person in found.people
    ]
    return rows + _more(here, found.total)


def _person_note(here: Visit, person: Person, home: Dwelling | None) -> str:
    words, years = here.words, age(person.born, here.day or DEFAULT_DAY)
    parts = [person.iin, words("application.search.born", year=person.born.year)]
    if years < OF_AGE:
        kind = "child" if years < REGISTERED_ALONE else "minor"
        parts += [
            words("application.search.age", age=years),
            words(f"application.search.{kind}"),
        ]
    if home is None:
        return " · ".join((*parts, words("application.search.no_registration")))
    place = whole_address(home, here.language)
    return " · ".join((*parts, words("application.search.registered_at", address=place)))


def dwelling_rows(here: Visit, found: DwellingsFound) -> Children:
    """Return the dwellings found, each a link that makes it the dwelling."""
    if not found.dwellings:
        return [html.P(here.words("application.search.none_dwelling"), className="quiet small")]
    rows = []
    for dwelling in found.dwellings:
        owners = found.owners.get(dwelling.dwelling_id, ())
        chosen = {"dwelling": str(dwelling.dwelling_id), **_first_applicant(here, owners)}
        note = _dwelling_note(here, dwelling, owners)
        rows.append(_result(whole_address(dwelling, here.language), note, _to(here, **chosen)))
    return rows + _more(here, found.total)


def _first_applicant(here: Visit, owners: Sequence[Person | Organisation]) -> dict[str, str]:
    """Return an owner to begin with where nobody of the city applies yet."""
    if _is_in_city(here):
        return {}
    people = [owner.person_id for owner in owners if isinstance(owner, Person)]
    return {"applicant": str(people[0])} if people else {}


def _is_in_city(here: Visit) -> bool:
    has_dwelling = isinstance(key(here.query.get("dwelling", "none")), int)
    return "case" not in here.query and ("applicant" in here.query or has_dwelling)


def _dwelling_note(here: Visit, dwelling: Dwelling, owners: Sequence[Person | Organisation]) -> str:
    area = dwelling.total_area_tenths
    parts = [
        here.words("application.search.no_area")
        if area is None
        else here.words("application.search.area", area=tenths(area, here.language))
    ]
    names = [_owner_name(here, owner) for owner in owners[: finding.MOST_OWNERS]]
    if names:
        more = len(owners) - len(names)
        told = ", ".join(names) + (f" +{more}" if more else "")
        key_of = "owner" if len(owners) == 1 else "owners_named"
        parts.append(here.words(f"application.search.{key_of}", names=told))
    return " · ".join(parts)


def _owner_name(here: Visit, owner: Person | Organisation) -> str:
    if isinstance(owner, Person):
        return person_name(owner, here.language)
    return in_letters_of(here.language, owner.name or str(owner.organisation_id))


def _more(here: Visit, total: int) -> Children:
    """Return how many of those found are not shown."""
    if total <= MOST:
        return []
    told = here.words("application.search.more", n=MOST, rest=total - MOST)
    return [html.P(told, className="quiet small")]


def _result(name: str, note: str, href: str) -> Component:
    told = html.Span([html.Strong(name), html.Span(note, className="quiet small")])
    return html.A([told, icon("next")], href=href)


def _to(here: Visit, **chosen: str) -> str:
    """Return the address of an application of the city, keeping what else was chosen there."""
    kept: Query = here.query if _is_in_city(here) else {}
    names = ("applicant", "dwelling", "service")
    query = {**here.carried, **({"panel": here.query["panel"]} if "panel" in here.query else {})}
    query |= {k: v for k, v in kept.items() if k in names} | chosen
    return address(PATH, query)
