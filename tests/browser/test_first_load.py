"""A first visit brings little, and is soon of use; a second one brings nothing anew.

Times are of a machine that also runs other tests: the limits here only catch what is far off;
``benchmarks/bench_first_load.py`` measures.
"""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.transfer import Transfer, wait_until_pressed
from tests.browser.conftest import PATIENCE_MILLISECONDS

MOST_BYTES = 1_500_000
PATHS = ("/", "/norms", "/centres", "/id-cards", "/application")
COLD_SECONDS, WARM_SECONDS = 10.0, 5.0
"""Five times what is promised of a machine with nothing else to do."""

SLOW_LINE = """const now = Date.now, ask = window.fetch;
let late = 0;
Date.now = () => now() + late;
window.fetch = (...what) => { late = 20000; return ask.apply(window, what); };"""
"""As if everything had come twenty seconds after it was asked for."""

UNDRAWN = ".dash-graph:not(:has(svg))"
"""The charts' library comes after the finding, on a busy machine long after."""


@pytest.fixture(scope="module")
def pressed(server: str, browser: Browser) -> str:
    """The address of a server that has been visited: its libraries are pressed."""
    page = browser.new_page(base_url=server)
    page.goto("/centres")
    page.wait_for_selector("main h1")
    page.close()
    wait_until_pressed(server)
    return server


@pytest.fixture
def visitor(browser: Browser, pressed: str) -> Iterator[Page]:
    """A page of somebody who was never here."""
    context = browser.new_context(base_url=pressed, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    yield context.new_page()
    context.close()


def seconds_until_usable(page: Page, path: str) -> float:
    start = time.monotonic()
    page.goto(path, wait_until="commit")
    page.wait_for_selector("main h1")
    return time.monotonic() - start


@pytest.mark.parametrize("path", PATHS)
def test_a_first_load_is_light_and_soon_usable_and_a_second_sooner(
    visitor: Page, path: str
) -> None:
    transfer = Transfer(visitor)
    cold = seconds_until_usable(visitor, path)
    visitor.wait_for_selector(UNDRAWN, state="detached")
    visitor.wait_for_load_state("networkidle")
    if path == "/centres":
        visitor.wait_for_selector(".ag-center-cols-container .ag-cell")
    first = transfer.total()
    assert 0 < first <= MOST_BYTES, transfer.largest()
    warm = seconds_until_usable(visitor, path)
    visitor.wait_for_load_state("networkidle")
    assert transfer.total() - first < first / 4
    assert cold <= COLD_SECONDS
    assert warm <= WARM_SECONDS


def test_the_grid_and_the_charts_come_only_where_they_are_used_and_the_page_is_asked_for_once(
    visitor: Page, pressed: str
) -> None:
    transfer = Transfer(visitor)
    visitor.add_init_script(SLOW_LINE)
    visitor.goto("/rules")
    visitor.wait_for_selector("main h1")
    visitor.wait_for_load_state("networkidle")
    assert not [one for one in transfer.addresses() if "ag_grid" in one or "plotly" in one]
    drawn = [one for one in transfer.addresses() if "/_dash-" in one and "suites" not in one]
    paths = ("/_dash-layout", "/_dash-dependencies", "/_dash-update-component")
    assert sorted(one.removeprefix(pressed) for one in drawn) == sorted(paths), (
        "asked once, ahead of the scripts: Dash would name its own request"
    )
