from datetime import date
from typing import Any

import pytest

from simulation.policy import law_of
from simulation.run import hypothetical
from simulation.scenario import scenario_from

RESIDENCE, ID_CARD = "policy.residence_pilot", "policy.id_card_pilot"
NORM, NORM_DAY = "policy.norm_m2", "policy.norm_in_force_from"
UNTIL_JULY = {"residence_pilot": ["2025-11-11", "2026-07-31"]}
FROM_MAY = {"id_card_pilot": ["2025-05-01", "2026-03-31"]}
BEFORE, LAW_DAY, AFTER = date(2025, 12, 25), date(2025, 12, 26), date(2026, 2, 2)


def norm(policy: dict[str, Any], day: date) -> int | None:
    scenario = scenario_from({"format": "tirkeu.scenario/1", "policy": policy})
    return law_of(scenario.policy, day).norm_tenths


@pytest.mark.parametrize(
    ("policy", "before", "on", "after"),
    [
        ({}, None, 150, 150),
        ({"norm_m2": 18}, 180, 180, 180),
        ({"norm_m2": "6.4", "norm_in_force_from": "2026-02-02"}, None, None, 64),
        ({"norm_in_force_from": "2025-12-25"}, 150, 150, 150),
        ({"norm_in_force_from": "2026-02-03"}, None, None, None),
    ],
)
def test_a_norm_holds_from_its_day_and_without_a_day_always(
    policy: dict[str, Any], before: int | None, on: int | None, after: int | None
) -> None:
    found = [norm(policy, day) for day in (BEFORE, LAW_DAY, AFTER)]
    assert found == [before, on, after]


def test_windows_and_pilots_stand_in_for_the_laws_own() -> None:
    policy = {"window_before_days": 60, "id_card_pilot": ["2026-01-01", "2026-12-31"]}
    scenario = scenario_from({"format": "tirkeu.scenario/1", "policy": policy})
    law = law_of(scenario.policy, AFTER)
    assert (law.window_before_days, law.window_after_days) == (60, 10)
    assert law.id_card_pilot == (date(2026, 1, 1), date(2026, 12, 31))
    assert law.residence_pilot == (date(2025, 11, 11), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("policy", "first", "until", "marked"),
    [
        ({}, "2025-01-01", "2027-01-01", []),
        # a norm: the law has none before 2025-12-26
        ({"norm_m2": 18}, "2025-12-26", "2026-02-09", []),
        ({"norm_m2": 18}, "2025-12-25", "2026-02-09", [NORM]),
        ({"norm_m2": 18}, "2025-12-01", "2025-12-26", [NORM]),
        ({"norm_m2": 18, "norm_in_force_from": "2025-12-26"}, "2025-12-01", "2026-02-09", []),
        (
            {"norm_m2": 18, "norm_in_force_from": "2025-12-25"},
            "2025-12-01",
            "2026-02-09",
            [NORM_DAY],
        ),
        ({"norm_in_force_from": "2025-12-25"}, "2025-12-01", "2026-02-09", [NORM_DAY]),
        ({"norm_in_force_from": "2025-12-25"}, "2026-01-12", "2026-02-09", [NORM_DAY]),
        ({"norm_in_force_from": "2026-02-01"}, "2025-12-01", "2026-02-09", []),
        # a pilot that ends later: the law's ends on 2026-06-30; whichever days are simulated
        (UNTIL_JULY, "2026-01-12", "2026-02-09", [RESIDENCE]),
        (UNTIL_JULY, "2026-08-01", "2026-08-31", [RESIDENCE]),
        ({"residence_pilot": ["2025-11-11", "2026-06-30"]}, "2026-01-12", "2026-02-09", []),
        (
            {"residence_pilot": ["2025-11-11", "2026-07-01"]},
            "2026-01-12",
            "2026-02-09",
            [RESIDENCE],
        ),
        # one that begins earlier: the law's begins on 2025-05-28
        (FROM_MAY, "2026-01-12", "2026-02-09", [ID_CARD]),
        ({"id_card_pilot": ["2025-05-28", "2026-03-31"]}, "2026-01-12", "2026-02-09", []),
        # another value of what is in force is no extension
        ({"window_before_days": 60, "window_after_days": 0}, "2026-01-12", "2026-02-09", []),
        ({"residence_pilot": ["2026-01-01", "2026-01-31"]}, "2026-01-12", "2026-02-09", []),
        (
            {"norm_m2": 1, **UNTIL_JULY, **FROM_MAY},
            "2025-05-01",
            "2026-07-31",
            [NORM, RESIDENCE, ID_CARD],
        ),
    ],
)
def test_what_is_set_beyond_the_dates_of_the_law_is_marked(
    policy: dict[str, Any], first: str, until: str, marked: list[str]
) -> None:
    document = {
        "format": "tirkeu.scenario/1",
        "policy": policy,
        "period": {"from": first, "until": until},
    }
    assert hypothetical(scenario_from(document)) == marked
