"""The tables that leave the page, by the names of their files, and what is said beside them."""

from collections.abc import Callable
from typing import Final

from app.exports import About, Cell, Table
from app.i18n.formats import long_day
from app.pages.norms.account import Account
from app.pages.norms.breakdown_view import breakdown_table, dimension
from app.pages.norms.curve import COLUMNS, counts, rows
from app.pages.norms.flows_view import flows, flows_table
from app.pages.norms.further_view import further_table
from app.pages.norms.kept_out_view import false_refusals_table, kept_out_table
from app.pages.norms.readings_view import position, readings_table, title_of
from app.pages.norms.sentences import TENTHS
from app.pages.norms.tornado_view import chosen, headline, ranges_table
from app.policy import NORM, PERMILLE, RATIO


def curve_table(told: Account) -> Table:
    """Return the curve of the setting's readings, one row a norm."""
    words = told.words
    found = rows(told.study.curve(told.asked.setting))
    cells = tuple((row[0] / TENTHS, *counts(row)) for row in found)
    columns = tuple(words(f"norms.column.{name}") for name in COLUMNS)
    return Table(words("norms_detail.curve"), columns, cells)


def _readings(told: Account) -> Table | None:
    found = told.effects.counted(told.asked.setting)
    return None if found is None else readings_table(told, found)


def _ranges(told: Account) -> Table | None:
    found = told.ranges.counted(told.asked.setting)
    return None if found is None else ranges_table(told, chosen(told, found))


TABLES: Final[dict[str, Callable[[Account], Table | None]]] = {
    "curve": curve_table,
    "kept-out": kept_out_table,
    "false-refusals": false_refusals_table,
    "breakdown": breakdown_table,
    "readings": _readings,
    "ranges": _ranges,
    "flows": lambda told: flows_table(told, flows(told)),
    "further": further_table,
}
"""What makes each table; None while something else is counted."""

CHOSEN: Final = {"breakdown": dimension, "ranges": headline}
"""Tables that hold what was chosen in their section, and what gives it."""


def about_lines(told: Account, table: Table) -> About:
    """Return what is said beside a table: setting, city, sources, that all of it is made up."""
    words, study = told.words, told.study
    named: list[tuple[str, Cell]] = [
        ("finding", table.title),
        ("synthetic", words("norms_detail.file.all_made_up")),
        ("day", long_day(study.day, words.language)),
        ("year", study.day.year),
        ("population", study.city.population),
        ("city_seed", study.city.seed),
        ("seed", study.seed),
        ("method", words("norms_detail.file.in_order")),
        ("sources", words("norms_detail.file.named_sources")),
    ]
    lines = [(words(f"norms_detail.file.{name}"), cell) for name, cell in named]
    lines[2:2] = _setting(told)
    return About(words("norms_detail.file.about"), tuple(lines), study.day)


def _setting(told: Account) -> list[tuple[str, Cell]]:
    words, setting = told.words, told.asked.setting
    norm = setting.norm_tenths
    lines: list[tuple[str, Cell]] = [
        (words("norms.lever.norm"), None if norm is None else norm / TENTHS),
        (words("norms.lever.ratio"), setting.law.useful_permille / PERMILLE),
    ]
    moved = [name for name in told.asked.moved if name not in (NORM, RATIO)]
    if not moved:
        usual = words("norms_detail.file.usual")
        return [*lines, (words("norms_detail.file.readings"), usual)]
    values = setting.readings
    return [*lines, *((title_of(n, words), position(n, getattr(values, n), words)) for n in moved)]


def file_name(told: Account, name: str, kind: str) -> str:
    """Return the name under which a table is saved: it tells the norm, and what was chosen."""
    norm = told.asked.setting.norm_tenths
    parts = ["tirkeu", name]
    if name in CHOSEN:
        parts.append(CHOSEN[name](told))
    if norm is not None:
        parts.append(f"{norm / TENTHS:g}")
    return f"{'-'.join(parts)}.{kind}"
