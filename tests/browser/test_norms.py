"""The Norms page in a browser: the finding on arrival, a move, the way back, the same elsewhere."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.watch import Watch

READY_MILLISECONDS = 60_000
RANGE = re.compile(r"\([\d\s,.]+–[\d\s,.]+( тыс\.| мың| thousand)?\)")
SPACES = re.compile("[\u00a0\u202f\u2060]")


def said(page: Page) -> str:
    found = page.locator("#norms-headline").inner_text()
    return SPACES.sub(lambda sign: "" if sign[0] == "\u2060" else " ", found)


@pytest.fixture
def opened(open_page: Callable[..., Page]) -> Callable[..., Page]:
    def ready(path: str, **how: object) -> Page:
        page = open_page(path, **how)
        expect(page.locator("#norms-headline em").first).to_be_visible(timeout=READY_MILLISECONDS)
        return page

    return ready


def with_range(page: Page) -> None:
    expect(page.locator("#norms-headline")).to_contain_text("(", timeout=READY_MILLISECONDS)


@pytest.mark.parametrize(
    ("language", "law", "difference"),
    [
        ("ru", "При нормативе закона, 15 м², за год откажут", "меньше, чем по закону"),
        ("kk", "Заңдағы норматив 15 м² болғанда жылына", "өтінішке кем"),
        ("en", "The law’s norm, 15 m², turns away", "fewer than the law’s"),
    ],
)
def test_the_sentence_tells_the_law_and_after_one_input_the_difference(
    opened: Callable[..., Page], language: str, law: str, difference: str
) -> None:
    page = opened(f"/norms?lang={language}")
    with_range(page)
    assert said(page).startswith(law)
    assert RANGE.search(said(page))
    page.fill("#norms-norm", "12")
    expect(page.locator("#norms-headline")).to_contain_text(difference)
    assert "12" in said(page)
    page.wait_for_url("**norm=12*")
    with_range(page)
    assert RANGE.search(said(page))
    assert "{" not in page.locator("main").inner_text()


def test_the_slider_moves_in_tenths_by_keyboard_and_the_law_is_one_click_back(
    opened: Callable[..., Page],
) -> None:
    page = opened("/norms?lang=en")
    page.focus("#norms-slider")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#norms-headline")).to_contain_text("A norm of 14.9 m²")
    expect(page.locator("#norms-norm")).to_have_value("14.9")
    expect(page.locator("#norms-slider")).to_be_focused()
    page.locator("[data-reset=norm]").click()
    expect(page.locator("#norms-headline")).to_contain_text("The law’s norm, 15 m²")
    page.wait_for_url(lambda url: "norm=" not in url)


def test_a_reading_is_moved_named_and_found_again_in_another_language(
    opened: Callable[..., Page],
) -> None:
    page = opened("/norms?lang=en")
    expect(page.locator("[data-lever=ratio]")).to_be_hidden()
    page.click("[data-reading=area][data-value=useful]")
    expect(page.locator("#norms-headline")).to_contain_text("reading “Area: useful”")
    page.fill("#norms-ratio", "0.8")
    page.wait_for_url("**area=useful&ratio=0.8*")
    page.locator(".languages a", has_text="Рус").click()
    expect(page.locator("#norms-headline")).to_contain_text("«Площадь: полезная»")
    expect(page.locator("#norms-ratio")).to_have_value("0,80")
    page.click("#norms-all")
    expect(page.locator("#norms-headline")).to_contain_text("При нормативе закона")
    expect(page.locator("#norms-all")).to_be_hidden()


def test_the_chart_takes_a_norm_where_it_is_clicked(opened: Callable[..., Page]) -> None:
    page = opened("/norms?lang=en")
    page.wait_for_selector("#norms-graph .main-svg")
    page.locator("#norms-graph").click(position={"x": 80, "y": 100})
    expect(page.locator("#norms-headline")).to_contain_text("A norm of")
    expect(page.locator("#norms-mark")).to_contain_text("m²")


def test_wrong_values_are_named_in_one_line_and_the_others_count(
    opened: Callable[..., Page],
) -> None:
    page = opened("/norms?lang=en&norm=99&colour=red&area=useful")
    expect(page.locator("#norms-complaint")).to_contain_text("norm=99 (from 6 to 30")
    expect(page.locator("#norms-complaint")).to_contain_text("colour=red")
    expect(page.locator("#norms-headline")).to_contain_text("Area: useful")
    page.fill("#norms-norm", "99")
    page.keyboard.press("Tab")
    expect(page.locator("[data-lever=norm] [role=alert]")).to_contain_text("From 6 to 30")
    page.fill("#norms-norm", "10.5")
    page.locator("#navigation a", has_text="Scenarios").click()  # before it is answered
    page.wait_for_url("**/scenarios?**norm=10.5**")


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_nothing_is_wider_than_a_telephone(opened: Callable[..., Page], language: str) -> None:
    page = opened(f"/norms?lang={language}&norm=9.3", width=390, height=844)
    with_range(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_window_keeps_its_language_while_another_one_is_read_in_another(
    opened: Callable[..., Page], watch: Watch
) -> None:
    first = opened("/norms?lang=en")
    first.locator(".languages a", has_text="Рус").click()
    expect(first.locator("#norms-headline")).to_contain_text("При нормативе закона")
    second = first.context.new_page()
    watch.follow(second)
    second.goto("/norms")
    expect(second.locator("#norms-headline")).to_contain_text("При нормативе закона")
    first.locator(".languages a", has_text="Eng").click()
    expect(first.locator("#norms-headline")).to_contain_text("The law’s norm")
    second.fill("#norms-norm", "12")
    second.click("[data-reading=area][data-value=useful]")
    second.wait_for_url("**area=useful*")
    assert "lang=" not in second.url
    with_range(second)
    expect(second.locator("#norms-headline")).to_contain_text("При нормативе 12")
    expect(second.locator("#norms-curve h2")).to_contain_text("Чем строже")
    expect(second.locator("section#norms-ranges")).to_be_visible(timeout=READY_MILLISECONDS)
    expect(second.locator("#norms-sections")).not_to_contain_text("applications")


def test_the_way_to_the_centres_takes_the_setting_along(opened: Callable[..., Page]) -> None:
    page = opened("/norms?lang=en")
    page.fill("#norms-norm", "12")
    page.wait_for_url("**norm=12*")
    page.get_by_role("link", name="What it does to the centres").click()
    expect(page.locator(".centres-marks")).to_contain_text("12")
