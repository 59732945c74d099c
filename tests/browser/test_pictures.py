# ruff: noqa: E501 - scripts of the browser stand here as they are
"""Every chart, whoever draws it, is saved as a picture of points and of lines."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from app.navigation import ENTRIES
from tests.browser.test_looks import CHARTS
from tests.extent import extent

STATES = ("/", "/application?case=grandchild&step=99", "/registries?view=quality", "/norms?norm=12")
PATHS = extent(STATES, (*STATES, *(entry.path for entry in ENTRIES[1:])))
QUALITY_MILLISECONDS = 60_000
PAINTED = 2000

SELECTOR = (
    re.findall(r'querySelectorAll\("([^"]+)"\)', CHARTS)[0]
    + ", main .quality-one svg, main .overview-line svg"
)
"""What is held to have a sentence, and the charts of two more pages."""

WITHOUT = """selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility()).map(chart => {
  const part = chart.closest("[data-pictured], .detail-part, .card");
  const kinds = part ? [...part.querySelectorAll("[data-picture]")].map(button => button.dataset.picture).sort() : [];
  return {chart: part ? part.id || part.textContent.slice(0, 40) : chart.outerHTML.slice(0, 80), kinds: [...new Set(kinds)].join(" ")};
})"""


@pytest.fixture(scope="module")
def page(profile: BrowserContext) -> Iterator[Page]:
    """One page for all these tests, in the dark: pictures are light all the same."""
    one = profile.new_page()
    one.set_viewport_size({"width": 1280, "height": 800})
    one.emulate_media(color_scheme="dark", reduced_motion="reduce")
    yield one
    one.close()


def opened(page: Page, path: str) -> Page:
    page.goto(f"{path}{'&' if '?' in path else '?'}lang=ru")
    page.wait_for_selector("main h1")
    if "quality" in path:
        page.wait_for_selector(".quality-one", timeout=QUALITY_MILLISECONDS)
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize("path", PATHS)
def test_every_chart_has_the_buttons_of_both_pictures(page: Page, path: str) -> None:
    found: list[dict[str, Any]] = opened(page, path).evaluate(WITHOUT, SELECTOR)
    assert [one["chart"] for one in found if one["kinds"] != "png svg"] == []
    assert found or path not in STATES


def test_what_no_chart_library_has_drawn_is_saved_with_its_sentence_and_the_key_of_its_marks(
    page: Page,
) -> None:
    one = opened(page, "/registries?view=quality").locator(".quality-one").first
    with page.expect_download() as saved:
        one.locator("[data-picture=svg]").click()
    assert saved.value.suggested_filename.startswith("tirkeu-registries-quality-")
    text = saved.value.path().read_text()
    told = [one.locator("h3"), page.locator("#quality-key"), page.locator(".banner")]
    for words in (place.inner_text() for place in told):
        assert all(word in text for word in words.split())
    assert 'fill="#ffffff"' in text
    assert "http" not in text.replace("http://www.w3.org/", "")
    assert page.evaluate("document.documentElement.dataset.mantineColorScheme") == "dark"


def test_a_family_is_painted(page: Page) -> None:
    opened(page, STATES[1])
    with page.expect_download() as saved:
        page.locator("#family [data-picture=png]").click()
    assert saved.value.suggested_filename == "tirkeu-application-family.png"
    content = saved.value.path().read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) > PAINTED
