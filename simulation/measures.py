"""What a replication measured: pure functions of its trace and its scenario.

A stay is measured when the case became ready for the station inside the measured part of the
period; time averages run over the open hours of that part.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from simulation.centre import CENTRE_STATIONS
from simulation.lever_readers import DAY_MINUTES
from simulation.opening import Interval, OpenClock, Shift, openings, shifts, working_days
from simulation.scenario_parts import Scenario
from simulation.trace import LEFT, OTHER, SERVICES, STATIONS, Card, Trace, post

Floats = NDArray[np.float64]

Key = tuple[str, str, str, str]
"""Measure, station, office, statistic; ``all`` where it is of no single one."""

OutcomeKey = tuple[str, str, str | None]
"""Service, outcome, basis."""

FLOW = ("entered", "completed", "abandoned", "in_progress")


@dataclass(frozen=True, slots=True)
class Summary:
    """One replication in numbers.

    Attributes:
        measures: value by key; nan where nothing was there to be measured.
        outcomes: ended applications by service, outcome and basis.
        flow: cases by ``FLOW``.
    """

    measures: Mapping[Key, float]
    outcomes: Mapping[OutcomeKey, int]
    flow: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Load:
    """What one station of one office had to do.

    Attributes:
        waits: minutes of everyone who was served.
        services: minutes of service of the same.
        visits: how many came.
        left: how many gave up inside the period.
        waiting: minutes that all spent in the queue in open hours.
        open_minutes: measured open time.
        busy: minutes that servers were busy in open hours.
        offered: minutes that servers were there.
        longest_queue: most people waiting at once.
    """

    waits: Floats
    services: Floats
    visits: int
    left: int
    waiting: float
    open_minutes: float
    busy: float
    offered: float
    longest_queue: int


def summarise(trace: Trace, scenario: Scenario) -> Summary:
    """Return everything that a replication measured."""
    span = _span(scenario)
    measures = dict(_of_stations(trace, scenario, span))
    measures.update(_of_cases(trace, scenario, span))
    return Summary(measures, _outcomes(trace, span), _flow(trace, span))


def _span(scenario: Scenario) -> Interval:
    return scenario.warm_up_days * DAY_MINUTES, scenario.days * DAY_MINUTES


def _of_stations(trace: Trace, scenario: Scenario, span: Interval) -> Iterator[tuple[Key, float]]:
    posts = np.array(trace.post, dtype=np.int64)
    columns = np.array([trace.enabled, trace.start, trace.end], dtype=float).reshape(3, -1)
    inside = (columns[0] >= span[0]) & (columns[0] < span[1])
    for station in STATIONS:
        offices = scenario.offices if station in CENTRE_STATIONS else scenario.offices[:1]
        loads = []
        for number, office in enumerate(offices):
            here = posts == post(station, number)
            pieces = _staffing(scenario, station, number, span)
            loads.append(_load(columns[:, here], columns[:, here & inside], pieces, span))
            if station in CENTRE_STATIONS:
                yield from _rows(loads[-1], station, office.id, scenario)
        yield from _rows(_together(loads), station, "all", scenario)


def _staffing(scenario: Scenario, station: str, number: int, span: Interval) -> list[Shift] | None:
    """Return the servers of a station over the measured part; None where there is no limit."""
    office, pipeline = scenario.offices[number], scenario.id_pipeline
    staffed = {
        "reception": (office.hours, office.reception_desks),
        "terminal": (office.hours, office.self_service_terminals),
        "window": (office.hours, office.windows),
        "ums": (pipeline.hours, pipeline.officers),
        "pickup": (pipeline.hours, pipeline.pickup_desks),
    }
    if station not in staffed:
        return None
    hours, profile = staffed[station]
    open_hours = openings(hours, scenario.first, scenario.days)
    cut = [(max(start, span[0]), min(end, span[1])) for start, end in open_hours]
    return shifts([pair for pair in cut if pair[0] < pair[1]], profile, scenario.first)


def _load(every: Floats, inside: Floats, pieces: list[Shift] | None, span: Interval) -> Load:
    """Measure a station; columns are enabled, start, end of all stays and of those inside."""
    enabled, start, end = inside
    served, left = ~np.isnan(start), np.isnan(start) & (end < span[1])
    clock = OpenClock.of([span] if pieces is None else [pair[:2] for pair in pieces])
    over = np.where(np.isnan(every[1]), every[2], every[1])
    waiting = clock.until(np.minimum(over, span[1])) - clock.until(every[0])
    busy = clock.until(every[2]) - clock.until(np.where(np.isnan(every[1]), every[2], every[1]))
    return Load(
        waits=(start - enabled)[served],
        services=(end - start)[served],
        visits=len(enabled),
        left=int(left.sum()),
        waiting=float(waiting.sum()),
        open_minutes=clock.total,
        busy=float(busy[np.isfinite(every[2])].sum()),
        offered=nan if pieces is None else sum((b - a) * n for a, b, n in pieces),
        longest_queue=_longest_queue(every[0], over, span),
    )


def _longest_queue(enabled: Floats, over: Floats, span: Interval) -> int:
    waited = (over > enabled) & (over > span[0]) & (enabled < span[1])
    times = np.concatenate([over[waited], enabled[waited]])
    steps = np.repeat([-1, 1], int(waited.sum()))
    order = np.lexsort((steps, times))
    return int(np.max(np.cumsum(steps[order]), initial=0))


def _together(loads: Sequence[Load]) -> Load:
    if len(loads) == 1:
        return loads[0]
    return Load(
        waits=np.concatenate([load.waits for load in loads]),
        services=np.concatenate([load.services for load in loads]),
        visits=sum(load.visits for load in loads),
        left=sum(load.left for load in loads),
        waiting=sum(load.waiting for load in loads),
        open_minutes=max(load.open_minutes for load in loads),
        busy=sum(load.busy for load in loads),
        offered=sum(load.offered for load in loads),
        longest_queue=max(load.longest_queue for load in loads),
    )


def _rows(load: Load, station: str, office: str, scenario: Scenario) -> Iterator[tuple[Key, float]]:
    waits, some = load.waits, len(load.waits) > 0
    ranks = np.percentile(waits, [50, 90, 95]) if some else [nan] * 3
    values = {
        ("wait_minutes", "mean"): _ratio(waits.sum(), len(waits)),
        ("wait_minutes", "p50"): ranks[0],
        ("wait_minutes", "p90"): ranks[1],
        ("wait_minutes", "p95"): ranks[2],
        ("wait_minutes", "max"): waits.max() if some else nan,
        ("service_minutes", "mean"): _ratio(load.services.sum(), len(waits)),
        ("queue_length", "mean"): _ratio(load.waiting, load.open_minutes),
        ("queue_length", "max"): load.longest_queue,
        ("utilisation", "mean"): _ratio(load.busy, load.offered),
        ("abandoned_share", "mean"): _ratio(load.left, load.visits),
        ("visits", "count"): load.visits,
    }
    if station in CENTRE_STATIONS:  # the standard is one of the centres
        within = waits <= scenario.wait_standard_minutes
        values["within_standard_share", "mean"] = _ratio(within.sum(), len(waits))
    for (measure, statistic), value in values.items():
        yield (measure, station, office, statistic), float(value)


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else nan


def _of_cases(trace: Trace, scenario: Scenario, span: Interval) -> Iterator[tuple[Key, float]]:
    """Measure what belongs to no station: repeated visits, and cards."""
    entered, attempt = np.array(trace.entered), np.array(trace.attempt)
    measured = (entered >= span[0]) & (entered < span[1])
    yield ("repeat_visits", "all", "all", "count"), float((attempt[measured] > 1).sum())
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
        "lead_time_working_days": _ratio(lead.sum(), len(issued)),
        "days_without_valid_card": _ratio(without.sum(), len(issued)),
        "duty_paid_kzt": float(sum(card.duty_kzt for card in cards)),
        "duty_refundable_kzt": float(sum(card.refundable_kzt for card in cards)),
    }


def _outcomes(trace: Trace, span: Interval) -> dict[OutcomeKey, int]:
    """Count ended applications; other visits are none, and who left has no outcome."""
    names = list(trace.endings)
    cases = zip(trace.service, trace.entered, trace.ended, trace.ending, strict=True)
    codes = Counter(
        (service, ending)
        for service, entered, ended, ending in cases
        if service != OTHER and ending > LEFT and span[0] <= entered and ended < span[1]
    )
    found = {(SERVICES[s], *names[e]): count for (s, e), count in codes.items()}
    return dict(sorted(found.items(), key=lambda item: tuple(map(str, item[0]))))


def _flow(trace: Trace, span: Interval) -> dict[str, int]:
    entered, ended = np.array(trace.entered), np.array(trace.ended)
    measured = (entered >= span[0]) & (entered < span[1])
    over = measured & (ended < span[1])
    left = over & (np.array(trace.ending) == LEFT)
    numbers = (measured, over & ~left, left, measured & ~over)
    return {name: int(mask.sum()) for name, mask in zip(FLOW, numbers, strict=True)}
