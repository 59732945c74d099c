"""The ID cards page in a browser: a lever, a run, the same screen elsewhere."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

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
