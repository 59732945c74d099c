"""The active scenario beside the baseline: four numbers with their difference, sign and shape."""

from typing import Final, NamedTuple

from dash import html
from dash.development.base_component import Component

from app.components.centres_numbers import clock, minutes
from app.frame import Children
from app.i18n import Words
from app.i18n.formats import decimal
from app.jobs.run import Run, State
from app.navigation import path_of
from app.pages.centres.sentences import office_name
from app.pages.norms.cards import ARROWS, MINUS
from app.pages.overview.ids import OverviewIds
from app.pages.overview.known import Known
from app.pages.scenarios.places import PLACES, kind_of
from app.planning.scenarios import with_city
from app.services import Services
from app.studies import Progress
from app.visit import address

NONE: Final = "–"
LATELY: Final = 20
"""Runs among which one of the active scenario is looked for."""


class Row(NamedTuple):
    """One number.

    Attributes:
        name: its words ``overview.compared.<name>``.
        law: of the baseline; None: not known yet, or there is none.
        yours: of the active scenario.
        is_burden: whether more of it is worse; None: no colour judges.
        is_minutes: whether it is a time.
        note: where and when, empty where it is of the whole city.
    """

    name: str
    law: float | None
    yours: float | None
    is_burden: bool | None
    is_minutes: bool = False
    note: str = ""


def rows(known: Known) -> list[Row]:
    """Return the four numbers."""
    return [*_policy_rows(known), *_load_rows(known)]


def _policy_rows(known: Known) -> list[Row]:
    if known.policy is None:
        return [
            Row("refused", None, None, is_burden=True),
            Row("admitted", None, None, is_burden=False),
        ]
    yours, law = known.policy
    return [
        Row("refused", law.turned_away, yours.turned_away, is_burden=True),
        Row("admitted", law.by_norm, yours.by_norm, is_burden=False),
    ]


def _load_rows(known: Known) -> list[Row]:
    if known.load is None:
        return [Row("wait", None, None, is_burden=True), Row("windows", None, None, is_burden=None)]
    own, base = known.load
    place = {"office": office_name(own.office, known.words), "hour": clock(own.hour)}
    note = known.words("overview.compared.where", **place) if own.office else ""
    return [
        Row("wait", base.wait, own.wait, is_burden=True, is_minutes=True, note=note),
        Row("windows", base.windows, own.windows, is_burden=None),
    ]


def compared(known: Known, services: Services) -> Component:
    """Return the card."""
    words = known.words
    columns = ("law", "yours", "change") if known.is_moved else ("law",)
    head = html.Tr(
        [
            html.Td(html.Span(words("overview.compared.measure"), className="visually-hidden")),
            *[html.Th(words(f"overview.compared.{name}"), scope="col") for name in columns],
        ]
    )
    body = [_row(known, row) for row in rows(known)]
    return html.Section(
        [
            html.H2(_title(known)),
            html.P(_about(known), className="quiet small"),
            html.Table([html.Thead(head), html.Tbody(body)], className="small"),
            html.P(_run(known, services), className="small"),
        ],
        id=OverviewIds.COMPARED,
        className="card overview-compared",
    )


def _title(known: Known) -> str:
    words, state = known.words, known.active.state
    if not known.is_moved:
        return words("overview.compared.title_law")
    if known.active.saved is None:
        return words("overview.compared.title_own")
    named = words(f"shell.scenario.{state}", name=known.active.saved.name)
    return words("overview.compared.title", name=named)


def _about(known: Known) -> str:
    if Progress.UNDER_WAY in known.progress:
        return known.words("overview.compared.counting")
    if Progress.FAILED in known.progress:
        return known.words("overview.compared.failed")
    return known.words("overview.compared.about")


def _row(known: Known, row: Row) -> Component:
    words = known.words
    name: Children = [words(f"overview.compared.{row.name}")]
    if row.note:
        name += [html.Br(), html.Span(row.note, className="quiet")]
    cells = [html.Td(_written(row, row.law, words))]
    if known.is_moved:
        tone = _tone(row)
        cells.append(html.Td(html.Strong(_written(row, row.yours, words))))
        cells.append(html.Td(change(row, words), className=f"overview-{tone}"))
    return html.Tr([html.Th(name, scope="row"), *cells])


def _written(row: Row, value: float | None, words: Words) -> str:
    if value is None:
        return NONE
    return minutes(value, words) if row.is_minutes else decimal(value, words.language)


def change(row: Row, words: Words) -> str:
    """Return the difference with a shape and a sign; a dash where it is not known."""
    if row.law is None or row.yours is None:
        return NONE
    difference = round(row.yours) - round(row.law)
    if not difference:
        return f"{ARROWS['same']} 0"
    arrow, sign = (ARROWS["more"], "+") if difference > 0 else (ARROWS["less"], MINUS)
    return f"{arrow} {sign}{decimal(abs(difference), words.language)}"


def _tone(row: Row) -> str:
    if row.is_burden is None or row.law is None or row.yours is None:
        return "plain"
    difference = round(row.yours) - round(row.law)
    if not difference:
        return "plain"
    return "bad" if (difference > 0) == row.is_burden else "good"


def _run(known: Known, services: Services) -> Children:
    """Return the run of the active scenario, or that there is none, with the way to it."""
    words, found = known.words, run_of(known, services)
    query = known.visit.carried
    if found is None:
        link = html.A(words("overview.compared.to_run"), href=address(path_of("centres"), query))
        return [words("overview.compared.no_run"), " ", link]
    page, name = PLACES[kind_of(found)]
    link = html.A(
        words("overview.compared.open_run"), href=address(path_of(page), {**query, name: found.id})
    )
    return [words(f"overview.compared.run_{found.state}"), " ", link]


def run_of(known: Known, services: Services) -> Run | None:
    """Return the last run of the active scenario, finished or under way; None: there is none."""
    mine = {**with_city(known.shown.document, known.city), "name": ""}
    for run in services.jobs.recent(LATELY):
        asked = run.document.get("scenario") or {}
        is_fit = run.kind == "simulate" and (run.is_open or run.state is State.DONE)
        if is_fit and {**asked, "name": ""} == mine:
            return run
    return None
