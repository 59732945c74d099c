"""The dashboard in a real browser: one small city, one server, one Chromium for all these tests.

Every page is watched: an error on the console, an exception in the page or a request that leaves
the machine fails the test that caused it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.served import served
from tests.browser.watch import Watch

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
POPULATION = 3_000
PATIENCE_MILLISECONDS = 30_000
"""How long a page may take to do or show something; a busy machine is no failure."""

DASH_HAS_DRAWN = """() => {
  const root = document.querySelector("#react-entry-point");
  return root && root.childElementCount > 0 && !root.querySelector("._dash-loading");
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless; without one a test is skipped, under CI it fails."""
    if not CHROMIUM.exists():
        said = f"browser tests need {CHROMIUM}: apt-get install chromium fonts-noto-core"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(said)
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard over 3,000 people; asks for the browser first to skip early."""
    assert browser.is_connected()
    with served(tmp_path_factory.mktemp("home"), POPULATION) as address:
        yield address


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the test at its end if any page that it follows had a problem."""
    watching = Watch()
    yield watching
    if watching.problems:
        pytest.fail("\n".join(watching.problems), pytrace=False)


@pytest.fixture
def open_page(browser: Browser, server: str, watch: Watch) -> Iterator[Callable[..., Page]]:
    """A function that opens a path of the dashboard as a new visitor, on a watched page.

    `open_page("/application?case=kinship", width=390, height=844, dark=True)`
    """
    with ExitStack() as visitors:

        def visit(
            path: str = "/", *, width: int = 1280, height: int = 800, dark: bool = False
        ) -> Page:
            context = browser.new_context(
                base_url=server,
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
            )
            visitors.callback(context.close)
            context.set_default_timeout(PATIENCE_MILLISECONDS)
            page = context.new_page()
            watch.follow(page)
            page.goto(path)
            page.wait_for_function(DASH_HAS_DRAWN)
            return page

        yield visit


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """The first page of the dashboard, 1280 × 800, light."""
    return open_page("/")
