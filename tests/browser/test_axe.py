"""axe-core finds nothing on any page, in both themes and three languages.

The rules are those of WCAG 2.0–2.2 A and AA and axe's best practices. The script is put into the
page by the browser, past its security policy, which lets no foreign script in.
"""

import os
import subprocess
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, FilePayload, Page

from app.i18n import LANGUAGES
from app.navigation import ENTRIES
from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.served import TIRKEU, free_port, served, when_it_answers
from tests.extent import FULL, extent

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
    "/registries?view=quality",
    "/registries?list=persons&born=abc",
    "/norms?norm=99",
    "/norms?tour=norm.2",
    "/application?case=missing-act&tour=case.4",
    "/rules?tour=norm.2",
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


def a_note_of_what_was_deleted(page: Page) -> None:
    page.fill("#scenarios-name", "1")
    page.keyboard.press("Enter")
    page.locator("[id^=scenarios-delete-]").first.press("Enter")
    page.wait_for_selector("[data-scenarios=undo]")


def a_new_name_being_typed(page: Page) -> None:
    page.fill("#scenarios-name", "2")
    page.keyboard.press("Enter")
    page.locator("[id^=scenarios-edit-]").first.press("Enter")
    page.wait_for_selector("#scenarios-rename")


def a_file_that_is_refused(page: Page) -> None:
    with page.expect_file_chooser() as chooser:
        page.click("#scenarios-file")
    wrong = FilePayload(name="wrong.json", mimeType="application/json", buffer=b"{}")
    chooser.value.set_files([wrong])
    page.wait_for_selector(".scenarios-bad")


def a_log_that_is_refused(page: Page) -> None:
    wrong = FilePayload(name="log.csv", mimeType="text/csv", buffer=b"nothing\n1")
    page.set_input_files("#centres-log-file", [wrong])
    page.wait_for_selector("#centres-log-state[role=alert]")


def a_cell_that_is_refused(page: Page) -> None:
    page.locator("#centres-grid [row-id=windows] [col-id=h11]").click()
    page.keyboard.type("x")
    page.keyboard.press("Enter")
    page.wait_for_selector("#centres .state-refused")


def a_lever_that_is_refused(page: Page) -> None:
    page.fill("#cards-lever-before", "1000")
    page.keyboard.press("Enter")
    page.wait_for_selector("#cards [role=alert], main [role=alert]")


def a_calendar_that_is_open(page: Page) -> None:
    page.click("#day-target")
    page.wait_for_selector("[role=dialog]")


def a_choice_that_is_open(page: Page) -> None:
    page.click("#case")
    page.wait_for_selector("[role=listbox]")


def a_server_that_does_not_answer(page: Page) -> None:
    page.evaluate("window.fetch('http://127.0.0.1:9/').catch(() => {})")
    page.wait_for_selector(".told")


def a_page_that_is_coming(page: Page) -> None:
    page.route("**/_dash-update-component*", lambda _route: None)  # never answered
    page.click("#navigation a[href^='/rules']")
    page.wait_for_selector(".coming", state="visible")


STATES_REACHED: tuple[tuple[str, Callable[[Page], None]], ...] = (
    ("/scenarios?norm=12", a_note_of_what_was_deleted),
    ("/scenarios?norm=12", a_new_name_being_typed),
    ("/scenarios", a_file_that_is_refused),
    ("/centres", a_log_that_is_refused),
    ("/centres", a_cell_that_is_refused),
    ("/id-cards", a_lever_that_is_refused),
    ("/norms", a_calendar_that_is_open),
    ("/application", a_choice_that_is_open),
    ("/norms", a_server_that_does_not_answer),
    ("/norms", a_page_that_is_coming),
)
"""Where a state is reached by what a reader does."""


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


@pytest.mark.parametrize("language", extent(LANGUAGES[:1], LANGUAGES))
@pytest.mark.parametrize(("path", "reach"), extent(STATES_REACHED[:1], STATES_REACHED))
def test_axe_finds_nothing_after_something_was_done(
    page: Page, path: str, reach: Callable[[Page], None], language: str
) -> None:
    reach(opened(page, path, language))
    assert violations(page) == []
    page.unroute_all()


def test_axe_finds_nothing_in_what_is_sent_before_any_script_has_run(page: Page) -> None:
    page.route("**/_dash-layout", lambda _route: None)  # never answered
    page.goto("/norms?lang=kk", wait_until="commit")
    page.wait_for_selector("#first nav.navigation")
    assert violations(page) == []
    page.unroute_all()


VIEWERS = ("/login", "/centres", "/id-cards", "/scenarios?norm=12")
PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
FEW = 1_000


@pytest.fixture(scope="module")
def viewer(page: Page, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard of its own at which the page is logged in as a viewer."""
    home = tmp_path_factory.mktemp("viewer")
    environment = {**os.environ, "TIRKEU_HOME": str(home)}
    with served(home, FEW):  # makes the city
        add = [TIRKEU, "users", "add", "Viewer", "--role", "viewer"]
        subprocess.run(add, env=environment, input=PASSWORD, text=True, check=True)
    port = free_port()
    log = home / "login.log"
    with log.open("w") as out:
        serve = [TIRKEU, "serve", "--login", "--port", str(port)]
        process = subprocess.Popen(serve, env=environment, stdout=out, stderr=out)
    address = when_it_answers(f"http://127.0.0.1:{port}", process, log)
    page.goto(f"{address}/login")
    page.fill("[name=name]", "Viewer")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("main h1")
    yield address
    process.terminate()
    process.wait()


@pytest.mark.skipif(not FULL, reason="it starts a server of its own")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", VIEWERS)
def test_axe_finds_nothing_where_a_viewer_may_not_change(
    page: Page, viewer: str, path: str, language: str
) -> None:
    opened(page, f"{viewer}{path}", language)
    assert violations(page) == []
    if path not in VIEWERS[:1]:
        barred = page.locator("main button:disabled[aria-describedby^=barred]").first
        assert page.locator(f"#{barred.get_attribute('aria-describedby')}").is_visible()


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
