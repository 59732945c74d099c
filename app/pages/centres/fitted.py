"""What a fit of a ticket log means for the scenario that is shown: beside it, and taken over."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from app.exports import Cell, Table
from app.i18n import Words
from app.pages.centres.screens import Screen
from app.pages.centres.visits import profiles
from app.planning.hours import WEEK, open_hours
from app.planning.levers import Lever
from app.planning.scenarios import Document, compact, complete, office_of, offices
from domain.errors import BadInput

Fit = Mapping[str, Any]
"""``tirkeu.fit/1`` as `app.pages.centres.upload.fitted` keeps it."""

Rows = Sequence[Mapping[str, Any]]

MONDAY_TO_FRIDAY: Final = 5
TOGETHER: Final = ("window_other", "window_residence")
"""Not services of a log, but all of the model's own kinds together: what the levers are."""

SMALLEST: Final = 1e-9


def services_of(fit: Fit) -> list[Mapping[str, Any]]:
    """Return the services, those of most tickets first; the two levers come first of all."""
    kinds = {name: place for place, name in enumerate(TOGETHER)}
    return sorted(
        fit["service_minutes"], key=lambda one: (kinds.get(one["service"], 9), -one["count"])
    )


def other_share(fit: Fit) -> float:
    """Return which share of the tickets is for other services than the model's own."""
    counts = {one["service"]: one["count"] for one in fit["service_minutes"]}
    other, own = (counts.get(name, 0) for name in TOGETHER)
    return other / (other + own) if other + own else 1.0


def matched(fit: Fit, document: Document) -> tuple[list[str], list[str]]:
    """Return the offices of a log that the scenario has, and those that it has not."""
    names, known = [one["office"] for one in fit["arrivals"]], set(offices(document))
    return [n for n in names if n in known], [n for n in names if n not in known]


def arrivals_of(fit: Fit, office: str) -> Mapping[str, Any] | None:
    """Return what a log tells of the arrivals at an office."""
    return next((one for one in fit["arrivals"] if one["office"] == office), None)


def on_weekdays(arrivals: Mapping[str, Any], share: float = 1.0) -> dict[int, tuple[float, float]]:
    """Return visitors an hour from Monday to Friday with their standard error, by hour.

    Args:
        arrivals: of an office.
        share: of the tickets that are looked at; their counts are Poisson too.
    """
    days = arrivals["days"][:MONDAY_TO_FRIDAY]
    whole = sum(days)
    found: dict[int, tuple[float, float]] = {}
    for hour in range(24):
        rates = zip(days, arrivals["per_hour"], strict=False)
        visits = share * sum(n * row[hour] for n, row in rates)
        if whole and visits > SMALLEST:
            found[hour] = visits / whole, visits**0.5 / whole
    return found


def lever_on_weekdays(screen: Screen, office: str) -> dict[int, float]:
    """Return what the scenario says of the same, for the hours in which the office is open."""
    profile = profiles(screen.shown.document, screen.city[0]).get(office)
    if profile is None:
        return {}
    hours = open_hours(office_of(screen.shown.document, office), WEEK)
    means = {h: sum(day[h] for day in profile[:MONDAY_TO_FRIDAY]) for h in hours}
    return {hour: mean / MONDAY_TO_FRIDAY for hour, mean in means.items() if mean > SMALLEST}


def taken(screen: Screen) -> Document:
    """Return the kept scenario with the levers that the fit tells.

    Arrivals are those of the log less the share of the tickets that the model brings itself; hours
    in which an office is closed stay closed.

    Raises:
        BadInput: the model cannot take a lever of the fit.
    """
    fit, document = screen.below.fit, screen.shown.kept
    if fit is None:
        return document
    visits = dict(profiles(document, screen.city[0]))
    share = other_share(fit)
    for office in matched(fit, document)[0]:
        found = arrivals_of(fit, office)
        if found is not None:
            visits[office] = [[rate * share for rate in day] for day in found["per_hour"]]
    demand = dict(document["demand"])
    if matched(fit, document)[0]:
        demand["other_visits_per_hour"] = {name: compact(rows) for name, rows in visits.items()}
    levers, behaviour = fit["levers"], dict(document["behaviour"])
    if levers["patience_minutes"] is not None:
        behaviour["patience_minutes"] = levers["patience_minutes"]
    minutes = {**document["service_minutes"], **levers["service_minutes"]}
    changed = {"demand": demand, "behaviour": behaviour, "service_minutes": minutes}
    return complete({**document, **changed})


def is_of_fit(screen: Screen, lever: Lever) -> bool:
    """Say whether a lever stands as the fit that the page shows tells it."""
    fit = screen.below.fit
    if fit is None or lever.source is None or lever.source not in _told(fit, screen):
        return False
    try:
        told = lever.get(taken(screen), screen.at)
    except BadInput:  # the model takes no such fit
        return False
    return told == lever.get(screen.shown.kept, screen.at)


def _told(fit: Fit, screen: Screen) -> set[tuple[str, str]]:
    """Return section and name of the levers of the office that is looked at that a log tells."""
    found = {("service_minutes", name) for name in fit["levers"]["service_minutes"]}
    if fit["levers"]["patience_minutes"] is not None:
        found.add(("behaviour", "patience_minutes"))
    if screen.office in matched(fit, screen.shown.kept)[0]:
        found.add(("demand", "other_visits_per_hour"))
    return found


COLUMNS: Final = ("what", "of", "from", "to", "observed", "fitted")


def fit_table(screen: Screen) -> Table | None:
    """Return what was drawn as a table to be saved; None where no log was fitted."""
    fit, words = screen.below.fit, screen.words
    if fit is None:
        return None
    heads = tuple(words(f"centres_below.log.table.{name}") for name in COLUMNS)
    return Table(words("centres_below.log.table.name"), heads, tuple(_rows(fit, words)))


def _rows(fit: Fit, words: Words) -> Iterator[tuple[Cell, ...]]:
    for one in services_of(fit):
        told = words("centres_below.log.table.service"), service_name(one["service"], words)
        for bar in one["bins"]:
            yield *told, bar["from"], bar["to"], bar["observed_share"], bar["fitted_share"]
    patience = fit["patience"]
    model = patience["fitted"] or [None] * len(patience["more_patient"])
    for (minute, share), fitted in zip(patience["more_patient"], model, strict=True):
        yield words("centres_below.log.table.patience"), "", minute, None, share, fitted
    for office in fit["arrivals"]:
        for hour, (rate, _) in on_weekdays(office).items():
            named = words("centres_below.log.table.arrivals"), office["office"]
            yield *named, hour, hour + 1, rate, None


def service_name(service: str, words: Words) -> str:
    """Return the name of a service of a log; the kinds of the model have names of their own."""
    key = f"centres_below.log.service.{service}"
    return words(key) if words.has(key) else service
