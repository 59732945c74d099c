"""The way of a user through the city: found despite the spelling, chosen, walked."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_person_and_a_dwelling_stay_shown_from_search_to_first_step(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/application?panel=city&lang=en")
    page.locator("#person-search").press_sequentially("Ahmetov")
    first = page.locator("#person-results a").first
    expect(first).to_contain_text("Akhmetov")
    first.click()
    expect(page.locator("#person-search")).to_have_value(re.compile("^Akhmetov"))
    page.locator("#dwelling-search").fill("Almaty Abai 1")
    place = page.locator("#dwelling-results a").first
    expect(place).to_contain_text("Almaty")
    place.click()
    expect(page.locator("#dwelling-search")).to_have_value(re.compile("Almaty$"))
    expect(page.locator("#headline")).to_contain_text("Almaty")
    page.locator("#step-next").click()
    expect(page.locator("#person-search")).to_have_count(0)
    page.get_by_role("link", name="Change the choice").click()
    expect(page.locator("#person-search")).to_have_value(re.compile("^Akhmetov"))
