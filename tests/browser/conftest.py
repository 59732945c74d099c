"""The dashboard in a real browser: one small city, one server, one Chromium for all these tests.

Every page is watched: an error on the console, an exception in the page or a request that leaves
the machine fails the test that caused it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

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
def chromium() -> str:
    """Where Debian's Chromium is; without one a test is skipped, under CI it fails."""
    if not CHROMIUM.exists():
        said = f"browser tests need {CHROMIUM}: apt-get install chromium fonts-noto-core"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(said)
    return str(CHROMIUM)


@pytest.fixture(scope="session")
def server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard over 3,000 people; asks for the browser first to skip early."""
    assert chromium
    with served(tmp_path_factory.mktemp("home"), POPULATION) as address:
        yield address


@pytest.fixture(scope="session")
def profile(
    chromium: str, server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """A headless browser that keeps the scripts it has compiled from test to test.

    To compile them anew for every test takes half of all the processor time of a test.
    """
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    home = tmp_path_factory.mktemp("profile")
    with sync_playwright() as playwright:
        kept = playwright.chromium.launch_persistent_context(
            home,
            executable_path=chromium,
            args=FLAGS,
            base_url=server,
            viewport={"width": 1280, "height": 800},
        )
        kept.set_default_timeout(PATIENCE_MILLISECONDS)
        yield kept
        kept.close()


@pytest.fixture(scope="session")
def browser(profile: BrowserContext) -> Browser:
    """The same browser, for a visitor who brings nothing along: `browser.new_context()`."""
    assert profile.browser
    return profile.browser


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the test at its end if any page that it follows had a problem."""
    watching = Watch()
    yield watching
    if watching.problems:
        pytest.fail("\n".join(watching.problems), pytrace=False)


@pytest.fixture
def open_page(profile: BrowserContext, server: str, watch: Watch) -> Iterator[Callable[..., Page]]:
    """A function that opens a path of the dashboard as a new visitor, on a watched page.

    The first one of a test comes with the kept profile, further ones with nothing.

    `open_page("/application?case=kinship", width=390, height=844, dark=True)`
    """
    with ExitStack() as visitors:
        first = visitors.enter_context(closing(forgotten(profile, server)))
        coming = iter([first])

        def another() -> Page:
            assert profile.browser
            context = profile.browser.new_context(base_url=server)
            visitors.callback(context.close)
            context.set_default_timeout(PATIENCE_MILLISECONDS)
            return context.new_page()

        def visit(
            path: str = "/", *, width: int = 1280, height: int = 800, dark: bool = False
        ) -> Page:
            page = next(coming, None) or another()
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme="dark" if dark else "light")
            watch.follow(page)
            page.goto(path)
            page.wait_for_function(DASH_HAS_DRAWN)
            return page

        yield visit


def forgotten(profile: BrowserContext, server: str) -> Page:
    """An empty page of the profile, whose earlier visitor the dashboard does not know any more."""
    page = profile.new_page()
    forget = {"origin": server, "storageTypes": "cookies,local_storage"}
    profile.new_cdp_session(page).send("Storage.clearDataForOrigin", forget)
    return page


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """The first page of the dashboard, 1280 × 800, light."""
    return open_page("/")
