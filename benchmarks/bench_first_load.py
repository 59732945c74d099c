"""How heavy and how quick a page is: the first time, and the second.

``TIRKEU_HOME=… tirkeu serve --port 8000`` in one window, and in another

``python -m benchmarks.bench_first_load http://127.0.0.1:8000``

It prints for every page the bytes of a first visit as they were sent, the seconds until its finding
is painted, by the browser's own clock from the beginning of the visit, and those of a second visit
by the same browser; each the median of several visits. The last column is when somebody outside
who asks the page again and again is told of the finding, on the second visit: after it was painted,
charts are drawn, and the answer waits for the end of a task.
"""

import os
import statistics
import sys
import time

from playwright.sync_api import Browser, sync_playwright

from app.navigation import ENTRIES
from benchmarks.transfer import Transfer, wait_until_pressed

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]
VISITS = 5
UNDRAWN = ".dash-graph:not(:has(svg))"
FINDING = "main h1"
WATCH = """
const mark = () => document.querySelector("main h1")?.setAttribute("elementtiming", "finding");
new MutationObserver(mark).observe(document, {childList: true, subtree: true});
new PerformanceObserver(list => { window.painted ??= list.getEntries()[0].renderTime; })
    .observe({type: "element", buffered: true});
"""
"""Lets the browser say when it painted the finding, milliseconds from the visit's beginning."""

PAINTED = "() => window.painted"
MEGA = 1e6
MILLI = 1e3


def main(server: str) -> None:
    """Measure every page of a running dashboard."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        _visit(browser, server, "/centres")
        wait_until_pressed(server)
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")  # noqa: T201 - what it is for
        print(f"{'page':14} {'MB':>6} {'cold s':>7} {'warm s':>7} {'told s':>7}")  # noqa: T201 - as above
        for entry in ENTRIES:
            found = [_visit(browser, server, entry.path) for _ in range(VISITS)]
            size, *seconds = (statistics.median(values) for values in zip(*found, strict=True))
            told = " ".join(f"{each:7.2f}" for each in seconds)
            print(f"{entry.path:14} {size / MEGA:6.2f} {told}")  # noqa: T201 - as above
        browser.close()


def _visit(browser: Browser, server: str, path: str) -> tuple[float, float, float, float]:
    """Return bytes and seconds of a first visit, and seconds of a second, painted and told."""
    context = browser.new_context(base_url=server, viewport={"width": 1280, "height": 800})
    context.add_init_script(WATCH)
    page = context.new_page()
    transfer = Transfer(page)
    painted, told = [], 0.0
    total = 0
    for _ in range(2):
        start = time.monotonic()
        page.goto(path, wait_until="commit")
        page.wait_for_selector(FINDING)
        told = time.monotonic() - start
        painted.append(page.wait_for_function(PAINTED).json_value() / MILLI)
        page.wait_for_selector(UNDRAWN, state="detached")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        total = total or transfer.total()
    context.close()
    return total, *painted, told


if __name__ == "__main__":
    main(sys.argv[1])
