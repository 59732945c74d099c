"""Case files that no author would write: each is decided or refused, none breaks anything."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.commands.case import as_json, decision
from domain.errors import BadInput
from domain.readings import SWITCHES
from domain.records import CHANNELS
from domain.registries import SYSTEMS
from synthetic_data.case_file import read_case
from synthetic_data.case_records import FIELDS
from tests.extent import extent
from tests.synthetic_data.small_cases import FAMILY

Path = tuple[str | int, ...]

IDS = st.sampled_from(["O", "S", "KID", "INC", "U", "LLP", "HOME", "KIDS", "nobody", "", "12"])
DAYS = st.one_of(
    st.dates().map(str),
    st.sampled_from(["2026-02-02", "2025-11-11", "2026-06-30", "0001-01-01", "9999-12-31"]),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    IDS,
    DAYS,
    st.sampled_from(
        ["15", "father", "mother", "child", "grandchild", "in_law", "student", "mismatch", "wrong"]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def paths(value: object, here: Path = ()) -> list[Path]:
    """Return every place in a JSON value."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [here, *(path for key, part in inner for path in paths(part, (*here, key)))]


FULL = deepcopy(FAMILY)
FULL["parameters"] = {
    "norm_m2": 15,
    "useful_to_total": 0.95,
    "residence_pilot": ["2025-11-11", "2026-06-30"],
}
FULL["application"] |= {"category": "child", "side": None, "owner_consent": "given"}
FULL["registries"]["outages"] = []
PATHS = [path for path in paths(FULL) if path]


def put_at(case: object, path: Path, value: object) -> None:
    inner: Any = case
    try:
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value
    except (KeyError, IndexError, TypeError):  # an earlier value has replaced the place
        return


@st.composite
def spoiled(draw: st.DrawFn) -> dict[str, Any]:
    """A good case with some of its values replaced by others."""
    case = deepcopy(FULL)
    for _ in range(draw(st.integers(1, 3))):
        put_at(case, draw(st.sampled_from(PATHS)), draw(VALUES))
    return case


FIELD_VALUES = st.one_of(
    st.none(), IDS, DAYS, st.booleans(), st.integers(0, 5), st.just(["O"]), st.just(["O", "S"])
)
RECORDS = {
    name: st.lists(
        st.fixed_dictionaries({}, optional=dict.fromkeys(fields, FIELD_VALUES)), max_size=2
    )
    for name, fields in FIELDS.items()
    if name not in {"persons", "organisations", "dwellings"}
}


@st.composite
def plausible(draw: st.DrawFn) -> dict[str, Any]:
    """A case whose every part may be right."""
    case = deepcopy(FULL)
    service = draw(st.sampled_from(sorted(CHANNELS)))
    case |= {"service": service, "channel": draw(st.sampled_from(CHANNELS[service]))}
    case["date"] = draw(DAYS)
    case["readings"] = draw(
        st.fixed_dictionaries(
            {}, optional={n: st.sampled_from(s.values) for n, s in SWITCHES.items()}
        )
    )
    case["registries"] |= draw(st.fixed_dictionaries({}, optional=RECORDS))
    case["registries"]["outages"] = draw(st.lists(st.sampled_from(SYSTEMS), max_size=2))
    people = ("O", "S", "KID", "INC", "U")
    case["application"] = {"applicant": draw(st.sampled_from(people))}
    if service != "id_card":
        case["application"] |= {
            "dwelling": draw(st.sampled_from(["HOME", "KIDS", "FIRM"])),
            "category": draw(st.sampled_from(["child", "half_sibling", "in_law", "student", None])),
            "side": draw(st.sampled_from(["father", "mother"])),
            "representative": draw(st.sampled_from([*people, None])),
        }
    return case


def decided_or_refused(case: object) -> None:
    try:
        checked = read_case(case)  # type: ignore[arg-type]  # anything may stand in a file
    except BadInput:
        return
    made = decision(checked)
    assert as_json(checked, made).count("\n") == 0
    assert made["trace"]


@settings(max_examples=extent(200, 3000))
@given(spoiled())
def test_a_spoiled_case_is_decided_or_refused(case: object) -> None:
    decided_or_refused(case)


@settings(max_examples=extent(100, 1500))
@given(plausible())
def test_a_plausible_case_is_decided_or_refused(case: object) -> None:
    decided_or_refused(case)


@settings(max_examples=extent(50, 500))
@given(VALUES)
def test_anything_else_is_refused(case: object) -> None:
    with pytest.raises(BadInput):
        read_case(case)  # type: ignore[arg-type]  # anything may stand in a file


@pytest.mark.parametrize("expires", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("window_days", [0, 30, 100_000])
def test_the_window_of_a_card_ends_with_the_calendar(expires: str, window_days: int) -> None:
    case = deepcopy(FULL) | {
        "service": "id_card",
        "channel": "document_app",
        "application": {"applicant": "U"},
        "parameters": {"window_before_days": window_days, "window_after_days": window_days},
    }
    case["registries"]["id_cards"] = [{"holder": "U", "expires": expires}]
    why = decision(read_case(case))["why"]
    assert "0001-01-01" <= why["first_day"] <= expires <= why["last_day"] <= "9999-12-31"
