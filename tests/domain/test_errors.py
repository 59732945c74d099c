"""Messages of bad input: one line, short, and fit to leave a worker process."""

import pickle

import pytest

from domain.errors import BadInput, TirkeuError
from domain.readings import SWITCHES, Readings, readings_from


def test_a_message_says_where_what_was_expected_and_what_came() -> None:
    error = BadInput("case.json: date", "a day", "soon")
    assert str(error) == "case.json: date: expected a day, got soon"
    assert isinstance(error, TirkeuError)


@pytest.mark.parametrize(
    ("got", "shown"),
    [
        ("", "nothing"),
        (None, "None"),
        ("two\nlines\tand  spaces", "two lines and spaces"),
        ("half a sign \udcff", "half a sign \\udcff"),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 79 + "…"),
    ],
)
def test_what_came_stays_on_one_short_line(got: object, shown: str) -> None:
    assert str(BadInput("here", "anything", got)) == f"here: expected anything, got {shown}"


def test_bad_input_survives_the_way_out_of_a_worker_process() -> None:
    error = BadInput("here", "a number", {"not": "one"})
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - made a moment ago
    assert type(again) is BadInput
    assert str(again) == str(error)
    assert (again.where, again.expected) == ("here", "a number")


def test_readings_left_out_or_null_keep_their_default() -> None:
    assert readings_from({}, "case") == Readings()
    assert readings_from({"sibling": None}, "case") == Readings()


@pytest.mark.parametrize("name", SWITCHES)
def test_each_switch_takes_both_of_its_values(name: str) -> None:
    for value in SWITCHES[name].values:
        assert getattr(readings_from({name: value}, "case"), name) == value
    assert SWITCHES[name].default != SWITCHES[name].other
    assert getattr(Readings(), name) == SWITCHES[name].default


def test_the_switches_are_those_of_the_rules() -> None:
    assert {name: switch.values for name, switch in SWITCHES.items()} == {
        "norm_reading": ("whole_places", "density"),
        "no_norm": ("not_reached", "reached"),
        "area": ("total", "useful"),
        "count_temporary": (True, False),
        "count_under_14": (False, True),
        "sibling": ("any", "both"),
        "half_sibling": ("inclusive", "strict"),
        "grandkin": ("sensible", "literal"),
        "in_law_grandparents": ("of_spouse", "of_applicant"),
        "in_law_symmetric": (False, True),
        "in_law_children": (False, True),
        "spouse": ("current", "ever"),
        "adoption": ("replace", "both"),
        "direction": ("applicant_is", "either"),
        "co_owner": ("any", "all"),
        "protected_owner": ("any", "all"),
        "owner_himself": ("exempt", "literal"),
        "hall_norm": (False, True),
        "owner_consent": ("required", "not_required"),
        "recheck_at_signing": (True, False),
        "expiry_day": ("valid", "expired"),
        "reason": ("registry", "stated"),
        "exemptions": ("pilot_list", "order_677"),
        "duty_2026": ("due", "exempt"),
    }


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("sibling", "some", "case.sibling: expected any or both, got some"),
        ("sibling", "", "case.sibling: expected any or both, got nothing"),
        ("sibling", True, "case.sibling: expected any or both, got True"),
        ("siblings", "any", "case.siblings: expected the name of a reading, got siblings"),
        ("siblings", None, "case.siblings: expected the name of a reading, got siblings"),
        ("hall_norm", "true", 'case.hall_norm: expected false or true, got "true"'),
        ("hall_norm", 1, "case.hall_norm: expected false or true, got 1"),
        ("count_temporary", 0, "case.count_temporary: expected true or false, got 0"),
        ("area", ["total"], "case.area: expected total or useful, got ['total']"),
    ],
)
def test_a_reading_that_does_not_exist_is_named(name: str, value: object, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        readings_from({name: value}, "case")
    assert str(caught.value) == message
