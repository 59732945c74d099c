"""The card of a person: what the systems hold, the family, and the ways into an application."""

from dash import html
from dash.development.base_component import Component

from app.frame import Children, icon
from app.pages.registries.facts import facts
from app.pages.registries.family import family_of
from app.pages.registries.family_view import family_card
from app.pages.registries.ids import RegistriesIds
from app.pages.registries.sheet import Sheet

YEARS_16 = 160_000
"""Age from which people apply for themselves, as the difference of two days ``yyyymmdd``."""


def person_card(sheet: Sheet, person: int) -> Children:
    """Return the card of a person."""
    return [
        back(sheet),
        html.Div(
            [
                html.Div(
                    [html.H1(sheet.name(person), className="headline"), _notes(sheet, person)]
                ),
                _actions(sheet, person),
            ],
            className="registries-title",
            id=RegistriesIds.CARD,
        ),
        *facts(sheet, person),
        family_card(sheet, person, family_of(sheet, person)),
    ]


def back(sheet: Sheet) -> Component:
    """Return the way back to the list, to what was found, or to the overview."""
    told = sheet.say("card.to_overview")
    if sheet.state.book:
        told = sheet.say("card.to_list", book=sheet.say(f"book.{sheet.state.book}.title"))
    elif sheet.state.sought:
        told = sheet.say("card.to_found", sought=sheet.state.sought)
    href = sheet.at(person=None, dwelling=None, part=None)
    return html.A(
        [icon("back"), told], href=href, className="registries-back", id="registries-back"
    )


def _notes(sheet: Sheet, person: int) -> Component:
    city = sheet.city
    if city.died[person]:
        told = sheet.say("card.dead", day=sheet.day(int(city.died[person])))
    else:
        years = (sheet.on.day - int(city.born[person])) // 10_000
        told = sheet.words.count("registries.card.age", years)
    return html.P([told, " · ", sheet.region(person), " · ", sheet.iin(person)], className="quiet")


def _actions(sheet: Sheet, person: int) -> Component | None:
    """Return the ways into an application; neither the dead nor children apply."""
    city = sheet.city
    if city.died[person]:
        return None
    if sheet.on.day - int(city.born[person]) < YEARS_16:
        reason = html.P(sheet.say("card.too_young"), className="quiet small")
        return html.Div(reason, className="registries-actions")
    applicant = {"applicant": str(person)}
    registered = city.registered_dwelling[sheet.holdings.rows("registered_person", person)]
    home = int(city.home[person])
    lives_elsewhere = home >= 0 and home not in registered
    there = {"dwelling": str(home)} if lives_elsewhere else {}
    told = "card.apply_home" if lives_elsewhere else "card.apply"
    card = sheet.application(**applicant, service="id_card")
    return html.Div(
        [
            html.A(
                sheet.say(told),
                href=sheet.application(**applicant, **there, service="residence"),
                className="button primary",
                id="registries-apply",
            ),
            html.A(sheet.say("card.renew"), href=card, className="button", id="registries-renew")
            if len(sheet.holdings.rows("card_holder", person))
            else None,
        ],
        className="registries-actions",
    )
