"""From a ticket log to a scenario, with all that was fitted on the way: ``tirkeu.fit/1``."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from simulation.clock_readers import HOUR, clock
from simulation.distributions import LEAST_SPREAD, MOST_SPREAD, PARAMETERS, Distribution
from simulation.fit.arrivals import Arrivals, arrivals
from simulation.fit.durations import Candidate, Fitted, cdf_of, fit_durations
from simulation.fit.patience import Patience, fit_patience
from simulation.fit.ticket_log import TicketLog
from simulation.lever_readers import HOURS

FORMAT: Final = "tirkeu.fit/1"
CRITERION: Final = (
    "lowest Akaike criterion of lognormal, gamma, exponential; empirical where the best is off "
    "by more than 3 % of the cases at some duration and by more than chance explains"
)
RESIDENCE: Final = frozenset({"residence", "temporary_stay"})
"""Services of a log that are the model's own; all others are other visits."""

BARS: Final = 24
DECIMALS: Final = 4

Json = dict[str, Any]


def fit(log: TicketLog) -> Json:
    """Fit everything that a ticket log tells.

    Args:
        log: the tickets.

    Returns:
        ``tirkeu.fit/1``: rows read, arrivals by office, service times by service, patience, the
        scenario of these levers.
    """
    by_office = {name: arrivals(log, number) for number, name in enumerate(log.offices)}
    groups = _groups(log)
    fits = {name: fit_durations(minutes) for name, minutes in groups.items()}
    patience = fit_patience(log.waits, log.left)
    return {
        "format": FORMAT,
        "rows": {
            "read": log.rows,
            "bad": log.bad,
            "named": [{"line": row.line, "why": row.why} for row in log.named],
        },
        "period": [str(log.enabled[0])[:10], str(log.enabled[-1])[:10]],
        "arrivals": [_arrivals(name, found) for name, found in by_office.items()],
        "service_minutes": [_service(name, found, groups[name]) for name, found in fits.items()],
        "criterion": CRITERION,
        "patience": _patience(patience),
        "scenario": _scenario(by_office, _levers(log, fits), patience.chosen),
    }


def _groups(log: TicketLog) -> dict[str, Any]:
    """Return minutes of service by service, and of all other visits together."""
    served = ~log.left
    own = {name: log.served[served & (log.service == n)] for n, name in enumerate(log.services)}
    residence = np.isin(log.service, [n for n, s in enumerate(log.services) if s in RESIDENCE])
    together = {
        "window_other": log.served[served & ~residence],
        "window_residence": log.served[served & residence],
    }
    return {name: minutes for name, minutes in (own | together).items() if len(minutes)}


def _levers(log: TicketLog, fits: Mapping[str, Fitted]) -> Json:
    names = {"window_other", "window_residence"} - set(log.services)
    return {name: lever(fits[name].chosen.distribution) for name in sorted(names & set(fits))}


def lever(distribution: Distribution) -> Json:
    """Return a distribution as a scenario states it."""
    names, numbers = PARAMETERS[distribution.name], distribution.numbers
    if distribution.name == "empirical":
        return {"dist": "empirical", "values": list(numbers)}
    found = {name: round(number, DECIMALS) for name, number in zip(names, numbers, strict=True)}
    if "sd" in found:  # what a scenario takes
        low, high = found["mean"] * LEAST_SPREAD, found["mean"] * MOST_SPREAD
        found["sd"] = min(max(found["sd"], low), high)
    return {"dist": distribution.name, **found}


def _arrivals(office: str, found: Arrivals) -> Json:
    return {
        "office": office,
        "visits": int(found.visits.sum()),
        "days": found.days.tolist(),
        "per_hour": np.round(found.hourly, DECIMALS).tolist(),
        "standard_error": np.round(found.standard_error, DECIMALS).tolist(),
        "served_at_once": found.busiest.tolist(),
    }


def _service(name: str, found: Fitted, minutes: Any) -> Json:  # noqa: ANN401 - an array
    edges = _edges(minutes)
    counts = np.histogram(minutes, edges)[0]
    return {
        "service": name,
        "count": found.count,
        "mean": round(found.mean, DECIMALS),
        "mean_standard_error": round(found.sd / np.sqrt(found.count), DECIMALS),
        "sd": round(found.sd, DECIMALS),
        "chosen": lever(found.chosen.distribution),
        "candidates": [_candidate(one) for one in found.candidates],
        "bins": _bins(edges, counts / found.count, found.chosen.distribution),
    }


def _edges(minutes: Any) -> Any:  # noqa: ANN401 - arrays
    """Return the edges of bars up to where nearly all durations lie; the last takes the rest."""
    high = float(np.quantile(minutes, 0.99)) or 1.0
    inner = np.linspace(0.0, high, BARS)
    return np.append(inner, max(float(minutes.max()), high) * 1.001)


def _bins(edges: Any, shares: Any, chosen: Distribution) -> list[Json]:  # noqa: ANN401 - arrays
    fitted = np.diff(cdf_of(chosen, edges))
    rows = zip(edges[:-1], edges[1:], shares, fitted, strict=True)
    names = ("from", "to", "observed_share", "fitted_share")
    return [dict(zip(names, (round(float(x), DECIMALS) for x in row), strict=True)) for row in rows]


def _candidate(one: Candidate) -> Json:
    aic = round(one.aic, 2) if np.isfinite(one.aic) else None
    return {**lever(one.distribution), "aic": aic, "distance": round(one.distance, DECIMALS)}


def _patience(found: Patience) -> Json:
    curve = zip(found.minutes, found.more_patient, strict=True)
    points = [[round(float(x), DECIMALS) for x in point] for point in curve]
    fitted = found.chosen
    model = [] if fitted is None else (1 - cdf_of(fitted, found.minutes)).round(DECIMALS).tolist()
    return {
        "left": found.left,
        "waited": found.waited,
        "chosen": None if fitted is None else lever(fitted),
        "candidates": [_candidate(one) for one in found.candidates],
        "more_patient": points,
        "fitted": model,
    }


def _scenario(
    by_office: Mapping[str, Arrivals], minutes: Json, patience: Distribution | None
) -> Json:
    """Return the levers that a log tells; a ticket's wait is that for a window.

    Where there is no log of reception, it takes no time and has no queue.
    """
    return {
        "format": "tirkeu.scenario/1",
        "name": "from a ticket log",
        "offices": [_office(name, found) for name, found in by_office.items()],
        "demand": {
            "residence_per_day": 0,
            "temporary_stay_per_day": 0,
            "id_renewals": False,
            "other_visits_per_hour": {
                name: np.round(found.hourly, DECIMALS).tolist() for name, found in by_office.items()
            },
        },
        "service_minutes": {"reception": {"dist": "constant", "mean": 0}, **minutes},
        "behaviour": {"patience_minutes": None if patience is None else lever(patience)},
    }


def _office(name: str, found: Arrivals) -> Json:
    """Return an office with the hours in which people came, and windows for all served at once."""
    hours = {str(weekday + 1): _ends(row) for weekday, row in enumerate(found.is_open) if row.any()}
    windows = np.maximum(np.ceil(found.busiest), found.is_open).astype(int)
    return {"id": name, "working_days": [], "hours": hours, "windows": windows.tolist()}


def _ends(row: Any) -> list[str]:  # noqa: ANN401 - an array
    """Return when a day with people in some of its hours begins and ends."""
    first, after = int(row.argmax()), HOURS - int(row[::-1].argmax())
    return [clock(HOUR * first), clock(HOUR * after)]
