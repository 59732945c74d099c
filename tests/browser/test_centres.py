"""The Centres page in a browser: an estimate, an edit by keyboard, a run that outlasts the page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

RUN_MILLISECONDS = 60_000


def cell(page: Page, kind: str, hour: int) -> str:
    return page.locator(f"#centres-grid [row-id={kind}] [col-id=h{hour}]").inner_text().strip()


def edit(page: Page, hour: int, number: str) -> None:
    page.locator(f"#centres-grid [row-id=windows] [col-id=h{hour}]").click()
    page.keyboard.type(number)
    page.keyboard.press("Enter")


def test_a_planner_edits_runs_and_finds_the_same_screen_again(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/centres?lang=en&office=nura-1")
    headline = page.locator("#centres-headline")
    expect(page.locator(".centres-told")).to_contain_text("Quick estimate")
    estimate = page.locator("#centres-estimate").inner_text()

    edit(page, 10, "9")
    expect(page.locator("#centres-estimate")).not_to_have_text(estimate)
    page.wait_for_url("**scenario=*")
    assert cell(page, "windows", 10) == "9"
    assert "▲" not in cell(page, "needed", 10)

    page.locator("#centres-group-run summary").click()
    page.fill("#centres-lever-replications", "2")
    page.keyboard.press("Tab")
    expect(page.locator(".centres-moved #centres-lever-replications")).to_have_value("2")
    page.locator("#centres-grid [row-id=windows] [col-id=h9]").click()
    page.keyboard.type("8")  # without Enter: it is part of the run all the same
    page.click("#centres-run")
    page.wait_for_url("**run=*")
    expect(page.locator(".centres-told")).to_contain_text(
        "replications: 2", timeout=RUN_MILLISECONDS
    )
    assert cell(page, "windows", 9) == "8"
    expect(page.locator("main")).not_to_contain_text("changed after the run")
    expect(page.locator("#centres-cards")).to_contain_text("before:")
    said, address = headline.inner_text(), page.url

    elsewhere = open_page(address[address.index("/centres") :])
    expect(elsewhere.locator("#centres-headline")).to_have_text(said)
    expect(elsewhere.locator("#centres-grid [row-id=windows] [col-id=h10]")).to_have_text("9")

    edit(page, 11, "0")
    expect(page.locator(".centres-marks")).to_contain_text("changed after the run")
    expect(page.locator("#centres-estimate")).to_contain_text("Nobody serves: 11:00–12:00.")
    expect(headline).to_have_text(said)

    elsewhere.goto(re.sub("&run=[0-9a-f]+", "", address))
    expect(elsewhere.locator(".centres-told")).to_contain_text("Quick estimate")
    elsewhere.locator(".centres-ready a").click()
    expect(elsewhere.locator("#centres-headline")).to_have_text(said)


def hold(page: Page) -> list[Route]:
    """Hold back what the page asks of the server, so that it is answered when a test wants it."""
    held: list[Route] = []

    def one(route: Route) -> None:
        if "centres-asked" in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    page.route(re.compile("_dash-update-component"), one)
    return held


def first(page: Page, held: list[Route]) -> Route:
    while not held:
        page.wait_for_timeout(20)
    return held.pop(0)


AT_ONCE = """async () => {
  const escape = new KeyboardEvent("keydown", {key: "Escape", bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(escape);
  await new Promise(done => queueMicrotask(done));
  return document.activeElement.tagName;
}"""


def test_escape_gives_an_edit_up_before_the_next_key_can_come(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/centres?lang=en&office=nura-1")
    place = page.locator("#centres-grid [row-id=windows] [col-id=h10]")
    place.click()
    expect(place.locator("input")).to_be_focused()
    page.keyboard.type("7")
    assert page.evaluate(AT_ONCE) == "DIV"
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(place).to_have_text("12")


def test_no_number_is_lost_that_is_typed_faster_than_it_is_answered(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/centres?lang=en&office=nura-1")
    held = hold(page)
    page.locator("#centres-grid [row-id=windows] [col-id=h9]").click()
    for number in "5678":
        page.keyboard.type(number)
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    first(page, held).continue_()
    second = first(page, held)  # the answer before knows nothing of what this one asks
    assert [cell(page, "windows", hour) for hour in (9, 10, 11, 12)] == list("5678")
    first_only = page.url
    second.continue_()
    page.wait_for_url(lambda url: url != first_only)
    page.reload()
    expect(page.locator("#centres-grid [row-id=windows] [col-id=h12]")).to_have_text("8")
    assert [cell(page, "windows", hour) for hour in (9, 10, 11, 12)] == list("5678")


def test_what_is_typed_goes_along_to_another_page(open_page: Callable[..., Page]) -> None:
    page = open_page("/centres?lang=en&office=nura-1")
    page.locator("#centres-grid [row-id=windows] [col-id=h9]").click()
    page.keyboard.type("4")
    page.locator("#navigation a", has_text="Scenarios").click()
    page.wait_for_url("**/scenarios?**scenario=**")


def test_an_office_a_station_and_a_weekday_are_chosen_and_stand_in_the_address(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/centres?lang=en")
    page.click("[data-centres=office][data-value=nura-1]")
    expect(page.locator("[data-value=nura-1]")).to_have_attribute("aria-pressed", "true")
    page.click("[data-centres=weekday][data-value='6']")
    expect(page.locator("#centres-grid [row-id=windows] [col-id=h13]")).to_have_count(0)
    page.click("[data-centres=station][data-value=terminal]")
    page.wait_for_url("**office=nura-1&weekday=6&station=terminal*")
    page.locator(".languages a", has_text="Рус").click()
    expect(page.locator("#centres-board")).to_contain_text("Терминалы")
    expect(page.locator("[data-value=nura-1]")).to_have_attribute("aria-pressed", "true")


def test_a_wrong_value_is_told_beside_its_lever_and_a_lever_finds_its_way_back(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/centres?lang=en")
    page.fill("#centres-lever-opens", "noon")
    page.keyboard.press("Tab")
    expect(page.locator("#centres-levers [role=alert]")).to_contain_text("“noon” came")
    page.fill("#centres-lever-opens", "10")
    page.keyboard.press("Tab")
    expect(page.locator("#centres-lever-opens")).to_have_value("10:00")
    page.click("[data-centres=reset][data-value=opens]")
    expect(page.locator("#centres-lever-opens")).to_have_value("09:00")
    page.wait_for_url(lambda url: "scenario=" not in url)


BASELINES = """files => new Set([...document.querySelectorAll(files + " > *")].map(one => {
  const text = document.createRange();
  text.selectNodeContents(one);
  return Math.round(text.getBoundingClientRect().bottom);
})).size"""


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_nothing_is_wider_than_a_telephone(open_page: Callable[..., Page], language: str) -> None:
    page = open_page(f"/centres?lang={language}&norm=9.3", width=390, height=844)
    expect(page.locator("#centres-graph .main-svg").first).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert page.evaluate(BASELINES, "#centres-chart .centres-files") == 1


def test_levers_typed_one_after_the_other_while_a_run_is_under_way_all_arrive(
    open_page: Callable[..., Page],
) -> None:
    typed = {
        "opens": "08:00",
        "closes": "19:00",
        "booked": "41",
        "residence": "17",
        "temporary": "13",
        "window_other": "11",
    }
    page = open_page("/centres?lang=en&office=nura-1")
    page.locator("#centres-group-run summary").click()
    page.fill("#centres-lever-weeks", "12")
    page.keyboard.press("Tab")
    page.fill("#centres-lever-replications", "200")
    page.keyboard.press("Tab")
    expect(page.locator(".centres-moved #centres-lever-replications")).to_have_value("200")
    page.click("#centres-run")
    expect(page.locator("#centres-progress-run")).to_be_visible()
    for name, number in typed.items():
        # as a hand that types and leaves the field: drawn anew or not, it says what changed
        page.locator(f"#centres-lever-{name}").evaluate(
            "(field, number) => { field.value = number;"
            " field.dispatchEvent(new Event('change', {bubbles: true})); }",
            number,
        )
        page.wait_for_timeout(700)
    for name, number in typed.items():
        expect(page.locator(f".centres-moved #centres-lever-{name}")).to_have_value(number)
    expect(page.locator("#centres-progress-run")).to_be_visible()
    page.click("[data-centres=cancel]")
    page.reload()
    for name, number in typed.items():
        expect(page.locator(f"#centres-lever-{name}")).to_have_value(number)


@pytest.mark.parametrize("typed", ["2.5", "-1", "abc", "1001"])
def test_a_cell_that_takes_no_such_number_says_so_and_keeps_its_own(
    open_page: Callable[..., Page], typed: str
) -> None:
    page = open_page("/centres?lang=ru&office=nura-1")
    place = page.locator("#centres-grid [row-id=windows] [col-id=h10]")
    expect(place).to_have_text(re.compile("[0-9]"))
    before = place.inner_text()
    place.click()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    said = page.locator("#centres-estimate .state-refused")
    expect(said).to_have_text(
        f"В ячейке — целое число от 0 до 1000, а введено «{typed}». Осталось прежнее."
    )
    expect(place).to_have_text(before)
    assert "scenario=" not in page.url
