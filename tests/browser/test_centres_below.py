"""Below the grid of the Centres page in a browser: a log is fitted, a run compared and played."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

RUN_MILLISECONDS = 60_000
ROWS = 40
PAINTED = 2_000


def log(folder: Path) -> Path:
    """A ticket log of one office: forty tickets, four minutes of waiting, ten of service."""
    lines = ["ticket_id,office,service,enabled,start,end,left"]
    for number in range(ROWS):
        at = f"2026-02-02T{9 + number // 10:02d}:"
        start, end = 4 + 5 * (number % 10), 8 + 5 * (number % 10)
        times = f"{at}{start - 4:02d}:00,{at}{start:02d}:00,{at}{end:02d}:{number:02d}"
        lines.append(f"{number},nura-1,passport,{times},")
    path = folder / "log.csv"
    path.write_text("\n".join(lines))
    return path


def a_day_is_played_back(page: Page) -> None:
    page.click("[data-centres-play]")
    button = page.locator(".centres-play")
    expect(button).to_contain_text("Play", timeout=RUN_MILLISECONDS)
    page.wait_for_url("**play=*")
    clock = page.locator(".centres-clock")
    before = clock.inner_text()
    page.locator(".centres-scrub").focus()
    page.keyboard.press("ArrowRight")
    expect(clock).not_to_have_text(before)
    button.click()
    expect(button).to_contain_text("Pause")
    button.click()
    expect(page.locator("#centres-playback [aria-live]")).to_contain_text("waiting:")


def test_a_log_is_fitted_and_a_run_is_compared_and_played_back(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page("/centres?lang=en&office=nura-1")
    page.set_input_files("#centres-log-file", log(tmp_path))
    expect(page.locator("#centres-log h2")).to_contain_text("40 tickets of 1 offices")
    expect(page.locator("#centres-log .fit-bar").first).to_be_visible()
    page.wait_for_url("**fit=*")
    page.click("[data-centres=take_fit]")
    page.wait_for_url("**scenario=*")

    page.locator("#centres-shifts summary").click()
    page.fill("#centres-shifts-text", "name,start,end,lunch\nday,9,18:00,60")
    page.click("[data-centres-shifts]")
    expect(page.locator("#centres-shifts [role=alert]")).to_contain_text("Line 2: a start")

    page.locator("#centres-group-run summary").click()
    page.fill("#centres-lever-replications", "2")
    page.keyboard.press("Tab")
    expect(page.locator(".centres-moved #centres-lever-replications")).to_have_value("2")
    page.click("#centres-run")
    expect(page.locator("#centres-pairs")).to_contain_text("Whole city", timeout=RUN_MILLISECONDS)
    verdict = page.locator("#centres-pairs tbody .centres-verdict").first
    assert verdict.evaluate("(it) => getComputedStyle(it).whiteSpace") == "normal"
    scrolled = page.locator("#centres-pairs .centres-scroll")
    assert scrolled.evaluate("(it) => it.scrollWidth <= it.clientWidth")

    a_day_is_played_back(page)

    for card, kind in (("#centres-playback-card", "png"), (".centres-fits figure", "svg")):
        with page.expect_download() as saved:
            page.locator(card).first.locator(f"[data-picture={kind}]").click()
        assert saved.value.path().stat().st_size > PAINTED

    elsewhere = open_page(page.url[page.url.index("/centres") :], width=390, height=844, dark=True)
    expect(elsewhere.locator(".centres-canvas")).to_be_visible()
    expect(elsewhere.locator("#centres-log h2")).to_contain_text("40 tickets")
    assert elsewhere.evaluate("() => document.documentElement.scrollWidth") <= 390
