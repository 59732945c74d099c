"""No screen mixes languages: every page in each language, read for words of the other two."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as LateError

from app.i18n import LANGUAGES, words
from app.ids import FrameIds
from app.navigation import ENTRIES
from tests.browser.foreign_words import foreign
from tests.browser.watch import Watch
from tests.extent import extent

FURTHER = (
    "/norms?norm=12&sibling=both",
    "/application?case=grandchild&step=99",
    "/application?case=card",
    "/application?panel=city",
    "/registries?list=persons",
    "/registries?list=dwellings",
    "/registries?person=100",
    "/registries?view=quality",
    "/rules?rule=RES-10",
    "/rules?view=numbers",
    "/rules?view=quality",
    "/nowhere",
)
"""Screens behind the first one of each page."""

IS_QUIET = """() => {
  const root = document.querySelector("#react-entry-point");
  if (!root || root.childElementCount === 0 || root.querySelector("._dash-loading")) return false;
  const now = document.body.innerText.length, before = window.wordsBefore;
  window.wordsBefore = now;
  return now > 0 && now === before;
}"""

READ = """() => {
  const said = [];
  const spoken = ["aria-label", "aria-description", "title", "placeholder", "alt"];
  const put = (text, element, place) => {
    const isOwn = element.closest("[lang]").lang === document.documentElement.lang;
    if (isOwn && text.trim() && !element.closest("kbd, code, textarea"))
      said.push([text.trim(), place]);
  };
  const all = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
  const walker = document.createTreeWalker(document.body, all);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE)
      for (const name of spoken) put(node.getAttribute(name) || "", node, name);
    else if (!node.parentElement.closest("script, style, noscript"))
      put(node.data, node.parentElement, node.parentElement.tagName.toLowerCase());
  }
  put(document.title, document.documentElement, "title");
  return said;
}"""

SECOND_OF_FEBRUARY = {"ru": "2 февраля 2026", "kk": "2 ақпан 2026", "en": "2 February 2026"}
"""What the calendar calls the day that is taken as today."""

Open = Callable[..., Page]


def quiet(page: Page) -> Page:
    """Wait until the page says the same twice, a quarter of a second apart."""
    try:
        page.wait_for_function(IS_QUIET, polling=250, timeout=30_000)
    except LateError:
        pytest.fail(f"{page.url} never came to rest")
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_screen_has_words_of_another_language(
    open_page: Open, watch: Watch, language: str
) -> None:
    page = open_page(f"/rules?lang={language}")
    found = []
    for path in (*(entry.path for entry in ENTRIES), *extent((), FURTHER)):
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        said = quiet(page).evaluate(READ)
        assert said, path
        watch.problems = [p for p in watch.problems if "/nowhere" not in p]  # it is not there
        found += [
            f"{path}: {', '.join(sorted(alien))} in {place}: {text[:80]}"
            for text, place in said
            if (alien := foreign(language, text))
        ]
    assert not found, "\n".join(dict.fromkeys(found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_speaks_the_language(open_page: Open, language: str) -> None:
    page = quiet(open_page(f"/rules?lang={language}"))
    page.locator(f"#{FrameIds.DAY}").click()
    said = words(language)
    for name in ("previousMonth", "nextMonth"):
        expect(page.get_by_label(said(f"shell.calendar.{name}"), exact=True)).to_be_visible()
    day = page.locator("button[aria-label='" + SECOND_OF_FEBRUARY[language] + "']")
    expect(day).to_be_visible()
    assert [text for text, _ in page.evaluate(READ) if foreign(language, text)] == []


@pytest.mark.parametrize(
    ("language", "text", "alien"),
    [
        ("en", "Residents, жители", {"жители"}),
        ("en", "Order No. 500/НҚ", set()),
        ("ru", "Тіркеу: Гүлнар Ахметова, приказ № 500/НҚ", set()),
        ("ru", "Тұрғындар", {"тұрғындар"}),
        ("ru", "Next Page", {"next", "page"}),
        ("ru", "Сохранить CSV, источник halyk.kz, правило RES-10.full_sibling", set()),
        ("ru", "Дүйсенова Қарлығаш Жәнібекқызы, у Гүлнары Ахметовой", set()),
        ("ru", "Столбцы: ticket_id, office, left. Команда tirkeu quality --json даёт", set()),
        ("kk", "Тұрғындар саны", set()),
        ("kk", "Число жителей", {"число", "жителей"}),
        ("kk", "терезе и үстел", {"и"}),
        ("kk", "Рассчи\u00adтать", {"рассчитать"}),
    ],
)
def test_a_foreign_word_is_known(language: str, text: str, alien: set[str]) -> None:
    assert foreign(language, text) == alien
