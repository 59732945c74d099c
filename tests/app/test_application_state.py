"""The address of the Application page: read strictly, and nothing in it is trusted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import library
from app.pages.application.state import (
    END,
    Levers,
    State,
    read_acts,
    read_state,
    write_acts,
    write_readings,
)
from app.visit import Visit, address, visit


def read(**query: str) -> tuple[State, Visit]:
    return read_state(visit("/application", query, None), library.promises())


@pytest.mark.parametrize(
    ("query", "levers"),
    [
        ({"norm": "15"}, Levers(norm_tenths=150)),
        ({"norm": "6.4"}, Levers(norm_tenths=64)),
        ({"norm": "12.0"}, Levers(norm_tenths=120)),
        ({"norm": "1"}, Levers(norm_tenths=10)),
        ({"norm": "60"}, Levers(norm_tenths=600)),
        ({"before": "0"}, Levers(window_before_days=0)),
        ({"after": "365"}, Levers(window_after_days=365)),
        ({"sibling": "both"}, Levers(readings=(("sibling", "both"),))),
        ({"hall_norm": "true"}, Levers(readings=(("hall_norm", True),))),
        ({"off": "zags,egkn"}, Levers(systems_off=frozenset({"zags", "egkn"}))),
        ({"removed": "birth.damir"}, Levers(acts_removed=frozenset({("birth", "damir", None)}))),
        (
            {"removed": "marriage.erlan.aigul"},
            Levers(acts_removed=frozenset({("marriage", "erlan", "aigul")})),
        ),
    ],
)
def test_a_lever_in_the_address_is_read(query: dict[str, str], levers: Levers) -> None:
    state, here = read(**query)
    assert state.levers == levers
    assert here.complaints == ()


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("norm", "0.9"),
        ("norm", "60.1"),
        ("norm", "12.34"),
        ("norm", "NaN"),
        ("norm", "1e1000"),
        ("norm", "-5"),
        ("norm", "12;5"),
        ("norm", "1_5"),
        ("norm", "١٥"),
        ("norm", "1e1"),
        ("norm", "12."),
        ("applicant", "9223372036854775808"),
        ("dwelling", "9223372036854775808"),
        ("filed_by", "9" * 40),
        ("papers", "9223372036854775808.match"),
        ("removed", "birth.9223372036854775808"),
        ("day", "2026-W06-1"),
        ("day", "20260202"),
        ("day", "٢٠٢٦-٠٢-٠٢"),
        ("before", "-1"),
        ("before", "366"),
        ("after", "ten"),
        ("after", "²"),
        ("sibling", "neither"),
        ("reason_reading", "true"),
        ("hall_norm", ""),
        ("off", "zags,internet"),
        ("removed", "divorce.damir"),
        ("removed", "birth."),
        ("removed", "marriage.erlan"),
        ("case", "../../etc/passwd"),
        ("case", ""),
        ("service", "passport"),
        ("channel", "telegram"),
        ("document", "visa"),
        ("reason", "boredom"),
        ("open", "maybe"),
        ("panel", "admin"),
        ("step", "-1"),
        ("step", "1_0"),
        ("day", "2026-02-30"),
        ("day", "2024-12-31"),
        ("day", "2028-01-01"),
        ("lang", "de"),
        ("consent", "perhaps"),
        ("consent", ",".join(["given"] * 13)),
        ("category", "half_sibling"),
        ("category", "child.father"),
        ("category", "cousin"),
        ("typed_iin", "<script>"),
        ("papers", "zhanar.maybe"),
        ("papers", ".match"),
        ("review", "photo.photo"),
        ("hand_over", "correct"),
        ("applicant", ""),
        ("colour", "red"),
    ],
)
def test_a_value_that_cannot_be_meant_is_named_and_left_out(parameter: str, value: str) -> None:
    state, here = read(**{parameter: value})
    assert [c.parameter for c in here.complaints] == [parameter]
    assert parameter not in here.query
    assert state == State()


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("category", "none"),
        ("category", "grandchild.mother"),
        ("category", "ward"),
        ("consent", "given,refused,no_answer"),
        ("sign", "declined"),
        ("belief", "truth"),
        ("typed_iin", "123"),
        ("papers", "truth.mismatch"),
        ("papers", "12.match"),
        ("biometrics", "mismatch"),
        ("collect", "unpaid"),
        ("review", "none"),
        ("review", "data.photo"),
        ("hand_over", "elena.correct"),
    ],
)
def test_an_answer_in_the_address_is_kept_in_order(code: str, value: str) -> None:
    state, here = read(**{code: value})
    assert state.answers == ((code, tuple(value.split(","))),)
    assert here.complaints == ()


@pytest.mark.parametrize(
    ("text", "step"), [("0", 0), ("16", 16), ("9999", 9999), ("9" * 30, END - 1), ("end", END)]
)
def test_a_step_is_a_number_or_the_end(text: str, step: int) -> None:
    state, here = read(step=text)
    assert (state.step, here.complaints) == (step, ())


def test_one_bad_value_does_not_spoil_the_others() -> None:
    state, here = read(norm="soft", category="child", step="3", case="child")
    assert state == State(case="child", answers=(("category", ("child",)),), step=3)
    assert [c.parameter for c in here.complaints] == ["norm"]


def test_a_repeated_parameter_is_named() -> None:
    here = visit("/application", {"norm": ["12", "13"]}, None)
    assert [c.parameter for c in here.complaints] == ["norm"]


def test_a_person_without_a_case_is_one_of_the_city() -> None:
    state, _ = read(applicant="12", dwelling="7", day="2026-03-01")
    assert state == State(case=None, applicant=12, dwelling=7, day=date(2026, 3, 1))


@pytest.mark.parametrize(
    "written", [{"hall_norm": "true", "sibling": "both"}, {"reason_reading": "stated"}, {}]
)
def test_readings_are_written_as_they_are_read(written: dict[str, str]) -> None:
    state, _ = read(**written)
    again = write_readings(dict(state.levers.readings))
    assert {name: value for name, value in again.items() if value} == written


@pytest.mark.parametrize("written", ["birth.damir", "birth.damir,marriage.aigul.erlan"])
def test_acts_are_written_as_they_are_read(written: str) -> None:
    assert write_acts(read_acts(written)) == written


def test_nothing_moved_leaves_the_address_empty() -> None:
    assert set(write_readings({}).values()) == {None}
    assert write_acts(()) is None


@given(st.dictionaries(st.text(max_size=12), st.one_of(st.text(max_size=40), st.lists(st.text()))))
def test_no_address_at_all_breaks_the_page(query: dict[str, str]) -> None:
    here = visit("/application", query, None)
    state, here = read_state(here, library.promises())
    assert isinstance(state, State)
    assert address("/application", here.query).startswith("/application")


@pytest.mark.parametrize(
    ("asked", "remembered", "language"),
    [
        (None, None, "ru"),
        ("kk", None, "kk"),
        (None, "en", "en"),
        ("kk", "en", "kk"),
        ("xx", "en", "en"),
        (None, "xx", "ru"),
    ],
)
def test_the_language_is_that_of_the_address_then_the_remembered_then_russian(
    asked: str | None, remembered: str | None, language: str
) -> None:
    query = {} if asked is None else {"lang": asked}
    assert visit("/application", query, remembered).language == language
