"""The figures of the mix."""

import pytest

from domain.errors import BadInput
from simulation.demand.mix import (
    FIGURES,
    SCALARS,
    checked,
    moved,
)

FIGURE = {"value": 1, "low": 0, "high": 2, "unit": "u", "kind": "assumed", "source": "none"}
WHOLE = FIGURE | {"note": "why", "replaced_by": "a count"}


@pytest.mark.parametrize(
    "lacking", ["value", "unit", "kind", "source", "note", "replaced_by", "low"]
)
def test_a_figure_that_lacks_something_is_refused(lacking: str) -> None:
    assert checked({"share": WHOLE}) == {"share": WHOLE}
    with pytest.raises(BadInput, match="share"):
        checked({"share": {key: entry for key, entry in WHOLE.items() if key != lacking}})


@pytest.mark.parametrize("value", [-0.1, 2.1])
def test_a_figure_outside_of_its_own_range_is_refused(value: float) -> None:
    with pytest.raises(BadInput, match="low"):
        checked({"share": WHOLE | {"value": value}})


def test_every_assumption_can_be_moved_and_no_other() -> None:
    for name in SCALARS:
        assert getattr(moved(name, "low"), name) == FIGURES[name]["low"]
    child = moved("relations.child", "high").relations["child"]
    assert child == pytest.approx(0.13 * 1.4 / (1 + 0.13 * 0.4))
    with pytest.raises(BadInput, match="assumption"):
        moved("relations.nobody", "low")
