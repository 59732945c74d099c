"""The Registries page in a browser: search, page, open, jump into an application, come back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.extent import extent


def test_a_person_is_found_opened_and_sent_into_an_application(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/registries?list=persons&lang=en")
    page.locator("#registries-sought").press_sequentially("Ahmetov", delay=20)
    first = page.locator("#registries-table tbody a").first
    expect(first).to_contain_text("Akhmetov")
    expect(page.locator("#registries-headline")).to_contain_text("found of")
    expect(page.locator("#registries-sought")).to_have_value("Ahmetov")
    expect(page.locator("#registries-sought")).to_be_focused()
    name = first.inner_text()
    first.click()
    expect(page.locator("#registries-card h1")).to_have_text(name)
    page.locator("#registries-apply").click()
    page.wait_for_url("**/application?**applicant=**")
    expect(page.locator("#person-search")).to_have_value(re.compile("^Akhmetov"))
    page.go_back()
    expect(page.locator("#registries-card h1")).to_have_text(name)
    page.locator("#registries-back").click()
    expect(page.locator("#registries-sought")).to_have_value("Ahmetov")


def test_an_address_typed_on_the_overview_leads_to_the_dwelling_and_back(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/registries?lang=en")
    box = page.locator("#registries-sought")
    box.press_sequentially("Ahmetov", delay=20)
    expect(page.locator("#registries-found-people")).to_contain_text("Akhmetov")
    expect(page.locator("#registries-found-dwellings")).to_contain_text("owner")
    expect(box).to_be_focused()
    box.fill("Абая")
    expect(page.locator("#registries-headline")).to_contain_text("Абая")
    first = page.locator("#registries-found-dwellings li a").first
    expect(first).to_contain_text("Abai")
    place = first.locator("strong").inner_text()
    first.click()
    expect(page.locator("#registries-card h1")).to_contain_text(place)
    page.locator("#registries-back").click()
    expect(page.locator("#registries-sought")).to_have_value("Абая")


WIDTHS = "Array.from(document.querySelectorAll('.registries-table th'), th => th.offsetWidth)"
HEIGHTS = "Array.from(document.querySelectorAll('tbody tr'), row => row.offsetHeight)"


@pytest.mark.parametrize("language", extent(["kk"], ["ru", "kk", "en"]))
@pytest.mark.parametrize("book", ["births", "marriages", "adoptions", "registrations"])
def test_no_row_of_a_list_wraps_and_columns_are_as_wide_on_every_page(
    open_page: Callable[..., Page], book: str, language: str
) -> None:
    page = open_page(f"/registries?list={book}&lang={language}")
    expect(page.locator("#registries-table tbody tr").first).to_be_visible()
    widths, heights = page.evaluate(WIDTHS), page.evaluate(HEIGHTS)
    assert max(heights) - min(heights) <= 1
    assert max(heights) < 50
    page.locator("#registries-pager-page-last").click()
    expect(page.locator("#registries-pager-page-first")).to_be_visible()
    assert page.evaluate(WIDTHS) == widths


def test_letters_typed_while_the_page_is_drawn_anew_are_kept(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/registries?list=persons&lang=en")
    box = page.locator("#registries-sought")
    box.press_sequentially("Ahm")
    page.wait_for_timeout(450)
    box.press_sequentially("etov", delay=30)
    page.wait_for_url("**q=Ahmetov**")
    expect(box).to_have_value("Ahmetov")


def test_a_list_is_sorted_filtered_and_paged_and_the_address_keeps_it(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/registries?list=dwellings&lang=en")
    page.locator("#registries-sort-registered").click()
    page.wait_for_url("**sort=registered**")
    expect(page.locator("#registries-sort-registered.sorted")).to_be_visible()
    page.locator("#registries-sort-registered").click()
    page.wait_for_url("**sort=-registered**")
    fullest = page.locator("#registries-table tbody tr").first
    expect(fullest.locator("td").last).to_have_text(re.compile(r"^\d{2,}$"))
    page.locator("#registries-pager-page-next").click()
    expect(page.locator(".registries-pager p")).to_contain_text("26–50 of")
    page.locator("#registries-filter-3").click()
    page.get_by_role("option", name="over the norm").click()
    page.wait_for_url("**standing=over**")
    assert "page=2" not in page.url
    page.reload()
    expect(page.locator("#registries-headline")).to_contain_text("found of")
    fullest.locator("a").first.click()
    expect(page.locator("#registries-card h1")).to_contain_text("registered where the norm allows")
    page.locator("#registries-apply").click()
    expect(page.locator("#dwelling-search")).not_to_have_value("")
    expect(page.locator("#headline")).to_contain_text("choose an applicant")
    page.locator("#person-results a").first.click()
    page.wait_for_url("**applicant=**")
    assert "dwelling=" in page.url
    expect(page.locator("#step-next")).to_be_visible()


def test_a_year_of_birth_in_letters_is_answered_in_words(open_page: Callable[..., Page]) -> None:
    page = open_page("/registries?list=persons&born=1990&lang=en")
    page.locator("#registries-born").fill("abcd")
    page.wait_for_url("**born=abcd**")
    expect(page.get_by_role("alert")).to_contain_text("born=abcd")
    expect(page.locator("#registries-born")).to_have_value("abcd")
    page.locator("#registries-born").fill("1991")
    page.wait_for_url("**born=1991**")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_page_is_reached_by_its_number(open_page: Callable[..., Page]) -> None:
    page = open_page("/registries?list=persons&lang=en&sex=F")
    field = page.locator("#registries-go-page")
    field.fill("7")
    field.press("Enter")
    page.wait_for_url("**page=7**")
    assert "sex=F" in page.url
    expect(page.locator(".registries-pager p")).to_contain_text("151–175 of")
    field.fill("999999")
    field.press("Tab")
    expect(page.locator("#registries-pager-page-next")).to_have_count(0)
    expect(page.locator("#registries-table tbody tr").first).to_be_visible()


def test_the_picture_of_a_family_begins_with_the_person_in_view(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/registries?person=100&lang=en", width=390, height=844)
    box = page.locator("#registries-family .member.lit rect").bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 390


def test_a_relative_is_one_click_away_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page("/registries?list=marriages&lang=en")
    wife = page.locator("#registries-table tbody tr").first.locator("a").nth(1)
    name = wife.inner_text()
    wife.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#registries-card h1")).to_have_text(name)
    husband = page.locator("#registries-family tbody tr", has_text="husband").first.locator("a")
    husband.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#registries-card h1")).not_to_have_text(name)


def test_the_quality_of_the_city_appears_by_itself(open_page: Callable[..., Page]) -> None:
    page = open_page("/registries?view=quality&lang=en")
    expect(page.locator("#registries-quality")).to_be_visible(timeout=30_000)
    expect(page.locator("#registries-headline")).to_contain_text("integrity rules")


PUT_ON = '(root, theme) => root.setAttribute("data-mantine-color-scheme", theme)'


@pytest.mark.parametrize(
    "path",
    [
        "/registries?lang=kk",
        "/registries?q=%D0%90%D1%85%D0%BC%D0%B5%D1%82%D0%BE%D0%B2",
        "/registries?list=persons",
        "/registries?list=births&lang=kk",
        "/registries?list=dwellings&sort=-registered&lang=kk",
        "/registries?person=100",
        "/registries?dwelling=10",
        "/registries?view=quality",
    ],
)
def test_nothing_is_wider_than_a_telephone(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(path, width=390, height=844)
    expect(page.locator(".registries .headline").first).to_be_visible()
    if "quality" in path:
        expect(page.locator("#registries-quality")).to_be_visible(timeout=30_000)
    for theme in ("light", "dark"):
        page.locator("html").evaluate(PUT_ON, theme)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_quality_is_never_wider_than_the_window(
    open_page: Callable[..., Page], language: str
) -> None:
    page = open_page(f"/registries?view=quality&lang={language}")
    expect(page.locator("#registries-quality")).to_be_visible(timeout=30_000)
    for width in (1280, 1024, 920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
