"""What two scenarios share: everything that their levers do not change."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from simulation.astana import astana
from simulation.demand.claims import Supply, supply
from simulation.model import replicate
from simulation.scenario import scenario_from
from simulation.trace import OTHER, REASONS, STATIONS, Trace, post
from synthetic_data.city import City

FIRST, UNTIL = date(2026, 1, 12), date(2026, 1, 17)
CHANGED = 0
"""The office whose levers are changed."""


@pytest.fixture(scope="module")
def stock(city: City) -> Supply:
    return supply(city, FIRST)


def document() -> dict[str, Any]:
    """A busy Astana: a queue at every window, bookings, consultants, people who leave."""
    found = astana(FIRST, UNTIL, 4_000)
    found["demand"]["other_visits_per_hour"] = {o["id"]: 5 for o in found["offices"]}
    found["demand"]["residence_per_day"] = 40
    return found


def ran(stock: Supply, office: dict[str, Any], **more: dict[str, Any]) -> Trace:
    asked = document()
    asked["offices"][CHANGED] |= office
    for section, levers in more.items():
        asked[section] |= levers
    return replicate(scenario_from(asked), stock, 0)


def comings(trace: Trace) -> list[tuple[int, float]]:
    """Service and time of everybody who comes for the first time."""
    first = REASONS.index("first")
    cases = zip(trace.service, trace.entered, trace.reason, strict=True)
    return sorted((service, time) for service, time, reason in cases if reason == first)


def served(trace: Trace, station: str) -> dict[int, float]:
    """Minutes of service of every other visit that was served at a station, by case."""
    codes = {post(station, number) for number in range(8)}
    stays = zip(trace.case, trace.post, trace.start, trace.end, strict=True)
    return {
        case: round(end - start, 6)
        for case, code, start, end in stays
        if code in codes and trace.service[case] == OTHER and start == start  # noqa: PLR0124 - nan: he left
    }


@pytest.mark.parametrize(
    "office",
    [
        {"windows": 4},
        {"reception_desks": 3, "self_service_terminals": 9, "consultants": 5},
        {"breaks": []},
        {"windows": None, "shifts": [{"from": "09:00", "until": "13:00", "windows": 2}]},
    ],
)
def test_one_offices_servers_change_nobodys_coming_and_service(
    stock: Supply, office: dict[str, Any]
) -> None:
    before, after = ran(stock, {}), ran(stock, office)
    assert comings(before) == comings(after)
    for station in ("reception", "window"):
        one, other = served(before, station), served(after, station)
        both = one.keys() & other.keys()
        assert len(both) > 500
        assert [one[case] for case in both] == [other[case] for case in both]


def test_more_windows_let_fewer_leave_of_those_who_left_before(stock: Supply) -> None:
    """Patience is a person's own: with more windows he who stayed stays."""
    few, many = ran(stock, {"windows": 1}), ran(stock, {"windows": 6})
    code = post("window", CHANGED)
    assert STATIONS[code] == "window"

    def left(trace: Trace) -> set[int]:
        stays = zip(trace.case, trace.post, trace.start, strict=True)
        return {
            c
            for c, p, start in stays
            if p == code and trace.service[c] == OTHER and np.isnan(start)
        }

    assert left(many) < left(few)


@pytest.mark.parametrize(
    "more",
    [
        {"demand": {"online_hours": [1] * 12 + [2] * 12}},
        {"demand": {"access_share": 0.5}},
        {"behaviour": {"consultant_share": 0.9}},
        {"id_pipeline": {"officers": 9}},
    ],
)
def test_levers_of_others_move_no_other_visit(stock: Supply, more: dict[str, Any]) -> None:
    before, after = ran(stock, {}), ran(stock, {}, **more)
    others = [
        sorted(t for s, t in zip(trace.service, trace.entered, strict=True) if s == OTHER)
        for trace in (before, after)
    ]
    assert others[0] == others[1]
    one, other = served(before, "window"), served(after, "window")
    both = one.keys() & other.keys()
    assert [one[case] for case in both] == [other[case] for case in both]
