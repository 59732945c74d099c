"""The Norms page in a browser: how long after a lever moves the sentence above is another one.

Run with ``python -m benchmarks.bench_norms`` for the city made last in the home
(``TIRKEU_HOME``); ``--address`` measures a dashboard that is served already. Needs Chromium. The
time is that of the page's own clock, from the event of the field or the button to the change of
the text; processor times of the server are told beside it, as others may use the machine.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.bench_serve import Dashboard, first_page, started

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
SLIDER_MILLISECONDS, READING_MILLISECONDS = 60.0, 150.0
MOVES = 50
QUIET_MILLISECONDS = 250
THINKING_MILLISECONDS = 2_000
"""Between two readings: curve and sections are drawn anew meanwhile."""

READY_MILLISECONDS = 120_000
READY = "#norms-headline em"

MOVED = """([act, limit]) => new Promise((done, fail) => {
  const text = document.querySelector("#norms-headline");
  const slider = document.querySelector("#norms-slider");
  const last = setTimeout(() => fail(new Error("the sentence stays as it was")), limit);
  performance.clearResourceTimings();
  const begun = performance.now();
  new MutationObserver((_, watcher) => {
    watcher.disconnect();
    clearTimeout(last);
    requestAnimationFrame(() => {
      const asked = performance.getEntriesByType("resource");
      const answers = asked.filter((one) => one.name.includes("/norms/answer"));
      done([performance.now() - begun, answers.reduce((sum, one) => sum + one.duration, 0)]);
    });
  }).observe(text, {childList: true, characterData: true, subtree: true});
  if (act.startsWith("norm=")) {
    slider.value = act.slice(5);
    slider.dispatchEvent(new Event("input", {bubbles: true}));
  } else {
    document.querySelector(act).click();
  }
})"""


def norms(count: int) -> Iterator[float]:
    """Yield norms that nobody has asked for before, all over the range."""
    return (6 + (place * 89 % 241) / 10 for place in range(1, count + 1))


def readings(page: Page) -> list[str]:
    """Return a selector for the other position of every reading."""
    names: list[str] = page.eval_on_selector_all(
        "#norms-levers [data-reading][aria-pressed=false]",
        "all => all.map(one => `[data-reading=${one.dataset.reading}]"
        "[data-value='${one.dataset.value}']`)",
    )
    return names


def moved(page: Page, acts: Sequence[str], pause: float) -> list[float]:
    """Return the milliseconds from each act to the next picture with its answer."""
    return [whole for whole, _ in timed(page, acts, pause)]


def timed(page: Page, acts: Sequence[str], pause: float) -> Iterator[tuple[float, float]]:
    """Yield the milliseconds of each act, and those of them that were waited for the server."""
    for act in acts:
        whole, server = page.evaluate(MOVED, [act, READY_MILLISECONDS])
        yield float(whole), float(server)
        page.wait_for_timeout(pause)


def alone(page: Page, pause: float) -> list[tuple[float, float]]:
    """Move every reading alone, and back again; return what `timed` yields of the ways there."""
    took: list[tuple[float, float]] = []
    for there in readings(page):
        back = there.partition("[data-value")[0] + "[aria-pressed=true]"
        usual = page.eval_on_selector(back, "one => one.dataset.value")
        took += timed(page, [there], pause)
        moved(page, [back.replace("[aria-pressed=true]", f"[data-value='{usual}']")], pause)
    return took


def told(name: str, took: Sequence[float], limit: float) -> str:
    """Return median and 95th percentile beside the limit of the median."""
    middle, late = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    return (
        f"{name}: median {middle:.0f} ms of {limit:g} ms ({middle / limit:.0%}), "
        f"p95 {late:.0f} ms, of {len(took)}"
    )


def measured(page: Page, address: str) -> Iterator[str]:
    """Yield what every kind of move takes."""
    began = time.perf_counter()
    page.goto(f"{address}/norms?lang=en")
    page.wait_for_selector(READY, timeout=READY_MILLISECONDS)
    yield f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    yield f"ready: {time.perf_counter() - began:.1f} s after the page was asked for"
    page.wait_for_timeout(READY_MILLISECONDS / 20)
    yield page.inner_text("#norms-headline")
    dragged = [f"norm={norm:.1f}" for norm in norms(MOVES)]
    yield told("slider, moved on at once", moved(page, dragged, 0), SLIDER_MILLISECONDS)
    settled = [f"norm={norm + 0.05:.1f}" for norm in norms(MOVES)]
    took = moved(page, settled, QUIET_MILLISECONDS)
    yield told("slider, with a pause", took, SLIDER_MILLISECONDS)
    page.evaluate("document.querySelector('#norms-more-readings').open = true")
    whole, server = zip(*alone(page, THINKING_MILLISECONDS), strict=True)
    yield told("readings, each alone", whole, READING_MILLISECONDS)
    yield told("  of which waited for the server", server, READING_MILLISECONDS)
    took = moved(page, readings(page), THINKING_MILLISECONDS)
    yield told("readings, each on top of the others", took, READING_MILLISECONDS)


def main() -> None:
    """Measure the page and tell it line by line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--address", help="of a dashboard that is served already")
    address = parser.parse_args().address
    own = nullcontext(Dashboard(0, address)) if address else started()
    with own as dashboard, sync_playwright() as playwright:
        if not address:
            first_page(dashboard)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        for line in measured(page, dashboard.address):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
        if not address:
            used, memory = dashboard.processor_seconds(), dashboard.memory_mib()
            sys.stdout.write(f"server: {used:.1f} s of processor, {memory:.0f} MiB at most\n")
        browser.close()


if __name__ == "__main__":
    main()
