"""The shifts of which a roster is made: the usual ones, or those that were typed or sent as CSV."""

from typing import Final

from dash import dcc, html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.centres_numbers import number
from app.components.field import Field
from app.i18n import Words
from app.pages.centres.below_words import plain_button
from app.pages.centres.screens import Screen
from app.planning.scenarios import scenario_of
from domain.errors import BadInput
from simulation.clock_readers import clock
from simulation.staffing.shifts import COLUMNS, Shift, shifts_from, usual_shifts

LONGEST: Final = 12_000
"""Characters that may be typed: two hundred shifts of long names."""

MOST_NAMED: Final = 10
SHIFTS: Final = "shifts"


def usual(screen: Screen) -> tuple[Shift, ...]:
    """Return the shifts that fit the hours of the scenario's offices."""
    return usual_shifts(office.hours for office in scenario_of(screen.shown.document).offices)


def written(shifts: tuple[Shift, ...]) -> str:
    """Return shifts as the text of a CSV file."""
    return "\n".join([",".join(COLUMNS), *map(_line, shifts)])


def _line(shift: Shift) -> str:
    lunch = str(shift.lunch) if shift.lunch else ""
    if shift.lunch_at is not None:
        lunch = f"{clock(shift.lunch_at)}-{clock(shift.lunch_at + shift.lunch)}"
    return f"{shift.name},{clock(shift.start)},{clock(shift.end)},{lunch}"


def problems(text: str, words: Words) -> list[str]:
    """Return what is wrong with the text of shifts, a sentence for every bad line; none: nothing.

    Args:
        text: header and lines of CSV.
        words: the language.
    """
    if len(text) > LONGEST:
        return [words("centres_below.shifts.wrong.long", most=number(LONGEST, words))]
    head, *lines = text.splitlines() or [""]
    found = [
        said
        for place, line in enumerate(lines, 2)
        if line.strip() and (said := _problem(f"{head}\n{line}", words, place))
    ]
    whole = _problem(text, words, None)
    if whole is not None and (not found or whole.startswith(_header(words))):
        return [whole]
    return found[:MOST_NAMED]


def _header(words: Words) -> str:
    return words("centres_below.shifts.wrong.header", columns=",".join(COLUMNS))


def _problem(text: str, words: Words, place: int | None) -> str | None:
    """Return what is wrong with one line below the header, or with all of them together."""
    try:
        shifts_from(text)
    except BadInput as problem:
        part = problem.where.rpartition(": ")[2]
        if problem.expected.startswith("columns"):
            return _header(words)
        if place is None:
            kind = "twice" if part == "name" else "none"
            return words(f"centres_below.shifts.wrong.{kind}", got=problem.got)
        kind = part if part in COLUMNS else "line"
        got = str(problem.got)[:40] or "–"
        return words(f"centres_below.shifts.wrong.{kind}", line=number(place, words), got=got)
    return None


def shifts(screen: Screen) -> Component:
    """Return the part of the card in which shifts are chosen."""
    words, own = screen.words, screen.below.shifts
    refused = (screen.refused or {}).get(SHIFTS)
    text = refused if refused is not None else own
    count = len(usual(screen)) if own is None else len(shifts_from(own))
    kind = "usual" if own is None else "own"
    summary = words(f"centres_below.shifts.title_{kind}", count=number(count, words))
    return html.Details(
        [
            html.Summary(summary),
            html.P(words("centres_below.shifts.about"), className="quiet small"),
            _wrong(refused, words),
            _editor(written(usual(screen)) if text is None else text, words),
            _doing(screen),
        ],
        id="centres-shifts",
        className="centres-behind",
        open=refused is not None or None,
    )


def _wrong(refused: str | None, words: Words) -> Component | None:
    if refused is None:
        return None
    said = problems(refused, words)
    return html.Ul([html.Li(one) for one in said], className="centres-wrong small", role="alert")


def _editor(text: str, words: Words) -> Component:
    area = dcc.Textarea(
        id="centres-shifts-text",
        value=text,
        rows=8,
        spellCheck=False,
        maxLength=LONGEST,
        className="centres-text",
    )
    label = html.Label(words("centres_below.shifts.text"), htmlFor="centres-shifts-text")
    return html.Div([label, area], className="centres-typed small")


def _doing(screen: Screen) -> Component:
    words = screen.words
    use = html.Button(
        words("centres_below.shifts.use"),
        className="button",
        **attributes({"data-centres-shifts": ""}),
    )
    field = Field("centres-shifts-file", "", {"type": "file", "className": "visually-hidden"})
    file = html.Label(
        [words("centres_below.shifts.file"), field], className="button centres-choose"
    )
    back = (
        [plain_button("usual_shifts", words("centres_below.shifts.usual"))]
        if screen.below.shifts is not None
        else []
    )
    return html.Div([use, file, *back], className="centres-doing")
