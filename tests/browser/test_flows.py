"""The Flows page in a browser: set the norm, run, see what differs from the law."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

RUN_MILLISECONDS = 60_000
QUICK = "weeks=1&replications=3"


def run(page: Page) -> None:
    page.click("#flows-run")
    page.wait_for_selector(".flows-cards", timeout=RUN_MILLISECONDS)


@pytest.mark.parametrize(
    ("language", "law", "unit"), [("ru", "закон: 15", "мин"), ("kk", "заң: 15", "мин")]
)
def test_a_planner_sets_the_norm_and_sees_the_difference_to_the_law(
    open_page: Callable[..., Page], language: str, law: str, unit: str
) -> None:
    page = open_page(f"/flows?lang={language}&{QUICK}")
    expect(page.get_by_text(law)).to_be_visible()
    page.fill("#lever-norm", "8")
    page.fill("#lever-windows", "1")
    page.wait_for_url("**norm=8**windows=1**")
    expect(page.locator("#lever-windows")).to_be_focused()
    run(page)
    assert "run=" in page.url
    headline = page.locator("#flows-headline").inner_text()
    assert unit in headline
    assert "{" not in page.locator("main").inner_text()
    assert page.locator(".flows-change").count() > 0
    page.locator(".flows-behind summary").first.click()
    table = page.locator(".flows-chart table").first
    assert table.locator("thead th").count() == 5
    page.reload()
    expect(page.locator("#flows-headline")).to_have_text(headline)


def test_a_run_is_outdated_when_a_lever_moves_and_current_when_it_moves_back(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(f"/flows?{QUICK}&seed=2")
    run(page)
    page.fill("#lever-windows", "5")
    expect(page.locator(".flows-outdated")).to_be_visible()
    page.locator(".flows-lever", has=page.locator("#lever-windows")).locator("a").click()
    expect(page.locator(".flows-outdated")).to_have_count(0)


def test_a_bad_value_is_answered_at_its_field(open_page: Callable[..., Page]) -> None:
    page = open_page("/flows?norm=99&windows=many&run=nothing&lang=en")
    said = page.locator(".flows-bad .flows-wrong")
    expect(said).to_have_count(2)
    expect(said.first).to_contain_text("From 6 to 30 m²")
    expect(page.locator("main > .flows-wrong")).to_contain_text("run=nothing")
    page.fill("#lever-norm", "14")
    expect(said).to_have_count(1)


def test_nothing_is_run_while_a_value_cannot_be_used(open_page: Callable[..., Page]) -> None:
    page = open_page("/flows?norm=99&colour=red&lang=en")
    expect(page.locator("#flows-run")).to_be_disabled()
    expect(page.locator("main > .flows-wrong")).to_contain_text("colour=red, norm=99")


def test_the_flows_are_found_again_as_they_were_left(open_page: Callable[..., Page]) -> None:
    page = open_page("/flows?norm=12&windows=2&lang=en")
    expect(page.locator("#lever-norm")).to_have_value("12")
    page.locator("#navigation a", has_text="Application").click()
    expect(page.locator("#levers")).to_be_visible()
    page.locator("#navigation a", has_text="Flows").click()
    expect(page.locator("#lever-windows")).to_have_value("2")
    assert "norm=12" in page.url


def test_a_long_run_can_be_stopped(open_page: Callable[..., Page]) -> None:
    page = open_page("/flows?weeks=12&replications=100&windows=2&lang=en")
    page.click("#flows-run")
    expect(page.locator("progress")).to_be_visible(timeout=RUN_MILLISECONDS)
    expect(page.get_by_text("s left")).to_be_visible(timeout=RUN_MILLISECONDS)
    page.reload()
    page.click("#flows-cancel")
    expect(page.locator("#flows-headline")).to_have_text("The run was stopped")


def test_tables_and_results_are_saved(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(f"/flows?{QUICK}&seed=2&lang=en")
    run(page)
    for button, ending in (("stations", "csv"), ("outcomes", "csv"), ("results", "json")):
        with page.expect_download() as download:
            page.click(f"#flows-save-{button}")
        path = tmp_path / button
        download.value.save_as(path)
        assert download.value.suggested_filename.endswith(ending)
        assert len(path.read_text(encoding="utf-8")) > 200


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_is_wider_than_a_telephone(open_page: Callable[..., Page], *, dark: bool) -> None:
    page = open_page(f"/flows?{QUICK}&seed=2&lang=kk", width=390, height=844, dark=dark)
    run(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
