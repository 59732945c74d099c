"""The frame around every page: header, navigation, banner, and where the content goes."""

from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from app.access.box import who_box
from app.active import STATES, Active, kept_of
from app.components.attributes import attributes
from app.i18n import LANGUAGES
from app.i18n.formats import long_day
from app.ids import FrameIds
from app.navigation import CARRIED, ENTRIES, HOME, SAVED, SCENARIO, Entry, path_of
from app.policy import PARAMETERS, lawful_levers
from app.tour.coach import coach
from app.visit import DEFAULT_DAY, FIRST_DAY, LAST_DAY, Visit, address
from domain.law import law_on

Children = list[Component | str | None]
FIRST: Final = "first"
"""Id of the frame that the server sends; a script takes it away when the page is there."""

SCENARIOS: Final = "scenarios"
"""Name of the page that the scenario's box leads to."""
CALENDAR_ID: Final = FrameIds.DAY.removesuffix("-target")
"""Mantine names the window of a calendar after the element of that id with ``-target``."""

CALENDAR: Final = (
    "monthLevelControl",
    "yearLevelControl",
    *(f"{way}{span}" for way in ("next", "previous") for span in ("Month", "Year", "Decade")),
)
"""Buttons of the calendar that show no word, by the names that the calendar gives them."""

TOLD: Final = {"offline": "problem.offline", "back": "problem.back", "hide": "hide"}
"""What the page says by itself when the server does not answer, and when it does again."""


def frame(
    visit: Visit,
    title: str,
    content: Children,
    day: date | None = None,
    scenario: Active | None = None,
) -> Component:
    """Return a page with everything around it.

    Args:
        visit: the visit that is answered.
        title: title of the document, before the name of the product.
        content: what the page shows.
        day: the day that the page shows.
        scenario: the active one; None: the page knows none.
    """
    said: dict[str, Any] = {
        "data-language": visit.language,
        "data-title": f"{title} · {visit.words('shell.brand')}",
        "data-carried": " ".join(CARRIED),
        "data-coming": visit.words("shell.loading"),
        **{f"data-{name}": visit.words(f"access.{key}") for name, key in TOLD.items()},
    }
    return html.Div(
        [
            html.Div(id=FrameIds.WORDS, **said),
            html.A(visit.words("shell.skip"), href=f"#{FrameIds.MAIN}", className="skip"),
            _header(visit, day or DEFAULT_DAY, scenario),
            _navigation(visit),
            coach(visit),
            html.Main(content, id=FrameIds.MAIN, className="main", tabIndex="-1"),
        ],
        className="frame",
    )


def first_frame(visit: Visit) -> Component:
    """Return what stands on the screen until the page comes: the frame alone, of plain HTML.

    What a page draws later has its room already, so that nothing moves then.
    """
    words = visit.words
    controls = [html.Div(className="day"), _languages(visit), html.Div(className="icon-button")]
    header = [
        html.Div(icon("menu"), className="menu-button"),
        _brand(visit),
        html.P(words("shell.synthetic"), className="banner"),
        html.Div(controls, className="controls"),
    ]
    entries = html.Nav(
        [_entry(visit, entry) for entry in ENTRIES],
        className="navigation",
        **attributes({"aria-label": words("shell.pages")}),
    )
    bar = html.Div(html.I(), className="state-bar", **attributes({"aria-hidden": "true"}))
    heading = html.Div(words("shell.loading"), role="heading", **attributes({"aria-level": "1"}))
    coming = html.Div(heading, role="status")
    main = html.Main([coming, bar], className="main first-main")
    parts = [html.Header(header, className="header"), entries, main]
    return html.Div(parts, id=FIRST, className="frame first")


def icon(name: str) -> Component:
    """Return an icon of the project's own, in the colour of the words beside it."""
    return html.Span(className=f"icon icon-{name}", **attributes({"aria-hidden": "true"}))


def _header(visit: Visit, day: date, scenario: Active | None) -> Component:
    words = visit.words
    return html.Header(
        [
            html.Button(
                icon("menu"),
                id=FrameIds.MENU,
                className="menu-button",
                **attributes(
                    {
                        "aria-label": words("shell.menu"),
                        "aria-expanded": "false",
                        "data-act": "menu",
                    }
                ),
            ),
            _brand(visit),
            None if scenario is None else _scenario(visit, scenario),
            html.P(words("shell.synthetic"), className="banner"),
            _controls(visit, day),
        ],
        className="header",
    )


def _brand(visit: Visit) -> Component:
    words = visit.words
    return html.A(
        [html.Strong(words("shell.brand")), html.Span(words("shell.city"))],
        href=address(HOME, visit.carried),
        className="brand",
    )


def _scenario(visit: Visit, scenario: Active) -> Component:
    """Return the name of the active scenario; the script keeps up with what is changed here."""
    saved, words = scenario.saved, visit.words
    name = "" if saved is None else saved.name
    said = {f"data-{state}": words(f"shell.scenario.{state}", name=name) for state in STATES}
    said |= {f"data-{k}": told for k, told in kept_of(saved).items() if told is not None}
    said["data-today"] = "" if visit.day is None else visit.day.isoformat()
    said["data-usual"] = DEFAULT_DAY.isoformat()
    said["data-policy"] = " ".join(PARAMETERS)
    said["data-lawful"] = urlencode(lawful_levers(law_on(visit.day or DEFAULT_DAY)))
    said["data-state"] = scenario.state
    named = (SCENARIO, SAVED, *PARAMETERS)
    asked = {name: visit.query[name] for name in named if name in visit.query}
    said["data-asked"] = urlencode(asked)
    return html.A(
        [
            html.Span(words("shell.scenario.title"), className="quiet small"),
            html.Span(said[f"data-{scenario.state}"], id=FrameIds.SCENARIO_NAME),
        ],
        id=FrameIds.SCENARIO,
        href=address(path_of(SCENARIOS), visit.carried),
        className="scenario-box",
        **attributes(said),
    )


def _controls(visit: Visit, day: date) -> Component:
    words = visit.words
    theme = html.Button(
        icon("theme"),
        id=FrameIds.THEME,
        className="icon-button",
        title=words("shell.theme"),
        **attributes({"aria-label": words("shell.theme"), "data-act": "theme"}),
    )
    parts = [_day(visit, day), _languages(visit), theme, who_box(words)]
    return html.Div(parts, className="controls")


def _languages(visit: Visit) -> Component:
    return html.Nav(
        [_language(visit, language) for language in LANGUAGES],
        className="languages",
        **attributes({"aria-label": visit.words("shell.language")}),
    )


def _day(visit: Visit, day: date) -> Component:
    shown = long_day(day, visit.language)
    return dmc.DatesProvider(
        dmc.DatePickerInput(
            id=FrameIds.DAY,
            popoverProps={"id": CALENDAR_ID},  # its window is then named after the field
            value=day.isoformat(),
            minDate=FIRST_DAY.isoformat(),
            maxDate=LAST_DAY.isoformat(),
            valueFormat=visit.words("shell.day_format"),
            className="day",
            size="sm",
            ariaLabels={name: visit.words(f"shell.calendar.{name}") for name in CALENDAR},
            **attributes({"aria-label": f"{visit.words('shell.day')}: {shown}"}),
        ),
        settings={"locale": visit.language, "firstDayOfWeek": 1},
    )


def _language(visit: Visit, language: str) -> Component:
    here = {"aria-current": "true"} if language == visit.language else {}
    return html.A(
        visit.words(f"shell.languages.{language}"),
        href=visit.address(lang=language),
        lang=language,
        **attributes({"data-language": language, **here}),
    )


def _navigation(visit: Visit) -> Component:
    return html.Nav(
        [_entry(visit, entry) for entry in ENTRIES],
        id=FrameIds.NAVIGATION,
        className="navigation",
        **attributes({"aria-label": visit.words("shell.pages")}),
    )


def _entry(visit: Visit, entry: Entry) -> Component:
    here = {"aria-current": "page"} if entry.path == visit.path else {}
    return html.A(
        [icon(entry.name), visit.words(f"shell.nav.{entry.name}")],
        href=address(entry.path, visit.carried),
        **attributes(here),
    )
