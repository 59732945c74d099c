"""The Scenarios page: saved by several people, nothing lost; compared, run, marked outdated."""

from urllib.parse import parse_qsl

import pytest
from flask import Flask, g

from app.access import Role, User
from app.access.user import KEY, LOGIN
from app.i18n import words
from app.pages.centres.pairs import pairs_of
from app.pages.centres.screens import screen as centres_screen
from app.pages.centres.screens import simulation_of as load_of
from app.pages.id_cards.screens import screen as cards_screen
from app.pages.id_cards.screens import simulation_of as cards_of
from app.pages.norms.screens import finding
from app.pages.norms.screens import screen as norms_screen
from app.pages.scenarios.active_view import active_card
from app.pages.scenarios.changes import after, screen_of
from app.pages.scenarios.charts import charts
from app.pages.scenarios.compared_view import compared_card
from app.pages.scenarios.head import notes
from app.pages.scenarios.ids import ScenariosIds
from app.pages.scenarios.levers import levers_line
from app.pages.scenarios.list_view import list_card
from app.pages.scenarios.measures import BY_NAME, cell
from app.pages.scenarios.page import answered, known
from app.pages.scenarios.parts import refused
from app.pages.scenarios.progress_view import progress_card
from app.pages.scenarios.questions import CARDS, LOAD, question
from app.pages.scenarios.runs_view import runs_card
from app.pages.scenarios.screens import Screen
from app.pages.scenarios.sentences import headline
from app.saved import Content, SavedScenarios
from app.services import Services
from app.visit import visit
from tests.app.scenarios_page import (
    buttons,
    did,
    finished,
    noted,
    ready,
    saved,
    short,
    shown,
    text,
)

ACTS_OF_ANALYSTS = ("save", "again", "copy", "rename", "duplicate", "delete", "undo", "run")


# ---------------------------------------------------------------- saving
def test_nothing_saved_says_how_to_save(services: Services) -> None:
    now = shown(services)
    assert "Nothing is saved yet" in headline(now)
    assert "list is empty" in text(list_card(now))
    assert "Nothing was run" in text(runs_card(now))


def test_what_is_saved_is_active_and_listed_with_what_differs(services: Services) -> None:
    now = did(shown(services, norm="12", sibling="both"), services, "save", typed=" Denser ")
    assert now.active.state == "saved"
    assert now.visit.query["saved"] == f"{now.listed[0].saved.id}.1"
    line = text(list_card(now))
    assert "Denser" in line
    assert "12" in line
    assert "active" in line
    assert "revision 1" in line


def test_a_long_list_of_levers_is_told_by_its_first_and_how_many_more(services: Services) -> None:
    levers = {"norm": "12", "sibling": "both", "before": "60", "after": "30", "spouse": "ever"}
    line = levers_line(question(services, Content(levers=levers)), words("en"))
    assert line.count(" · ") == 3
    assert line.endswith("2 more")
    assert levers_line(question(services, Content()), words("en")) == "As under the law"


@pytest.mark.parametrize("typed", ["", "   ", "x" * 81, "a\u202eb"])
def test_a_name_that_cannot_be_used_is_told_and_kept_in_its_field(
    services: Services, typed: str
) -> None:
    now = did(shown(services, norm="12"), services, "save", typed=typed)
    assert now.listed == []
    assert now.typed == typed
    assert notes(now) == []
    assert "1 to 80" in text(active_card(now))
    told = {"aria-invalid": "true", "aria-describedby": f"{ScenariosIds.NAME}-wrong"}
    assert refused(now, ScenariosIds.NAME) == told
    assert noted(now)["wrong"] == ScenariosIds.NAME


def test_a_name_that_is_taken_is_told_in_a_sentence(services: Services) -> None:
    saved(services, "Denser", norm="12")
    now = did(shown(services, norm="10"), services, "save", typed="denser")
    assert "taken" in text(active_card(now))
    assert now.active.state == "unsaved"


def test_the_own_name_of_a_changed_scenario_leads_to_saving_its_changes(services: Services) -> None:
    one = saved(services, "Denser", norm="12")
    now = did(shown(services, saved=one.reference, norm="10"), services, "save", typed="denser")
    assert "Save the changes" in text(active_card(now))
    assert now.active.state == "changed"


def test_too_many_saved_is_told_in_the_visitors_words(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.saved.MOST_SAVED", 1)
    saved(services, "Denser", norm="12")
    now = did(shown(services, "ru", norm="10"), services, "save", typed="Ещё")
    assert "удалите ненужные" in text(notes(now))


def test_two_who_change_the_same_lose_nothing(services: Services) -> None:
    one = saved(services, "Denser", norm="12")
    mine = shown(services, saved=one.reference, norm="11")
    theirs = shown(services, saved=one.reference, norm="10")
    did(theirs, services, "again")
    late = did(mine, services, "again")
    said = text(notes(late))
    assert "What you see here is still yours" in said
    assert "Open theirs" in said
    assert late.active.levers == {"norm": "11"}
    copied = did(late, services, "copy")
    kept = {found.saved.name: found.saved.content.levers["norm"] for found in copied.listed}
    assert kept == {"Denser": "10", "Denser (2)": "11"}
    assert copied.active.state == "saved"
    assert not copied.is_overtaken


def test_who_opens_an_older_link_is_told_at_once(services: Services) -> None:
    one = saved(services, "Denser", norm="12")
    SavedScenarios(services.store).change((one.id, 1), "bolat", 5.0, content=Content())
    now = shown(services, saved=one.reference, norm="12")
    assert "again meanwhile by bolat" in text(notes(now))
    assert "Save the changes" not in text(active_card(now))


def test_a_link_to_what_was_deleted_keeps_its_levers(services: Services) -> None:
    one = saved(services, "Denser", norm="12")
    SavedScenarios(services.store).delete((one.id, 1), 0)
    now = shown(services, saved=one.reference, norm="12")
    assert "was deleted" in text(notes(now))
    assert did(now, services, "save", typed="Again").active.state == "saved"


def test_saving_again_raises_the_revision_and_the_address_follows(services: Services) -> None:
    one = saved(services, "Denser", norm="12")
    now = shown(services, saved=one.reference, norm="11")
    assert now.active.state == "changed"
    then = did(now, services, "again")
    assert (then.active.state, then.visit.query["saved"]) == ("saved", f"{one.id}.2")


def test_a_rename_keeps_the_active_scenario_saved(services: Services) -> None:
    one = saved(services, "Denser", norm="12")
    now = did(shown(services, **one.query), services, "edit", one.id)
    assert now.visit.query["edit"] == one.id
    then = did(now, services, "rename", one.reference, "Much denser")
    assert then.listed[0].saved.name == "Much denser"
    assert "edit" not in then.visit.query
    assert (then.active.state, then.is_overtaken) == ("saved", False)


def test_a_duplicate_has_a_name_of_its_own(services: Services) -> None:
    one = saved(services, "Denser", norm="12")
    now = did(did(shown(services), services, "duplicate", one.id), services, "duplicate", one.id)
    assert [found.saved.name for found in now.listed] == ["Denser", "Denser (2)", "Denser (3)"]


def test_what_is_deleted_comes_back_until_another_is_deleted(services: Services) -> None:
    one, two = saved(services, "One", norm="12"), saved(services, "Two", norm="10")
    now = shown(services, **one.query, **{"with": f"{one.id},{two.id}"})
    gone = did(now, services, "delete", one.reference)
    assert gone.visit.query["with"] == two.id
    assert gone.active.state == "unsaved"
    assert gone.active.levers == {"norm": "12"}
    assert "Undo" in text(notes(gone))
    later = screen_of(noted(gone), services)
    assert later is not None
    assert "Undo" in text(notes(later))
    back = did(later, services, "undo", later.gone)
    assert {found.saved.name for found in back.listed} == {"One", "Two"}
    assert "Undo" not in text(notes(back))
    assert back.visit.query == now.visit.query
    assert back.active.state == "saved"
    assert did(back, services, "delete", two.reference).gone == two.id


def test_undoing_a_deletion_leaves_what_was_saved_since_then(services: Services) -> None:
    one = saved(services, "One", norm="12")
    gone = did(shown(services, **one.query), services, "delete", one.reference)
    other = did(gone, services, "save", typed="Other")
    back = did(other, services, "undo", other.gone)
    assert back.visit.query["saved"] == other.visit.query["saved"]


@pytest.mark.parametrize("left", [None, "x", {"saved": "x"}, {"saved": 5}, {"with": ["x"]}])
def test_what_no_page_notes_of_a_deletion_brings_back_the_list_alone(
    services: Services, left: object
) -> None:
    one = saved(services, "One", norm="12")
    gone = did(shown(services, **one.query), services, "delete", one.reference)
    later = screen_of({**noted(gone), "left": left}, services)
    assert later is not None
    back = did(later, services, "undo", later.gone)
    assert [found.saved.name for found in back.listed] == ["One"]
    assert "saved" not in back.visit.query


def test_who_saw_an_older_revision_deletes_nothing(services: Services) -> None:
    one = saved(services, "One", norm="12")
    SavedScenarios(services.store).change((one.id, 1), "bolat", 5.0, name="Theirs")
    now = did(shown(services), services, "delete", one.reference)
    assert [found.saved.name for found in now.listed] == ["Theirs"]
    assert "Somebody else" in text(notes(now))


ONCE = "00112233aabbccdd"


@pytest.mark.parametrize("act", ["save", "copy", "duplicate", "again", "rename", "delete", "undo"])
def test_what_is_asked_twice_as_no_answer_came_is_done_once(services: Services, act: str) -> None:
    one = saved(services, "Denser", norm="12")
    if act == "undo":
        SavedScenarios(services.store).delete((one.id, 1), 0)
    now = shown(services, saved=one.reference, norm="11")
    value = one.id if act in ("duplicate", "undo") else one.reference
    asked = {"act": act, "value": value, "typed": "Another", "once": ONCE}
    first, second = after(now, asked, services), after(now, asked, services)
    assert second.visit.query == first.visit.query
    assert [found.saved for found in second.listed] == [found.saved for found in first.listed]
    assert second.note == first.note or act == "delete"
    assert second.note is not None
    assert not second.note.is_bad


# ---------------------------------------------------------------- roles
@pytest.mark.parametrize("act", ACTS_OF_ANALYSTS)
def test_a_viewer_changes_nothing_and_is_told_why(services: Services, act: str) -> None:
    one = saved(services, "Denser", norm="12")
    server = Flask("app")
    server.config[LOGIN] = True
    with server.test_request_context():
        setattr(g, KEY, User("Serik", Role.VIEWER))
        now = shown(services, saved=one.reference, norm="10", **{"with": one.id})
        value = one.id if act in ("duplicate", "undo") else one.reference
        then = did(now, services, act, value, "Another")
        barred = [b for b in buttons(active_card(now)) if not b.disabled]
    assert "role of an analyst" in text(notes(then))
    assert SavedScenarios(services.store).all() == [one]
    assert services.jobs.recent(5) == []
    assert barred == []


def test_a_viewer_may_choose_what_is_compared(services: Services) -> None:
    one = saved(services, "Denser", norm="12")
    server = Flask("app")
    server.config[LOGIN] = True
    with server.test_request_context():
        setattr(g, KEY, User("Serik", Role.VIEWER))
        assert did(shown(services), services, "choose", one.id).asked.chosen == (one.id,)


# ---------------------------------------------------------------- comparing
def test_at_most_four_are_compared_and_the_fifth_is_barred(services: Services) -> None:
    made = [saved(services, f"S{n}", norm=str(10 + n)) for n in range(5)]
    now = did(shown(services), services, "choose", ",".join(one.id for one in made))
    assert now.asked.chosen == tuple(one.id for one in made[:4])
    boxes = [b for b in buttons(list_card(now)) if getattr(b, "role", "") == "checkbox"]
    assert [b.disabled for b in boxes] == [False] * 4 + [True]
    rest = ",".join(one.id for one in made[1:4])
    assert len(did(now, services, "choose", rest).asked.chosen) == 3
    assert did(now, services, "choose", "").asked.chosen == ()


@pytest.mark.parametrize(
    ("query", "chosen"),
    [("", 0), ("x", 0), ("0123456789abcdef", 1), ("0123456789abcdef,../etc", 1)],
)
def test_what_cannot_be_compared_is_named(services: Services, query: str, chosen: int) -> None:
    now = shown(services, **{"with": query})
    assert len(now.asked.chosen) == chosen
    assert now.columns == []
    assert bool(notes(now)) is bool(query)


def test_the_runs_are_those_of_the_pages(services: Services) -> None:
    one = short(services, "Two days", norm="12", after="5")
    asked = question(services, one.content)
    centres = centres_screen(visit("/centres", one.query, "en"), services)
    cards = cards_screen(visit("/id-cards", one.query, "en"), services)
    assert centres is not None
    assert cards is not None
    assert asked.asked[LOAD] == load_of(centres)
    assert asked.asked[CARDS] == cards_of(cards)


def test_every_number_is_that_of_its_page(services: Services) -> None:
    one = short(services, "Two days", norm="10", after="5")
    runs = finished(services, one)
    now = ready(services, **{"with": one.id})
    column = now.columns[0]
    norms = norms_screen(visit("/norms", one.query, "en"), services)
    assert norms is not None
    said = finding(norms)
    assert said is not None
    refused = cell(column, BY_NAME["refused"])
    assert refused.value.value == said.yours.turned_away
    assert refused.law.value == said.law.turned_away
    assert cell(column, BY_NAME["by_norm"]).value.value == said.yours.by_norm

    centres = centres_screen(visit("/centres", {**one.query, "run": runs[LOAD]}, "en"), services)
    assert centres is not None
    assert not centres.is_outdated
    of_city = {(p.of.measure, p.of.statistic): p for p in pairs_of(centres) if p.office == "all"}
    for name in ("wait", "wait_p90", "within", "left", "busy", "repeat"):
        row = BY_NAME[name]
        found, pair = cell(column, row), of_city[row.measure.name, row.measure.statistic]
        assert (found.law.value, found.value.value) == (pair.before, pair.after), name
        assert found.change == (pair.difference, pair.sign), name

    cards = cards_screen(visit("/id-cards", {**one.query, "run": runs[CARDS]}, "en"), services)
    assert cards is not None
    assert not cards.is_outdated
    for name in ("lead", "without", "paid", "back"):
        row = BY_NAME[name]
        law, change = cards.differences[row.measure.name, "all", row.measure.statistic]
        found = cell(column, row)
        assert (found.law.value, found.change.difference) == (law, change), name


def test_a_norm_beyond_the_slider_and_readings_of_the_document_count_too(
    services: Services,
) -> None:
    tiny, wide = saved(services, "Tiny", norm="2"), saved(services, "Six", norm="6")
    document = dict(question(services, Content()).document)
    document["policy"] = {**document["policy"], "readings": {"no_norm": "reached"}, "norm_m2": 6}
    inside = SavedScenarios(services.store).save(
        "In", Content(services.store.keep(document)), "", 0
    )
    now = ready(services, **{"with": ",".join(one.id for one in (tiny, wide, inside))})
    found = [cell(column, BY_NAME["refused"]).value.value or 0 for column in now.columns]
    assert found[0] < found[1] == found[2]


def test_the_best_of_several_is_named_first(services: Services) -> None:
    names = {"Narrow": "8", "Wide": "25"}
    made = {name: saved(services, name, norm=norm) for name, norm in names.items()}
    now = ready(services, **{"with": ",".join(one.id for one in made.values())})
    assert headline(now).startswith("Of 2 scenarios «Narrow» turns fewest away")
    assert "not run yet" in headline(now)
    assert len(charts(now).children) == 1  # type: ignore[union-attr]  # refusals need no run


def test_what_equals_the_law_differs_in_nothing(services: Services) -> None:
    one = short(services, "Law")
    finished(services, one)
    now = ready(services, **{"with": one.id})
    changes = {name: cell(now.columns[0], row).change.sign for name, row in BY_NAME.items()}
    known_signs = {sign for sign in changes.values() if sign is not None}
    assert known_signs == {"same"}
    assert changes["wait"] == "same"


def test_levers_that_moved_mark_the_last_run_outdated(services: Services) -> None:
    one = short(services, "Two days", norm="12")
    finished(services, one)
    before = ready(services, **one.query, **{"with": one.id})
    assert before.listed[0].state == "done"
    moved = did(shown(services, **{**one.query, "norm": "9"}), services, "again")
    now = ready(services, **moved.visit.query, **{"with": one.id})
    assert now.listed[0].state == "outdated"
    old, new = (cell(s.columns[0], BY_NAME["wait"]) for s in (before, now))
    assert new.is_outdated
    assert new.value == old.value
    assert "outdated" in text(compared_card(now))
    assert "as it was before" in text(runs_card(now))
    assert "not run yet" in headline(now)
    back = did(shown(services, **{**moved.visit.query, "norm": "12"}), services, "again")
    assert back.listed[0].state == "done"


def test_other_periods_are_told_and_each_has_its_own_baseline(services: Services) -> None:
    made = [short(services, "Two", norm="12"), short(services, "Three", days=3, norm="12")]
    for one in made:
        finished(services, one)
    now = ready(services, **{"with": ",".join(one.id for one in made)})
    said = text(compared_card(now))
    assert "Periods differ" in said
    assert "its own under the law" in said


def test_what_is_missing_is_started_once(services: Services) -> None:
    one, two = saved(services, "One", norm="12"), saved(services, "Two", norm="10")
    now = shown(services, **{"with": f"{one.id},{two.id}"})
    assert "4 runs are missing" in text(progress_card(now))
    under_way = did(now, services, "run")
    assert len(services.jobs.recent(9)) == 4
    assert under_way.is_open
    assert {found.state for found in under_way.listed} == {"open"}
    assert "Running «One»" in text(progress_card(under_way))
    assert "One" in text(runs_card(under_way))
    did(under_way, services, "run")
    assert len(services.jobs.recent(9)) == 4
    stopped = did(under_way, services, "stop", one.id)
    assert stopped.listed[0].state == "cancelled"
    assert stopped.listed[1].state == "open"


def test_a_run_of_nothing_saved_opens_with_the_scenario_that_was_asked(
    services: Services,
) -> None:
    centres = centres_screen(visit("/centres", {"norm": "12", "lang": "en"}, "en"), services)
    assert centres is not None
    run = services.jobs.start("simulate", load_of(centres), "bolat")
    now = shown(services, lang="en")
    assert "not saved as it is" in text(runs_card(now))
    leads = did(now, services, "show", run).leads
    path, _, query = leads.partition("?")
    found = centres_screen(visit(path, dict(parse_qsl(query)), "en"), services)
    assert found is not None
    assert found.run is not None
    assert load_of(found) == load_of(centres)
    assert noted(now)["leads"] == ""


def test_a_day_that_is_played_back_is_named_and_opened_with_its_plan(services: Services) -> None:
    centres = centres_screen(visit("/centres", {"norm": "12", "lang": "en"}, "en"), services)
    assert centres is not None
    plan = load_of(centres)["scenario"]
    asked = {"scenario": plan, "office": "nura-1", "day": 0}
    run = services.jobs.start("playback", asked, "bolat")
    now = shown(services, lang="en")
    said = text(runs_card(now))
    assert "as by law" not in said.lower()
    assert "12" in said
    path, _, query = did(now, services, "show", run).leads.partition("?")
    asked_there = dict(parse_qsl(query))
    assert (asked_there["play"], asked_there["office"]) == (run, "nura-1")
    found = centres_screen(visit(path, asked_there, "en"), services)
    assert found is not None
    assert load_of(found)["scenario"] == plan


def test_a_look_draws_the_progress_alone_until_something_is_new(services: Services) -> None:
    one = saved(services, "One", norm="12")
    now = did(ready(services, **{"with": one.id}), services, "run")
    drawn = [part for part in answered(now, {"count": 3}, known(now), services) if _is_new(part)]
    assert len(drawn) == 4  # state, progress, runs, poll
    again = [part for part in answered(now, {"count": 3}, "", services) if _is_new(part)]
    assert len(again) == 8


def _is_new(part: object) -> bool:
    from dash import no_update

    return part is not no_update


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_whole_page_speaks_every_language(services: Services, language: str) -> None:
    one = short(services, "A", norm="12")
    finished(services, one)
    now: Screen = ready(services, language, **one.query, **{"with": one.id})
    parts = [list_card(now), compared_card(now), runs_card(now), active_card(now)]
    assert all(text(part) for part in parts)
    assert "{" not in f"{text(parts)} {headline(now)}"
