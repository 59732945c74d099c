"""The scenario beside its baseline, replication by replication: what differs for sure.

Both were run with the same random numbers, so a difference is one of each pair of replications and
its interval that of their mean: much narrower than those of the two values.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.centres_numbers import NOTHING, PERCENT, Estimate, minutes, number, percent
from app.components.states import outdated
from app.exports import Table
from app.i18n import Words
from app.i18n.formats import decimal
from app.pages.centres.below_words import card_head, links, scrolled, signed
from app.pages.centres.found import ALL
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import office_name
from app.report.routes import DONE, report_button

MINUTES, SHARE, COUNT = "minutes", "share", "count"
SIGNS: Final = {"higher": "▲", "lower": "▼", "unclear": "≈", "same": "="}


class Measure(NamedTuple):
    """A measure that is compared.

    Attributes:
        measure: as results name it.
        statistic: of it.
        unit: ``minutes``, ``share`` or ``count``.
        better: ``lower`` or ``higher``; empty where neither is.
        is_own: whether it is measured at the chosen station, and not of the office as a whole.
        is_city: whether it is known of the whole city only.
    """

    measure: str
    statistic: str
    unit: str
    better: str
    is_own: bool = True
    is_city: bool = False


MEASURES: Final = (
    Measure("wait_minutes", "mean", MINUTES, "lower"),
    Measure("wait_minutes", "p90", MINUTES, "lower"),
    Measure("within_standard_share", "mean", SHARE, "higher"),
    Measure("abandoned_share", "mean", SHARE, "lower"),
    Measure("utilisation", "mean", SHARE, ""),
    Measure("overtime_minutes", "mean", MINUTES, "lower", is_own=False),
    Measure("repeat_visits", "count", COUNT, "lower", is_own=False, is_city=True),
)


class Pair(NamedTuple):
    """One line of the comparison.

    Attributes:
        of: what is compared.
        office: an id, or ``all``.
        before: of the baseline; None: nothing was measured.
        after: of the scenario.
        difference: with its interval.
        sign: ``higher``, ``lower``, ``unclear`` or ``same``; None: not known.
    """

    of: Measure
    office: str
    before: float | None
    after: float | None
    difference: Estimate
    sign: str | None


def pairs_of(screen: Screen) -> list[Pair]:
    """Return the lines of the chosen office and of the city; none where nothing is compared."""
    compared = None if screen.result is None else screen.result.get("differences")
    if not compared:
        return []
    known = {
        (row["measure"], row["station"], row["office"], row["statistic"]): row
        for row in compared["measures"]
    }
    return list(_pairs(known, screen))


def _pairs(known: Mapping[tuple[str, str, str, str], Any], screen: Screen) -> Iterator[Pair]:
    for office in (screen.office, ALL):
        for one in MEASURES:
            station = screen.asked.station if one.is_own else ALL
            row = known.get((one.measure, station, office, one.statistic))
            if row is not None and (office == ALL or not one.is_city):
                low, high = row["ci95"] or (None, None)
                spread = Estimate(row["difference"], low, high)
                yield Pair(one, office, row["baseline"], row["value"], spread, row["sign"])


def pairs(screen: Screen) -> list[Component]:
    """Return the card of the comparison; nothing where nothing is compared."""
    found = pairs_of(screen)
    if not found:
        return []
    words = screen.words
    heads = [words(f"centres_below.pairs.column.{name}") for name in COLUMNS]
    head = html.Thead(html.Tr([html.Th(one, scope="col") for one in heads]))
    groups = [_group(screen, office, found) for office in (screen.office, ALL)]
    table = html.Table([head, *groups], className="centres-table centres-pairs")
    replications = number(screen.document["run"]["replications"], words)
    return [
        html.Section(
            [
                card_head(_title(screen, found), *_files(screen)),
                _outdated(screen),
                scrolled(table, words("centres_below.pairs.name")),
                html.P(
                    words("centres_below.pairs.source", replications=replications),
                    className="quiet small",
                ),
            ],
            id="centres-pairs",
            className="card centres-part",
        )
    ]


def _outdated(screen: Screen) -> Component | None:
    """Return the mark of a comparison whose scenario was changed after its run."""
    if not screen.is_outdated:
        return None
    said = outdated(screen.words("centres_below.pairs.outdated"))
    return html.Ul([said], className="centres-marks")


def _files(screen: Screen) -> list[Component]:
    """Return what can be saved: the table, and the report of the run once both parts are done."""
    run = screen.asked.run
    is_done = screen.run is not None and screen.run.state == DONE
    report = [report_button([run], screen.words, screen.visit.day)] if run and is_done else []
    return [links(screen, ("pairs",)), *report]


COLUMNS: Final = ("measure", "before", "after", "difference", "meaning")


def _title(screen: Screen, found: list[Pair]) -> str:
    """Return the finding: what became of the long waits of the chosen office."""
    words = screen.words
    wait = next((p for p in found if (p.of.statistic, p.office) == ("p90", screen.office)), None)
    sign = "same" if wait is None or wait.sign is None else wait.sign
    by = 0.0 if wait is None else abs(wait.difference.value or 0.0)
    return words(
        f"centres_below.pairs.title_{sign}",
        office=office_name(screen.office, words),
        wait=minutes(by, words, 1),
    )


def _group(screen: Screen, office: str, found: list[Pair]) -> Component:
    words = screen.words
    name = words("centres_below.city") if office == ALL else office_name(office, words)
    first = html.Tr(html.Th(name, colSpan=len(COLUMNS), scope="rowgroup"), className="centres-of")
    return html.Tbody([first, *(_row(pair, words) for pair in found if pair.office == office)])


def _row(pair: Pair, words: Words) -> Component:
    cells: list[Component | str] = [
        value_words(pair.of, pair.before, words),
        value_words(pair.of, pair.after, words),
        difference_words(pair, words),
    ]
    return html.Tr(
        [
            html.Th(measure_words(pair.of, words), scope="row"),
            *map(html.Td, cells),
            html.Td(_meaning(pair, words), className=f"centres-verdict {judged(pair)}"),
        ]
    )


def judged(pair: Pair) -> str:
    """Return the class of a difference: better, worse, or nothing that could be said."""
    if pair.sign not in ("higher", "lower") or not pair.of.better:
        return ""
    return "centres-better" if pair.sign == pair.of.better else "centres-worse"


def _meaning(pair: Pair, words: Words) -> list[Component | str]:
    if pair.sign is None:
        return [NOTHING]
    sign = html.Span(SIGNS[pair.sign], **attributes({"aria-hidden": "true"}))
    return [sign, f" {words(f'centres_below.sign.{pair.sign}')}"]


def measure_words(of: Measure, words: Words) -> str:
    """Return the name of a measure."""
    return words(f"centres_below.measure.{of.measure}_{of.statistic}")


def value_words(of: Measure, value: float | None, words: Words) -> str:
    """Return a value with its unit."""
    if of.unit == MINUTES:
        return minutes(value, words, 1)
    return percent(value, words) if of.unit == SHARE else number(value, words, 1)


def difference_words(pair: Pair, words: Words) -> str:
    """Return a difference with its sign and, in brackets, its interval."""
    scale = PERCENT if pair.of.unit == SHARE else 1
    value, low, high = pair.difference
    if value is None or low is None or high is None:
        return NOTHING
    if not low and not high:
        return decimal(0, words.language)
    ends = "…\u2060".join(signed(end * scale, words) for end in (low, high))
    return f"{signed(value * scale, words)} ({ends})"


def pairs_table(screen: Screen) -> Table | None:
    """Return the comparison as a table to be saved; None where nothing is compared."""
    words, found = screen.words, pairs_of(screen)
    if not found:
        return None
    names = ("place", "measure", "before", "after", "difference", "low", "high", "meaning")
    heads = tuple(words(f"centres_below.pairs.column.{name}") for name in names)
    rows = tuple(
        (
            words("centres_below.city") if pair.office == ALL else office_name(pair.office, words),
            measure_words(pair.of, words),
            pair.before,
            pair.after,
            *pair.difference,
            "" if pair.sign is None else words(f"centres_below.sign.{pair.sign}"),
        )
        for pair in found
    )
    return Table(words("centres_below.pairs.name"), heads, rows)
