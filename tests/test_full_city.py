"""The city as it is in life, 1.6 million people: what smaller ones hold, held here."""

from datetime import date

import numpy as np
import pytest

from simulation.astana import astana
from simulation.demand.claims import supply
from simulation.model import replicate
from simulation.scenario import scenario_from
from synthetic_data.city import City
from synthetic_data.generate import generate_city
from synthetic_data.quality.report import quality

pytestmark = pytest.mark.full
PEOPLE = 1_600_000
FIRST, UNTIL = date(2026, 1, 12), date(2026, 2, 9)


@pytest.fixture(scope="module")
def full_city() -> City:
    return generate_city(PEOPLE, 1)


def test_every_margin_is_met_and_no_rule_is_broken(full_city: City) -> None:
    found = quality(full_city)
    assert [one.name for one in found.missed] == []
    assert dict(found.broken) == {}


def test_everybody_who_came_in_four_weeks_is_accounted_for(full_city: City) -> None:
    scenario = scenario_from(astana(FIRST, UNTIL, PEOPLE))
    trace = replicate(scenario, supply(full_city, FIRST), 0)
    entered, ended = np.array(trace.entered), np.array(trace.ended)
    assert len(entered) > 100_000
    assert not np.isnan(ended).any()  # infinite for a card that nobody comes for
    assert (ended >= entered).all()
