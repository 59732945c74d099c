"""The command at the ends of its levers: what must come out is known without counting."""

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest

from tests.simulation.commanded import ALWAYS, Document, simulated

SECONDS: Final = 60
"""Longer than any of these runs takes on a busy machine, shorter than for ever."""

REGISTRIES: Final = (
    *("egkn", "gbd_fl", "e_sobes", "iis_con", "zags", "smart_data_ukimet"),
    *("nobd", "epvo", "payment", "ums", "production_centre", "pickup_point"),
)
BUSY: Final = {"demand": {"other_visits_per_hour": {"one": 40}}}


def changed(*parts: Mapping[str, Any]) -> Document:
    """Three working days of a small city, with some levers moved."""
    whole: Document = {
        "format": "tirkeu.scenario/1",
        "city": {"population": 3000, "seed": 1},
        "period": {"from": "2026-01-12", "until": "2026-01-15"},
        "offices": [{"id": "one"}],
        "demand": {
            "residence_per_day": 40,
            "temporary_stay_per_day": 10,
            "other_visits_per_hour": {"one": 10},
        },
        "run": {"replications": 2},
    }
    for part in parts:
        for section, levers in part.items():
            if section == "offices":
                whole["offices"] = [{**whole["offices"][0], **levers}]
            else:
                whole[section] = {**whole.get(section, {}), **levers}
    return whole


@contextmanager
def deadline() -> Iterator[None]:
    def late(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


class Found:
    """Results of one scenario, all offices together, after what every run must keep."""

    def __init__(self, home: Path, *parts: Mapping[str, Any]) -> None:
        with deadline():
            self.results = simulated(changed(*parts), "--home", str(home))
        flow = self.flow = self.results["flow"]
        assert flow["entered"] == flow["completed"] + flow["abandoned"] + flow["in_progress"]
        for table in ("measures", "hours", "days"):
            values = [row["value"] for row in self.results[table]]
            assert values or (table == "hours" and self.at("visits", "window", "count") == 0)
            assert all(value is None or isfinite(value) for value in values)
        shares = [row for row in self.results["measures"] if row["measure"].endswith("_share")]
        assert all(row["value"] is None or 0 <= row["value"] <= 1 for row in shares)

    def at(self, measure: str, station: str, statistic: str = "mean") -> float | None:
        (value,) = (
            row["value"]
            for row in self.results["measures"]
            if (row["measure"], row["station"], row["office"], row["statistic"])
            == (measure, station, "all", statistic)
        )
        return None if value is None else float(value)

    def ended(self, *, service: str = "", outcome: str = "", basis: str = "") -> float:
        """How many applications ended so; words left out stand for any."""
        wanted = {"service": service, "outcome": outcome, "basis": basis}
        return sum(
            float(row["count"])
            for row in self.results["outcomes"]
            if all(not word or row[key] == word for key, word in wanted.items())
        )

    def day_by_day(self, measure: str) -> list[float]:
        return [row["value"] for row in self.results["days"] if row["measure"] == measure]


NOBODY: Final = {
    "demand": {
        "residence_per_day": 0,
        "temporary_stay_per_day": 0,
        "id_renewals": False,
        "other_visits_per_hour": {"one": 0},
    }
}


def test_nobody_makes_no_queue_and_no_number_is_made_up(home: Path) -> None:
    found = Found(home, NOBODY)
    assert set(found.flow.values()) == {0}
    assert found.results["outcomes"] == []
    assert found.at("wait_minutes", "window") is None
    assert found.at("within_standard_share", "window") is None
    assert found.at("queue_length", "window") == 0
    assert found.at("utilisation", "window") == 0


def test_a_closed_office_is_visited_by_nobody_and_the_rest_goes_on_online(home: Path) -> None:
    found = Found(home, {"offices": {"working_days": []}})
    for station in ("reception", "terminal", "window"):
        assert found.at("visits", station, "count") == 0
    assert found.at("utilisation", "window") is None
    assert found.ended(outcome="registered") > 0
    assert found.ended(outcome="registered", basis="hall") == 0


def test_one_window_for_everybody_is_never_idle_and_never_done(home: Path) -> None:
    found = Found(home, BUSY, {"offices": {"windows": 1}})
    wait, busy = found.at("wait_minutes", "window"), found.at("utilisation", "window")
    assert wait is not None
    assert wait > 60
    assert busy is not None
    assert busy > 0.95
    assert (found.at("overtime_minutes", "all") or 0) > 60


def test_endless_windows_keep_nobody_waiting(home: Path) -> None:
    found = Found(home, BUSY, {"offices": {"windows": 1000}})
    assert found.at("wait_minutes", "window", "max") == 0
    assert found.at("within_standard_share", "window") == 1
    assert found.at("queue_length", "window", "max") == 0
    assert (found.at("visits", "window", "count") or 0) > 500


def test_without_any_registry_nobody_is_registered_and_no_card_is_issued(home: Path) -> None:
    down = {name: {"availability": 0} for name in REGISTRIES}
    found = Found(home, {"registries": down})
    assert found.ended(outcome="registered") == found.ended(outcome="issued") == 0
    assert found.ended(outcome="registry_unavailable") > 0
    assert (found.at("visits", "window", "count") or 0) > 0  # the other visits need no registry


def test_registries_that_are_down_for_a_day_are_asked_again_the_next(home: Path) -> None:
    day_long = {"availability": 0.5, "outage_minutes": 1440}
    found = Found(home, {"registries": dict.fromkeys(REGISTRIES, day_long)})
    assert found.ended(outcome="registry_unavailable") > 0
    assert found.ended(outcome="registered") > 0


def test_registries_that_always_answer_are_never_missed(home: Path) -> None:
    found = Found(home, {"registries": {name: {"availability": 1} for name in REGISTRIES}})
    assert found.ended(outcome="registry_unavailable") == 0
    assert found.ended(outcome="registered") > 0


def test_a_norm_of_a_tenth_lets_everybody_in_and_one_of_a_thousand_nobody(home: Path) -> None:
    small, large = (Found(home, {"policy": {"norm_m2": norm}}) for norm in (0.1, 1000))
    turned_away = ("norm_reached_no_category", "kinship_not_confirmed", "study_not_confirmed")
    assert sum(small.ended(outcome=outcome) for outcome in turned_away) == 0
    assert small.ended(outcome="registered", basis="norm") > 0
    assert large.ended(outcome="registered", basis="norm") == 0
    assert large.ended(outcome="norm_reached_no_category") > 0
    assert small.ended(outcome="registered") > large.ended(outcome="registered")


def test_without_officers_files_pile_up_and_no_card_of_the_capital_is_made(home: Path) -> None:
    longer = {
        "period": {"from": "2026-01-12", "until": "2026-02-09"},
        "id_pipeline": {"officers": 0, "intake_days": {"dist": "constant", "mean": 0.1}},
    }
    found = Found(home, longer)
    backlog = found.day_by_day("ums_backlog")
    assert backlog == sorted(backlog)
    assert backlog[-1] > 0
    assert found.at("wait_minutes", "ums", "max") in {None, 0}  # other regions have their own
    assert found.flow["in_progress"] > 0


def test_without_terminals_nobody_is_served_at_one(home: Path) -> None:
    found = Found(home, {"offices": {"self_service_terminals": 0}})
    assert (found.at("visits", "terminal", "count") or 0) > 0
    assert found.at("service_minutes", "terminal") is None
    assert found.at("utilisation", "terminal") is None
    assert found.flow["in_progress"] > 0


def test_people_without_patience_leave_where_they_would_have_to_wait(home: Path) -> None:
    now = {"behaviour": {"patience_minutes": {"dist": "constant", "mean": 0}}}
    found = Found(home, BUSY, now, {"offices": {"windows": 1}})
    assert found.at("wait_minutes", "window", "max") == 0
    assert found.at("queue_length", "window") == 0
    assert (found.at("abandoned_share", "window") or 0) > 0.5
    assert found.flow["abandoned"] > found.flow["completed"]


def test_nobody_waits_longer_than_a_patience_that_all_share(home: Path) -> None:
    five = {"behaviour": {"patience_minutes": {"dist": "constant", "mean": 5}}}
    found = Found(home, BUSY, five, {"offices": {"windows": 1}})
    longest = found.at("wait_minutes", "window", "max")
    assert longest is not None
    assert 4 < longest <= 5
    assert (found.at("abandoned_share", "window") or 0) > 0.5


@pytest.mark.parametrize("office", [{}, ALWAYS, {"reception_desks": 0}, {"windows": 0}])
def test_everybody_is_accounted_for(office: Document, home: Path) -> None:
    assert Found(home, BUSY, {"offices": office}).flow["entered"] > 0
