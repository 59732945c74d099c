"""The Rules page: every rule and every number is there, cases run, and a broken rule is shown."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import library
from app.exports import BYTE_ORDER_MARK
from app.factory import create_app
from app.i18n import LANGUAGES, words
from app.pages import rules
from app.pages.rules import running
from app.pages.rules.endings import NOTICES, notices_of
from app.pages.rules.figures import numbers
from app.pages.rules.quality_view import kept
from app.pages.rules.rule_words import article_words, clause_words
from app.pages.rules.rule_words import source_words as rule_source
from app.pages.rules.state import read_state
from app.services import Services
from app.settings import Settings
from app.visit import visit
from domain import law as written_law
from domain.law import Law
from domain.rules import catalogue

CASES = Path(__file__).parents[1] / "acceptance" / "cases"


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    return Services(Settings(home=tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="module")
def client(services: Services) -> FlaskClient:
    return create_app(services.settings, services).server.test_client()  # type: ignore[no-any-return]


def shown(services: Services, **query: str) -> str:
    content = rules.content(visit("/rules", query, None), services)
    return json.dumps(content, default=lambda part: part.to_plotly_json(), ensure_ascii=False)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


# ---------------------------------------------------------------- rules


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_on_the_page_with_its_text_and_its_place_in_it(
    services: Services, language: str
) -> None:
    text = shown(services, lang=language)
    for rule in catalogue().values():
        assert f'"{rule.rule}"' in text
        assert quoted(rule.text[language]) in text
        assert quoted(rule_source(rule, words(language))) in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", list(catalogue()))
def test_an_unfolded_rule_shows_its_numbers_readings_notices_and_cases(
    services: Services, rule: str, language: str
) -> None:
    text, said = shown(services, lang=language, rule=rule), words(language)
    for article in catalogue()[rule].parameters:
        for part in ("act", "clause", "source"):
            assert quoted(article_words(article, part, said)) in text
    for switch in catalogue()[rule].readings:
        for value in switch.values:
            assert quoted(said(f"readings.{switch.name}.{str(value).lower()}")) in text
    for case in running.names_of(rule):
        assert quoted(said(f"cases.{case}.title")) in text
        assert f"case={case}&step=end" in text


@pytest.mark.parametrize("rule", list(catalogue()))
def test_every_rule_has_a_case_that_comes_to_it(rule: str) -> None:
    assert running.names_of(rule)


@pytest.mark.parametrize("name", list(library.promises()))
def test_every_ready_case_ends_as_it_has_to(name: str) -> None:
    ran = running.run(name)
    assert ran.got == ran.expected
    assert ran.expected.rule in catalogue()


@pytest.mark.parametrize("name", list(library.promises()))
def test_a_case_ends_with_a_notice_of_the_rule_that_decides_it(name: str) -> None:
    expected = running.run(name).expected
    assert (expected.outcome, expected.basis) in notices_of(expected.rule)


def test_the_notices_of_a_rule_are_those_of_all_cases_and_no_others() -> None:
    met = {(ran.expected.rule.partition(".")[0], *ran.expected[:2]) for ran in ready_cases()}
    for path in sorted(CASES.glob("*.json")):
        wanted: dict[str, Any] = json.loads(path.read_text("utf-8"))["expected"]
        if "basis" in wanted and "decided_by" in wanted:
            told = (wanted["outcome"], wanted["basis"])
            assert told in notices_of(wanted["decided_by"]), path.name
            met.add((wanted["decided_by"].partition(".")[0], *told))
    assert met == {(rule, *told) for rule, all_told in NOTICES.items() for told in all_told}


def ready_cases() -> list[running.Ran]:
    return list(running.first_run().values())


def test_every_rule_with_notices_exists() -> None:
    assert set(NOTICES) <= {rule.partition(".")[0] for rule in catalogue()}


def test_a_reading_leads_to_the_norms_page_with_it_moved(services: Services) -> None:
    text = shown(services, rule="RES-08")
    assert "/norms?norm_reading=density" in text
    assert "/norms?area=useful" in text


def test_a_reading_that_the_norms_page_lacks_is_shown_on_a_case(services: Services) -> None:
    assert "expiry_day=expired" in shown(services, rule="IDC-05")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_sentence_says_how_many_rules_and_that_all_cases_pass(
    services: Services, language: str
) -> None:
    text = shown(services, lang=language)
    beyond = sum(rule.beyond_the_text for rule in catalogue().values())
    first = re.search(r'"children": "([^"]*)", "id": "rules-headline"', text)
    assert first is not None
    for count in (len(catalogue()), beyond, len(library.promises())):
        assert re.search(rf"\b{count}\b", first[1])


def test_only_the_rules_beyond_the_text_are_listed_when_asked_for(services: Services) -> None:
    text = shown(services, only="beyond")
    for rule in catalogue().values():
        assert (f'"open-{rule.rule}"' in text) == rule.beyond_the_text or "." in rule.rule


def test_a_rule_is_found_by_a_word_of_its_notice(services: Services) -> None:
    text = shown(services, lang="en", q="already registered")
    assert '"open-RES-15"' in text
    assert '"open-RES-01"' not in text


# ---------------------------------------------------------------- cases that fail


@pytest.fixture
def broken_norm(monkeypatch: pytest.MonkeyPatch) -> None:
    """The norm becomes thirty square metres in the law itself."""

    def law_on(day: Any, **overrides: Any) -> Law:  # noqa: ANN401 - as the law's own
        return replace(written_law.law_on(day, **overrides), norm_tenths=300)

    monkeypatch.setattr(running, "law_on", law_on)


@pytest.mark.usefixtures("broken_norm")
def test_a_broken_rule_is_told_by_word_and_shape_when_its_cases_run(client: FlaskClient) -> None:
    told = client.post("/rules/run?rule=RES-08&lang=en").get_json()
    by_case = {case["case"]: case for case in told["cases"]}
    assert by_case["norm"]["passed"] is False
    assert by_case["norm"]["result"] == "fail"
    assert by_case["norm"]["codes"] == ["norm_reached_no_category", "RES-09"]
    assert "fail" in told["said"]
    own = next(rule for rule in told["rules"] if rule["rule"] == "RES-08")
    assert own["passed"] is False


@pytest.mark.usefixtures("broken_norm")
def test_a_broken_rule_is_in_the_headline_once_all_cases_have_run(client: FlaskClient) -> None:
    told = client.post("/rules/run?lang=en").get_json()
    failed = sum(not case["passed"] for case in told["cases"])
    assert failed > 3
    assert f"{failed} of them fail" in told["headline"]
    assert {rule["rule"] for rule in told["rules"]} == set(catalogue())


@pytest.mark.usefixtures("broken_norm")
def test_a_page_that_is_drawn_with_a_broken_rule_marks_it(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.pages.rules.screens.first_run", running.run_all)
    text = shown(services, rule="RES-08", lang="en")
    assert "rules-mark failed" in text
    assert "icon icon-cross" in text
    assert '"open-RES-08"' in shown(services, only="failed")
    assert '"open-IDC-02"' not in shown(services, only="failed")


def test_a_case_that_cannot_be_decided_fails_and_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, client: FlaskClient
) -> None:
    def start(*_given: object) -> None:
        message = "no procedure"
        raise RuntimeError(message)

    monkeypatch.setattr(running, "start", start)
    told = client.post("/rules/run?rule=RES-15&lang=en").get_json()
    assert {case["passed"] for case in told["cases"]} == {False}
    assert {case["got"] for case in told["cases"]} == {words("en")("rules.case.broken")}


def test_all_cases_pass_when_the_law_is_whole(client: FlaskClient) -> None:
    told = client.post("/rules/run?lang=en").get_json()
    assert len(told["cases"]) == len(library.promises())
    assert all(case["passed"] for case in told["cases"])
    assert "all pass" in told["headline"]


@pytest.mark.parametrize("query", ["rule=RES-99", "rule=%3Cb%3E", "rule=RES-10", "foo=1"])
def test_a_run_of_what_is_no_rule_runs_nothing_or_all(client: FlaskClient, query: str) -> None:
    answer = client.post(f"/rules/run?{query}")
    assert answer.status_code == 200
    assert len(answer.get_json()["cases"]) in (0, len(library.promises()))


def test_cases_are_run_only_when_somebody_presses_for_it(client: FlaskClient) -> None:
    assert client.get("/rules/run").get_json(silent=True) is None


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "query",
    [
        {"rule": "RES-99"},
        {"rule": "res-10"},
        {"view": "all"},
        {"only": "none"},
        {"kind": "guess", "view": "numbers"},
        {"kind": "law"},
        {"page": "0", "view": "numbers"},
        {"page": "1e3", "view": "numbers"},
        {"q": "x" * 101},
        {"foo": "<b>"},
    ],
)
def test_a_bad_address_is_named_and_the_rest_still_works(
    services: Services, query: dict[str, str]
) -> None:
    text = shown(services, **query)
    assert '"role": "alert"' in text
    assert "rules-headline" in text


def test_a_page_beyond_the_last_shows_the_last(services: Services) -> None:
    assert f'"data-number": "{numbers()[-1].key}"' in shown(services, view="numbers", page="999")


def test_a_search_without_a_find_offers_the_way_back(services: Services) -> None:
    assert words("ru")("rules.nothing.rules") in shown(services, q="zzz")
    assert words("ru")("rules.nothing.numbers") in shown(services, view="numbers", q="zzz")


def test_the_group_of_a_rule_unfolds_all_its_categories(services: Services) -> None:
    state, _ = read_state(visit("/rules", {"rule": "RES-10"}, None))
    assert len(running.rules_named(state.rule)) == 10
    assert shown(services, rule="RES-10").count('"aria-expanded": "true"') == 10


# ---------------------------------------------------------------- files, server, quality


@pytest.mark.parametrize("view", ["rules", "numbers"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_is_saved_whole(client: FlaskClient, view: str, language: str) -> None:
    answer = client.get(f"/rules/{view}.csv?lang={language}")
    lines = answer.get_data(as_text=True).removeprefix(BYTE_ORDER_MARK).strip().split("\r\n")
    rows = len(catalogue()) if view == "rules" else len(numbers())
    assert len(lines) == 1 + rows + 3, "the heads, the rows, and what the table is of"
    assert answer.headers["Content-Disposition"].endswith(f'"tirkeu-{view}.csv"')
    book = client.get(f"/rules/{view}.xlsx?lang={language}")
    assert book.data.startswith(b"PK")


def test_a_saved_table_keeps_the_filter_of_the_page(client: FlaskClient) -> None:
    text = client.get("/rules/numbers.csv?kind=law&lang=en").get_data(as_text=True)
    assert text.count("law.") == sum(number.kind == "law" for number in numbers())


def test_the_page_is_answered_by_the_server(client: FlaskClient) -> None:
    assert client.get("/rules").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_quality_without_a_city_says_how_to_make_one(services: Services, language: str) -> None:
    assert "tirkeu generate" in shown(services, view="quality", lang=language)


def test_quality_counts_what_is_met_kept_and_near() -> None:
    found = {
        "margins": [
            {"verdict": "met"},
            {"verdict": "missed"},
            {"verdict": "nothing_counted"},
        ],
        "integrity": [{"count": 0}, {"count": 3}],
        "predictions": [{"side": "near"}, {"side": "above"}, {"side": "near"}],
    }
    assert kept(found) == {"margins": (1, 2), "rules": (1, 2), "predictions": (2, 3)}


def test_every_clause_is_told_in_every_language() -> None:
    for rule in catalogue().values():
        told = [clause_words(rule, words(language)) for language in LANGUAGES]
        assert len(set(told)) == len(LANGUAGES), rule.rule
