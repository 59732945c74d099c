"""The Overview page: the finding on any day, the city's numbers, the comparison, the ways on."""

import re
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock, patch

import numpy as np
import pytest
from dash.development.base_component import Component

from app.components.centres_numbers import Estimate
from app.components.drawing import Drawing, texts
from app.components.text_measure import width as text_width
from app.i18n import LANGUAGES
from app.i18n.formats import moment
from app.jobs.run import Run, State
from app.jobs.standings import Standing
from app.last_runs import LastRuns
from app.pages import overview
from app.pages.centres.screens import screen as centres
from app.pages.centres.screens import simulation_of
from app.pages.norms.screens import finding
from app.pages.norms.screens import screen as norms
from app.pages.overview import waits
from app.pages.overview.compared import Row, change, compared, counted, rows, tone
from app.pages.overview.known import Known, cards_of, known
from app.pages.overview.later import Later
from app.pages.overview.sentences import headline
from app.pages.overview.tasks_view import tasks
from app.pages.overview.timeline import timeline
from app.pages.overview.waits import most_windows
from app.planning.scenarios import capital, with_city, with_office
from app.report.reported import Change
from app.saved import Content, SavedScenarios
from app.services import Services, studies_of
from app.settings import Settings
from app.studies import Progress
from app.visit import visit
from simulation.impact.kept import Answers
from synthetic_data.city import Identity
from tests.app.centres_services import PEOPLE, SEED, city

PATIENCE_SECONDS = 60
DAY = date(2026, 2, 2)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The services over the small city; its store is a real one, nothing is conducted."""
    identity = Identity(PEOPLE, SEED, "digest")
    stored: Any = SimpleNamespace(
        population=PEOPLE, seed=SEED, name="small", identity=lambda: identity
    )
    search: Any = SimpleNamespace(city=city())
    settings = Settings(tmp_path_factory.mktemp("overview"))
    found = Services(settings, stored=stored, search=search, studies=studies_of(search))
    yield found
    found.store.close()


def ready(made: Services, language: str = "en", **query: str) -> Known:
    last = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < last:
        found = known(visit("/", query, language), made)
        assert found is not None
        if not found.is_open:
            return found
        time.sleep(0.05)
    pytest.fail("the numbers were never ready")


def every(content: object) -> Iterator[Component]:
    if isinstance(content, list | tuple):
        for one in content:
            yield from every(one)
    elif isinstance(content, Component):
        yield content
        yield from every(getattr(content, "children", None))


def text(content: object) -> str:
    if isinstance(content, list | tuple):
        return " ".join(map(text, content))
    if isinstance(content, Component):
        return text(getattr(content, "children", None))
    return re.sub("[\u00a0\u202f]", " ", str(content or ""))


def asks_again(content: object) -> bool:
    found = [part for part in every(content) if getattr(part, "id", "") == "overview-poll"]
    assert len(found) == 1
    return not getattr(found[0], "disabled", False)


def drawings(card: Component) -> list[list[Any]]:
    return [getattr(part, "tree", []) for part in every(card) if isinstance(part, Drawing)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_holds_the_numbers_of_the_two_pages_it_speaks_of(
    made: Services, language: str
) -> None:
    shown = ready(made, language)
    page = norms(visit("/norms", {}, language), made)
    assert page is not None
    found = finding(page)
    assert found is not None
    said = headline(shown)
    for number in (found.yours.turned_away, found.yours.total, shown.cards.renewable):
        assert str(number) in re.sub("[\u00a0\u202f,]", "", said)
    assert "{" not in said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-05-27", "The residence pilot begins on 11 November 2025, and the ID-card pilot be"),
        ("2025-05-28", "renew"),
        ("2025-11-10", "The residence pilot begins"),
        ("2025-12-25", "There is no norm before 26 December 2025"),
        ("2025-12-26", "A norm of *15 m²*"),
        ("2026-03-31", "renew"),
        ("2026-04-01", "the ID-card pilot ended on 31 March 2026"),
        ("2026-06-30", "A norm of *15 m²*"),
        ("2026-07-01", "The residence pilot ended on 30 June 2026"),
    ],
)
def test_the_finding_follows_the_days_of_the_pilots(made: Services, day: str, said: str) -> None:
    shown = known(visit("/", {"day": day}, "en"), made)
    assert shown is not None
    assert said in headline(shown).replace("\u00a0", " ")


def test_until_the_study_is_made_the_page_says_so_and_asks_again(made: Services) -> None:
    content = overview.content(visit("/", {"day": "2026-05-05"}, "en"), made)
    page = text(content)
    assert "is being counted" in page
    assert asks_again(content)
    ready(made, day="2026-05-05")
    content = overview.content(visit("/", {"day": "2026-05-05"}, "en"), made)
    assert "being counted" not in text(content)
    assert not asks_again(content)


def test_without_a_city_the_page_says_how_one_is_made(tmp_path: Path) -> None:
    content = overview.content(visit("/", {}, "en"), Services(Settings(tmp_path)))
    assert "There is no city yet" in text(content)
    assert "tirkeu generate" in text(content)


def test_the_worst_wait_is_that_of_the_centres_page(made: Services) -> None:
    shown = ready(made)
    page = centres(visit("/centres", {}, "en"), made)
    assert page is not None
    assert page.worst is not None
    assert shown.waits is not None
    own = shown.waits.yours
    assert (own.office, own.wait.value, own.hour) == (
        page.worst[0],
        page.worst[1].wait,
        page.worst[1].hour,
    )


def test_cards_are_counted_one_by_one_within_the_window(made: Services) -> None:
    """Against a loop over the cards: both ends of the window are inside."""
    assert made.search is not None
    people = city()
    expiring = renewable = 0
    for card, holder in enumerate(people.card_holder.tolist()):
        if people.region[holder] or people.died[holder]:
            continue
        number = int(people.expires[card])
        expires = date(number // 10_000, number // 100 % 100, number % 100)
        expiring += expires.year == DAY.year
        left = (expires - DAY).days
        renewable += -10 <= left <= 30 and not people.data_changed[card]
    found = cards_of(people, DAY, 30, 10, "valid", is_stated=False)
    assert found == (expiring, renewable)
    assert renewable > 0
    assert cards_of(people, DAY, 60, 20, "valid", is_stated=False).renewable > renewable
    assert cards_of(people, DAY, 60, 20, "valid", is_stated=True).renewable > renewable


def test_an_expired_card_loses_its_last_day_under_the_other_reading() -> None:
    """Each day by itself: what expired eleven days ago under `valid` is one more than ten."""
    people, days = city(), range(8)
    both = [
        [cards_of(people, DAY, 0, after, reading, is_stated=True).renewable for after in days]
        for reading in ("valid", "expired")
    ]
    assert both[1][1:] == both[0][:-1]


def test_the_most_windows_are_those_of_the_fullest_open_hour() -> None:
    document = capital(DAY, date(2026, 2, 9), PEOPLE)
    for office in document["offices"]:
        document = with_office(document, office["id"], windows=1)
    assert most_windows(document) == len(document["offices"])
    first = document["offices"][0]["id"]
    by_hour = [0] * 3 + [50] + [0] * 6 + [4] + [0] * 13  # 50 at night, 4 from ten to eleven
    many = with_office(document, first, windows=by_hour)
    assert most_windows(many) == len(document["offices"]) - 1 + 4


@pytest.mark.parametrize(
    ("law", "yours", "said"),
    [
        (10, 12, "▲ +2"),
        (12, 10, "▼ \u22122"),
        (10, 10, "= 0"),
        (10.4, 9.6, "= 0"),
        (None, 10, "–"),
        (10, None, "–"),
    ],
)
def test_a_difference_has_a_sign_and_a_shape(
    made: Services, law: float | None, yours: float | None, said: str
) -> None:
    row = counted("refused", law, yours, is_burden=True)
    assert change(row, ready(made).words) == said


@pytest.mark.parametrize(
    ("low", "high", "sign", "said", "judged"),
    [
        (-3.0, -1.0, "lower", "▼ \u22122.0", "good"),
        (-3.0, 1.0, "unclear", "≈ \u22122.0", "plain"),
        (1.0, 3.0, "higher", "▲ +2.0", "bad"),
    ],
)
def test_a_wait_that_may_be_no_longer_is_not_judged(
    made: Services, low: float, high: float, sign: str, said: str, judged: str
) -> None:
    middle = (low + high) / 2 if sign != "unclear" else -2.0
    own = Change(Estimate(middle, low, high), sign)
    row = Row("wait", Estimate(10.0), Estimate(10.0 + middle), own, is_burden=True, digits=1)
    assert (change(row, ready(made).words), tone(row)) == (said, judged)


def test_each_side_names_its_own_worst_office_and_an_edited_office_has_a_row(
    made: Services,
) -> None:
    base = capital(DAY, date(2026, 2, 9), PEOPLE)
    few = with_office(base, "nura-1", windows=2)
    demand = {**base["demand"], "other_visits_per_hour": {"nura-1": 90}}
    shown = ready(made, scenario=made.store.keep({**few, "demand": demand}))
    assert shown.waits is not None
    assert shown.waits.yours.office == "nura-1"
    assert shown.waits.law.office != "nura-1"
    *_, hour, edited, _windows = rows(shown)
    assert hour.places[1].startswith("Nura")
    assert not hour.places[0].startswith("Nura")
    assert edited.name == "Nura"
    assert (edited.change.sign, tone(edited)) == ("higher", "bad")
    assert "quick estimate" in text(compared(shown))


def test_a_finished_run_of_the_scenario_is_shown_with_its_intervals(
    made: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = with_city(capital(DAY, date(2026, 2, 9), PEOPLE), (PEOPLE, SEED))
    of = {"measure": "wait_minutes", "station": "window", "office": "nura-1", "statistic": "p90"}
    hour = {**of, "hour": 11, "value": 61.0, "ci95": [55.0, 67.0]}
    yours = {"scenario": document, "measures": [], "hours": [hour], "replications": 20, "seed": 7}
    result = {"yours": yours, "baseline": None, "differences": None}
    asked = {"scenario": document, "baseline": None}
    own = made.jobs.id_of("simulate", asked)
    done = Run(own, "simulate", asked, State.DONE, result=result)
    monkeypatch.setattr(waits, "standings", lambda *_: {own: Standing(State.DONE, 1, 1, None)})
    find = Mock(return_value=done)
    monkeypatch.setattr(type(made.jobs), "find", find)
    monkeypatch.setattr(waits, "_of_runs", Answers(1))
    ready(made, station="terminal", goal="50")
    page = text(compared(ready(made)))
    assert find.call_count == 1, "what is known of it is not read again"
    assert "Waits are simulated, replications: 20, seed 7" in page
    assert "61.0 min 55.0…\u206067.0 Nura, 11:00" in page


def test_the_waits_are_those_at_the_windows_whatever_station_somebody_asked_for_before(
    made: Services,
) -> None:
    of_terminals = ready(made, norm="18", station="terminal", goal="50").waits
    page = centres(visit("/centres", {"norm": "18"}, "en"), made)
    assert page is not None
    assert page.worst is not None
    assert of_terminals is not None
    assert of_terminals.yours.wait.value == page.worst[1].wait
    assert ready(made, norm="18").waits == of_terminals


def test_a_moved_norm_stands_beside_the_law(made: Services) -> None:
    shown = ready(made, norm="12")
    refused, admitted, *_ = rows(shown)
    assert (refused.change.sign, tone(refused)) == ("lower", "good")
    assert (admitted.change.sign, tone(admitted)) == ("higher", "good")
    assert "Your scenario beside the law" in text(
        overview.content(visit("/", {"norm": "12"}, "en"), made)
    )
    assert not ready(made).is_moved


def test_an_extended_pilot_is_hatched_and_called_hypothetical(made: Services) -> None:
    document = dict(capital(DAY, date(2026, 2, 9), PEOPLE))
    document["policy"] = {**document["policy"], "residence_pilot": ["2025-11-11", "2026-12-31"]}
    key = made.store.keep(document)
    shown = known(visit("/", {"scenario": key}, "en"), made)
    assert shown is not None
    card = timeline(shown)
    assert "hypothetical" in text(card)
    assert len(drawings(card)) == 2
    for tree in drawings(card):
        kinds = [child[1].get("className") for child in tree[2:]]
        assert kinds.count("beyond") == 1
        assert kinds.count("lost") == 1
    page = overview.content(visit("/", {"scenario": key, "day": "2026-11-02"}, "en"), made)
    assert "Hypothetical: dates reach beyond the law" in text(page)
    assert "The residence pilot has 60 days left" in text(page)
    assert "Hypothetical" not in text(overview.content(visit("/", {}, "en"), made))
    plain = known(visit("/", {}, "en"), made)
    assert plain is not None
    assert "hypothetical" not in text(timeline(plain))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", ["2025-01-01", "2026-02-02", "2027-12-31"])
def test_nothing_on_the_time_line_is_cut_off_and_months_do_not_touch(
    made: Services, language: str, day: str
) -> None:
    shown = known(visit("/", {"day": day}, language), made)
    assert shown is not None
    for tree in drawings(timeline(shown)):
        width = float(tree[1]["viewBox"].split()[2])
        for child in tree[2:]:
            for name in ("x", "x1", "x2"):
                assert 0 <= child[1].get(name, 0) <= width
        months = [child[1]["x"] for child in tree[2:] if child[1].get("className") == "month"]
        assert all(after - before >= 36 for before, after in pairwise(months))
        assert any("2025" in said for said in texts(tree))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", ["2025-12-26", "2026-02-02", "2026-03-15"])
def test_the_line_of_the_day_goes_through_no_words(made: Services, language: str, day: str) -> None:
    shown = known(visit("/", {"day": day}, language), made)
    assert shown is not None
    for tree in drawings(timeline(shown)):
        lines = [child[1] for child in tree[2:] if child[1].get("className") == "today"]
        assert len(lines) > 1
        for _, given, said in (child for child in tree[2:] if child[0] == "text"):
            wide = text_width(said, 12, bold=True)
            left = given["x"] - (wide / 2 if given["className"] == "adopted-name" else 0)
            if (
                given["className"] in ("pilot", "adopted-name")
                and left < lines[0]["x1"] < left + wide
            ):
                top, bottom = given["y"] - 9, given["y"] + 2
                assert all(line["y2"] <= top or line["y1"] >= bottom for line in lines), said


def test_the_ways_into_the_tasks_move_no_lever(made: Services) -> None:
    links = {getattr(part, "href", "") for part in every(tasks(ready(made)))}
    assert "/norms" in links
    links = {getattr(part, "href", "") for part in every(tasks(ready(made, norm="13")))}
    assert "/norms?norm=13" in links


@pytest.mark.parametrize(
    ("was", "now", "is_told"),
    [
        ("13", "12", True),
        ("13", "", False),  # that is the law, and none of its levers is moved
    ],
)
def test_a_run_of_before_a_lever_was_moved_is_named_beside_the_estimate(
    made: Services, monkeypatch: pytest.MonkeyPatch, was: str, now: str, *, is_told: bool
) -> None:
    page = centres(visit("/centres", {"norm": was}, "en"), made)
    assert page is not None
    done = Run("ab12", "simulate", simulation_of(page), State.DONE)
    monkeypatch.setattr(type(made.jobs), "recent", lambda *_: [done])
    assert ready(made, norm=was).earlier is None
    card = compared(ready(made, **({"norm": now} if now else {})))
    assert "quick estimate" in text(card)
    assert ("waits in both columns are a new estimate" in text(card)) == is_told
    links = {getattr(part, "href", "") for part in every(card)}
    assert (f"/centres?norm={now}&run=ab12" in links) == is_told


@pytest.mark.parametrize(("day", "is_named"), [("", True), ("2026-03-02", False)])
def test_the_run_of_a_saved_scenario_is_named_once_it_is_changed(
    made: Services, day: str, *, is_named: bool
) -> None:
    kept = SavedScenarios(made.store).save("thirteen", Content("", {"norm": "13"}), "", 1.0)
    LastRuns(made.store).note(kept.id, {"load": "cd34"})
    assert ready(made, saved=kept.reference, norm="12").earlier is None, "it was never finished"
    own = {"day": day} if day else {}
    page = centres(visit("/centres", {"norm": "13", **own}, "en"), made)
    assert page is not None
    done = Run("cd34", "simulate", simulation_of(page), State.DONE)
    with patch.object(type(made.jobs), "find", lambda _, run, __: done if run == "cd34" else None):
        named = ready(made, saved=kept.reference, norm="12").earlier
        assert (named == "cd34") == is_named, "a run of another period says nothing of this one"
        assert ready(made, norm="12").earlier is None
    SavedScenarios(made.store).delete((kept.id, kept.revision), 2.0)


def test_runs_and_saved_scenarios_are_the_last_ones_with_their_addresses(made: Services) -> None:
    kept = SavedScenarios(made.store)
    for number in range(4):
        kept.save(f"plan {number}", Content("", {"norm": str(10 + number)}), "", float(number))
    document = with_city(capital(DAY, date(2026, 2, 9), PEOPLE), (PEOPLE, SEED))
    run = made.jobs.start("simulate", {"scenario": document, "baseline": None})
    content = overview.content(visit("/", {"lang": "en"}, None), made)
    links = {getattr(part, "href", "") for part in every(content)}
    page = text(content)
    assert "plan 3" in page
    assert "plan 0" not in page
    assert f"/centres?lang=en&run={run}" in links
    assert any(re.fullmatch(r"/\?lang=en&saved=[0-9a-f]{16}\.1&norm=13", link) for link in links)
    found = ready(made).run
    assert found is not None
    assert found.id == run
    assert ready(made, norm="12").run is None
    same = kept.save("as the law has it", Content(), "", 9.0)
    content = overview.content(visit("/", {"lang": "en"}, None), made)
    assert text(content).count("as the law has it") == 2, "of the run too, by its saved name"
    links = {getattr(part, "href", "") for part in every(content)}
    assert f"/centres?lang=en&saved={same.reference}&run={run}" in links
    made.jobs.close()


@pytest.mark.parametrize(
    ("utc", "said"),
    [
        (datetime(2026, 2, 2, 18, 59, tzinfo=UTC), "2 Feb 2026, 23:59"),
        (datetime(2026, 2, 2, 19, 0, tzinfo=UTC), "3 Feb 2026, 00:00"),
    ],
)
def test_moments_are_told_by_the_clock_of_astana(utc: datetime, said: str) -> None:
    assert moment(utc.timestamp(), "en") == said


def test_what_the_address_has_wrong_is_told(made: Services) -> None:
    page = text(overview.content(visit("/", {"norm": "many", "colour": "red"}, "en"), made))
    assert "norm=many" in page
    assert "colour=red" in page


# ---------------------------------------------------------------- slow answers
def answered(later: Later, key: str, work: Any) -> tuple[Progress, Any]:  # noqa: ANN401 - of a test
    last = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < last:
        found = later.find(key, work)
        if found[0] is not Progress.UNDER_WAY:
            return found
        time.sleep(0.01)
    pytest.fail("never answered")


def test_a_slow_answer_is_worked_out_once_and_kept() -> None:
    later, calls = Later(), iter(range(7, 9))
    assert later.find("one", lambda: next(calls))[0] is Progress.UNDER_WAY
    assert answered(later, "one", lambda: next(calls)) == (Progress.READY, 7)
    assert next(calls) == 8
    assert answered(later, "two", lambda: np.int64(3)) == (Progress.READY, 3)


def test_who_waits_goes_on_when_all_is_answered_or_after_his_longest_time() -> None:
    later, may_end = Later(), threading.Event()
    later.wait(0.0)  # nothing was asked
    later.find("slow", lambda: may_end.wait(PATIENCE_SECONDS))
    later.wait(0.01)
    assert later.find("slow", bool)[0] is Progress.UNDER_WAY
    may_end.set()
    later.wait(PATIENCE_SECONDS)
    assert later.find("slow", bool) == (Progress.READY, True)


def test_an_answer_that_failed_says_so_and_the_next_one_is_worked_out() -> None:
    later = Later()
    assert answered(later, "bad", lambda: 1 // 0) == (Progress.FAILED, None)
    assert answered(later, "good", lambda: 1) == (Progress.READY, 1)
