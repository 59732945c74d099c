"""axe-core finds nothing on any page, in both themes and three languages.

The rules are those of WCAG 2.0–2.2 A and AA and axe's best practices. The script is put into the
page by the browser, past its security policy, which lets no foreign script in.
"""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from app.i18n import LANGUAGES
from app.navigation import ENTRIES
from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.extent import extent

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = ["color-contrast"]
RUN = """([theme, kind, values]) => {
  document.documentElement.setAttribute("data-mantine-color-scheme", theme);
  return axe.run(document, {runOnly: {type: kind, values: values}, resultTypes: ["violations"]})
    .then(found => found.violations.flatMap(one => one.nodes.map(
      node => `${theme} ${one.id}: ${node.target} ${node.html.slice(0, 120)}`)));
}"""
STATES = (
    "/application?case=grandchild&step=99",
    "/registries?sought=1",
    "/rules?view=numbers",
    "/rules?open=RES-08",
    "/norms?norm=12&sibling=both",
    "/nowhere",
)
"""Pages in states other than the first: a walk to its end, something open, something moved."""

DRAWN = "main h1, main .headline"


@pytest.fixture(scope="module")
def page(browser: Browser, server: str) -> Iterator[Page]:
    """One page for all these tests, with axe in it."""
    context = browser.new_context(
        base_url=server,
        bypass_csp=True,
        reduced_motion="reduce",
        viewport={"width": 1280, "height": 800},
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    context.add_init_script(AXE_SCRIPT)
    yield context.new_page()
    context.close()


def opened(page: Page, path: str, language: str) -> Page:
    page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
    page.wait_for_selector(DRAWN)
    page.wait_for_load_state("networkidle")
    return page


def violations(page: Page) -> list[str]:
    """What axe finds: every rule in the light theme; in the dark one what colours can change."""
    light = page.evaluate(RUN, ["light", "tag", TAGS])
    return [*light, *page.evaluate(RUN, ["dark", "rule", CONTRAST])]


@pytest.mark.parametrize("language", extent(LANGUAGES[:1], LANGUAGES))
@pytest.mark.parametrize("path", [entry.path for entry in ENTRIES])
def test_axe_finds_nothing_on_a_page(page: Page, path: str, language: str) -> None:
    assert violations(opened(page, path, language)) == []


@pytest.mark.parametrize("path", extent(STATES[:2], STATES))
def test_axe_finds_nothing_in_a_state(page: Page, path: str) -> None:
    assert violations(opened(page, path, "ru")) == []


def test_axe_finds_nothing_on_a_telephone_with_its_menu_open(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, "/centres", "kk").locator("#menu").click()
    assert violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})


def test_axe_would_find_a_picture_without_words(page: Page) -> None:
    opened(page, "/nowhere", "en").evaluate("document.querySelector('main').append(new Image())")
    assert any("image-alt" in one for one in violations(page))


def test_axe_would_find_words_that_cannot_be_read_in_the_dark(page: Page) -> None:
    opened(page, "/nowhere", "en").evaluate("document.querySelector('h1').style.color = '#222'")
    assert any("dark color-contrast" in one for one in violations(page))
