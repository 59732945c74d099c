"""The ID-card flow by itself: holders written down in a test, and nobody else in the city."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from domain.procedure import Verdict
from simulation.application import Case, Draws
from simulation.back_office import open_back_office
from simulation.centre import open_centre
from simulation.clock import Clock
from simulation.demand.claims import Supply
from simulation.demand.holders import Holder, cards_around
from simulation.journeys.going import Going
from simulation.journeys.identity_card import Renewing
from simulation.lever_readers import DAY_MINUTES
from simulation.model import AFTERWARDS_DAYS, dismiss, make_world
from simulation.registry_service import Outages
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.trace import Trace
from simulation.variates import Variates

ALWAYS: dict[str, Any] = {
    "opens": "00:00",
    "closes": "24:00",
    "working_days": [1, 2, 3, 4, 5, 6, 7],
    "closed_on_holidays": False,
}


def constant(mean: float) -> dict[str, Any]:
    return {"dist": "constant", "mean": mean}


SMOOTH: dict[str, Any] = {
    "format": "tirkeu.scenario/1",
    "period": {"from": "2026-01-12", "until": "2026-02-23"},
    "policy": {"id_card_pilot": ["2025-05-28", "2026-12-31"]},
    "demand": {
        "residence_per_day": 0,
        "temporary_stay_per_day": 0,
        "id_online_share": 1,
        "other_visits_per_hour": {},
    },
    "service_minutes": {"online": constant(10), "pickup": constant(5)},
    "behaviour": {
        "passport_share": 0,
        "other_reason_share": 0,
        "filed_by_other_share": 0,
        "biometrics_mismatch_share": 0,
        "duty_unpaid_share": 0,
        "pickup_wrong_share": 0,
        "centre_after_redirect_share": 1,
        "return_when_open_share": 1,
        "refile_share": 1,
        "pickup_days": constant(1),
    },
    "registries": {
        name: {"latency_seconds": 0, "availability": 1}
        for name in ("gbd_fl", "payment", "ums", "production_centre", "pickup_point")
    },
    "id_pipeline": {
        **ALWAYS,
        "officers": 1000,
        "pickup_desks": 1000,
        "intake_days": constant(0),
        "check_minutes": constant(10),
        "data_incorrect_share": 0,
        "photo_mismatch_share": 0,
        "signature_mismatch_share": 0,
        "further_check_share": 0,
        "production_days": constant(2),
    },
}
"""Everything goes well, and everything but the queues takes a known time."""


def scenario(**sections: Any) -> Scenario:  # noqa: ANN401 - parts of a document
    """Return the smooth scenario with some levers changed."""
    document = dict(SMOOTH)
    for name, levers in sections.items():
        section = document.get(name, {})
        document[name] = levers if isinstance(levers, list) else {**section, **levers}
    return scenario_from(document)


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    trace: Trace
    journal: list[tuple[Case, Verdict]]

    @property
    def outcomes(self) -> list[str]:
        """Outcomes in order of ending."""
        return [verdict.outcome for _, verdict in self.journal]


def expiring_card(
    stock: Supply, levers: Scenario, weekday: int | None = None, earliest: int = 32
) -> Holder:
    """Return the holder of an unchanged card that runs out well inside the period.

    Args:
        stock: the city.
        levers: its period begins on a Monday.
        weekday: on which the card runs out, 0 = Monday; None: any.
        earliest: first day of the period on which it may run out.
    """
    city = stock.city
    rows, expiry = cards_around(city, levers.first, levers.days)
    fits = (expiry >= earliest) & (expiry < levers.days) & (city.data_changed[rows] == 0)
    fits &= city.region[city.card_holder[rows]] == 0
    if weekday is not None:
        fits &= expiry % 7 == weekday
    place = int(np.flatnonzero(fits)[0])
    return Holder(0, 0.0, int(city.card_holder[rows[place]]), "astana", int(expiry[place]))


def ran(
    stock: Supply,
    levers: Scenario,
    online: Sequence[Holder],
    down: Mapping[str, Outages] | None = None,
    in_centre: Sequence[Holder] = (),
) -> Ran:
    """Run the flow for some holders, with systems down when the test says."""
    environment, trace, variates = Clock(), Trace(), Variates(levers.seed, 0)
    centres = [open_centre(environment, levers, n) for n in range(len(levers.offices))]
    office = open_back_office(environment, levers, levers.days + AFTERWARDS_DAYS)
    world = make_world(levers, stock, variates, (environment, trace, centres, office))
    cut = {name: replace(world.services[name], outages=when) for name, when in (down or {}).items()}
    world = replace(world, services={**world.services, **cut})
    size = 1 + max(holder.index for holder in (*online, *in_centre))
    journal: list[tuple[Case, Verdict]] = []
    going = Going(world, {"id_card": Draws(variates, "id_card", size)}, journal)
    Renewing(going).begin(online, in_centre)
    environment.run()
    stations = [station for centre in centres for station in centre.stations.values()]
    dismiss(environment, [*stations, *office.stations])
    return Ran(trace, journal)


def at(day: int, hour: float = 10) -> float:
    """Return a time of a day, minutes."""
    return day * DAY_MINUTES + hour * 60
