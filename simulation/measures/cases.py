"""Measures that belong to no station: repeated visits, cards, outcomes and flow."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from simulation.lever_readers import DAY_MINUTES
from simulation.measures.applications import ID_CARD, annulled, applications
from simulation.measures.columns import Columns, span_of
from simulation.measures.ratios import RANKS, percentile, ratio
from simulation.measures.summary import FLOW, Key, OutcomeKey
from simulation.opening import Interval
from simulation.scenario_parts import Scenario
from simulation.trace import LEFT, OTHER, REASONS, SERVICES, Card, Trace


def of_cases(trace: Trace, columns: Columns, scenario: Scenario) -> Iterator[tuple[Key, float]]:
    """Yield the measures of cases, all of the network.

    Args:
        trace: of the replication.
        columns: of the same.
        scenario: every lever.
    """
    span = span_of(scenario)
    cards = [card for card in trace.cards if span[0] <= card.ended < span[1]]
    values = _repeats(columns, span) | _counts(trace, columns, span)
    values |= _sent(trace, cards) | _money(cards) | _times(cards, scenario)
    for (measure, statistic), value in values.items():
        yield (measure, "all", "all", statistic), float(value)


SENDING = (
    "biometrics_failed",
    "not_in_pilot",
    "not_the_holder",
    "too_early",
    "unavailable_go_to_service_centre",
)
"""Outcomes that have a row of ``sent_to_centre`` even where they sent nobody."""

Values = dict[tuple[str, str], float]
"""Value by measure and statistic."""


def _repeats(columns: Columns, span: Interval) -> Values:
    """Count the cases that came in a span and follow from another, by why they came."""
    came = (columns.entered >= span[0]) & (columns.entered < span[1]) & (columns.attempt > 1)
    counts = np.bincount(columns.reason[came], minlength=len(REASONS)).tolist()
    by_reason = {("repeat_visits", name): counts[REASONS.index(name)] for name in REASONS[1:]}
    return {("repeat_visits", "count"): sum(counts)} | by_reason


def _counts(trace: Trace, columns: Columns, span: Interval) -> Values:
    """Count applications for a card that came in a span, and those annulled in it."""
    came = (columns.entered >= span[0]) & (columns.entered < span[1])
    over = (columns.ended >= span[0]) & (columns.ended < span[1])
    return {
        ("card_applications", "count"): (came & applications(columns, ID_CARD)).sum(),
        ("cards_annulled", "count"): (over & annulled(trace, columns)).sum(),
    }


def _sent(trace: Trace, cards: Sequence[Card]) -> Values:
    """Count the applications whose holders were sent to a centre, by the outcome that did it."""
    names = list(trace.endings)
    outcomes = Counter(dict.fromkeys(SENDING, 0))
    outcomes.update(names[trace.ending[card.case]][0] for card in cards if card.to_centre)
    rows: Values = {
        ("sent_to_centre", outcome): count for outcome, count in sorted(outcomes.items())
    }
    return {("sent_to_centre", "count"): outcomes.total()} | rows


def _money(cards: Sequence[Card]) -> Values:
    return {
        ("duty_paid_kzt", "sum"): sum(card.duty_kzt for card in cards),
        ("duty_refundable_kzt", "sum"): sum(card.refundable_kzt for card in cards),
    }


def _times(cards: Sequence[Card], scenario: Scenario) -> Values:
    """Measure issued cards from the first filing on; ``without`` counts from the expiry."""
    issued = [card for card in cards if card.issued]
    filed, ended, expired = (
        np.array([getattr(card, name) for card in issued], dtype=float)
        for name in ("first_filed", "ended", "expired")
    )
    lead = np.sort(scenario.calendar.working_days(filed, ended))
    without = np.maximum(0.0, ended - expired) / DAY_MINUTES
    return {
        ("cards_issued", "count"): len(issued),
        ("shut_out_by_clock", "count"): sum(card.shut_out for card in cards),
        ("lead_time_working_days", "mean"): ratio(lead.sum(), len(issued)),
        ("lead_time_working_days", "p50"): percentile(lead, RANKS["p50"]),
        ("lead_time_working_days", "p90"): percentile(lead, RANKS["p90"]),
        ("days_without_valid_card", "mean"): ratio(without.sum(), len(issued)),
        ("holders_without_valid_card", "count"): (without > 0).sum(),
    }


def outcomes(trace: Trace, columns: Columns, span: Interval) -> dict[OutcomeKey, int]:
    """Count ended applications; other visits are none, and who left has no outcome.

    Args:
        trace: of the replication.
        columns: of the same.
        span: applications that came and ended in it count.
    """
    names = list(trace.endings)
    wanted = (columns.service != OTHER) & (columns.ending > LEFT)
    wanted &= (columns.entered >= span[0]) & (columns.ended < span[1])
    pairs = zip(columns.service[wanted].tolist(), columns.ending[wanted].tolist(), strict=True)
    found = {(SERVICES[s], *names[e]): count for (s, e), count in Counter(pairs).items()}
    return dict(sorted(found.items(), key=lambda item: tuple(map(str, item[0]))))


def flow(columns: Columns, span: Interval) -> dict[str, int]:
    """Count the cases that came in a span; entered = completed + abandoned + in progress.

    Args:
        columns: of the trace.
        span: those that end after it are in progress.
    """
    measured = (columns.entered >= span[0]) & (columns.entered < span[1])
    over = measured & (columns.ended < span[1])
    left = over & (columns.ending == LEFT)
    numbers = (measured, over & ~left, left, measured & ~over)
    return {name: int(mask.sum()) for name, mask in zip(FLOW, numbers, strict=True)}
