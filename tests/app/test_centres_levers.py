"""The levers of the Centres page: what is typed, what it does to the scenario, the way back."""

from datetime import date
from pathlib import Path

import pytest

from app.i18n import LANGUAGES, words
from app.pages.centres.changes import after
from app.pages.centres.lever_table import BY_NAME, SHOWN, moved
from app.pages.centres.office_levers import first_break
from app.pages.centres.panel import panel
from app.pages.centres.sentences import is_hypothetical
from app.planning.levers import At, changed, read_value, with_mean
from app.planning.scenarios import Document, capital
from app.services import Services
from domain.errors import BadInput
from simulation.scenario import scenario_from
from tests.app.centres_services import services, shown

PEOPLE = 1_600_000
HERE = At("nura-1", PEOPLE)


@pytest.fixture(scope="module")
def usual() -> Document:
    return capital(date(2026, 2, 2), date(2026, 2, 9), PEOPLE)


@pytest.fixture
def made(tmp_path: Path) -> Services:
    return services(tmp_path)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("window_other", "12,5", 12.5),
        ("window_other", "12.5", 12.5),
        ("window_other", "0", 0),
        ("weeks", "12", 12),
        ("seed", "4 294 967 295", 4_294_967_295),
        ("opens", "8", "08:00"),
        ("opens", "8:30", "08:30"),
        ("closes", "24:00", "24:00"),
        ("patience", "", None),
        ("lunch_from", "", None),
    ],
)
def test_what_is_typed_is_read(name: str, typed: str, value: object) -> None:
    assert read_value(BY_NAME[name], typed) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("window_other", "601"),
        ("window_other", "-1"),
        ("window_other", "ten"),
        ("window_other", ""),
        ("weeks", "0"),
        ("weeks", "13"),
        ("weeks", "1.5"),
        ("replications", "1"),
        ("centre_share", "100.1"),
        ("opens", "24:01"),
        ("opens", "9:60"),
        ("opens", ""),
    ],
)
def test_what_cannot_be_used_is_refused(name: str, typed: str) -> None:
    with pytest.raises(BadInput):
        read_value(BY_NAME[name], typed)


@pytest.mark.parametrize("name", list(BY_NAME))
def test_every_lever_put_where_it_stands_changes_nothing(usual: Document, name: str) -> None:
    lever = BY_NAME[name]
    again = lever.put(usual, HERE, lever.get(usual, HERE))
    assert moved(again, usual, HERE) == []
    scenario_from(dict(again))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("closes", "17:00"),
        ("saturday_opens", "10:00"),
        ("saturday_closes", ""),
        ("lunch_from", "13:00"),
        ("break_away", "50"),
        ("visits", "100"),
        ("residence", "500"),
        ("centre_share", "30"),
        ("booked", "40"),
        ("window_other", "20"),
        ("patience", ""),
        ("standard", "15"),
        ("weeks", "4"),
        ("replications", "30"),
        ("seed", "7"),
    ],
)
def test_a_moved_lever_is_marked_and_the_model_takes_it(
    usual: Document, name: str, typed: str
) -> None:
    again = changed(usual, HERE, BY_NAME[name], typed)
    assert name in {lever.name for lever in moved(again, usual, HERE)}
    scenario_from(dict(again))


def test_hours_that_end_before_they_begin_are_refused(usual: Document) -> None:
    with pytest.raises(BadInput):
        changed(usual, HERE, BY_NAME["closes"], "08:00")


def test_visits_of_one_office_change_and_those_of_the_others_stay(usual: Document) -> None:
    other, lever = At("almaty-1", PEOPLE), BY_NAME["visits"]
    again = changed(usual, HERE, lever, "200")
    assert lever.get(again, HERE) == pytest.approx(200)
    assert lever.get(again, other) == pytest.approx(lever.get(usual, other))
    assert lever.put(again, HERE, None)["demand"]["other_visits_per_hour"] is None


def test_turns_of_one_break_are_one_and_other_breaks_stay_by_themselves() -> None:
    def one(start: str, end: str, away: float = 0.3) -> dict[str, object]:
        return {"from": start, "until": end, "away_share": away}

    turns = [one("12:00", "13:00"), one("13:00", "14:00"), one("16:00", "16:15")]
    assert first_break(turns) == (one("12:00", "14:00"), [turns[2]])
    shares = [one("12:00", "13:00"), one("13:00", "14:00", 0.4)]
    assert first_break(shares) == (shares[0], [shares[1]])
    assert first_break([]) == (None, ())


@pytest.mark.parametrize(
    "distribution",
    [
        {"dist": "lognormal", "mean": 10, "sd": 5},
        {"dist": "uniform", "low": 5, "high": 15},
        {"dist": "triangular", "low": 5, "mode": 10, "high": 15},
        {"dist": "empirical", "values": [5, 15]},
        {"dist": "constant", "mean": 10},
    ],
)
def test_another_mean_keeps_the_shape_of_a_distribution(distribution: dict[str, object]) -> None:
    twice = with_mean(distribution, 20)
    assert twice["dist"] == distribution["dist"]
    for name, value in distribution.items():
        if isinstance(value, int):
            assert twice[name] == value * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lever_has_its_words(language: str) -> None:
    tell = words(language)
    partners = {lever.partner for lever in SHOWN}
    for lever in SHOWN:
        if lever.name in partners:
            assert tell.has(f"centres.lever_end.{lever.name}")
            continue
        assert tell.has(f"centres.lever.{lever.name}")
        assert tell.has(f"centres.evidence.{lever.evidence}")
        assert tell.has(f"centres.lever_{'end' if lever.partner else 'unit'}.{lever.name}")
        assert not lever.may_be_empty or tell.has(f"centres.lever_empty.{lever.name}")


def test_a_lever_is_reset_to_the_capitals_scenario(made: Services) -> None:
    now = after(
        shown(made, office="nura-1"), {"act": "lever", "value": "closes", "typed": "17:00"}, made
    )
    assert "scenario" in now.visit.query
    again = after(now, {"act": "reset", "value": "closes"}, made)
    assert "scenario" not in again.visit.query


def test_a_stretch_is_reset_at_both_its_ends(made: Services) -> None:
    now = shown(made, office="yesil-1")
    for typed in ("13:00", ""):
        now = after(now, {"act": "lever", "value": "break_from", "typed": typed}, made)
    again = after(now, {"act": "reset", "value": "break_from"}, made)
    assert again.shown.kept["offices"][0] == now.shown.usual["offices"][0]


def test_a_refused_lever_changes_nothing_and_says_what_came(made: Services) -> None:
    now = after(shown(made), {"act": "lever", "value": "weeks", "typed": "99"}, made)
    assert now.refused == {"weeks": "99"}
    assert "scenario" not in now.visit.query


@pytest.mark.parametrize(("typed", "stands"), [("80", "80"), ("90", None), ("49", None)])
def test_the_goal_stands_in_the_address_where_it_is_not_the_usual_one(
    made: Services, typed: str, stands: str | None
) -> None:
    now = after(shown(made), {"act": "lever", "value": "goal", "typed": typed}, made)
    assert now.visit.query.get("goal") == stands


@pytest.mark.parametrize(
    ("name", "typed", "policy"),
    [
        (
            "residence_pilot_until",
            "2026-12-31",
            {"residence_pilot": ["2025-11-11", "2026-12-31"]},
        ),
        ("id_card_pilot_until", "2026-12-31", {"id_card_pilot": ["2025-05-28", "2026-12-31"]}),
        ("norm_in_force_from", "2026-03-01", {"norm_in_force_from": "2026-03-01"}),
    ],
)
def test_a_day_of_the_law_is_a_lever_with_a_way_back(
    made: Services, name: str, typed: str, policy: dict[str, object]
) -> None:
    usual = shown(made).shown.usual["policy"]
    now = after(shown(made), {"act": "lever", "value": name, "typed": typed}, made)
    assert now.shown.kept["policy"] == {**usual, **policy}
    assert name in {one.name for one in moved(now.shown.kept, now.shown.base, now.at)}
    assert BY_NAME[name].evidence == "law"
    start = name.replace("_until", "_from")
    again = after(now, {"act": "reset", "value": start}, made)
    assert again.shown.kept["policy"] == usual


@pytest.mark.parametrize(
    ("name", "lawful"),
    [
        ("residence_pilot_from", "2025-11-11"),
        ("residence_pilot_until", "2026-06-30"),
        ("id_card_pilot_from", "2025-05-28"),
        ("id_card_pilot_until", "2026-03-31"),
        ("norm_in_force_from", None),
    ],
)
@pytest.mark.parametrize("way", ["typed", "emptied"])
def test_a_day_typed_as_the_law_has_it_or_emptied_is_left_to_the_law(
    usual: Document, name: str, lawful: str | None, way: str
) -> None:
    lever = BY_NAME[name]
    lawful = lawful or str(lever.get(usual, HERE))
    moved_to = changed(usual, HERE, lever, "2026-02-05")
    assert moved_to["policy"] != usual["policy"]
    again = changed(moved_to, HERE, lever, lawful if way == "typed" else "")
    assert again["policy"] == usual["policy"]


@pytest.mark.parametrize(
    "typed", ["30.06.2026", "2026-02-30", "20260630", "2026-W05-1", "2025-11-10", "٢٠٢٦-٠٦-٣٠"]
)
def test_what_is_no_day_or_ends_a_pilot_before_it_begins_is_refused_in_words(
    made: Services, typed: str
) -> None:
    asked = {"act": "lever", "value": "residence_pilot_until", "typed": typed}
    now = after(shown(made, "en"), asked, made)
    assert now.refused == {"residence_pilot_until": typed}
    assert "2026-06-30 is needed" in str(panel(now))


def test_a_norm_that_is_given_without_its_day_holds_on_every_day(usual: Document) -> None:
    given = {**usual, "policy": {**usual["policy"], "norm_m2": 9.0}}
    lever = BY_NAME["norm_in_force_from"]
    assert lever.get(given, HERE) is None
    lawful = str(lever.get(usual, HERE))
    assert lever.put(given, HERE, lawful)["policy"]["norm_in_force_from"] == lawful


def test_a_pilot_that_goes_on_beyond_the_law_marks_the_page_as_hypothetical(
    made: Services,
) -> None:
    later = shown(made, day="2026-08-03")
    assert is_hypothetical(later) == []
    asked = {"act": "lever", "value": "residence_pilot_until", "typed": "2026-12-31"}
    assert is_hypothetical(after(later, asked, made)) == ["policy.residence_pilot"]
