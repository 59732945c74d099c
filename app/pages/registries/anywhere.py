"""What a search through all systems finds: people and dwellings, told apart by icon and word."""

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import Children, icon
from app.pages.registries.ids import RegistriesIds
from app.pages.registries.sheet import Sheet
from app.search.city import SHORTEST, Anything
from synthetic_data.city import DWELLING_KINDS
from synthetic_data.draws import Ints

MOST = 8
"""Records of one kind that are shown; their list has all of them."""

ICONS = {"people": "person", "dwellings": "house"}
LISTS = {"people": "persons", "dwellings": "dwellings"}


def found_anywhere(sheet: Sheet, box: Component) -> Children:
    """Return people and dwellings that fit what was typed, each leading to its card.

    Args:
        sheet: the screen.
        box: in which it was typed.
    """
    found = sheet.holdings.search.anything(sheet.state.sought, sheet.today)
    clear = html.A(sheet.say("list.clear"), href=sheet.at(q=None), className="button")
    kinds = [(kind, rows) for kind, rows in found._asdict().items() if len(rows)]
    return [
        html.H1(_headline(sheet, found), className="headline", id=RegistriesIds.HEADLINE),
        html.Div([box, clear], className="registries-bar card"),
        html.Div(
            [_of_kind(sheet, kind, rows) for kind, rows in kinds],
            className="registries-found",
            id=RegistriesIds.FOUND,
        )
        if kinds
        else html.P(_hint(sheet), className="card quiet", role="status"),
    ]


def _headline(sheet: Sheet, found: Anything) -> str:
    sought = sheet.state.sought
    if _is_short(sought):
        return sheet.say("empty.short", sought=sought, least=SHORTEST)
    if not (len(found.people) or len(found.dwellings)):
        return sheet.say("anywhere.none", sought=sought)
    counts = {kind: sheet.number(len(rows)) for kind, rows in found._asdict().items()}
    return sheet.say("anywhere.headline", sought=sought, **counts)


def _hint(sheet: Sheet) -> str:
    return sheet.say(f"anywhere.{'short' if _is_short(sheet.state.sought) else 'none'}_hint")


def _is_short(sought: str) -> bool:
    return sum(c.isalnum() for c in sought) < SHORTEST


def _of_kind(sheet: Sheet, kind: str, rows: Ints) -> Component:
    draw = _person if kind == "people" else _dwelling
    every = sheet.list_address(LISTS[kind], q=sheet.state.sought)
    count = sheet.number(len(rows))
    return html.Section(
        [
            html.H2([icon(ICONS[kind]), sheet.say(f"anywhere.{kind}"), html.Small(count)]),
            html.P(sheet.say(f"anywhere.{kind}_about"), className="quiet small"),
            html.Ul([html.Li(draw(sheet, int(row))) for row in rows[:MOST]]),
            html.A([sheet.say(f"anywhere.all_{kind}", n=count), icon("next")], href=every)
            if len(rows) > MOST
            else None,
        ],
        className="card",
        id=f"{RegistriesIds.FOUND}-{kind}",
    )


def _person(sheet: Sheet, person: int) -> Component:
    city = sheet.city
    days = [sheet.day(int(day[person])) for day in (city.born, city.died) if day[person]]
    notes = (sheet.iin(person), " – ".join(days), sheet.region(person))
    return _result(sheet, "person", sheet.name(person), notes, sheet.person_address(person))


def _dwelling(sheet: Sheet, dwelling: int) -> Component:
    city = sheet.city
    registered = sheet.number(int(sheet.holdings.listing.headcounts[dwelling]))
    notes = (
        sheet.say(f"choice.kind.{DWELLING_KINDS[city.kind[dwelling]]}"),
        sheet.area(int(city.total_area[dwelling])),
        sheet.say("anywhere.registered", n=registered),
        *_owners(sheet, dwelling),
    )
    return _result(
        sheet, "dwelling", sheet.place(dwelling), notes, sheet.dwelling_address(dwelling)
    )


def _owners(sheet: Sheet, dwelling: int) -> list[str]:
    """Return whose a dwelling is, as its owner may be who was sought."""
    city, rows = sheet.city, sheet.holdings.rows("owned_dwelling", dwelling)
    if not len(rows):
        return []
    first = int(city.owner[rows[0]])
    is_organisation = bool(city.owner_is_organisation[rows[0]])
    named = sheet.organisation(first) if is_organisation else sheet.short_name(first)
    if len(rows) == 1:
        return [sheet.say("anywhere.owner", name=named)]
    return [sheet.say("anywhere.owners", name=named, n=len(rows) - 1)]


def _result(sheet: Sheet, kind: str, told: str, notes: tuple[str, ...], href: str) -> Component:
    """Return a record as one link, whose kind is said to those who do not see the icon."""
    mark = html.Span(
        icon({"person": "person", "dwelling": "house"}[kind]),
        title=sheet.say(f"anywhere.{kind}"),
        className="mark",
        **attributes({"role": "img", "aria-label": sheet.say(f"anywhere.{kind}")}),
    )
    words = html.Span([html.Strong(told), html.Span(" · ".join(notes), className="quiet small")])
    return html.A([mark, words], href=href)
