"""The ID cards page in a browser: a lever, a run, the same screen elsewhere."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

RUN_MILLISECONDS = 60_000


def test_a_window_is_moved_run_and_opened_elsewhere(open_page: Callable[..., Page]) -> None:
    page = open_page("/id-cards?lang=en")
    expect(page.locator("#cards-headline")).to_contain_text("30 days before and 10 after")
    page.fill("#cards-lever-after", "40")
    page.keyboard.press("Tab")
    expect(page.locator("#cards-headline")).to_contain_text("40 after")
    page.locator("#cards-group-run summary").click()
    page.fill("#cards-lever-replications", "2")
    page.keyboard.press("Tab")
    page.wait_for_url("**scenario=*")
    page.locator("#cards-run").click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.locator("#cards-headline")).to_contain_text(
        "working days", timeout=RUN_MILLISECONDS
    )
    expect(page.locator("#cards-backlog h2")).to_contain_text("midnight")
    page.wait_for_url("**run=*")
    elsewhere = open_page(page.url.split("://", 1)[1].partition("/")[2].join(["/", ""]))
    expect(elsewhere.locator("#cards-headline")).to_have_text(
        page.locator("#cards-headline").inner_text()
    )
    page.fill("#cards-lever-after", "10")
    page.keyboard.press("Tab")
    expect(page.locator(".centres-marks")).to_contain_text("changed after the run")


TYPED = {"id_online": "50", "refile": "40", "photo": "7", "officers": "9"}
APART_MILLISECONDS = 30

TYPE_ALL = """([typed, apart]) => Object.entries(typed).forEach(([name, value], place) => {
  setTimeout(() => {
    const field = document.getElementById("cards-lever-" + name);
    field.value = value;
    field.dispatchEvent(new Event("change", {bubbles: true}));
  }, place * apart);
})"""


def type_all(page: Page) -> None:
    """Change every field, one shortly after the other."""
    expect(page.locator("#cards-lever-officers")).to_be_visible()
    page.evaluate(TYPE_ALL, [TYPED, APART_MILLISECONDS])


def test_levers_that_are_typed_quickly_all_arrive(open_page: Callable[..., Page]) -> None:
    page = open_page("/id-cards?lang=en")
    type_all(page)
    expect(page.locator("#cards-levers .centres-moved")).to_have_count(len(TYPED))
    page.wait_for_url("**scenario=*")
    page.wait_for_load_state("networkidle")  # the address follows the last answer
    elsewhere = open_page(page.url.split("://", 1)[1].partition("/")[2].join(["/", ""]))
    for name, value in TYPED.items():
        expect(elsewhere.locator(f"#cards-lever-{name}")).to_have_value(value)


def test_levers_that_are_typed_while_a_run_is_under_way_stay(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/id-cards?lang=en&before=45")
    page.locator("#cards-run").click()
    expect(page.get_by_role("status")).to_be_visible()
    type_all(page)
    expect(page.locator("#cards-levers .centres-moved")).to_have_count(len(TYPED) + 1)
    expect(page.locator("#cards-headline")).to_contain_text(
        "working days", timeout=RUN_MILLISECONDS
    )
    expect(page.get_by_role("status")).to_have_count(0, timeout=RUN_MILLISECONDS)
    expect(page.locator("#cards-levers .centres-moved")).to_have_count(len(TYPED) + 1)
    page.wait_for_load_state("networkidle")
    elsewhere = open_page(page.url.split("://", 1)[1].partition("/")[2].join(["/", ""]))
    for name, value in TYPED.items():
        expect(elsewhere.locator(f"#cards-lever-{name}")).to_have_value(value)


def test_what_was_not_answered_is_asked_again(open_page: Callable[..., Page]) -> None:
    page = open_page("/id-cards?lang=en")
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        asked = route.request.post_data or ""
        if "cards-asked" in asked and not lost:
            lost.append(asked)  # no answer ever comes
        else:
            route.continue_()

    page.route(re.compile("_dash-update-component"), lose_the_first)
    type_all(page)
    expect(page.locator("#cards-levers .centres-moved")).to_have_count(len(TYPED))
    assert len(lost) == 1


def test_the_pilot_is_made_longer_on_the_page(open_page: Callable[..., Page]) -> None:
    page = open_page("/id-cards?lang=en&day=2026-05-04")
    page.locator("#cards-group-run summary").click()
    page.fill("#cards-lever-pilot_until", "2026-07-31")
    page.keyboard.press("Tab")
    expect(page.locator(".centres-marks")).to_contain_text("Hypothetical")
    expect(page.locator("#cards-headline")).to_contain_text("30 days before and 10 after")
    page.locator("[data-cards='reset'][data-value='pilot_until']").click()
    expect(page.locator(".centres-marks")).to_have_count(0)
