"""The active scenario beside the baseline: its numbers with their difference, sign and shape."""

from typing import Final, NamedTuple

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.centres_numbers import NOTHING, UNKNOWN, Estimate, clock, minutes, span
from app.components.states import outdated
from app.frame import Children
from app.i18n import Words
from app.i18n.formats import decimal
from app.navigation import path_of
from app.pages.centres.sentences import office_name
from app.pages.overview.ids import OverviewIds
from app.pages.overview.known import Known
from app.pages.overview.waits import Edited, Load, Waits, exact
from app.report.measures import MINUS, SHAPES
from app.report.reported import NO_CHANGE, Change
from app.studies import Progress
from app.visit import address

MOST_EDITED: Final = 2
"""Offices with a row of their own; of the others the card says how many there are."""


class Row(NamedTuple):
    """One number.

    Attributes:
        name: what it is.
        law: of the baseline; unknown: not counted yet, or there is none.
        yours: of the active scenario.
        change: what they differ by.
        is_burden: whether more of it is worse; None: no colour judges.
        digits: decimals; None: it is a count, else minutes.
        note: what the name leaves open.
        places: where and when, of the law and of the scenario.
    """

    name: str
    law: Estimate
    yours: Estimate
    change: Change
    is_burden: bool | None
    digits: int | None = None
    note: str = ""
    places: tuple[str, str] = ("", "")


def rows(known: Known) -> list[Row]:
    """Return the numbers."""
    return [*_policy_rows(known), *_wait_rows(known), _windows(known)]


def counted(name: str, law: float | None, yours: float | None, *, is_burden: bool | None) -> Row:
    """Return a row of a count; None: it is not known."""
    change = NO_CHANGE if law is None or yours is None else exact(round(yours), round(law))
    return Row(name, Estimate(law), Estimate(yours), change, is_burden)


def _policy_rows(known: Known) -> list[Row]:
    words, found = known.words, known.policy
    refused, admitted = words("overview.compared.refused"), words("overview.compared.admitted")
    if found is None:
        return [
            counted(refused, None, None, is_burden=True),
            counted(admitted, None, None, is_burden=False),
        ]
    law, yours = found.law, found.yours
    return [
        counted(refused, law.turned_away, yours.turned_away, is_burden=True),
        counted(admitted, law.by_norm, yours.by_norm, is_burden=False),
    ]


def _wait_rows(known: Known) -> list[Row]:
    words, found = known.words, known.waits
    title = words("overview.compared.wait")
    if found is None:
        return [Row(title, UNKNOWN, UNKNOWN, NO_CHANGE, is_burden=True)]
    digits, law, yours = _digits(found), found.law, found.yours
    worst = Row(
        title,
        law.wait,
        yours.wait,
        found.change,
        is_burden=True,
        digits=digits,
        places=(_place(law, words), _place(yours, words)),
    )
    edited = found.edited[:MOST_EDITED] if known.is_moved else ()
    return [worst, *(_edited(one, digits, words) for one in edited)]


def _digits(found: Waits) -> int:
    """Return the decimals of waits: an estimate has none, as it is none to be sure of."""
    return 1 if found.replications else 0


def _place(one: Load, words: Words) -> str:
    if not one.office:
        return ""
    place = {"office": office_name(one.office, words), "hour": clock(one.hour)}
    return words("overview.compared.where", **place)


def _edited(one: Edited, digits: int, words: Words) -> Row:
    note, name = words("overview.compared.edited"), office_name(one.office, words)
    return Row(name, one.law, one.yours, one.change, is_burden=True, digits=digits, note=note)


def _windows(known: Known) -> Row:
    found, title = known.waits, known.words("overview.compared.windows")
    if found is None:
        return counted(title, None, None, is_burden=None)
    return counted(title, found.law.windows, found.yours.windows, is_burden=None)


def compared(known: Known) -> Component:
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
            _outdated(known),
            _scrolled(html.Table([html.Thead(head), html.Tbody(body)], className="small"), known),
            html.P(_run(known), className="small"),
        ],
        id=OverviewIds.COMPARED,
        className="card overview-compared",
    )


def _scrolled(table: Component, known: Known) -> Component:
    """Return the table in a box that a telephone can move; the keyboard reaches it."""
    named = attributes({"aria-label": _title(known)})
    return html.Div(table, className="scrolled", tabIndex="0", role="region", **named)


def _title(known: Known) -> str:
    words, state = known.words, known.active.state
    if not known.is_moved:
        return words("overview.compared.title_law")
    if known.active.saved is None:
        return words("overview.compared.title_own")
    named = words(f"shell.scenario.{state}", name=known.active.saved.name)
    return words("overview.compared.title", name=named)


def _about(known: Known) -> str:
    words, found = known.words, known.waits
    if Progress.UNDER_WAY in known.progress:
        return words("overview.compared.counting")
    if Progress.FAILED in known.progress or found is None:
        return words("overview.compared.failed")
    if not found.replications:
        return words("overview.compared.about")
    count = decimal(found.replications, words.language)
    return words("overview.compared.simulated", replications=count, seed=found.seed)


def _outdated(known: Known) -> Component | None:
    """Return that the last run was of other levers, so that neither column is of it."""
    if known.earlier is None:
        return None
    mark = outdated(known.words("overview.compared.outdated"))
    return html.Ul([mark], className="centres-marks")


def _row(known: Known, row: Row) -> Component:
    name: Children = [row.name]
    if row.note:
        name.append(_below(row.note))
    cells = [html.Td([_written(row, row.law, known.words), *_where(row, row.law, 0, known.words)])]
    if known.is_moved:
        yours = html.Strong(_written(row, row.yours, known.words))
        cells.append(html.Td([yours, *_where(row, row.yours, 1, known.words)]))
        told = html.Td(_difference(row, known.words), className=f"overview-{tone(row)}")
        cells.append(told)
    return html.Tr([html.Th(name, scope="row"), *cells])


def _below(text: str) -> Component:
    return html.Span(text, className="quiet")


def _written(row: Row, one: Estimate, words: Words) -> str:
    if one.value is None:
        return NOTHING
    if row.digits is None:
        return decimal(one.value, words.language)
    return minutes(one.value, words, row.digits)


def _where(row: Row, one: Estimate, side: int, words: Words) -> list[Component]:
    """Return what stands below a value: its interval, and where it is."""
    interval = span(one, words, digits=row.digits or 0, measure="wait_minutes")
    return [_below(text) for text in (interval, row.places[side]) if text]


def _difference(row: Row, words: Words) -> Children:
    """Return the difference, and below it its interval where it has one."""
    _, low, high = row.change.difference
    if low is None or high is None or not (low or high):
        return [change(row, words)]
    ends = "…".join(_signed(end, row.digits or 0, words) for end in (low, high))
    return [change(row, words), _below(ends)]


def change(row: Row, words: Words) -> str:
    """Return the difference with a shape and a sign; a dash where it is not known."""
    shown = _shown(row)
    if shown is None or row.change.sign is None:
        return NOTHING
    shape = SHAPES["same" if not shown and row.change.sign != "unclear" else row.change.sign]
    return f"{shape} {_signed(shown, row.digits or 0, words)}"


def _shown(row: Row) -> float | None:
    """Return what the shown numbers differ by; None where one is not known."""
    if row.law.value is None or row.yours.value is None:
        return None
    digits = row.digits or 0
    return round(round(row.yours.value, digits) - round(row.law.value, digits), digits)


def _signed(value: float, digits: int, words: Words) -> str:
    number = round(value, digits)
    text = decimal(abs(number), words.language, digits=digits if number else 0)
    sign = "+" if number > 0 else MINUS if number < 0 else ""
    return f"{sign}{text}"


def tone(row: Row) -> str:
    """Return whether a difference is good or bad; plain where it is neither, or may be none."""
    is_sure = row.change.sign in ("higher", "lower")
    if row.is_burden is None or not is_sure or not _shown(row):
        return "plain"
    return "bad" if (row.change.sign == "higher") == row.is_burden else "good"


def _run(known: Known) -> Children:
    """Return the run of the active scenario, or that there is none, with the way to it."""
    words, found, query = known.words, known.run, known.visit.carried
    more = _more(known)
    if found is None:
        return [*more, *_to_run(known)]
    where = address(path_of("centres"), {**query, "run": found.id})
    link = html.A(words("overview.compared.open_run"), href=where)
    return [*more, words(f"overview.compared.run_{found.state}"), " ", link]


def _to_run(known: Known) -> Children:
    """Return that there is no run, with the way to one, and to the one before where there is."""
    words, query, path = known.words, known.visit.carried, path_of("centres")
    state, again = ("no_run", "to_run") if known.earlier is None else ("no_new_run", "run_again")
    to_run = html.A(words(f"overview.compared.{again}"), href=address(path, query))
    said: Children = [words(f"overview.compared.{state}"), " ", to_run]
    if known.earlier is None:
        return said
    where = address(path, {**query, "run": known.earlier})
    return [*said, " · ", html.A(words("overview.compared.open_earlier"), href=where)]


def _more(known: Known) -> Children:
    """Return how many offices more are edited than have a row."""
    left = 0 if known.waits is None else len(known.waits.edited) - MOST_EDITED
    is_told = known.is_moved and left > 0
    return [known.words.count("overview.compared.more", left), " "] if is_told else []
