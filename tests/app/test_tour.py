"""The tour: what an address may name, what the card holds, and that every step has its words."""

import re
from pathlib import Path

import pytest
from dash.development.base_component import Component

import app
from app.frame import frame
from app.i18n import LANGUAGES, words
from app.navigation import CARRIED, TOUR, path_of
from app.pages.application.state import read_state
from app.tour.coach import coach, start_address
from app.tour.tasks import TASKS, Place, read_place
from app.visit import visit

PLACES = [Place(task, n) for task in TASKS.values() for n in range(1, len(task.steps) + 1)]
SOURCES = Path(app.__file__).parent


def every(content: object) -> list[Component]:
    if isinstance(content, list | tuple):
        return [found for one in content for found in every(one)]
    if isinstance(content, Component):
        return [content, *every(getattr(content, "children", None))]
    return []


def text(content: object) -> str:
    if isinstance(content, list | tuple):
        return " ".join(map(text, content))
    if isinstance(content, Component):
        return text(getattr(content, "children", None))
    return str(content or "")


def drawn(path: str = "/norms", **query: str) -> list[Component]:
    found = coach(visit(path, query, None))
    return [] if found is None else every(found)


def steps(parts: list[Component]) -> list[dict[str, object]]:
    props = [part.to_plotly_json()["props"] for part in parts]
    return [one for one in props if "data-step" in one]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.written)
def test_a_step_reads_back_as_it_is_written(place: Place) -> None:
    assert read_place(place.written) == place


@pytest.mark.parametrize(
    "got",
    ["", "norm", "norm.", "norm.0", "norm.6", "norm.10", "Norm.1", "other.1", "norm.1 ", "norm.١"],
)
def test_what_names_no_step_is_refused_and_told(got: str) -> None:
    assert read_place(got) is None
    here = visit("/norms", {TOUR: got}, None)
    assert [(one.parameter, one.got) for one in here.complaints] == [(TOUR, got)]
    assert TOUR not in here.query
    assert coach(here) is None


def test_the_step_goes_along_from_page_to_page() -> None:
    assert TOUR in CARRIED
    assert visit("/norms", {TOUR: "norm.2"}, None).carried == {TOUR: "norm.2"}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.written)
def test_the_card_shows_the_step_that_the_address_names_and_no_other(place: Place) -> None:
    found = steps(drawn(path_of(place.task.page), tour=place.written))
    shown = [one["data-step"] for one in found if not one.get("hidden")]
    assert len(found) == len(place.task.steps)
    assert shown == [str(place.number)]


def test_elsewhere_the_card_leads_back_with_what_goes_along() -> None:
    parts = drawn("/rules", tour="case.2", lang="en", norm="12")
    links = [part.to_plotly_json()["props"]["href"] for part in parts if hasattr(part, "href")]
    assert steps(parts) == []
    assert links == ["/application?case=missing-act&lang=en&tour=case.2&norm=12"]


@pytest.mark.parametrize("name", list(TASKS))
def test_a_task_begins_as_the_law_has_it_at_its_first_step(name: str) -> None:
    here = visit("/", {"lang": "kk", "norm": "12", "day": "2026-03-02"}, None)
    start = start_address(TASKS[name], here)
    assert start.startswith(path_of(TASKS[name].page) + "?lang=kk&")
    assert f"tour={name}.1" in start
    assert "norm=12" not in start


def test_the_case_of_the_tour_is_one_that_the_page_knows() -> None:
    state, here = read_state(
        visit("/application", {**TASKS["case"].start, TOUR: "case.1"}, None), ["missing-act"]
    )
    assert state.case == "missing-act"
    assert here.complaints == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.written)
def test_every_step_says_what_to_do_and_what_to_look_at(place: Place, language: str) -> None:
    for part in ("title", "do", "look"):
        said = words(language)(f"tour.{place.task.name}.{place.step.name}.{part}")
        assert 0 < len(said) <= 90, said


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.written)
def test_every_step_names_something_that_a_page_draws(place: Place) -> None:
    """The selector's own name stands in the source of its page; the browser tests see the rest."""
    names = re.findall(r"[#.]([a-z][a-z-]+)|data-lever=([a-z_0-9]+)", place.step.target)
    found = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    for one in names:
        name = one[0] or one[1]
        parts = {name, name.partition("-")[2]}
        assert any(f'"{part}' in found or f" {part}" in found for part in parts), name


def test_a_step_that_needs_the_end_of_the_case_offers_the_way_to_it() -> None:
    found = [part.to_plotly_json()["props"] for part in drawn("/application", tour="case.5")]
    ways = [one for one in found if one.get("data-tour-act") == "way"]
    needing = [one for one in steps(drawn("/application", tour="case.5")) if "data-after" in one]
    assert [one["children"] for one in ways] == [words("ru")("tour.case.change.way")]
    assert [(one["data-step"], one["data-way"]) for one in needing] == [("5", "#step-last")]


def test_the_frame_holds_the_card_between_the_navigation_and_the_content() -> None:
    here = visit("/norms", {TOUR: "norm.1"}, None)
    ids = [getattr(part, "id", None) for part in frame(here, "Norms", []).children]
    assert ids[-3:] == ["navigation", "tour", "main"]
