"""Whatever a scenario holds, it is read, or refused in one line that names the lever."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import BadInput
from simulation.astana import astana
from simulation.levers import LEVERS
from simulation.scenario import scenario_from, template

NUMBERS = st.one_of(
    st.integers(-3, 3000),
    st.integers(),
    st.floats(),
    st.sampled_from([0, -1, -0.5, 1e308, 5e-324, 10**400, True]),
)
TEXTS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["", "09:00", "24:00", "24:01", "9:00", "2026-01-12", "2026-02-30", "lognormal", "\ud800"]
    ),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(TEXTS, st.sampled_from(["dist", "mean", "sd", "values", "low", "from", "1"])),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)

LONGEST = 1_500
"""Characters of a message: a place, what was expected, what came."""

Path = tuple[str | int, ...]


def places(value: Any, path: Path = ()) -> Iterator[Path]:  # noqa: ANN401 - any JSON value
    """Every place inside a document, the places of its parts after it."""
    yield path
    if isinstance(value, dict | list):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in parts:
            yield from places(part, (*path, key))


def at(document: Any, path: Path) -> Any:  # noqa: ANN401 - any JSON value
    for key in path:
        document = document[key]
    return document


def documents() -> list[dict[str, Any]]:
    """A full one, and a lively one in which many levers are not null."""
    rest = {"from": "12:00", "until": "13:00", "away_share": 0.5, "weekdays": [1, 2]}
    shift = {"from": "09:00", "until": "18:00", "windows": 3, "weekdays": [1]}
    lively = astana(date(2026, 1, 12), date(2026, 1, 19))
    lively["offices"] = lively["offices"][:2]
    lively["offices"][0] |= {"lunch": ["13:00", "14:00"], "breaks": [rest], "shifts": [shift]}
    lively["offices"][0]["windows"] = None  # shifts stand in their place
    lively["demand"]["other_visits_per_hour"] = {"yesil-1": [1] * 24}
    return [template(), lively]


DOCUMENTS = documents()
PLACES = [[place for place in places(document) if place] for document in DOCUMENTS]


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """A document with one to three values replaced."""
    number = draw(st.integers(0, len(DOCUMENTS) - 1))
    document: dict[str, Any] = json.loads(json.dumps(DOCUMENTS[number]))
    chosen = draw(st.lists(st.sampled_from(PLACES[number]), min_size=1, max_size=3))
    for *parents, last in chosen:
        try:
            holder = at(document, tuple(parents))
            holder[last] = draw(VALUES)
        except (KeyError, TypeError, IndexError):  # its parent was replaced
            continue
    return document


def refusal(document: Any) -> str | None:  # noqa: ANN401 - any JSON value
    """The message of a refusal; None where the scenario is read and reads back as itself."""
    try:
        read = scenario_from(document, "plan.json")
    except BadInput as error:
        return str(error)
    assert scenario_from(dict(read.document)).document == read.document
    return None


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoilt())
def test_a_spoilt_scenario_is_read_or_refused_in_one_line(document: dict[str, Any]) -> None:
    message = refusal(document)
    if message is not None:
        assert message.startswith("plan.json")
        assert "\n" not in message
        assert len(message) < LONGEST
        message.encode()


RELATED = {
    "closes": ("opens",),
    "from": ("until", "warm_up_days"),
    "until": ("warm_up_days",),
    "filing_early_share": ("filing_late_share",),
    "filing_after_share": ("filing_late_share",),
    "filing_near_share": ("filing_late_share",),
}
"""Levers that are named where two do not go together."""


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_refusal_names_the_lever_that_was_spoilt(data: st.DataObject) -> None:
    levers = [lever for section in LEVERS.values() for lever in section.values()]
    lever = data.draw(st.sampled_from(levers))
    document = json.loads(json.dumps(DOCUMENTS[0])) | {"city": {}}
    where = lever.section.replace("[]", "[0]").replace(".*", ".zags")
    path: dict[str, Path] = {"offices[]": ("offices", 0), "registries.*": ("registries", "zags")}
    at(document, path.get(lever.section, (lever.section,)))[lever.name] = data.draw(VALUES)
    message = refusal(document)
    if message is not None:
        names = (lever.name, *RELATED.get(lever.name, ()))
        starts = (f"plan.json: {where}.{name}" for name in names)
        assert message.startswith(tuple(starts)), message


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_what_is_no_scenario_is_refused_in_one_line(value: Any) -> None:  # noqa: ANN401 - any JSON value
    message = refusal(value)
    assert message is not None
    assert "\n" not in message
