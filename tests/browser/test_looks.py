# ruff: noqa: E501 - scripts of the browser stand here as they are
"""What can be counted of the looks, on every page: type, colours, fold, width, paper, keyboard."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.navigation import ENTRIES

PATHS = [entry.path for entry in ENTRIES]
MOST_SIZES = 2
FOLD = 800
TELEPHONE = 390
SHEET = 703
"""Width of an A4 sheet within its margins, in pixels."""

FEWEST_WORDS = 3
PAINTED = 2000

SIZES_OF_CARDS = """() => [...document.querySelectorAll("main .card")].map(card => {
  const sizes = new Set(), walk = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || parent.closest(".card") !== card || parent.closest("svg")) continue;
    if (!parent.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    if (parent.closest(".visually-hidden")) continue;
    sizes.add(getComputedStyle(parent).fontSize);
  }
  return {card: card.id || card.className, sizes: [...sizes]};
})"""

COLOURS = """() => {
  const root = getComputedStyle(document.documentElement), known = new Set(["rgba(0, 0, 0, 0)"]);
  const probe = document.body.appendChild(document.createElement("i"));
  for (const sheet of document.styleSheets) for (const rule of sheet.cssRules)
    if (rule.style && rule.selectorText && rule.selectorText.startsWith(":root"))
      for (const name of rule.style) if (name.startsWith("--") && /^(#|rgb)/.test(root.getPropertyValue(name).trim())) {
        probe.style.color = root.getPropertyValue(name);
        known.add(getComputedStyle(probe).color);
      }
  probe.remove();
  const strange = {};
  for (const one of document.querySelectorAll("main a, main button, main h1, main h2, main h3, main p, main td, main th, main li, .header *, .navigation *")) {
    if (!one.checkVisibility() || one.closest("svg, [class*=mantine]")) continue;
    const style = getComputedStyle(one);
    for (const name of ["color", "backgroundColor"])
      if (!known.has(style[name])) strange[`${name} ${style[name]}`] = one.className || one.tagName;
  }
  return strange;
}"""

CHARTS = """() => [...document.querySelectorAll("main .js-plotly-plot, main .detail-bars, main .centres-fits figure, main .lanes svg, main .family svg")].map(chart => {
  const card = chart.closest(".detail-part, figure:not(.card figure), .card, section") || chart.parentElement;
  const head = card.querySelector("h2, h3, figcaption") || card.closest(".card").querySelector("h2, h3");
  return head ? head.textContent.trim() : "";
})"""

CUT = """() => [...document.querySelectorAll("main table, main .ag-root-wrapper, main svg.main-svg")]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
  .map(one => `${one.className.baseVal || one.className}: ${one.getBoundingClientRect().right}`)"""

NAMES_OF_LINES = """() => JSON.stringify([...document.querySelectorAll("main .js-plotly-plot")].map(one =>
  [one.layout.margin, one.layout.xaxis.tickvals, (one.layout.annotations || []).map(name => [name.x, name.y, name.xshift, name.yshift, name.visible])]))"""

NO_WIDER = "most => document.documentElement.scrollWidth <= most"


@pytest.fixture(scope="module")
def page(profile: BrowserContext) -> Iterator[Page]:
    """One page for all these tests: nothing here changes what the next one sees."""
    one = profile.new_page()
    one.emulate_media(reduced_motion="reduce")
    yield one
    one.close()


@pytest.fixture(scope="module", params=PATHS)
def drawn(request: pytest.FixtureRequest, page: Page) -> Page:
    """A page of the dashboard, drawn to its end on a desk."""
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{request.param}?lang=ru")
    page.wait_for_selector("main h1")
    page.wait_for_load_state("networkidle")
    return page


def test_a_card_has_two_sizes_of_type_at_most(drawn: Page) -> None:
    found: list[dict[str, Any]] = drawn.evaluate(SIZES_OF_CARDS)
    assert [one for one in found if len(one["sizes"]) > MOST_SIZES] == []


def test_every_colour_is_a_token(drawn: Page) -> None:
    assert drawn.evaluate(COLOURS) == {}


def test_a_chart_has_a_sentence(drawn: Page) -> None:
    for title in drawn.evaluate(CHARTS):
        assert len(title.split()) >= FEWEST_WORDS, title


def test_the_answer_stands_above_the_fold(drawn: Page) -> None:
    finding = drawn.locator("main h1").first
    box = finding.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= FOLD
    assert finding.inner_text().strip()
    for name in (".number-cards .card, .norms-cards .card", ".overview-tasks .button"):
        parts = drawn.locator(name)
        if parts.count():
            first = parts.first.bounding_box()
            assert first is not None
            assert first["y"] + first["height"] <= FOLD


def test_a_page_is_no_wider_than_a_telephone(drawn: Page) -> None:
    drawn.set_viewport_size({"width": TELEPHONE, "height": 844})
    drawn.wait_for_function(NO_WIDER, arg=TELEPHONE)  # charts take a moment to shrink


def test_a_printed_page_is_made_up_and_has_nothing_to_press(drawn: Page) -> None:
    drawn.set_viewport_size({"width": SHEET, "height": 1000})
    drawn.evaluate("dispatchEvent(new Event('beforeprint'))")
    drawn.emulate_media(media="print")
    expect(drawn.locator(".banner")).to_be_visible()
    expect(drawn.locator(".navigation")).to_be_hidden()
    expect(
        drawn.locator(".button:visible, .icon-button:visible, [data-picture]:visible")
    ).to_have_count(0)
    assert drawn.evaluate(CUT) == []
    drawn.evaluate("dispatchEvent(new Event('afterprint'))")


@pytest.mark.parametrize("path", ["/norms", "/centres", "/id-cards"])
def test_a_chart_that_was_narrow_is_wide_again_as_it_was_before(page: Page, path: str) -> None:
    """As when a telephone is turned, or a page printed; it once drew itself for ever."""
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{path}?lang=ru")
    page.wait_for_selector("main .js-plotly-plot .xtick")
    page.wait_for_load_state("networkidle")
    wide = page.evaluate(NAMES_OF_LINES)
    same = f"wide => ({NAMES_OF_LINES})() === wide"
    page.set_viewport_size({"width": TELEPHONE, "height": 844})
    page.wait_for_function(same.replace("===", "!=="), arg=wide)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_function(same, arg=wide)


# ---------------------------------------------------------------- pictures
@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_chart_is_saved_as_a_picture_with_its_sentence(page: Page, kind: str) -> None:
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/norms?lang=en")
    page.wait_for_selector("#norms-curve .js-plotly-plot .annotation")
    title = page.locator("#norms-curve h2").inner_text()
    with page.expect_download() as saved:
        page.locator(f"#norms-curve [data-picture={kind}]").click()
    assert saved.value.suggested_filename == f"tirkeu-norms-curve.{kind}"
    content = saved.value.path().read_bytes()
    if kind == "png":
        assert content.startswith(b"\x89PNG")
        assert len(content) > PAINTED
    else:
        text = content.decode()
        assert all(word in text for word in title.split())
        assert page.locator(".banner").inner_text() in text
        assert "http" not in text.replace("http://www.w3.org/", "")


# ---------------------------------------------------------------- keyboard
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), parent = getComputedStyle(one.parentElement);
  const isMarked = style.outlineStyle !== "none" || style.boxShadow !== "none" || parent.outlineStyle !== "none";
  return {name: one.id || one.textContent.slice(0, 30) || one.className, isMarked: isMarked || one.matches("[class*=mantine], input")};
}"""


def test_the_norm_is_moved_with_the_keyboard_alone(open_page: Callable[..., Page]) -> None:
    page = open_page("/norms?lang=en")
    page.wait_for_selector("main h1")
    before = page.locator("main h1").inner_text()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "range":
            break
    assert page.evaluate("document.activeElement.type") == "range"
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("main h1")).not_to_have_text(before)
    page.wait_for_url("**norm=13*")


def test_a_case_is_walked_with_the_keyboard_alone(open_page: Callable[..., Page]) -> None:
    page = open_page("/application?lang=en")
    page.locator("#step-next").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**step=1*")
    expect(page.locator("#step-next")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**step=2*")
    expect(page.locator("#step-next")).to_be_focused()


def test_a_telephone_menu_is_opened_followed_and_left_with_the_keyboard(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/norms?lang=en", width=TELEPHONE, height=844)
    page.locator("#menu").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#menu")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    page.locator("#navigation a[href^='/rules']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/rules*")


@pytest.mark.parametrize("path", ["/norms", "/centres", "/application"])
def test_the_focus_is_seen_wherever_it_goes(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(f"{path}?lang=en")
    page.wait_for_selector("main h1")
    seen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUSED))
    assert [one["name"] for one in seen if not one["isMarked"]] == []
    assert len({one["name"] for one in seen}) > len(seen) / 2
