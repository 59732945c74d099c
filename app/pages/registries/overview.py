"""All systems at a glance: what each holds, how much of it, whose it is and who asks it."""

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import Children, icon
from app.pages.registries.anywhere import found_anywhere
from app.pages.registries.holdings import OF_DWELLINGS
from app.pages.registries.ids import RegistriesIds
from app.pages.registries.sheet import Sheet
from app.pages.registries.systems import ASKED_BY, SYSTEMS, WITHOUT_RECORDS, books_of
from synthetic_data.city import ASTANA


def overview(sheet: Sheet) -> Children:
    """Return the overview of all systems, or what a search through all of them found."""
    if sheet.state.sought:
        return found_anywhere(sheet, search_box(sheet))
    counts = sheet.holdings.listing.counts
    found = sheet.say(
        "overview.headline",
        systems=len(SYSTEMS),
        records=sheet.words.count("registries.overview.records", sum(counts.values())),
        residents=sheet.number(sheet.city.population),
    )
    return [
        html.H1(found, className="headline", id=RegistriesIds.HEADLINE),
        html.P(sheet.say("overview.subtitle", day=sheet.day(sheet.city.as_of)), className="quiet"),
        html.P(dwellings_told(sheet), className="quiet small"),
        html.Div(search_box(sheet), className="registries-bar card"),
        html.Div([_system(sheet, system) for system in SYSTEMS], className="registries-systems"),
        _quality(sheet),
        _others(sheet),
    ]


def dwellings_told(sheet: Sheet) -> str:
    """Return how many of the dwellings on file are in the capital: other pages count only these."""
    cities = sheet.city.dwelling_city
    inside = int((cities == ASTANA).sum())
    outside = sheet.number(len(cities) - inside)
    return sheet.say("overview.dwellings", inside=sheet.number(inside), outside=outside)


def search_box(sheet: Sheet) -> Component:
    """Return the box that searches the list shown, or people and dwellings where none is."""
    kind = _kind(sheet.state.book)
    return dmc.TextInput(
        id=RegistriesIds.SOUGHT,
        value=sheet.state.sought,
        label=sheet.say(f"search.{kind}"),
        placeholder=sheet.say(f"search.example_{kind}"),
        leftSection=icon("search"),
        debounce=250,
        autoComplete="off",
        size="sm",
        className="registries-search",
    )


def _kind(book: str | None) -> str:
    if book is None or book == "registrations":
        return "both"
    return "place" if book in OF_DWELLINGS else "person"


def _system(sheet: Sheet, system: str) -> Component:
    return html.Section(
        [
            html.H2(
                [
                    html.Span(sheet.system(system)),
                    html.Small(sheet.say(f"system.{system}.title"), className="quiet"),
                ]
            ),
            html.Ul([html.Li(_book(sheet, name)) for name in books_of(system)]),
            html.P(_about(sheet, system), className="quiet small"),
        ],
        className="card registries-system",
    )


def _book(sheet: Sheet, name: str) -> Component:
    return html.A(
        [
            html.Span(sheet.say(f"book.{name}.title")),
            html.Strong(sheet.number(sheet.holdings.listing.counts[name])),
        ],
        href=sheet.list_address(name),
    )


def _about(sheet: Sheet, system: str) -> Children:
    return [
        sheet.say("overview.whose", whose=sheet.say(f"system.{system}.whose")),
        html.Br(),
        *asked_by(sheet, system),
    ]


def asked_by(sheet: Sheet, system: str) -> Children:
    """Return the rules that ask a system, none of them broken at the end of a line."""
    rules: Children = [html.Span(rule, className="nowrap") for rule in ASKED_BY[system]]
    joined = [part for rule in rules for part in (", ", rule)][1:]
    return [sheet.say("overview.asked_by"), " ", *joined]


def _quality(sheet: Sheet) -> Component:
    return html.A(
        [
            icon("check"),
            html.Span(
                [
                    html.Strong(sheet.say("quality.title")),
                    html.Span(sheet.say("quality.teaser"), className="quiet small"),
                ]
            ),
            icon("next"),
        ],
        href=sheet.afresh(**_nothing(sheet) | {"view": "quality"}),
        className="card registries-more",
    )


def _others(sheet: Sheet) -> Component:
    names = ", ".join(sheet.system(system) for system in WITHOUT_RECORDS)
    return html.P(sheet.say("overview.others", names=names), className="quiet small")


def side(sheet: Sheet) -> Component:
    """Return the lists of all systems, the one that is shown marked."""
    return html.Nav(
        [
            html.A(sheet.say("overview.all"), href=sheet.at(**_nothing(sheet)), className="all"),
            *[_group(sheet, system) for system in SYSTEMS],
            html.A(
                sheet.say("quality.title"),
                href=sheet.afresh(**_nothing(sheet) | {"view": "quality"}),
                **attributes(_current(is_here=sheet.state.view == "quality")),
            ),
        ],
        className="registries-side",
        **attributes({"aria-label": sheet.say("overview.systems")}),
    )


def _group(sheet: Sheet, system: str) -> Component:
    return html.Div(
        [html.H2(sheet.system(system)), *[_entry(sheet, name) for name in books_of(system)]]
    )


def _entry(sheet: Sheet, name: str) -> Component:
    count = html.Span(sheet.number(sheet.holdings.listing.counts[name]), className="quiet")
    return html.A(
        [html.Span(sheet.say(f"book.{name}.title")), count],
        href=sheet.list_address(name),
        **attributes(_current(is_here=sheet.state.book == name and sheet.state.view is None)),
    )


def _current(*, is_here: bool) -> dict[str, str]:
    return {"aria-current": "page"} if is_here else {}


def _nothing(sheet: Sheet) -> dict[str, str | None]:
    """Return the changes that leave of an address only what every page keeps."""
    return {name: None for name in sheet.here.query if name not in sheet.here.carried}
