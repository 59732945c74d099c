"""The printable report: whole in three languages, harmless, and the same bytes every time."""

import re
from datetime import date
from functools import cache
from typing import Any

import pytest

from app.components.centres_numbers import Estimate
from app.i18n import LANGUAGES, words
from app.planning.scenarios import capital
from app.report.charts import Bar, Row, intervals, lines, stacked, ticks
from app.report.making import Policy, report_of
from app.report.markup import Markup, element, written
from app.report.measures import CARDS, LOAD, WAIT, Measure, interval_words
from app.report.page import SECTIONS
from app.report.reported import Change, Part
from app.report.telling import change_cell
from app.report.values import lever_at, lever_words, told_value
from domain.errors import BadInput
from domain.law import law_on
from simulation.levers import LEVERS
from tests.app.reports import DAY, EVIL, PEOPLE, Read, document, html_of, parts_of, study

CYRILLIC = re.compile("[\u0400-\u052f]")
BEYOND = ["2025-11-11", "2026-12-31"]
LAW = law_on(date(2026, 1, 12))


@cache
def parts() -> list[Part]:
    return parts_of(document(EVIL, norm_m2=12, readings={"sibling": "both"}))


@cache
def read(language: str) -> Read:
    return Read(html_of(parts(), language))


def test_the_same_scenarios_are_the_same_bytes_whatever_the_processes() -> None:
    again = parts_of(document(EVIL, norm_m2=12, readings={"sibling": "both"}), jobs=2)
    assert html_of(again, "kk") == html_of(parts(), "kk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_run_and_nothing_is_fetched(language: str) -> None:
    found = read(language)
    assert not {"script", "link", "iframe", "object", "embed", "img", "base"} & set(found.tags)
    assert [name for name, _ in found.attributes if name.startswith("on")] == []
    addresses = [v for name, v in found.attributes if name in ("href", "src", "xlink:href")]
    assert addresses
    assert all(value.startswith("data:") for value in addresses)
    style = next(text for tag, text in found.texts if tag == "style")
    assert set(re.findall(r'url\("([^:]*:)', style)) == {"data:"}
    assert "@import" not in style


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_looks_like_markup_is_shown_as_it_is(language: str) -> None:
    assert EVIL in read(language).text
    assert "<b onclick" not in html_of(parts(), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_section_and_says_that_it_is_synthetic(language: str) -> None:
    found, say = read(language), words(language)
    assert ("lang", language) in found.attributes
    assert found.tags.count("h2") == len(SECTIONS)
    heads = [text for tag, text in found.texts if tag == "h2"]
    assert heads == [
        say(f"report.head.{section.__name__.removesuffix('_section')}") for section in SECTIONS
    ]
    running = html_of(parts(), language).partition("</thead>")[0]
    assert say("report.running.synthetic") in running


def test_an_english_report_has_no_cyrillic_letters() -> None:
    assert [text for _, text in read("en").texts if CYRILLIC.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_has_a_sentence_and_says_what_it_is_of(language: str) -> None:
    text = html_of(parts(), language)
    charts = re.findall(r"<figure>(.*?)</figure>", text, re.DOTALL)
    assert len(charts) >= 3
    for chart in charts:
        assert re.search(r"<h3>[^<]{20,}", chart)
        assert re.search(r"<figcaption>[^<]{40,}", chart)
        assert "<svg" in chart
        assert "nan" not in chart


def test_levers_stand_beside_the_law() -> None:
    text = read("en").text
    norm = words("en")("rules_numbers.name.lever.policy.norm_m2")
    rows = text[text.index(norm) :].split("\n")[:4]
    assert rows[1:3] == ["15\u00a0m²", "12\u00a0m²"]
    assert words("en")("readings.sibling.title") in text


def test_turned_away_are_those_of_the_study() -> None:
    from simulation.impact.setting import lawful

    law = study().result(lawful(date(2026, 1, 12)))
    norms = parts()[0].norms
    assert norms is not None
    assert (norms.turned_away, norms.total) == (law.turned_away, law.total)
    assert norms.low is not None
    assert norms.low <= norms.turned_away
    assert sum((norms.by_norm, norms.by_kin, norms.other_ways, norms.otherwise)) + (
        norms.turned_away
    ) == (norms.total)


@pytest.mark.parametrize(("pilot", "is_marked"), [(None, False), (BEYOND, True)])
def test_dates_beyond_the_law_are_marked_on_every_page(
    pilot: list[str] | None, *, is_marked: bool
) -> None:
    text = html_of(parts_of(document(residence_pilot=pilot)))
    mark = words("en")("report.running.hypothetical")
    assert (mark in text.partition("</thead>")[0]) is is_marked
    assert ('class="mark"' in text) is is_marked


def test_the_law_itself_is_told_to_be_the_law() -> None:
    text = html_of(parts_of(document("")))
    assert words("en")("report.levers.none") in text
    assert words("en")("report.unnamed", n=1) in text


def test_four_scenarios_stand_beside_each_other() -> None:
    names = ["A", "B", "C", "D"]
    text = html_of(parts_of(*(document(n, norm_m2=12 + k) for k, n in enumerate(names))), "ru")
    found = Read(text)
    assert ("class", "s4") in found.attributes
    heads = [text for tag, text in found.texts if tag == "th"]
    assert all(name in heads for name in names)


def odd(kind: str) -> dict[str, Any]:
    """A scenario that is not the capital's, in one way or another."""
    usual = document("")
    plain = {name: usual[name] for name in ("format", "period", "run", "standards")}
    if kind == "plain":
        return plain
    if kind == "nobody":
        nobody = {"residence_per_day": 0, "temporary_stay_per_day": 0, "id_renewals": False}
        return {**plain, "demand": {**nobody, "other_visits_per_hour": {"centre-1": 12}}}
    shifts = [{"from": "09:00", "until": "18:00", "windows": 2, "weekdays": [1, 2, 3]}]
    first, *others = usual["offices"]
    return {**usual, "offices": [{**first, "windows": None, "shifts": shifts}, *others]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["plain", "nobody", "shifts"])
def test_any_scenario_can_be_told(kind: str, language: str) -> None:
    found = Read(html_of(odd_parts(kind), language))
    assert found.tags.count("h2") == len(SECTIONS)
    assert words(language)("report.unnamed", n=1) in found.text
    assert "nan" not in found.text.split()


@cache
def odd_parts(kind: str) -> list[Part]:
    return parts_of(odd(kind))


def done(part: Part, base: Part | None) -> dict[str, Any]:
    """A run's result as the dashboard keeps it."""
    return {
        "yours": part.results,
        "baseline": base and base.results,
        "differences": part.differences,
    }


def test_a_run_that_is_done_gives_the_report_of_the_command() -> None:
    base, own = parts()
    again = report_of([done(own, base)], Policy(DAY, study(), study().ranges), words("ru"))
    assert again == html_of(parts(), "ru")


def test_without_a_study_the_policy_is_left_out() -> None:
    base, own = parts()
    text = report_of([done(own, base)], Policy(DAY), words("en"))
    assert words("en")("report.head.policy") not in text


def test_a_run_of_the_law_is_its_own_baseline() -> None:
    base = parts()[0]
    text = report_of([done(base, None)], Policy(DAY), words("en"))
    assert words("en")("report.levers.none") in text


@pytest.mark.parametrize("count", [0, 5])
def test_no_run_or_more_than_four_are_refused(count: int) -> None:
    with pytest.raises(BadInput, match="1 to 4 runs"):
        report_of([done(parts()[1], parts()[0])] * count, Policy(DAY), words("en"))


def test_runs_with_other_baselines_are_refused() -> None:
    base, own = parts()
    other = Part({**base.results, "scenario_sha256": "other"})
    with pytest.raises(BadInput, match="same baseline"):
        report_of([done(own, base), done(own, other)], Policy(DAY), words("en"))


# ---------------------------------------------------------------- markup and charts
@pytest.mark.parametrize("tag", ["script", "iframe", "link", "object"])
def test_an_element_that_runs_or_loads_cannot_be_made(tag: str) -> None:
    with pytest.raises(TypeError):
        element(tag)


@pytest.mark.parametrize("name", ["onclick", "on_load", "a b", ""])
def test_an_attribute_that_listens_cannot_be_made(name: str) -> None:
    with pytest.raises(TypeError):
        element("p", **{name: "x"})


def test_texts_and_attributes_are_escaped() -> None:
    said = element("p", "<&>", title='"<', class_=None)
    assert said == '<p title="&quot;&lt;">&lt;&amp;&gt;</p>'
    assert written(["<", Markup("<br/>"), None]) == "&lt;<br/>"


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (0, [0, 1]),
        (float("nan"), [0, 1]),
        (1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (10, [0, 2, 4, 6, 8, 10]),
        (53.4, [0, 20, 40, 60]),
        (17_037, [0, 5_000, 10_000, 15_000, 20_000]),
    ],
)
def test_an_axis_has_round_numbers_up_to_the_most(most: float, expected: list[float]) -> None:
    assert ticks(most) == pytest.approx(expected)


def test_charts_hold_what_is_not_known() -> None:
    unknown = Estimate(None)
    assert "<svg" in intervals([Row("a", [unknown, unknown])], str, "t")
    assert "<svg" in lines(["1"], [[unknown], [Estimate(1.0)]], str, "t")
    assert "<svg" in stacked([Bar(["a"], [0, 0])], str, "t")


# ---------------------------------------------------------------- values in words
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lever_has_a_name_and_a_value_in_words(language: str) -> None:
    say = words(language)
    for levers in LEVERS.values():
        for lever in levers.values():
            assert told_value(lever, lever.default, LAW, say)
            assert told_value(lever, None, LAW, say)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_the_capital_can_be_told(language: str) -> None:
    say = words(language)
    base = capital(date(2026, 1, 12), date(2026, 2, 9), PEOPLE)
    sections = {name: part for name, part in base.items() if isinstance(part, dict)}
    for section, values in sections.items():
        for name, value in values.items():
            named = lever_at(f"{section}.{name}")
            if named is not None:
                assert told_value(named.lever, value, LAW, say)
    for office in base["offices"]:
        for name, value in office.items():
            named = lever_at(f"offices[{office['id']}].{name}")
            assert named is not None
            assert told_value(named.lever, value, LAW, say)
            assert lever_words(named, say)


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("policy.norm_m2", None, "15\u00a0m²"),
        ("policy.norm_m2", 12.5, "12.5\u00a0m²"),
        ("policy.window_before_days", None, "30\u00a0days"),
        ("policy.id_card_pilot", None, "28 May 2025–\u20602026"),
        ("offices[yesil-1].windows", 5, "5"),
        ("offices[yesil-1].windows", [2] * 24, "2"),
        ("offices[yesil-1].windows", [0] * 12 + [4] * 12, "0–4 by hour; over the week 336"),
        (
            "offices[yesil-1].shifts",
            [{"from": "09:00", "until": "13:00", "windows": 5, "weekdays": [1]}],
            "09:00–13:00: 5",
        ),
        ("demand.other_visits_per_hour", {"yesil-1": 60}, "Esil 1: 60"),
    ],
)
def test_a_value_is_told_with_its_unit_and_the_law_where_it_is_left_to_it(
    path: str,
    value: Any,  # noqa: ANN401 - any JSON
    expected: str,
) -> None:
    named = lever_at(path)
    assert named is not None
    told = told_value(named.lever, value, LAW, words("en"))
    if path != "policy.id_card_pilot":
        assert told == expected
    else:
        assert told.count("2026") == 1


def test_what_is_no_lever_has_none() -> None:
    assert lever_at("offices") is None
    assert lever_at("policy.unknown") is None


@pytest.mark.parametrize(
    ("difference", "sign", "expected"),
    [
        (Estimate(0.01, 0.005, 0.02), "higher", "≈ <\xa00.1"),
        (Estimate(-0.01, -0.02, -0.005), "lower", "≈ <\xa00.1"),
        (Estimate(0.01, -0.005, 0.02), "unclear", "≈ <\xa00.1"),
        (Estimate(-0.01, -0.02, 0.005), "unclear", "≈ <\xa00.1"),
        (Estimate(0.0, -0.01, 0.01), "unclear", "≈ 0"),
        (Estimate(0.04, 0.005, 0.2), "higher", "≈ +0.040 (+0.005…\u2060+0.200)"),
        (Estimate(0.1, 0.0, 0.3), "higher", "≈ +0.1 (0.0…\u2060+0.3)"),
        (Estimate(0.12, 0.03, 0.31), "higher", "▲ +0.12 (+0.03…\u2060+0.31) worse"),
        (Estimate(-3.0, -4.0, -2.0), "lower", "▼ −3.0 (−4.0…\u2060−2.0) better"),
        (Estimate(0.0, 0.0, 0.0), "same", "="),
        (Estimate(0.0, None, None), None, "="),
        (Estimate(0.01, None, None), None, None),
        (Estimate(None), None, None),
    ],
)
def test_a_difference_of_nothing_that_is_shown_has_no_arrow_and_no_verdict(
    difference: Estimate, sign: str | None, expected: str | None
) -> None:
    told = change_cell(Change(difference, sign), WAIT, words("en"))
    assert (told and " ".join(text for _, text in Read(told).texts)) == expected


@pytest.mark.parametrize(
    ("measure", "ends", "expected"),
    [
        (LOAD[2], (0.95, 1.02), "95.0–\u2060100.0"),
        (LOAD[3], (-0.01, 0.02), "0.0–\u20602.0"),
        (LOAD[4], (0.95, 1.02), "95.0–\u2060102.0"),
        (WAIT, (-1.0, 2.0), "0.0–\u20602.0"),
    ],
    ids=["within_standard_share", "abandoned_share", "utilisation", "wait_minutes"],
)
def test_an_interval_ends_where_its_measure_does(
    measure: Measure, ends: tuple[float, float], expected: str
) -> None:
    assert interval_words(Estimate(1.0, *ends), measure, words("en")) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_words(language: str) -> None:
    for measure in (*LOAD, *CARDS):
        assert words(language).has(f"report.measure.{measure.name}_{measure.statistic}")
