"""The policy in an address: what stands as the law has it is not written, and nothing is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy import (
    PARAMETERS,
    SWITCH_OF,
    lawful_levers,
    parameters_of,
    read_levers,
    write_value,
)
from domain.law import law_on

LAW = law_on(date(2026, 2, 2))
VALUES = {
    "norm": st.integers(10, 600).map(lambda tenths: f"{tenths / 10:g}"),
    "ratio": st.integers(500, 1000).map(lambda permille: f"{permille / 1000:g}"),
    "before": st.integers(0, 365).map(str),
    "after": st.integers(0, 365).map(str),
    **{
        name: st.sampled_from([write_value(value) for value in switch.values])
        for name, switch in SWITCH_OF.items()
    },
}


@pytest.mark.parametrize(
    ("query", "policy"),
    [
        ({"norm": "15"}, {}),
        ({"norm": "14.9"}, {"norm_m2": 14.9}),
        ({"ratio": "0.95"}, {}),
        ({"ratio": "0.9"}, {}),
        ({"ratio": "0.9", "area": "total"}, {}),
        (
            {"ratio": "0.9", "area": "useful"},
            {"useful_to_total": 0.9, "readings": {"area": "useful"}},
        ),
        ({"before": "30", "after": "11"}, {"window_after_days": 11}),
        ({"sibling": "any"}, {}),
        ({"sibling": "both"}, {"readings": {"sibling": "both"}}),
        ({"reason_reading": "stated"}, {"readings": {"reason": "stated"}}),
        ({"office": "esil-1", "lang": "kk"}, {}),
    ],
)
def test_only_what_stands_elsewhere_than_the_law_is_a_lever(
    query: dict[str, str], policy: dict[str, object]
) -> None:
    assert read_levers(query, LAW).policy == policy


def test_every_lever_typed_as_the_law_has_it_moves_nothing() -> None:
    lawful = lawful_levers(LAW)
    assert lawful["norm"] == "15"
    assert list(lawful) == list(PARAMETERS)
    assert read_levers(lawful, LAW) == ({}, {}, {})
    assert "norm" not in lawful_levers(law_on(date(2025, 12, 25))), "before there is a norm"


@pytest.mark.parametrize(
    ("name", "got"),
    [
        ("norm", "0.9"),
        ("norm", "60.1"),
        ("ratio", "0.499"),
        ("ratio", "much"),
        ("before", "366"),
        ("sibling", "all"),
    ],
)
def test_what_cannot_be_used_is_named_and_moves_nothing(name: str, got: str) -> None:
    found = read_levers({name: got}, LAW)
    assert (found.policy, found.written, found.wrong) == ({}, {}, {name: got})


@given(st.fixed_dictionaries({}, optional=VALUES))
def test_a_policy_comes_back_from_a_scenario_as_the_address_wrote_it(query: dict[str, str]) -> None:
    found = read_levers(query, LAW)
    written, rest = parameters_of(found.policy)
    assert written == found.written
    assert list(written) == [name for name in PARAMETERS if name in written]
    assert not any(rest.values())


def test_a_norm_beyond_the_pages_stays_in_its_scenario() -> None:
    written, rest = parameters_of({"norm_m2": 1000, "readings": {"sibling": "both"}})
    assert written == {"sibling": "both"}
    assert rest == {"norm_m2": 1000, "readings": None}
