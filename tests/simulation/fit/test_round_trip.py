"""A log simulated from known levers gives them back, within the errors of chance."""

from datetime import datetime, timedelta
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulation.fit.fitted import fit
from simulation.fit.ticket_log import read_log
from simulation.model import replicate
from simulation.scenario import scenario_from
from simulation.trace import STATIONS

FIRST = datetime(2026, 1, 12)
OFFICES = ("east", "west")
PROFILE = [0.0] * 9 + [20.0, 40, 55, 50, 30, 35, 45, 40, 15] + [0.0] * 6
SERVICE = {"dist": "gamma", "mean": 12.0, "sd": 5.0}
PATIENCE = {"dist": "exponential", "mean": 25.0}


def known_levers() -> dict[str, Any]:
    return {
        "format": "tirkeu.scenario/1",
        "period": {"from": "2026-01-12", "until": "2026-03-09"},
        "offices": [{"id": name, "reception_desks": 1, "windows": 8} for name in OFFICES],
        "demand": {
            "residence_per_day": 0,
            "temporary_stay_per_day": 0,
            "id_renewals": False,
            "other_visits_per_hour": {"east": PROFILE, "west": [n / 2 for n in PROFILE]},
        },
        "service_minutes": {
            "reception": {"dist": "constant", "mean": 0},
            "window_other": SERVICE,
        },
        "behaviour": {"patience_minutes": PATIENCE},
        "run": {"replications": 1, "seed": 3},
    }


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    trace = replicate(scenario_from(known_levers()), None, 0)
    rows = []
    stays = zip(trace.case, trace.post, trace.enabled, trace.start, trace.end, strict=True)
    for case, post, enabled, start, end in stays:
        office, station = divmod(post, len(STATIONS))
        if STATIONS[station] != "window":
            continue
        times = [
            (FIRST + timedelta(minutes=time)).isoformat(timespec="milliseconds")
            for time in (enabled, *((end,) if isnan(start) else (start, end)))
        ]
        left = isnan(start)
        rows.append(
            {
                "left": times[1] if left else "",
                "ticket_id": case,
                "office": OFFICES[office],
                "service": "other",
                "colour of the ticket": "blue",
                "enabled": times[0],
                "start": "" if left else times[1],
                "end": "" if left else times[2],
            }
        )
    path = tmp_path_factory.mktemp("log") / "tickets.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    return path


@pytest.fixture(scope="module")
def found(log: Path) -> dict[str, Any]:
    return fit(read_log(log, "tickets.csv"))


def test_no_row_of_a_simulated_log_is_bad(found: dict[str, Any]) -> None:
    assert found["rows"]["bad"] == 0
    assert found["rows"]["read"] > 10_000


@pytest.mark.parametrize(("office", "part"), [("east", 1.0), ("west", 0.5)])
def test_arrivals_come_back_by_weekday_and_hour(
    found: dict[str, Any], office: str, part: float
) -> None:
    row = next(one for one in found["arrivals"] if one["office"] == office)
    rates, errors = np.array(row["per_hour"]), np.array(row["standard_error"])
    assert row["days"] == [8, 8, 8, 8, 8, 0, 0]
    apart = np.abs(rates[:5, 9:18] - np.array(PROFILE[9:18]) * part) / errors[:5, 9:18]
    assert apart.max() < 4.5  # the largest of 45 normal errors
    assert (apart**2).mean() == pytest.approx(1, abs=1)
    assert not rates[5:].any()
    assert not rates[:, :9].any()


def test_service_times_come_back(found: dict[str, Any]) -> None:
    row = next(one for one in found["service_minutes"] if one["service"] == "other")
    assert row["chosen"]["dist"] == "gamma"
    assert row["mean"] == pytest.approx(SERVICE["mean"], abs=4 * row["mean_standard_error"])
    assert row["chosen"]["sd"] == pytest.approx(SERVICE["sd"], rel=0.05)
    assert sum(one["observed_share"] for one in row["bins"]) == pytest.approx(1, abs=0.01)
    assert row["candidates"][0]["distance"] < 0.02


def test_patience_comes_back_though_most_were_served_first(found: dict[str, Any]) -> None:
    patience = found["patience"]
    error = PATIENCE["mean"] / patience["left"] ** 0.5
    assert patience["left"] < patience["waited"] / 3
    assert patience["chosen"]["dist"] == "exponential"
    assert patience["chosen"]["mean"] == pytest.approx(PATIENCE["mean"], abs=4 * error)
    curve = np.array(patience["more_patient"])
    assert np.abs(curve[:, 1] - np.exp(-curve[:, 0] / PATIENCE["mean"])).max() < 0.1


def test_offices_come_back_with_their_hours_and_no_more_windows_than_they_had(
    found: dict[str, Any],
) -> None:
    scenario = scenario_from(found["scenario"])
    assert [office.id for office in scenario.offices] == list(OFFICES)
    for office in scenario.offices:
        assert office.hours == dict.fromkeys(range(1, 6), (9 * 60, 18 * 60))
        assert max(map(max, office.windows)) <= 8
    assert max(scenario.offices[0].windows[0]) == 8
