"""What applicants state and choose."""

import numpy as np
import pytest

from simulation.demand.applications import CATEGORIES, NONE
from simulation.demand.mix import (
    assumed,
)
from simulation.demand.pool import Pool
from simulation.demand.year import Year
from tests.simulation.demand.drawn import first_time


def test_kin_state_their_relation_but_for_the_few_who_err(year: Year) -> None:
    child = year.relation == year.relations.index("child")
    right = year.asked.category[child] == CATEGORIES.index("child")
    assert right.mean() == pytest.approx(1 - assumed().wrong_category, abs=0.03)
    tenant = year.relation == year.relations.index("tenant_no_kin")
    silent = year.asked.category[tenant] == NONE
    assert silent.mean() == pytest.approx(assumed().stops, abs=0.05)


@pytest.mark.parametrize(
    ("name", "column", "code"),
    [("temporary", "service", 1), ("consent", "consents", 1), ("declined", "signs", 0)],
)
def test_shares_of_choices_are_met(
    pool: Pool, year: Year, name: str, column: str, code: int
) -> None:
    share = getattr(assumed(), name)
    own = first_time(year)
    got = (getattr(year.asked, column)[own] == code).mean()
    assert got == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / own.sum()) * 1.3)
