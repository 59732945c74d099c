"""The ID cards page: its address, its levers, what it says before and after a run."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dash import no_update

from app.components.centres_numbers import Estimate
from app.factory import create_app
from app.i18n import words
from app.jobs.run import Run, State
from app.pages.id_cards.causes import BY_OUTCOME, BY_RULE, causes, causes_card
from app.pages.id_cards.changes import after, at
from app.pages.id_cards.charts import backlog_chart, forecast_chart
from app.pages.id_cards.compared import counted, difference_words, spread
from app.pages.id_cards.files import about_lines
from app.pages.id_cards.head import head
from app.pages.id_cards.ids import CardsIds
from app.pages.id_cards.levers import ALL, BY_NAME, NOWHERE
from app.pages.id_cards.numbers import numbers
from app.pages.id_cards.page import OF_RUN, WHILE_OPEN, answered, drawn, looked
from app.pages.id_cards.panel import panel
from app.pages.id_cards.pilot import pilot_of
from app.pages.id_cards.screens import KIND, Screen, measure, screen, simulation_of
from app.pages.id_cards.sentences import (
    beyond_the_law,
    headline,
    lying,
    people,
    people_on_average,
    windows,
)
from app.pages.id_cards.state import PATH
from app.planning.cards import WARM_UP_DAYS, measured_days, measured_from
from app.planning.levers import Lever
from app.services import Services, open_services
from app.settings import Settings
from app.visit import visit
from simulation.experiment import Tried, compared
from simulation.forecast import RULES, TO_CENTRE
from simulation.run import results
from simulation.scenario import scenario_from
from simulation.spread import processes
from synthetic_data.home import make_city
from synthetic_data.registry.city_database import CityDatabase

PEOPLE = 20_000


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    own = Settings(home=tmp_path_factory.mktemp("home"))
    make_city(own.home, (PEOPLE, 1), CityDatabase())
    opened = open_services(own)
    yield opened
    opened.jobs.close()


def shown(services: Services, language: str = "en", **query: str) -> Screen:
    found = screen(visit(PATH, {**query, "lang": language}, language), services)
    assert found is not None
    return found


def text(component: object) -> str:
    """All that a part of the page says."""
    if component is None or isinstance(component, str | int | float):
        return str(component or "")
    if isinstance(component, list | tuple):
        return " ".join(map(text, component))
    return text(getattr(component, "children", None))


@pytest.fixture(scope="module")
def ran(services: Services) -> Screen:
    """The screen of a finished run with a narrower window, few replications."""
    few = after(shown(services, after="5"), lever("replications", "3"), services)
    few = after(few, lever("weeks", "4"), services)
    asked = simulation_of(few)
    found: dict[str, Any] = {}
    tried: dict[str, Tried] = {}
    spread = processes(services.search.city if services.search else None, 1)
    for name, part in (("yours", "scenario"), ("baseline", "baseline")):
        scenario = scenario_from(asked[part])
        tried[name] = scenario, list(spread(scenario, range(scenario.replications)))
        found[name] = results(scenario, None, tried[name][1])
    found["differences"] = compared(tried["baseline"], tried["yours"])
    return replace(few, run=Run("r", KIND, asked, State.DONE, result=found))


def lever(name: str, typed: str) -> dict[str, str]:
    return {"act": "lever", "value": name, "typed": typed}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, (30, 10)),
        ({"before": "60"}, (60, 10)),
        ({"after": "0"}, (30, 0)),
        ({"before": "366"}, (30, 10)),
        ({"after": "-1"}, (30, 10)),
        ({"after": "x"}, (30, 10)),
    ],
)
def test_the_windows_stand_in_the_address_within_their_limits(
    services: Services, query: dict[str, str], expected: tuple[int, int]
) -> None:
    here = shown(services, **query)
    assert windows(here.document) == expected
    assert bool(here.asked.wrong) is (expected == (30, 10) and bool(query))


def test_a_forecast_is_told_before_any_run(services: Services) -> None:
    here = shown(services)
    assert "window of 30 days before and 10 after" in headline(here)
    assert here.outlook is not None
    assert here.outlook.total("expiring") > 100
    assert "expected" in text(numbers(here))
    assert "Run" in text(backlog_chart(here))


def test_a_wider_window_after_the_expiry_sends_fewer_to_a_centre(services: Services) -> None:
    sent = [
        sum(
            one.yours.value or 0
            for one in causes(shown(services, after=days))
            if one.name == "late"
        )
        for days in ("0", "10", "40")
    ]
    assert sent[0] > sent[1] > sent[2]


def test_the_report_can_be_saved_of_a_run_that_is_done(services: Services, ran: Screen) -> None:
    here = replace(ran, asked=replace(ran.asked, run="r"))
    assert "/report.html?run=r&lang=en" in str(head(here))
    assert ran.run is not None
    under_way = replace(here, run=replace(ran.run, state=State.RUNNING))
    assert "/report.html" not in str([*head(under_way), *head(shown(services))])


def test_the_law_stands_beside_what_was_moved_and_nowhere_else(services: Services) -> None:
    assert "Under the law" in text(causes_card(shown(services, after="0")))
    assert "Under the law" not in text(causes_card(shown(services)))
    assert "under the law" in text(numbers(shown(services, after="0")))
    assert "under the law" not in text(numbers(shown(services)))


def test_measured_weeks_come_after_those_that_fill_the_pipeline(services: Services) -> None:
    document = shown(services, day="2026-02-16").document
    assert measured_from(document) == date(2026, 2, 16)
    assert document["run"]["warm_up_days"] == WARM_UP_DAYS
    assert measured_days(document) == 56


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_every_lever_moves_its_own_value_and_comes_back(services: Services, one: Lever) -> None:
    here = shown(services)
    usual = one.get(here.shown.usual, NOWHERE)
    wanted = 3 if usual != 3 else 4
    moved = after(here, lever(one.name, str(wanted)), services)
    assert one.get(moved.document, NOWHERE) == pytest.approx(wanted)
    assert "scenario" in moved.visit.query
    others = [o for o in ALL if o.name != one.name]
    for other in others:
        assert other.get(moved.document, NOWHERE) == other.get(here.document, NOWHERE), other.name
    back = after(moved, {"act": "reset", "value": one.name}, services)
    assert back.visit.query == here.visit.query


def test_weeks_are_moved_in_the_address_and_come_back(services: Services) -> None:
    here = shown(services)
    moved = after(here, lever("weeks", "4"), services)
    assert measured_days(moved.document) == 28
    assert moved.visit.query == {**here.visit.query, "weeks": "4"}
    assert after(moved, lever("weeks", "8"), services).visit.query == here.visit.query
    for act in ({"act": "reset", "value": "weeks"}, {"act": "reset_all"}):
        assert after(moved, act, services).visit.query == here.visit.query


def test_a_lever_of_this_page_leaves_the_week_of_the_centres(services: Services) -> None:
    moved = after(shown(services), lever("officers", "3"), services)
    kept = services.store.find(moved.visit.query["scenario"])
    assert kept is not None
    assert kept["period"] == {"from": "2026-02-02", "until": "2026-02-09"}
    assert measured_days(moved.document) == 56


@pytest.mark.parametrize(
    ("name", "typed"),
    [("officers", "-1"), ("officers", "1,5"), ("photo", "101"), ("check", "abc"), ("after", "366"),
     ("weeks", "0"), ("day_cards", "1e9"), ("pickup", "")],
)  # fmt: skip
def test_a_value_that_cannot_be_used_changes_nothing_and_is_told(
    services: Services, name: str, typed: str
) -> None:
    here = shown(services)
    again = after(here, lever(name, typed), services)
    assert again.visit.query == here.visit.query
    assert again.refused == {name: typed}
    assert "got" in text(panel(again)) or typed in text(panel(again))


def test_an_empty_field_takes_a_limit_away(services: Services) -> None:
    limited = after(shown(services), lever("day_cards", "5"), services)
    free = after(limited, lever("day_cards", ""), services)
    assert limited.document["id_pipeline"]["day_cards"] == 5
    assert free.document["id_pipeline"]["day_cards"] is None


@pytest.mark.parametrize("key", ["0123456789abcdef", "x" * 65, "../etc"])
def test_a_scenario_that_is_not_kept_is_told_and_the_capital_shown(
    services: Services, key: str
) -> None:
    here = shown(services, scenario=key)
    assert text(head(here)).strip()
    assert here.document == shown(services).document


def test_what_no_page_says_changes_nothing(services: Services) -> None:
    here = shown(services)
    for asked in (None, 5, {}, {"act": "dig"}, {"act": "lever", "value": "dig"}, {"act": "reset"}):
        assert after(here, asked, services).visit.query == here.visit.query


def test_a_run_is_asked_for_the_holders_of_cards_alone_and_the_law_beside(
    services: Services,
) -> None:
    asked = simulation_of(shown(services, after="5"))
    assert asked["scenario"]["demand"]["other_visits_per_hour"] == {}
    assert asked["scenario"]["policy"]["window_after_days"] == 5
    assert asked["baseline"]["policy"]["window_after_days"] is None
    assert simulation_of(shown(services))["baseline"] is None


def test_after_a_run_lead_time_backlogs_and_causes_are_told(ran: Screen) -> None:
    assert "working days" in headline(ran)
    told = text(numbers(ran))
    assert "will show" not in told
    assert "±" in told
    assert "midnight" in text(backlog_chart(ran))
    assert "Forecast: " in text(forecast_chart(ran))
    assert {one.name for one in causes(ran)} <= set(BY_OUTCOME.values())
    assert measure(ran.yours, "card_applications", "count").value


def test_a_run_is_outdated_when_a_lever_moves(ran: Screen, services: Services) -> None:
    assert not ran.is_outdated
    moved = replace(after(replace(ran), lever("officers", "7"), services), run=ran.run)
    assert moved.is_outdated
    assert "earlier numbers" in text(head(moved))


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_part_is_drawn_in_every_language(
    ran: Screen, services: Services, language: str
) -> None:
    here = replace(shown(services, language, after="5"), run=ran.run)
    for one in (here, shown(services, language)):
        assert text(drawn(one))
        assert forecast_chart(one)


def test_the_rules_of_the_forecast_and_the_outcomes_of_a_run_have_their_causes() -> None:
    assert {rule for rules in BY_RULE.values() for rule in rules} == {*TO_CENTRE, "IDC-05"}
    assert set(BY_NAME) == {one.name for one in ALL}
    assert set(TO_CENTRE) <= set(RULES)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["forecast", "backlog", "causes"])
def test_every_table_is_saved(services: Services, name: str, kind: str) -> None:
    client = create_app(services.settings, services).server.test_client()
    answer = client.get(f"{PATH}/{name}.{kind}?after=5&lang=en")
    if name == "backlog":  # nothing is known of it before a run
        assert answer.status_code == 404
        assert "There are no numbers" in answer.text
    else:
        assert answer.status_code == 200
        assert len(answer.data) > 100


@pytest.mark.parametrize(
    ("language", "said"), [("ru", "Такой таблицы нет"), ("kk", "Мұндай кесте")]
)
@pytest.mark.parametrize("file", ["nothing.csv", "forecast.pdf"])
def test_a_table_that_does_not_exist_is_told_in_the_visitors_language(
    services: Services, file: str, language: str, said: str
) -> None:
    client = create_app(services.settings, services).server.test_client()
    answer = client.get(f"{PATH}/{file}?lang={language}")
    assert answer.status_code == 404
    assert said in answer.text


def test_beyond_the_pilots_dates_nobody_renews_and_the_page_says_so(services: Services) -> None:
    here = shown(services, day="2027-02-01")
    assert "pilot is not in force" in headline(here)
    assert Path(services.settings.home).exists()
    assert at(here, services).visit.query == here.visit.query


@pytest.mark.parametrize("name", ["check", "intake", "production"])
def test_a_mean_that_was_nought_comes_back_with_its_shape(services: Services, name: str) -> None:
    here = shown(services)
    usual = BY_NAME[name].get(here.shown.usual, NOWHERE)
    nought = after(here, lever(name, "0"), services)
    assert "scenario" in nought.visit.query
    back = after(nought, lever(name, f"{usual:.1f}"), services)
    section, key = BY_NAME[name].source or ("", "")
    assert back.document[section][key]["dist"] == here.document[section][key]["dist"]


def drawn_days(component: Any) -> list[str]:  # noqa: ANN401 - a component's children
    """The days that the table behind a chart names, from the first."""
    body = component[-1].children[1].children.children[1]
    return [row.children[0].children for row in body.children]


def test_a_backlog_keeps_the_days_of_its_run_when_the_scenario_moves_to_others(
    ran: Screen, services: Services
) -> None:
    moved = replace(shown(services, day="2026-03-02", after="5"), run=ran.run)
    assert measured_from(moved.document) == date(2026, 3, 2)
    backlog = backlog_chart(moved)
    assert drawn_days(backlog)[0] == drawn_days(backlog_chart(ran))[0] == "2 February 2026"
    assert backlog[1].children[0].figure["data"][-1]["customdata"][0] == "2 Feb"
    assert drawn_days(forecast_chart(moved))[0] == "2 March 2026"


@pytest.mark.parametrize("kind", ["play", "staffing"])
def test_a_run_of_another_kind_is_none_of_this_page(
    services: Services, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    other = Run("r", kind, {}, State.DONE, result={"stays": []})
    found = {None: other, kind: other}
    monkeypatch.setattr(services.jobs, "find", lambda _id, asked=None: found.get(asked))
    here = shown(services, run="0123456789abcdef")
    assert here.run is None
    assert here.yours is None
    assert "run" in text(head(here))


def test_causes_beside_the_law_are_differences_of_pairs_with_their_intervals(ran: Screen) -> None:
    found = {one.name: one for one in causes(ran)}
    assert ran.result is not None
    rows = {
        row["statistic"]: row
        for row in ran.result["differences"]["measures"]
        if (row["measure"], row["office"]) == ("sent_to_centre", "all")
    }
    for outcome, name in BY_OUTCOME.items():
        if name in found:
            row = rows[outcome]
            assert found[name].law == (row["baseline"] or 0.0)
            assert found[name].change.value == row["difference"]
            assert [*found[name].change[1:]] == (row["ci95"] or [None, None])
    late = found["unavailable"].change
    assert late.value is not None
    assert late.value > 0
    assert difference_words(late, ran.words, 1) in text(causes_card(ran))


def test_a_note_explains_a_difference_only_where_one_is_shown(ran: Screen) -> None:
    assert ran.run is not None
    assert ran.run.result is not None
    alone = {**ran.run.result, "baseline": None, "differences": None}
    of_one = replace(ran, run=replace(ran.run, result=alone))
    assert "pairs of replications" in text(causes_card(ran))
    assert "pairs of replications" not in text(causes_card(of_one))
    assert "95% interval" in text(causes_card(of_one))


def test_the_laws_value_of_a_run_stands_with_the_difference(ran: Screen) -> None:
    pair = ran.differences["sent_to_centre", "all", "count"]
    assert pair.change.value is not None
    assert f"difference {difference_words(pair.change, ran.words, 1)}" in text(numbers(ran))


@pytest.mark.parametrize(
    ("change", "digits", "expected"),
    [
        (Estimate(2.0, -1.0, 5.0), 0, "+2 (\u22121…\u2060+5)"),
        (Estimate(-2.04, -3.0, -1.08), 1, "\u22122.0 (\u22123.0…\u2060\u22121.1)"),
        (Estimate(0.0, 0.0, 0.0), 1, "0.0"),
        (Estimate(1.5), 1, "+1.5"),
        (Estimate(None), 1, "–"),
    ],
)
def test_differences_have_a_sign_and_an_interval(
    change: Estimate, digits: int, expected: str
) -> None:
    assert difference_words(change, words("en"), digits) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (Estimate(1.0, -1.2, 3.2), "0…\u20603"),
        (Estimate(4.0, 0.0, 8.0), "0…\u20608"),
        (Estimate(1.0), ""),
        (Estimate(0.0, 0.0, 0.0), ""),
    ],
)
def test_people_are_never_fewer_than_none(known: Estimate, expected: str) -> None:
    assert spread(known, words("en"), 0) == expected
    assert (counted(known).low or 0.0) >= 0.0


FEW = [
    (0.0, "0"),
    (0.8, "0.8"),
    (4.0, "4"),
    (9.9, "9.9"),
    (9.96, "10"),
    (12.4, "12"),
    (100.0, "100"),
]


@pytest.mark.parametrize(("count", "expected"), FEW)
def test_head_and_card_tell_people_with_the_same_digits(
    ran: Screen, services: Services, count: float, expected: str
) -> None:
    here = shown(services, after="0")
    assert people(count, here.words) == expected
    mean = f"on average {expected}" if "." in expected else expected
    assert people_on_average(count, here.words) == mean
    for one in (here, ran):
        cards = [card.children for card in numbers(one)[0].children]
        told = {text(card[0]): text(card[1]) for card in cards}
        for name in ("Too late to apply again", "Sent to a centre"):
            number = people_on_average(float(told[name].replace(",", "")), one.words)
            assert f"*{number}*" in headline(one), name


def pilot(end: str, day: str) -> dict[str, str]:
    return lever(f"pilot_{end}", day)


def test_a_pilot_that_goes_on_is_planned_and_marked_hypothetical(services: Services) -> None:
    here = shown(services, day="2026-05-04")
    assert "pilot is not in force" in headline(here)
    assert "Hypothetical" not in text(head(here))
    longer = after(here, pilot("until", "2026-07-31"), services)
    assert "window of 30 days before" in headline(longer)
    assert "Hypothetical" in text(head(longer))
    assert beyond_the_law(longer) == ["policy.id_card_pilot"]
    asked = simulation_of(longer)
    assert asked["scenario"]["policy"]["id_card_pilot"] == ["2025-05-28", "2026-07-31"]
    assert asked["baseline"]["policy"]["id_card_pilot"] is None
    for back in (
        {"act": "reset", "value": "pilot_until"},
        pilot("until", ""),
        {"act": "reset_all"},
    ):
        assert after(longer, back, services).visit.query == here.visit.query


@pytest.mark.parametrize(
    ("end", "day", "is_taken"),
    [
        ("from", "2026-03-31", True),
        ("from", "2026-04-01", False),
        ("until", "2025-05-28", True),
        ("until", "2025-05-27", False),
        ("until", "2100-12-31", True),
        ("until", "2101-01-01", False),
        ("from", "2000-01-01", True),
        ("from", "1999-12-31", False),
        ("from", "2026-02-30", False),
        ("from", "20260201", False),
        ("from", "x", False),
    ],
)
def test_the_pilots_days_are_taken_within_their_limits(
    services: Services, end: str, day: str, *, is_taken: bool
) -> None:
    here = shown(services)
    moved = after(here, pilot(end, day), services)
    assert (moved.refused is None) is is_taken
    if is_taken:
        assert pilot_of(moved.document)[("from", "until").index(end)].isoformat() == day
    else:
        assert moved.visit.query == here.visit.query
        assert f"“{day}” came" in text(panel(moved))


def test_an_end_that_cannot_go_back_alone_takes_the_other_with_it(services: Services) -> None:
    here = shown(services)
    early = after(here, pilot("from", "2024-01-01"), services)
    early = after(early, pilot("until", "2024-06-30"), services)
    back = after(early, {"act": "reset", "value": "pilot_from"}, services)
    assert back.visit.query == here.visit.query


def test_each_table_says_of_its_own_source_what_it_is_of(ran: Screen, services: Services) -> None:
    here = shown(services, day="2026-05-04", before="60")
    moved = after(here, pilot("until", "2026-07-31"), services)
    outdated = replace(moved, run=ran.run)
    assert outdated.is_outdated
    assert beyond_the_law(outdated) == ["policy.id_card_pilot"]
    assert "Hypothetical" in text(head(outdated))
    forecast, backlog = (
        dict(about_lines(outdated, name).lines) for name in ("forecast", "backlog")
    )
    assert forecast["Window"] == "60 days before expiry, 10 after"
    assert backlog["Window"] == "30 days before expiry, 5 after"
    assert "Beyond the law’s dates" in forecast
    assert "Beyond the law’s dates" not in backlog
    assert "Note" not in forecast
    assert "Note" in backlog
    assert "warm-up" in str(backlog["Period"])
    assert "without a run" in str(forecast["Period"])
    days = [about_lines(outdated, name).day for name in ("forecast", "backlog", "causes")]
    assert days == [date(2026, 5, 4), date(2026, 2, 2), date(2026, 2, 2)]


def test_a_hypothetical_run_stays_marked_when_the_scenario_is_lawful_again(
    ran: Screen, services: Services
) -> None:
    assert ran.run is not None
    beyond = {**ran.run.result["yours"], "hypothetical": ["policy.id_card_pilot"]}
    run = replace(ran.run, result={**ran.run.result, "yours": beyond})
    lawful = replace(shown(services), run=run)
    assert "Hypothetical" in text(head(lawful))
    assert "Beyond the law’s dates" in dict(about_lines(lawful, "causes").lines)
    assert "Beyond the law’s dates" not in dict(about_lines(lawful, "forecast").lines)


def test_a_look_at_a_run_never_writes_the_state(services: Services) -> None:
    assert (CardsIds.STATE, "data") not in OF_RUN
    app = create_app(services.settings, services)
    app.server.test_client().get(PATH)
    writes = [str(found["output"]) for found in app.callback_map.values()]
    of_cards = [one for one in writes if "cards-" in one]
    assert len([one for one in of_cards if "cards-state.data" in one]) == 1
    assert len([one for one in of_cards if "cards-heard.data" in one]) == 1


@pytest.mark.parametrize(
    ("state", "was_known", "expected"),
    [
        (State.RUNNING, True, len(WHILE_OPEN)),
        (State.RUNNING, False, len(OF_RUN)),
        (State.DONE, True, len(OF_RUN)),
    ],
)
def test_a_look_draws_the_numbers_when_they_come_and_when_the_run_ends(
    ran: Screen, state: State, expected: int, *, was_known: bool
) -> None:
    assert ran.run is not None
    now = replace(ran, run=replace(ran.run, state=state))
    parts = looked(now, was_known=was_known)
    assert len(parts) == len(OF_RUN)
    assert sum(part is not no_update for part in parts) == expected


def test_an_answer_names_what_it_answers(services: Services) -> None:
    asked = {**lever("officers", "7"), "count": 12}
    first = answered(shown(services), asked, services)[0]
    assert first["count"] == 12
    assert "scenario" in first["query"]
    for strange in (None, {}, {"count": "x"}, {"count": None}):
        assert answered(shown(services), strange, services)[0]["count"] == 0


def test_files_that_nobody_checks_are_the_finding_and_few_are_not(ran: Screen) -> None:
    assert not lying(ran.yours)
    assert ran.yours is not None
    days = [
        {**row, "value": 500.0} if row["measure"] == "ums_backlog" else row
        for row in ran.yours["days"]
    ]
    stuck = {**ran.yours, "days": days}
    assert lying(stuck) == 500
    result = {"yours": stuck, "baseline": None, "differences": None}
    assert ran.run is not None
    assert "500" in headline(replace(ran, run=replace(ran.run, result=result)))
