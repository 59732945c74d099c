"""The comparison as a table that is saved, with what it is of."""

from typing import Final

from app.exports import About, Cell, Table
from app.pages.scenarios.compared_view import conclusion, law_of
from app.pages.scenarios.levers import levers_told
from app.pages.scenarios.measures import POLICY, ROWS, STAFF, Row, cell
from app.pages.scenarios.measures import Cell as Number
from app.pages.scenarios.precision import sign_of
from app.pages.scenarios.questions import PARTS
from app.pages.scenarios.screens import Screen
from app.pages.scenarios.sentences import about, period
from app.visit import DEFAULT_DAY

HEADS: Final = ("measure", "unit", "source", "baseline")
OF_EACH: Final = ("value", "low", "high", "difference", "difference_low", "difference_high", "sign")


def compared_table(screen: Screen) -> Table | None:
    """Return the comparison, a row for each measure; None where nothing is compared."""
    words = screen.words
    if not screen.columns:
        return None
    heads = [words(f"scenarios.file.{name}") for name in HEADS]
    for column in screen.columns:
        heads += [
            words("scenarios.file.of", name=column.saved.name, what=words(f"scenarios.file.{one}"))
            for one in OF_EACH
        ]
    rows = tuple(_row(screen, row) for row in ROWS)
    name = words.count("scenarios.compared.title", len(screen.columns))
    return Table(name, tuple(heads), rows)


def _row(screen: Screen, row: Row) -> tuple[Cell, ...]:
    words = screen.words
    cells = [cell(column, row) for column in screen.columns]
    first: list[Cell] = [
        words(f"scenarios.row.{row.name}"),
        words(f"scenarios.unit.{row.measure.unit}"),
        words(f"scenarios.group.{row.group}"),
        law_of(cells).value,
    ]
    return (*first, *(part for one in cells for part in _parts(one, screen)))


def _parts(one: Number, screen: Screen) -> list[Cell]:
    sign = sign_of(one)
    told = "" if sign is None else screen.words(f"scenarios.sign.{sign}")
    if one.is_outdated:
        told = f"{told} · {screen.words('scenarios.state.outdated')}"
    return [*one.value, *one.change.difference, told]


def compared_about(screen: Screen) -> About:
    """Return what the comparison is of: scenarios, their levers, runs, seeds and sources."""
    words = screen.words
    lines: list[tuple[str, Cell]] = [(words("scenarios.file.finding"), conclusion(screen))]
    for column in screen.columns:
        name, told = column.saved.name, levers_told(column.asked, words)
        lines.append((words("scenarios.file.scenario"), name))
        levers = " · ".join(told) or words("scenarios.list.lawful")
        lines.append((words("scenarios.file.levers"), levers))
        lines.append((words("scenarios.file.period"), period(column.asked.document, words)))
        for part in PARTS:
            yours = column.answers[part].yours
            said = words("scenarios.run.none")
            if yours is not None:
                said = about(yours["scenario"], words)
            lines.append((words(f"scenarios.group.{part}"), said))
    lines += [
        (words(f"scenarios.group.{g}"), words(f"scenarios.file.{g}")) for g in (POLICY, STAFF)
    ]
    lines.append((words("cards.file.synthetic"), words("cards.file.people")))
    day = screen.visit.day or DEFAULT_DAY
    return About(words("centres.file.about"), tuple(lines), day)
