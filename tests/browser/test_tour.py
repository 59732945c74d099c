"""The tour in a browser: each task is walked by the real controls of its page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

RUN_MILLISECONDS = 120_000
READY_MILLISECONDS = 60_000
PRESSED_AS_IT_MOVES = """() => {
  const isMoved = location.search.includes("tour=norm.3");
  if (isMoved) document.querySelector("[data-tour-act=next]").click();
  return isMoved;
}"""
SEEN = """() => {
  const target = document.querySelector("[data-tour-here]");
  if (!target) return false;
  const box = target.getBoundingClientRect(), card = document.querySelector("#tour");
  const foot = card.offsetWidth > innerWidth / 2 ? card.getBoundingClientRect().top : innerHeight;
  return box.bottom > 56 && box.top < foot;
}"""

NO_STORAGE = """() => ["getItem", "setItem", "removeItem"].forEach(name => {
  Storage.prototype[name] = () => { throw new DOMException("refused", "SecurityError"); };
})"""

Open = Callable[..., Page]


def at(page: Page, step: str) -> None:
    """Wait for a step: in the address, in the card, and on the page with what it is about."""
    page.wait_for_url(re.compile(rf"[?&]tour={re.escape(step)}(&|$)"))
    shown = page.locator("#tour [data-step]:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_have_attribute("data-step", step.partition(".")[2])
    expect(page.locator("[data-tour-here]")).to_have_count(1)
    page.wait_for_function(SEEN)


def go_on(page: Page) -> None:
    page.click("[data-tour-act=next]")


def test_a_task_begins_on_the_overview_and_brings_the_scenario_back(open_page: Open) -> None:
    page = open_page("/?lang=en&norm=12")
    headline = page.locator("#overview-headline")
    expect(headline).to_contain_text("turns away", timeout=READY_MILLISECONDS)
    expect(page.locator("#overview-compared")).to_contain_text("▼", timeout=READY_MILLISECONDS)
    page.click("[data-tour-start=norm]")
    at(page, "norm.1")
    assert "norm=12" not in page.url
    expect(page.locator("#tour-title")).to_be_focused()
    expect(page.locator(".tour-kept")).to_be_visible()
    page.click("[data-tour-act=leave]")
    page.wait_for_url("**/norms?norm=12&lang=en")
    expect(page.locator("#norms-headline em").first).to_have_text("12 m²")


def test_a_norm_is_tuned(open_page: Open) -> None:
    page = open_page("/norms?lang=en&tour=norm.1")
    expect(page.locator("#norms-headline em").first).to_be_visible(timeout=READY_MILLISECONDS)
    at(page, "norm.1")
    go_on(page)
    at(page, "norm.2")
    expect(page.locator("#tour")).to_contain_text("Step 2 of 5")
    page.focus("#norms-slider")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".tour-done:visible")).to_be_visible()
    page.wait_for_function(PRESSED_AS_IT_MOVES)
    at(page, "norm.3")
    expect(page.locator("#norms-slider")).to_be_focused()
    assert "norm=14.9" in page.url
    go_on(page)
    at(page, "norm.4")
    page.click("[data-reading=count_under_14][data-value=true]")
    at(page, "norm.5")
    go_on(page)
    page.wait_for_url(lambda url: "/norms" not in url and "norm=14.9" in url and "tour" not in url)
    expect(page.locator("#tour")).to_have_count(0)


def test_a_centre_is_planned(open_page: Open) -> None:
    page = open_page("/centres?lang=en&tour=centre.1")
    at(page, "centre.1")
    go_on(page)
    at(page, "centre.2")
    page.locator("#centres-grid [row-id=windows] [col-id=h11]").click()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    at(page, "centre.3")
    go_on(page)
    at(page, "centre.4")
    page.locator("#centres-group-run summary").click()
    page.fill("#centres-lever-replications", "2")
    page.keyboard.press("Tab")
    expect(page.locator(".centres-moved #centres-lever-replications")).to_have_value("2")
    page.click("#centres-run")
    page.wait_for_url("**run=*")
    expect(page.locator("#tour [data-step='5']")).to_be_visible(timeout=RUN_MILLISECONDS)
    at(page, "centre.5")
    expect(page.locator("#centres-cards")).to_contain_text("±", timeout=RUN_MILLISECONDS)


def test_a_case_is_walked(open_page: Open) -> None:
    page = open_page("/application?lang=en&tour=case.1&case=missing-act")
    at(page, "case.1")
    go_on(page)
    at(page, "case.2")
    page.keyboard.press("ArrowRight")
    at(page, "case.3")
    for _ in range(12):
        if page.locator("#step-card.waiting").count():
            break
        shown = page.locator("#step-card .kicker").inner_text()
        page.click("#step-next")
        expect(page.locator("#step-card .kicker")).not_to_have_text(shown)
    at(page, "case.4")
    page.click("#step-last")
    at(page, "case.5")
    page.locator(".card.why a").first.click()
    expect(page.locator(".tour-done:visible")).to_be_visible()
    expect(page.locator(".outcomes")).to_be_visible()


def test_who_skips_the_decision_is_led_to_the_end_before_anything_can_be_changed(
    open_page: Open,
) -> None:
    page = open_page("/application?lang=en&tour=case.4&case=missing-act")
    at(page, "case.4")
    go_on(page)
    at(page, "case.5")
    expect(page.locator(".card.why a")).to_have_count(0)
    page.click(".tour-way:visible")
    page.wait_for_url("**step=end*")
    at(page, "case.5")
    expect(page.locator(".tour-way:visible")).to_have_count(0)
    expect(page.locator(".card.why a").first).to_be_visible()


def test_what_was_done_ahead_needs_no_second_time(open_page: Open) -> None:
    page = open_page("/application?lang=en&tour=case.1&case=missing-act")
    at(page, "case.1")
    page.click("#step-last")
    at(page, "case.5")
    page.click("[data-tour-act=back]")
    at(page, "case.4")
    expect(page.locator(".tour-done:visible")).to_have_count(0)


def test_a_step_is_taken_back_and_the_tour_is_left_where_one_stands(open_page: Open) -> None:
    page = open_page("/norms?lang=en&tour=norm.3")
    page.click("[data-tour-act=back]")
    at(page, "norm.2")
    page.click("[data-tour-act=leave]")
    expect(page.locator("#tour")).to_be_hidden()
    expect(page.locator("[data-tour-here]")).to_have_count(0)
    assert "tour" not in page.url
    page.locator("#navigation a", has_text="Rules").click()
    page.wait_for_url("**/rules*")
    expect(page.locator("#tour")).to_have_count(0)
    page.evaluate("sessionStorage.setItem('tirkeu-tour-kept', 'norm=9')")
    page.reload(wait_until="domcontentloaded")
    assert page.evaluate("sessionStorage.getItem('tirkeu-tour-kept')") is None
    page.evaluate(NO_STORAGE)
    page.locator("#navigation a[href='/'], #navigation a[href^='/?']").click()
    page.click("[data-tour-start=norm]")
    at(page, "norm.1")


def test_the_step_goes_along_to_another_page_and_language_and_waits_there(open_page: Open) -> None:
    page = open_page("/norms?lang=en&tour=norm.1")
    go_on(page)
    at(page, "norm.2")
    page.locator("#navigation a", has_text="Rules").click()
    expect(page.locator("#tour")).to_contain_text("This step is on the page “Norms”.")
    page.locator(".languages a", has_text="Қаз").click()
    expect(page.locator("#tour")).to_contain_text("«Нормативтер»")
    page.locator("#tour a").click()
    at(page, "norm.2")
    page.go_back()
    expect(page.locator("#tour a")).to_be_visible()


def test_what_names_no_step_is_told_and_left_out(open_page: Open) -> None:
    page = open_page("/norms?lang=en&tour=norm.6")
    expect(page.locator("#norms-complaint")).to_contain_text("tour")
    expect(page.locator("#tour")).to_have_count(0)


@pytest.mark.parametrize(("language", "dark"), [("ru", False), ("kk", True), ("en", False)])
def test_the_card_fits_a_telephone_and_covers_nothing_of_a_desktop(
    open_page: Open, language: str, *, dark: bool
) -> None:
    page = open_page(f"/centres?lang={language}&tour=centre.2", width=390, height=844, dark=dark)
    at(page, "centre.2")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 800})
    for step in range(2, 6):
        card = page.locator("#tour").bounding_box()
        main = page.locator("main").bounding_box()
        list_end = page.locator("#navigation a").last.bounding_box()
        assert card is not None
        assert main is not None
        assert list_end is not None
        assert card["x"] + card["width"] <= main["x"]
        assert card["y"] >= list_end["y"] + list_end["height"]
        inside = page.locator(".tour-steps")
        assert inside.evaluate("(it) => it.scrollHeight <= it.clientHeight"), step
        if step < 5:
            go_on(page)
