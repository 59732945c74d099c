"""The watch sees what it is there for, and nothing else."""

import pytest
from playwright.sync_api import Browser

from tests.browser.watch import Watch, leaves_the_machine


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("<script>console.error('wrong')</script>", "console: wrong"),
        ("<script>throw new Error('wrong')</script>", "exception in the page: wrong"),
        ("<img src='http://far.invalid/x.png' alt=''>", "request that leaves the machine"),
    ],
)
def test_a_page_that_misbehaves_is_noted(browser: Browser, page: str, problem: str) -> None:
    assert any(noted.startswith(problem) for noted in problems_of(browser, page))


@pytest.mark.parametrize(
    "page",
    ["<p>quiet</p>", "<script>console.warn('well')</script>", "<img src='data:image/gif,' alt=''>"],
)
def test_a_page_that_behaves_is_not(browser: Browser, page: str) -> None:
    assert problems_of(browser, page) == []


def problems_of(browser: Browser, html: str) -> list[str]:
    watch = Watch()
    context = browser.new_context()
    page = context.new_page()
    watch.follow(page)
    page.set_content(html, wait_until="load")
    page.evaluate("() => new Promise(resolve => setTimeout(resolve, 50))")
    context.close()
    return watch.problems


@pytest.mark.parametrize(
    ("url", "leaves"),
    [
        ("http://127.0.0.1:8050/", False),
        ("http://localhost:8050/_dash-update-component", False),
        ("data:image/png;base64,AA==", False),
        ("http://127.0.0.1.far.invalid/", True),
        ("https://far.invalid/localhost", True),
        ("ws://far.invalid/", True),
    ],
)
def test_only_this_machine_is_local(url: str, *, leaves: bool) -> None:
    assert leaves_the_machine(url) is leaves
