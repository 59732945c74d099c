"""Measures that belong to no station: repeated visits, cards, outcomes and flow."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from simulation.lever_readers import DAY_MINUTES
from simulation.measures.columns import Columns, span_of
from simulation.measures.stations import ratio
from simulation.measures.summary import FLOW, Key, OutcomeKey
from simulation.opening import Interval, working_days
from simulation.scenario_parts import Scenario
from simulation.trace import LEFT, OTHER, SERVICES, Card, Trace


def of_cases(trace: Trace, columns: Columns, scenario: Scenario) -> Iterator[tuple[Key, float]]:
    """Yield the measures of cases.

    Args:
        trace: of the replication.
        columns: of the same.
        scenario: every lever.
    """
    span = span_of(scenario)
    measured = (columns.entered >= span[0]) & (columns.entered < span[1])
    repeated = float((columns.attempt[measured] > 1).sum())
    yield ("repeat_visits", "all", "all", "count"), repeated
    cards = [card for card in trace.cards if span[0] <= card.ended < span[1]]
    for measure, value in _of_cards(cards, scenario).items():
        statistic = "sum" if measure.endswith("_kzt") else "mean"
        yield (measure, "all", "all", statistic), value


def _of_cards(cards: Sequence[Card], scenario: Scenario) -> dict[str, float]:
    issued = [card for card in cards if card.issued]
    filed, ended, expired = (
        np.array([getattr(card, name) for card in issued], dtype=float)
        for name in ("first_filed", "ended", "expired")
    )
    lead = working_days(filed, ended, scenario.first)
    without = np.maximum(0.0, ended - expired) / DAY_MINUTES
    return {
        "lead_time_working_days": ratio(lead.sum(), len(issued)),
        "days_without_valid_card": ratio(without.sum(), len(issued)),
        "duty_paid_kzt": float(sum(card.duty_kzt for card in cards)),
        "duty_refundable_kzt": float(sum(card.refundable_kzt for card in cards)),
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
