"""The numbers of a report: of what they are, in the form of each language, and what they omit."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.components.centres_numbers import Estimate, span
from app.figures.template import band
from app.i18n import words
from app.planning.cards import cards_only
from app.planning.scenarios import capital, scenario_of
from app.report.charts import Row, intervals, lines
from app.report.levers_section import levers_section, offices_section
from app.report.load_section import cards_section, load_section, outcomes_section
from app.report.making import baseline_of
from app.report.making_section import making_section
from app.report.policy_section import policy_section
from app.report.reported import Norms, Part, Reported
from app.report.telling import Telling
from app.report.windows import window_hours, windows_words
from simulation.impact.setting import lawful
from tests.app.reports import DAY, PEOPLE, SIZE, Read, document, parts_of, study

FROM = {"from": "2026-01-12"}
RESIDENCE = ("residence", "registered", "norm")


def told(*parts: Part, language: str = "en") -> Telling:
    return Telling(Reported(parts[0], parts[1:], "", "", DAY), words(language))


def ended(key: tuple[str, str, str], count: float) -> dict[str, Any]:
    service, outcome, basis = key
    return {"service": service, "outcome": outcome, "basis": basis, "count": count, "ci95": None}


# ---------------------------------------------------------------- outcomes
def beside(law: list[dict[str, Any]], yours: list[dict[str, Any]], difference: float) -> Read:
    """The outcomes of a scenario beside the law's, of which one outcome differs."""
    key = {name: (law or yours)[0][name] for name in ("service", "outcome", "basis")}
    change = {
        **key,
        "value": sum(row["count"] for row in yours),
        "difference": difference,
        "ci95": [difference - 1, difference + 1],
        "sign": "lower" if difference < 0 else "higher",
    }
    own = Part({"outcomes": yours, "scenario": document("Mine")}, {"outcomes": [change]})
    return Read(outcomes_section(told(Part({"outcomes": law}), own)))


def test_an_outcome_that_a_scenario_never_reaches_has_its_difference_from_the_law() -> None:
    found = beside([ended(RESIDENCE, 24.0)], [], -24.0)
    assert "\N{MINUS SIGN}24" in found.text
    assert "▼" in found.text


def test_an_outcome_that_the_law_never_has_counts_nought_under_the_law() -> None:
    found = beside([], [ended(RESIDENCE, 24.0)], 24.0)
    assert "+24" in found.text
    assert ("class", "number law") in found.attributes


# ---------------------------------------------------------------- numbers of a language
@pytest.mark.parametrize(("language", "mark"), [("ru", ","), ("kk", ","), ("en", ".")])
def test_an_axis_has_the_decimal_mark_of_its_language(language: str, mark: str) -> None:
    say = told(Part({}), language=language).shortest
    waits = intervals([Row("a", [Estimate(1.0)])], say, "t")
    hours = lines(["1"], [[Estimate(1.0)]], say, "t")
    for chart in (waits, hours):
        assert f"0{mark}2" in Read(chart).text.split("\n")


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_no_number_of_a_chart_has_a_point_where_the_language_has_a_comma(language: str) -> None:
    brief = [waiting(part, 0.9) for part in parts_of(document("Twelve"))]
    made = load_section(told(*brief, language=language))
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", made)
    assert [text for text in texts if re.fullmatch(r"\d*\.\d+", text)] == []
    assert texts.count("0,2") == 2


def waiting(part: Part, minutes: float) -> Part:
    """A part under which everybody waits as long as is said."""
    waits = {
        table: [{**row, "value": minutes, "ci95": None} for row in part.results[table]]
        for table in ("measures", "hours")
    }
    return Part({**part.results, **waits}, part.differences)


def test_a_million_on_an_axis_is_written_out() -> None:
    chart = lines(["1"], [[Estimate(2e6)]], told(Part({})).shortest, "t")
    assert "2,000,000" in Read(chart).text.split("\n")


@pytest.mark.parametrize(("language", "expected"), [("ru", "12,5"), ("en", "12.5")])
def test_the_standard_has_the_decimal_mark_of_its_language(language: str, expected: str) -> None:
    own = {**document("Half"), "standards": {"wait_minutes": 12.5}}
    text = Read(making_section(told(*parts_of(own), language=language))).text
    assert expected in text


# ---------------------------------------------------------------- hours of offices
@pytest.mark.parametrize(
    ("lunch", "hours"),
    [
        (None, 27),
        (["13:00", "14:00"], 24),
        (["12:30", "14:00"], 22.5),
        (["08:00", "09:30"], 25.5),
        (["17:00", "19:00"], 24),
    ],
)
def test_window_hours_leave_out_lunch(lunch: list[str] | None, hours: float) -> None:
    office = {"opens": "09:00", "closes": "18:00", "windows": 3, "working_days": [1]}
    assert window_hours({**office, "lunch": lunch}) == hours


@pytest.mark.parametrize(
    ("opens", "closes", "windows", "hours"),
    [
        ("09:00", "18:00", 2, "18"),
        ("09:00", "18:30", 2, "19"),
        ("09:30", "18:00", 2, "17"),
        ("09:15", "09:45", 1, "0.5"),
        ("00:00", "24:00", 1, "24"),
        ("09:00", "18:30", [0] * 18 + [4] * 6, "2"),
    ],
)
def test_window_hours_are_those_between_the_minutes_of_opening(
    opens: str, closes: str, windows: int | list[int], hours: str
) -> None:
    office = {
        "id": "yesil-1",
        "opens": opens,
        "closes": closes,
        "windows": windows,
        "self_service_terminals": 0,
        "reception_desks": 0,
        "working_days": [1],
    }
    part = Part({"scenario": {"name": "Mine", "offices": [office]}})
    texts = Read(offices_section(told(part, part))).texts
    assert [text for tag, text in texts if tag == "td"][-1] == hours


# ---------------------------------------------------------------- a year of applications
@pytest.mark.parametrize(("totals", "is_told"), [((100, 100), False), ((100, 112), True)])
def test_years_of_different_length_say_why(totals: tuple[int, int], *, is_told: bool) -> None:
    own = parts_of(document("Mine"))
    counted = [
        Part(part.results, part.differences, Norms(total, 10, 5, 5, 40))
        for part, total in zip(own, totals, strict=True)
    ]
    say = told(*counted)
    assert (say.say("policy.totals") in policy_section(say)) is is_told


def test_years_differ_in_length_by_who_files_again_at_a_terminal() -> None:
    usual = lawful(date(2026, 1, 12))
    ended_pilot = replace(
        usual, law=replace(usual.law, residence_pilot=(date(2025, 11, 11), date(2025, 12, 31)))
    )
    within, after = study().result(usual), study().result(ended_pilot)
    again = [end.count for end in within.sequential if end.outcome == "redirected_online"]
    assert 0 < within.total - after.total < sum(again)


# ---------------------------------------------------------------- runs of cards alone
def test_a_run_of_cards_alone_does_not_tell_of_waits_at_offices() -> None:
    usual = document("Mine")
    base, own = (
        Part({**part.results, "scenario": cards_only(dict(part.document), SIZE)})
        for part in parts_of(usual)
    )
    say = told(base, own)
    section = load_section(say)
    assert say.say("load.cards_only") in section
    assert "<table" not in section
    assert "<table" in load_section(told(*parts_of(usual)))


def test_a_run_of_cards_alone_is_compared_with_cards_alone_by_the_command_too() -> None:
    own = document("Mine", norm_m2=12)
    base = capital(date(2026, 1, 12), date(2026, 1, 14), PEOPLE)
    page = scenario_of(cards_only({**base, "run": own["run"]}, SIZE))
    assert baseline_of(scenario_of(cards_only(own, SIZE)), SIZE).document == page.document
    assert baseline_of(scenario_of(own), SIZE).document != page.document


@pytest.mark.parametrize(("days", "is_told"), [(27, False), (28, True), (29, True)])
def test_cards_are_told_of_only_where_some_can_be_ready(days: int, *, is_told: bool) -> None:
    until = (date(2026, 1, 12) + timedelta(days=days)).isoformat()
    base, own = (
        Part({**part.results, "scenario": {**part.document, "period": {**FROM, "until": until}}})
        for part in parts_of(document("Mine"))
    )
    say = told(base, own)
    assert ("<table" in cards_section(say)) is is_told
    assert (say.say("cards.too_short") in cards_section(say)) is not is_told


# ---------------------------------------------------------------- ends of intervals
@pytest.mark.parametrize(
    ("measure", "ends"),
    [
        ("within_standard_share", (0.0, 1.0)),
        ("utilisation", (0.0, 1.25)),
        ("", (0.0, 1.25)),
    ],
)
def test_an_interval_is_drawn_and_told_as_far_as_its_measure_goes(
    measure: str, ends: tuple[float, float]
) -> None:
    wide, cut = Estimate(0.5, -0.25, 1.25), Estimate(0.5, *ends)
    drawn = intervals([Row("a", [wide])], str, "t", measure)
    assert drawn == intervals([Row("a", [cut])], str, "t")
    assert band([1.0], [wide], measure) == band([1.0], [cut])
    assert span(wide, words("en"), digits=2, measure=measure) == span(cut, words("en"), digits=2)
    assert span(cut, words("en"), digits=2) == f"0.00…\u2060{ends[1]:.2f}"


@pytest.mark.parametrize(
    ("windows", "said"),
    [
        (2, "2 in every open hour; 90 window-hours a week"),
        ([1] * 10 + [3] + [1] * 13, "1–3 by the hour; 55 window-hours a week"),
    ],
)
def test_windows_are_told_of_open_hours_alone(windows: object, said: str) -> None:
    office = capital(DAY, date(2026, 1, 18), PEOPLE)["offices"][0]
    assert windows_words({**office, "windows": windows}, words("en")) == said


def test_an_hour_open_by_half_counts_half_and_a_saturday_of_its_own_counts() -> None:
    office = capital(DAY, date(2026, 1, 18), PEOPLE)["offices"][0]
    own = {"windows": 2, "opens": "09:30", "hours": {"6": ["10:00", "12:00"]}}
    assert window_hours({**office, **own}) == 5 * 8.5 * 2 + 2 * 2


@pytest.mark.parametrize(
    ("people", "said"),
    [(1_600_000, "4,800 a working day. It is the estimate"), (100_000, "300 a working day")],
)
def test_the_visits_of_a_city_are_told_in_proportion_to_the_source(people: int, said: str) -> None:
    base = {**capital(DAY, date(2026, 1, 18), people), "city": {"population": people, "seed": 1}}
    part = Part({"scenario": base})
    assert said in str(levers_section(told(part, part)))
