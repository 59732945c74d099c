"""What a run found, in words, numbers, lines and rows: pure functions of its result."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.components.flows_cards import Card
from app.components.flows_numbers import (
    UNITS,
    Compared,
    Estimate,
    Unit,
    compared,
    number,
    signed,
    spread,
    way_of,
    with_unit,
)
from app.components.flows_tables import TableRow
from app.figures.flows import Line
from app.i18n import Words

Rows = Mapping[str, Any]

WINDOW_P90: Final = "measure/wait_minutes/window/p90"
REFUSED: Final = "count/refused_by_norm"
CENTRE_STATIONS: Final = ("reception", "terminal", "window")
STATIONS: Final = (*CENTRE_STATIONS, "ums", "pickup")
SERVICES: Final = ("registration", "id_card")
STATION_MEASURES: Final = (
    ("wait_minutes", "mean", "minutes"),
    ("wait_minutes", "p90", "minutes"),
    ("within_standard_share", "mean", "percent"),
    ("utilisation", "mean", "percent"),
    ("visits", "count", "visits"),
)
CARDS: Final = (
    ("window", WINDOW_P90, "minutes"),
    ("within", "measure/within_standard_share/window/mean", "percent"),
    ("refused", REFUSED, "cases"),
    ("lead", "measure/lead_time_working_days/all/mean", "working_days"),
    ("terminal", "measure/wait_minutes/terminal/p90", "minutes"),
    ("reception", "measure/wait_minutes/reception/p90", "minutes"),
    ("utilisation", "measure/utilisation/window/mean", "percent"),
    ("without", "measure/days_without_valid_card/all/mean", "days"),
)
MEANS: Final = {
    name: f"measure/wait_minutes/{name}/mean" for name in ("window", "terminal", "reception")
}


@dataclass(frozen=True)
class Findings:
    """A result ready to be shown.

    Attributes:
        rows: the comparison by the names of its rows.
        has_law: whether the levers differ from the law.
        limit: waits up to this many minutes are within the standard.
        words: the language.
        moved: names of the levers that were moved.
    """

    rows: Rows
    has_law: bool
    limit: float
    words: Words
    moved: frozenset[str] = frozenset()

    def row(self, name: str) -> Compared:
        """Return one row, unknown where it is missing."""
        return compared(self.rows, name)


def findings(result: Mapping[str, Any], words: Words, moved: Iterable[str] = ()) -> Findings:
    """Return the findings of a run's result.

    Args:
        result: what the worker gave.
        words: the language.
        moved: names of the levers that were moved; the headline answers them.
    """
    limit = float(result["yours"]["scenario"]["standards"]["wait_minutes"])
    return Findings(result["rows"], result["law"] is not None, limit, words, frozenset(moved))


def headline(found: Findings) -> list[str]:
    """Return two sentences: of what the moved levers concern, else of waits and of the norm."""
    about = [name for name, levers in HEADLINE.items() if levers & found.moved]
    about += [name for name in HEADLINE if name not in about]
    chosen = [name for name in HEADLINE if name in about[:2]]
    return [_sentence(found, name) for name in chosen]


HEADLINE: Final = {
    "wait": {"desks", "terminals", "windows"},
    "norm": {"norm"},
    "card": {"before", "after", "officers"},
}
"""What a sentence of the headline is about, and the levers that concern it."""

HEADLINE_ROWS: Final = {
    "wait": (WINDOW_P90, "measure/visits/window/count", "minutes"),
    "norm": (REFUSED, "count/registration", "cases"),
    "card": ("count/issued", "count/id_card", "cases"),
}
"""Row, row of all it is a part of, and unit."""


HARDLY_MINUTES: Final = 0.5
"""Below half a minute a wait is told in words, as "up to 0.0 min" says nothing."""


def _sentence(found: Findings, about: str) -> str:
    name, all_name, unit_name = HEADLINE_ROWS[about]
    row, everything = found.row(name), found.row(all_name)
    words, unit = found.words, UNITS[unit_name]
    if row.yours.value is None or not everything.yours.value:
        return words(f"flows.headline.{about}.none")
    if about == "wait" and row.yours.value < HARDLY_MINUTES:
        return _hardly_any_wait(found, row)
    shown = row.difference if found.has_law else row.yours
    way = way_of(row.difference, unit, words.language) if found.has_law else "alone"
    return words(
        f"flows.headline.{about}.{way}",
        value=number(row.yours.value, unit, words.language),
        total=number(everything.yours.value, UNITS["visits"], words.language),
        change=number(abs(shown.value or 0.0), unit, words.language),
        interval=spread(shown, unit, words, is_signed=found.has_law),
    )


def _hardly_any_wait(found: Findings, row: Compared) -> str:
    """Return the sentence for a wait that would be written as nothing, or nearly so."""
    words, law = found.words, row.law.value
    if not found.has_law or law is None or law < HARDLY_MINUTES:
        return words("flows.headline.wait.nobody")
    written = number(law, UNITS["minutes"], words.language)
    return words("flows.headline.wait.nobody_less", law=written)


def number_cards(found: Findings) -> list[Card]:
    """Return the cards above the charts."""
    words = found.words
    limit = number(found.limit, Unit("minutes", 0), words.language)
    return [
        Card(
            words(f"flows.card.{name}", limit=limit),
            found.row(row),
            UNITS[unit],
            _note(found, name),
            found.has_law,
        )
        for name, row, unit in CARDS
    ]


def _note(found: Findings, name: str) -> str:
    words = found.words
    if name in MEANS:
        mean, unit = found.row(MEANS[name]).yours, UNITS["minutes"]
        value = number(mean.value, unit, words.language)
        return words("flows.card.mean", value=value, interval=spread(mean, unit, words))
    if name == "refused":
        total = found.row("count/registration").yours.value
        return words("flows.card.of", total=number(total, UNITS["visits"], words.language))
    return ""


def outcome_rows(found: Findings, service: str) -> list[TableRow]:
    """Return the outcomes of a service, the most frequent first."""
    prefix = f"outcome/{service}/"
    named = {name: found.row(name) for name in found.rows if name.startswith(prefix)}
    order = sorted(named, key=lambda name: -(named[name].yours.value or 0.0))
    return [TableRow(_outcome(name, found.words), UNITS["cases"], named[name]) for name in order]


def _outcome(name: str, words: Words) -> str:
    _, _, outcome, basis = name.split("/")
    for key in (f"{outcome}-{basis}", outcome):
        if words.has(f"application.outcome.{key}"):
            return words(f"application.outcome.{key}")
    return f"{outcome} {basis}".strip()


def station_rows(found: Findings) -> list[TableRow]:
    """Return waits, shares within the standard, utilisation and visits of every station."""
    words, rows = found.words, []
    for station in STATIONS:
        for measure, statistic, unit in STATION_MEASURES:
            name = f"measure/{measure}/{station}/{statistic}"
            if name in found.rows and found.row(name).yours.value is not None:
                label = words(
                    "flows.station_row",
                    station=words(f"flows.station.{station}"),
                    measure=words(f"flows.measure.{measure}-{statistic}"),
                )
                rows.append(TableRow(label, UNITS[unit], found.row(name)))
    return rows


def wait_rows(found: Findings) -> list[TableRow]:
    """Return the waits inside the centre, for the chart."""
    words, unit = found.words, UNITS["minutes"]
    return [
        TableRow(
            words(
                "flows.station_row",
                station=words(f"flows.station.{station}"),
                measure=words(f"flows.measure.wait_minutes-{statistic}"),
            ),
            unit,
            found.row(f"measure/wait_minutes/{station}/{statistic}"),
        )
        for station in CENTRE_STATIONS
        for statistic in ("p90", "mean")
        if found.row(f"measure/wait_minutes/{station}/{statistic}").yours.value is not None
    ]


def chart_lines(found: Findings, rows: Sequence[TableRow]) -> list[Line]:
    """Return rows as lines of a chart."""
    return [
        Line(row.label, _said(found, row), row.row.yours, row.row.law if found.has_law else None)
        for row in rows
    ]


def _said(found: Findings, row: TableRow) -> str:
    language = found.words.language
    value = number(row.row.yours.value, row.unit, language)
    if not found.has_law:
        return value
    change = signed(row.row.difference.value, row.unit, language)
    signs = {"same": "=", "unknown": "=", "unclear": f"≈ {change}"}
    return f"{value}  ({signs.get(way_of(row.row.difference, row.unit, language), change)})"


def outcome_title(found: Findings, service: str) -> str:
    """Return the finding of a service's outcomes in words."""
    words, unit = found.words, UNITS["cases"]
    total = found.row(f"count/{service}").yours.value
    rows = outcome_rows(found, service)
    if not total or not rows:
        return words(f"flows.chart.{service}.none")
    most = rows[0]
    return words(
        f"flows.chart.{service}.title",
        total=number(total, UNITS["visits"], words.language),
        outcome=most.label,
        count=number(most.row.yours.value, unit, words.language),
    )


def wait_title(found: Findings) -> str:
    """Return the finding of the waits in words."""
    words, unit = found.words, UNITS["minutes"]
    known: dict[str, Estimate] = {
        station: found.row(f"measure/wait_minutes/{station}/p90").yours
        for station in CENTRE_STATIONS
    }
    longest = max(known, key=lambda station: known[station].value or -1.0)
    if known[longest].value is None:
        return words("flows.chart.waits.none")
    value = with_unit(number(known[longest].value, unit, words.language), unit, words)
    return words("flows.chart.waits.title", station=words(f"flows.station.{longest}"), value=value)
