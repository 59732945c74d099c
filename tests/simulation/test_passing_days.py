"""Whoever asks how far a replication is changes nothing, and may end it."""

from datetime import date

import pytest

from simulation.demand.claims import Supply, supply
from simulation.model import replicate
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from synthetic_data.city import City


@pytest.fixture(scope="module")
def supplied(city: City) -> Supply:
    return supply(city, date(2026, 1, 12))


@pytest.fixture
def few_days() -> Scenario:
    period = {"from": "2026-01-12", "until": "2026-01-15"}
    return scenario_from({"format": "tirkeu.scenario/1", "period": period})


def test_being_asked_after_every_day_changes_nothing(supplied: Supply, few_days: Scenario) -> None:
    shares: list[float] = []
    asked = replicate(few_days, supplied, 0, told=shares.append)
    alone = replicate(few_days, supplied, 0)
    assert (asked.enabled, asked.end, asked.ending) == (alone.enabled, alone.end, alone.ending)
    assert shares == pytest.approx([1 / 3, 2 / 3, 1])


def test_who_is_told_may_end_the_run(supplied: Supply, few_days: Scenario) -> None:
    def stop(_share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        replicate(few_days, supplied, 0, told=stop)
