"""What is seen until a page comes: the frame at the first load, the chosen entry afterwards."""

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.conftest import PATIENCE_MILLISECONDS

SWAP_PIXELS = 4
"""What a word may widen when its own type comes."""

AT_ONCE_MILLISECONDS = 10_000
"""Less than the bar stays when nothing ends it."""

PLACES = """entries => [...document.querySelectorAll(entries)].map(one => {
  const box = one.getBoundingClientRect();
  return [box.x, box.y, box.width, box.height];
})"""


def test_the_frame_stands_until_the_page_comes_and_the_chosen_entry_is_marked_at_once(
    browser: Browser, server: str
) -> None:
    context = browser.new_context(base_url=server, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page, held = context.new_page(), list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/_dash-layout", hold)
    page.goto("/rules?lang=kk", wait_until="commit")
    expect(page.locator("#first [role=status]")).to_have_text("Жүктеліп жатыр…")
    before = page.evaluate(PLACES, "#first .navigation a, #first .brand, #first .languages a")
    while not held:
        page.wait_for_timeout(50)
    held.pop().continue_()
    page.wait_for_selector("main h1")
    expect(page.locator("#first")).to_have_count(0)
    after = page.evaluate(PLACES, "#navigation a, .frame .brand, .languages a")
    moved = [
        abs(a - b)
        for was, now in zip(before, after, strict=True)
        for a, b in zip(was, now, strict=True)
    ]
    assert max(moved) <= SWAP_PIXELS

    page.route("**/_dash-update-component*", hold)
    chosen = page.locator("#navigation a[href^='/scenarios']")
    chosen.click()
    expect(chosen).to_have_attribute("aria-busy", "true")
    expect(page.locator(".coming")).to_be_visible()
    while held:
        held.pop().continue_()
    page.unroute_all()
    page.wait_for_selector("#scenarios")
    expect(page.locator("#navigation [aria-busy=true]")).to_have_count(0)
    expect(page.locator(".coming")).to_be_hidden()
    context.close()


@pytest.mark.parametrize(("status", "said"), [(502, "The server does not answer."), (400, None)])
def test_a_page_that_is_refused_on_the_way_is_awaited_no_longer(
    browser: Browser, server: str, status: int, said: str | None
) -> None:
    context = browser.new_context(base_url=server)
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    page.goto("/rules?lang=en")
    page.wait_for_selector("main h1")

    def refuse(route: Route) -> None:
        route.fulfill(status=status, content_type="text/html", body="<h1>Refused</h1>")

    page.route("**/_dash-update-component*", refuse)
    chosen = page.locator("#navigation a[href^='/scenarios']")
    chosen.click()
    expect(page.locator(".coming")).to_be_hidden(timeout=AT_ONCE_MILLISECONDS)
    expect(page.locator("#navigation [aria-busy=true]")).to_have_count(0)
    if said:
        expect(page.locator(".told")).to_contain_text(said, timeout=AT_ONCE_MILLISECONDS)
    page.unroute_all()
    chosen.click()
    page.wait_for_selector("#scenarios")
    context.close()
