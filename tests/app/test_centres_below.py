"""Below the grid of the Centres page: comparison, plan, shifts, playback, load, ticket log."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from dash import Dash, html

from app.i18n import words
from app.jobs.jobs import Jobs
from app.jobs.run import Run, State
from app.pages.centres import upload
from app.pages.centres.below_view import below
from app.pages.centres.below_words import signed
from app.pages.centres.changes import after
from app.pages.centres.fitted import fit_table, lever_on_weekdays, on_weekdays, other_share, taken
from app.pages.centres.ids import lever_id
from app.pages.centres.load import load_table, shares_of
from app.pages.centres.pairs import judged, pairs_of, pairs_table
from app.pages.centres.panel import panel
from app.pages.centres.plan import is_of, planned
from app.pages.centres.plan_hours import cells_of
from app.pages.centres.plan_shifts import problems, usual, written
from app.pages.centres.plan_tables import plan_table, roster_table
from app.pages.centres.playback import answer
from app.pages.centres.playback_view import open_days
from app.pages.centres.screens import Screen
from app.pages.centres.upload import fitted, refusal, rule_of
from app.planning.scenarios import expanded, office_of, offices, with_city
from app.services import Services
from app.settings import Settings
from app.store import Store
from domain.errors import BadInput
from domain.wording import LANGUAGES
from simulation.staffing.shifts import shifts_from
from tests.app.centres_services import Standing, services, shown, simulated

HEAD = "ticket_id,office,service,enabled,start,end,left"
OFFICE = "yesil-1"
NAME = words("en")(f"centres.office.{OFFICE}")
SECONDS = 60


@dataclass(frozen=True)
class Playing(Standing):
    """A run that knows what it was asked, as those of the table do."""

    document: Any = None


@pytest.fixture
def made(tmp_path: Path) -> Services:
    return services(tmp_path)


def put(made: Services, name: str, result: object, state: str = "done", reason: str = "") -> None:
    """Let a run of some name stand there with a result."""
    made.jobs.standing[name] = Standing(state, result=result, reason=reason)  # type: ignore[attr-defined]


def texts(part: object) -> Iterator[str]:
    """Every text of a component, in order."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, list | tuple):
        for one in part:
            yield from texts(one)
    elif part is not None:
        yield from texts(getattr(part, "children", None))


def said(screen: Screen) -> str:
    return " ".join(texts(below(screen)))


# ---------------------------------------------------------------- comparison
def compared(sign: str, measure: str = "wait_minutes", office: str = OFFICE) -> dict[str, Any]:
    ends = {"higher": [1.0, 3.0], "lower": [-3.0, -1.0], "unclear": [-1.0, 1.0], "same": [0.0, 0.0]}
    low, high = ends[sign]
    return {
        "measure": measure,
        "station": "window",
        "office": office,
        "statistic": "mean" if measure != "wait_minutes" else "p90",
        "baseline": 10.0,
        "value": 10.0 + (low + high) / 2,
        "difference": (low + high) / 2,
        "ci95": [low, high],
        "sign": sign,
    }


@cache
def result() -> dict[str, Any]:
    """What a run of the scenario of the page gives."""
    screen = shown(services(Path("nowhere")))
    return simulated({"scenario": with_city(screen.shown.document, screen.city)})


def with_run(made: Services, rows: list[dict[str, Any]], language: str = "ru") -> Screen:
    """The screen after a run whose differences are given."""
    put(made, "r", {**result(), "differences": {"measures": rows}})
    return shown(made, language, run="r", office=OFFICE)


@pytest.mark.parametrize(
    ("measure", "sign", "judgement"),
    [
        ("wait_minutes", "lower", "centres-better"),
        ("wait_minutes", "higher", "centres-worse"),
        ("wait_minutes", "unclear", ""),
        ("wait_minutes", "same", ""),
        ("within_standard_share", "higher", "centres-better"),
        ("within_standard_share", "lower", "centres-worse"),
        ("utilisation", "higher", ""),
    ],
)
def test_a_difference_is_judged_only_where_chance_does_not_explain_it(
    made: Services, measure: str, sign: str, judgement: str
) -> None:
    (pair,) = pairs_of(with_run(made, [compared(sign, measure)]))
    assert judged(pair) == judgement


def test_the_comparison_tells_the_office_and_the_city_with_intervals(made: Services) -> None:
    rows = [compared("lower"), compared("unclear", office="all"), compared("lower", office="x")]
    screen = with_run(made, rows, "en")
    assert f"{NAME}: nine in ten wait 2.0\xa0min less than before" in said(screen)
    assert "−2.0 (−3.0…\u2060−1.0)" in said(screen)
    assert "cannot be told from chance" in said(screen)
    table = pairs_table(screen)
    assert table is not None
    assert [row[0] for row in table.rows] == [NAME, "Whole city"]
    assert table.rows[0][4:7] == (-2.0, -3.0, -1.0)


def test_a_comparison_is_marked_once_its_scenario_is_another(made: Services) -> None:
    ran = with_run(made, [compared("lower")], "en")
    mark = "comparison is of the scenario as it was before"
    assert mark not in said(ran)
    assert mark in said(shown(made, "en", **{**ran.visit.query, "norm": "12"}))


def test_nothing_is_compared_where_there_is_no_baseline(made: Services) -> None:
    assert pairs_of(shown(made)) == []
    assert pairs_table(shown(made)) is None
    assert "centres-pairs" not in str(below(shown(made)))


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.25, "+1,2"), (-1.26, "−1,3"), (0.0, "0,0"), (-0.04, "0,0"), (0.06, "+0,1")],
)
def test_what_rounds_to_nothing_has_no_sign(value: float, text: str) -> None:
    assert signed(value, words("ru")) == text


# ---------------------------------------------------------------- plan
def found_plan(screen: Screen, more: int = 2) -> dict[str, Any]:
    """A plan with more windows than there are, in every hour of every office."""
    document = screen.shown.document
    there = {
        office: expanded(office_of(document, office)["windows"]) for office in offices(document)
    }
    rows = [
        {
            "office": office,
            "station": "window",
            "weekday": weekday,
            "hour": hour,
            "servers": int(there[office][weekday - 1][hour]) + more,
            "now": float(there[office][weekday - 1][hour]),
            "simulated_share": 0.95,
            "simulated_lower": 0.93,
            "one_less_share": 0.7,
        }
        for office in offices(document)
        for weekday in range(1, 6)
        for hour in range(9, 13)
    ]
    gain = {"hours": {"now": 40, "planned": 48}, "visits": {"now": 100, "planned": 100}}
    check = {"office": OFFICE, "station": "window", "hours": [9, 10], "share": 0.88, "lower": 0.86}
    return {
        "scenario": {**document, "city": None},
        "hours": rows,
        "gains": [
            {"office": office, "station": "window", **gain, "in_time": {"now": 80, "planned": 95}}
            for office in offices(document)
        ],
        "checks": [{**check, "met": False}, {**check, "weekdays": [6], "met": False}],
        "target": {"wait_minutes": 20.0, "share": 0.9, "officer_days": 1.0, "officer_share": 0.9},
        "officers": {"officers": 2, "files_per_working_day": 12.5},
        "replications": 12,
        "roster": [],
        "paid_hours": 50.0,
        "needed_hours": 48.0,
        "hypothetical": ["policy.norm_m2"],
    }


def test_a_plan_says_what_it_costs_and_gains_and_where_it_is_not_sure(made: Services) -> None:
    put(made, "p", found_plan(shown(made)))
    text = said(shown(made, "en", plan="p", office=OFFICE))
    count = len(offices(shown(made).shown.document))
    assert f"{48 * count} window hours a week instead of {40 * count} (+{8 * count})" in text
    assert "95.0% are served within 20\xa0min, now 80.0%" in text
    assert f"{NAME}, windows, 9:00–11:00: 88.0%, for sure no less than 86.0%" in text
    assert f"{NAME}, windows, Sat, 9:00–11:00: 88.0%" in text
    assert "+2 ▲" in text
    assert "Hypothetical" in text
    assert "Officers for ID cards: 2 for 12.5 applications" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_is_saved_with_every_station_and_what_is_there_now(
    made: Services, language: str
) -> None:
    plan = found_plan(shown(made))
    rows = [{"visits": 1.0, "share": 0.9, **row} for row in plan["hours"]]
    plan["hours"] = [*rows, {**rows[0], "station": "consultant", "now": None}]
    put(made, "p", plan)
    table = plan_table(shown(made, language, plan="p"))
    assert table is not None
    assert table.rows[0][4:6] == (rows[0]["now"], rows[0]["servers"])
    assert table.rows[0][-1] == "policy.norm_m2"
    assert table.rows[-1][4] is None
    roster = roster_table(shown(made, language, plan="p"))
    assert roster is not None
    assert roster.rows == ()
    assert plan_table(shown(made)) is None


@pytest.mark.parametrize(("weekday", "hours"), [("0", 4), ("1", 4), ("7", 0)])
def test_the_table_of_a_plan_is_of_the_weekday_of_the_grid(
    made: Services, weekday: str, hours: int
) -> None:
    plan = found_plan(shown(made))
    put(made, "p", plan)
    screen = shown(made, plan="p", weekday=weekday)
    assert len(cells_of(screen, plan, OFFICE)) == hours


def test_a_plan_is_taken_into_the_scenario_and_breaks_give_way(made: Services) -> None:
    plan = found_plan(shown(made), more=3)
    put(made, "p", plan)
    before = shown(made, plan="p")
    now = after(before, {"act": "take_plan"}, made)
    there, then = (office_of(screen.shown.kept, OFFICE)["windows"] for screen in (before, now))
    assert expanded(then)[0][9] == expanded(there)[0][9] + 3
    assert expanded(then)[0][14] == expanded(there)[0][14]
    assert office_of(now.shown.kept, OFFICE)["breaks"] == []
    assert now.asked.scenario is not None
    assert is_of(plan, now.shown.document)
    assert planned(shown(made)) == shown(made).shown.kept


def test_an_hour_that_no_shift_covers_is_named(made: Services) -> None:
    reason = (
        "shifts: yesil-1, window, weekday 6: expected a shift that covers 13:00 to 14:00, got none"
    )
    put(made, "p", None, state="failed", reason=reason)
    text = said(shown(made, "en", plan="p"))
    assert f"No shift covers 13:00 to 14:00 at {NAME} (windows, Sat)" in text


# ---------------------------------------------------------------- shifts
SHIFTS = "name,start,end,lunch\nday,09:00,18:00,60\nhalf,09:00,13:00,"


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        ((), []),
        (("late,18:00,12:00,",), ["Line 4: an end"]),
        (("late,9,12:00,",), ["Line 4: a start"]),
        (("late,14:00,18:00,19:00-20:00", ",09:00,18:00,"), ["Line 4: lunch", "Line 5: a name"]),
        (("day,10:00,12:00,",), ["Every shift needs a name"]),
    ],
)
def test_every_bad_line_of_shifts_is_told_in_a_sentence(
    lines: tuple[str, ...], named: list[str]
) -> None:
    told = problems("\n".join([SHIFTS, *lines]), words("en"))
    assert len(told) == len(named)
    assert all(one.startswith(start) for one, start in zip(told, named, strict=True))


@pytest.mark.parametrize("text", ["", "start,end\n09:00,18:00", "day,09:00,18:00,60"])
def test_shifts_without_their_header_are_told_of_it_once(text: str) -> None:
    (told,) = problems(text, words("ru"))
    assert "name,start,end,lunch" in told


def test_the_usual_shifts_can_be_edited_and_read_again(made: Services) -> None:
    screen = shown(made)
    assert shifts_from(written(usual(screen))) == usual(screen)


def test_typed_shifts_stand_in_the_address_and_the_next_search_uses_them(made: Services) -> None:
    now = after(shown(made), {"act": "shifts", "typed": SHIFTS}, made)
    assert now.below.shifts == SHIFTS
    after(now, {"act": "find"}, made)
    kind, asked = made.jobs.started[-1]  # type: ignore[attr-defined]
    assert (kind, asked["shifts"]) == ("staff", SHIFTS)
    assert after(now, {"act": "usual_shifts"}, made).below.shifts is None


def test_refused_shifts_stay_in_their_field(made: Services) -> None:
    bad = SHIFTS + "\nlate,18:00,12:00,"
    now = after(shown(made, "en"), {"act": "shifts", "typed": bad}, made)
    assert now.below.shifts is None
    assert "Line 4: an end after the start is needed" in said(now)
    assert "late,18:00,12:00," in str(below(now))


# ---------------------------------------------------------------- playback
STAYS: dict[str, Any] = {"columns": {"case": []}, "servers": {}}


@pytest.mark.parametrize(
    ("run", "status"),
    [
        (None, 404),
        (Standing("waiting"), 202),
        (Standing("running"), 202),
        (Standing("failed"), 410),
        (Standing("cancelled"), 410),
        (Standing(result={"yours": {}}), 410),
        (Standing(result=STAYS), 200),
    ],
)
def test_a_day_is_sent_once_it_is_there(run: Standing | None, status: int) -> None:
    assert answer(run)[1] == status


def test_a_day_of_the_run_that_is_shown_is_played_back(made: Services) -> None:
    now = with_run(made, [])
    then = after(now, {"act": "play", "value": "2"}, made)
    kind, asked = made.jobs.started[-1]  # type: ignore[attr-defined]
    assert (kind, asked["office"], asked["day"]) == ("playback", OFFICE, 2)
    assert now.result is not None
    assert asked["scenario"] == now.result["yours"]["scenario"]
    play = then.visit.query["play"]
    standing = made.jobs.standing  # type: ignore[attr-defined]
    standing[play] = Playing(result=STAYS, document=asked)
    query = dict(then.visit.query)
    assert f"data-run='{play}'" in str(below(shown(made, **query)))
    query["office"] = "nura-1"
    assert "data-run=" not in str(below(shown(made, **query)))


@pytest.mark.parametrize("value", ["", "-1", "x", "1.5", "²"])
def test_what_is_no_day_plays_nothing(made: Services, value: str) -> None:
    now = with_run(made, [])
    count = len(made.jobs.started)  # type: ignore[attr-defined]
    assert after(now, {"act": "play", "value": value}, made).visit.query == now.visit.query
    assert len(made.jobs.started) == count  # type: ignore[attr-defined]


def test_only_days_on_which_the_office_opens_can_be_played(made: Services) -> None:
    document = dict(shown(made).shown.document)
    document["period"] = {"from": "2026-03-06", "until": "2026-03-13"}  # 9 March is a day off
    days = open_days(document, OFFICE)
    assert 0 in days  # Friday
    assert 2 not in days  # Sunday
    assert 3 not in days  # Monday, the day off


# ---------------------------------------------------------------- load
def test_the_shares_of_all_services_are_a_whole(made: Services) -> None:
    for screen in (shown(made), with_run(made, [])):
        found = shares_of(screen)
        assert "all" in found
        assert set(found) <= {*offices(screen.document), "all"}
        assert all(sum(shares.values()) == pytest.approx(1) for shares in found.values())
        table = load_table(screen)
        assert table is not None
        assert len(table.rows) == len(found)


def test_the_load_is_an_estimate_until_a_run_has_measured_it(made: Services) -> None:
    assert "an estimate by formulas" in said(shown(made, "en"))
    assert "measured in the replications" in said(with_run(made, [], "en"))


# ---------------------------------------------------------------- ticket log
def tickets(office: str = OFFICE, days: int = 5, service: str = "other") -> list[str]:
    """Forty tickets a day at one office: a wait of four minutes, a service of ten and some."""
    lines = []
    for number in range(40 * days):
        day, place = divmod(number, 40)
        hour, minute = 9 + place // 10, 5 * (place % 10)
        at = f"2026-02-{2 + day:02d}T{hour:02d}:"
        end = f"{at}{min(59, minute + 10 + place % 4):02d}:00"
        row = f"{office},{service},{at}{minute:02d}:00"
        if place % 8 == 7:
            lines.append(f"{number},{row},,,{at}{minute + 3:02d}:30")
        else:
            lines.append(f"{number},{row},{at}{minute + 4:02d}:00,{end},")
    return lines


def log(*lines: str) -> bytes:
    return "\n".join([HEAD, *lines, ""]).encode()


BAD_ROWS = {
    "1,a,b,2026-02-02T09:00:00,,,": "either",
    "1,,b,2026-02-02T09:00:00,,,2026-02-02T09:01:00": "office",
    "1,a,,2026-02-02T09:00:00,,,2026-02-02T09:01:00": "service",
    "1,a,b,now,,,2026-02-02T09:01:00": "time_enabled",
    "1,a,b,2026-02-02T09:00:00,2026-02-02T09:00:00,x,": "time_end",
    "1,a,b,2026-02-02T09:00:00,2026-02-02T09:00:00,,": "both",
    "1,a,b,2026-02-02T09:00:00,2026-02-02T08:00:00,2026-02-02T09:10:00,": "order",
    "1,a,b,2026-02-02T09:00:00,,,2026-02-02T08:00:00": "order_left",
    "1,a,b,2026-02-02T09:00:00,,,2026-02-04T08:00:00": "day",
}


@pytest.mark.parametrize(("row", "rule"), BAD_ROWS.items())
def test_a_bad_row_is_left_out_and_told_by_its_rule_alone(row: str, rule: str) -> None:
    found = fitted(log(*tickets(), row))
    assert found["rows"]["bad"] == 1
    assert found["rows"]["named"] == [{"line": 202, "why": rule}]
    assert "got" not in json.dumps(found)


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (b"", "This is not a CSV file"),
        (b"\xff\xfe\x00", "This is not a CSV file"),
        (HEAD.encode() + b"\n", "The file has no rows"),
        (b"office,service\na,b\n", "A column is missing"),
        (log(*tickets(), *BAD_ROWS, *BAD_ROWS), "18 of 218 rows cannot be used"),
    ],
)
def test_a_file_that_cannot_be_fitted_is_refused_in_one_sentence(data: bytes, start: str) -> None:
    with pytest.raises(BadInput) as problem:
        fitted(data)
    assert refusal(problem.value, words("en")).startswith(start)


def test_what_is_expected_of_rows_is_known_in_every_language() -> None:
    for language in LANGUAGES:
        known = words(language)
        for rule in {*upload.RULES.values(), rule_of("expected anything else")}:
            assert known(f"centres_below.log.rule.{rule}")


@pytest.mark.parametrize(
    ("headers", "data", "status"),
    [
        ({}, log(*tickets()), 403),
        ({"X-Requested-With": "tirkeu"}, b"nothing", 200),
        ({"X-Requested-With": "tirkeu"}, log(*tickets()), 200),
    ],
)
def test_a_log_is_taken_from_the_page_only_and_answered_by_a_key_or_a_sentence(
    made: Services, headers: dict[str, str], data: bytes, status: int
) -> None:
    app = Dash(__name__)
    app.layout = html.Div()
    upload.attach(app, made)
    told = app.server.test_client().post("/centres/log?lang=en", data=data, headers=headers)
    assert told.status_code == status
    is_fitted = status == 200 and data != b"nothing"
    assert set(told.get_json()) == {"key" if is_fitted else "said"}
    kept = made.store.kept  # type: ignore[attr-defined]
    assert len(kept) == is_fitted


def test_a_log_that_is_too_large_is_not_read(
    made: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "MOST_BYTES", 1_000)
    app = Dash(__name__)
    app.layout = html.Div()
    upload.attach(app, made)
    headers = {"X-Requested-With": "tirkeu"}
    client = app.server.test_client()
    told = client.post("/centres/log?lang=en", data=log(*tickets()), headers=headers)
    assert (told.status_code, told.get_json()["said"]) == (413, "The file is larger than 64 MB.")


def with_fit(made: Services, data: bytes, language: str = "en") -> Screen:
    key = made.store.keep(fitted(data))
    return after(shown(made, language, office=OFFICE), {"act": "fitted", "value": key}, made)


def test_a_fit_is_drawn_beside_the_data_and_names_the_offices_that_are_not_there(
    made: Services,
) -> None:
    now = with_fit(made, log(*tickets(), *tickets("far-away")))
    text = said(now)
    assert "400 tickets of 2 offices" in text
    assert "Not in the scenario, so not taken over: far-away." in text
    drawn = str(below(now))
    assert all(kind in drawn for kind in ("fit-bar", "fit-line", "fit-lever", "fit-steps"))
    table = fit_table(now)
    assert table is not None
    assert {row[0] for row in table.rows} == {
        "Service minutes, share",
        "Waits longer than, share",
        "Visitors an hour, Mon–Fri",
    }


def noted(now: Screen, name: str) -> str:
    """What stands below the field of a lever."""
    drawn = panel(now)
    note = f"{lever_id(name)}-note"
    parts = (part for group in drawn if group is not None for part in group._traverse())
    return " ".join(texts(next(part for part in parts if getattr(part, "id", None) == note)))


def test_the_levers_of_a_fit_are_taken_over_without_what_the_model_brings_itself(
    made: Services,
) -> None:
    before = with_fit(made, log(*tickets(), *tickets(service="residence")))
    fit = before.below.fit
    assert fit is not None
    assert other_share(fit) == pytest.approx(0.5)
    now = after(before, {"act": "take_fit"}, made)
    visits = now.shown.kept["demand"]["other_visits_per_hour"]
    assert expanded(visits[OFFICE])[0][9] == pytest.approx(10)
    assert set(visits) == set(offices(now.shown.kept))
    levers = fit["levers"]
    assert (
        now.shown.kept["service_minutes"]["window_other"]
        == levers["service_minutes"]["window_other"]
    )
    assert now.shown.kept["behaviour"]["patience_minutes"] == levers["patience_minutes"]
    assert "assumption" in noted(before, "window_other")
    for name in ("visits", "window_other", "patience"):
        assert "from the ticket log; otherwise" in noted(now, name), name
    typed = after(now, {"act": "lever", "value": "window_other", "typed": "12"}, made)
    assert "assumption" in noted(typed, "window_other")
    assert "assumption" in noted(after(now, {"act": "forget_fit"}, made), "window_other")
    assert lever_on_weekdays(now, OFFICE)[9] == pytest.approx(10, rel=0.1)
    assert on_weekdays(fit["arrivals"][0])[9][0] == pytest.approx(20)
    assert after(now, {"act": "forget_fit"}, made).below.fit is None
    assert taken(shown(made)) == shown(made).shown.kept


@pytest.mark.parametrize("name", ["play", "fit", "shifts"])
def test_what_the_address_names_and_is_not_kept_is_said(made: Services, name: str) -> None:
    now = shown(made, "en", **{name: "gone"})
    assert now.below.lost == (name,)
    assert "no longer kept" in said(now)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_drawn_in_every_language(made: Services, language: str) -> None:
    now = with_run(made, [compared("lower"), compared("unclear", office="all")], language)
    put(made, "p", found_plan(now))
    fit = made.store.keep(fitted(log(*tickets())))
    query = {**now.visit.query, "plan": "p", "fit": fit}
    text = str(below(shown(made, language, **query)))
    for card in ("pairs", "plan-card", "playback-card", "load", "log"):
        assert f"centres-{card}" in text


# ---------------------------------------------------------------- the search as a run
def queue(windows: int) -> dict[str, Any]:
    return {
        "format": "tirkeu.scenario/1",
        "period": {"from": "2026-02-02", "until": "2026-02-04"},
        "offices": [{"id": "queue", "windows": windows, "opens": "09:00", "closes": "13:00"}],
        "demand": {
            "residence_per_day": 0,
            "temporary_stay_per_day": 0,
            "id_renewals": False,
            "other_visits_per_hour": {"queue": 12},
        },
        "run": {"replications": 2, "seed": 5},
    }


def ended(jobs: Jobs, asked: dict[str, Any]) -> Run:
    name, last = jobs.start("staff", asked), time.monotonic() + SECONDS
    while time.monotonic() < last:
        found = jobs.find(name)
        assert found is not None
        if not found.is_open:
            return found
        time.sleep(0.05)
    pytest.fail("the search did not end")


def test_a_search_ends_with_a_plan_its_roster_and_what_it_gains(tmp_path: Path) -> None:
    jobs = Jobs(Settings(home=tmp_path), Store(tmp_path), None, processes=1)
    target = {"wait_minutes": 10.0, "share": 0.8, "stations": ["window"]}
    try:
        bad = ended(
            jobs,
            {"scenario": queue(1), "target": target, "shifts": SHIFTS.replace("09:00", "nine")},
        )
        none = ended(jobs, {"scenario": queue(1), "target": target, "shifts": EARLY})
        done = ended(jobs, {"scenario": queue(1), "target": target, "shifts": SHIFTS})
    finally:
        jobs.close()
    assert (bad.state, bad.reason[:14]) == (State.FAILED, "shifts: line 2")
    assert "a shift that covers 10:00 to 11:00" in none.reason
    assert (done.state, done.done) == (State.DONE, done.total)
    (gain,) = done.result["gains"]
    assert gain["hours"]["planned"] > gain["hours"]["now"]
    assert gain["in_time"]["planned"] > gain["in_time"]["now"]
    assert {row["now"] for row in done.result["hours"]} == {1.0}
    assert done.result["paid_hours"] >= done.result["needed_hours"] > 0


EARLY = "name,start,end,lunch\nearly,09:00,10:00,"
