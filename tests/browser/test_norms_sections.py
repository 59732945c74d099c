"""Below the curve of the Norms page: a table, a file, a reading moved from the ranking."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

RANKING = "section#norms-readings"


@pytest.fixture
def norms(open_page: Callable[..., Page]) -> Page:
    """The page with all its sections counted."""
    page = open_page("/norms?lang=en&norm=12")
    expect(page.locator(RANKING)).to_be_visible()
    expect(page.locator("section#norms-ranges")).to_be_visible()
    return page


def test_the_table_behind_a_section_is_opened_and_saved(norms: Page, tmp_path: Path) -> None:
    section = norms.locator("section#norms-kept-out")
    section.get_by_text("Table", exact=True).first.click()
    shown = section.locator("#norms-kept-out-table tbody tr")
    expect(shown.first).to_be_visible()
    with norms.expect_download() as waiting:
        section.locator("a[data-file=csv]").first.click()
    file = tmp_path / "kept-out.csv"
    waiting.value.save_as(file)
    assert waiting.value.suggested_filename == "tirkeu-kept-out-12.csv"
    saved = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert saved[0][0] == "Who"
    assert saved[1][0] == shown.first.locator("th").inner_text()


def test_a_reading_is_moved_from_the_ranking(norms: Page) -> None:
    first = norms.locator(f"{RANKING} .detail-effects li").first
    name = first.locator("button").get_attribute("data-reading")
    before = norms.locator("#norms-headline").inner_text()
    first.locator("button").click()
    expect(norms.locator("#norms-headline")).not_to_have_text(before)
    norms.wait_for_url(re.compile(rf"[?&]{name}="))
    sections = norms.locator("#norms-sections")
    expect(sections).to_have_attribute("data-for", re.compile(rf"&{name}="))
    expect(sections).not_to_have_class(re.compile("detail-outdated"))
    changed = norms.locator(f"{RANKING} [data-reading={name}]")
    expect(changed).to_have_count(1)
    expect(norms.locator("section#norms-flows h2")).to_contain_text("than under the law")


def test_numbers_of_a_setting_that_is_past_are_marked_until_those_of_the_present_are_there(
    norms: Page,
) -> None:
    norms.evaluate("""() => {
      const place = document.getElementById("norms-sections");
      window.marked = [];
      new MutationObserver(() => window.marked.push(place.getAttribute("aria-busy")))
        .observe(place, {attributes: true, attributeFilter: ["aria-busy"]});
    }""")
    norms.locator("#norms-norm").fill("20")
    expect(norms.locator("section#norms-kept-out h2")).to_contain_text("at 20")
    expect(norms.locator("#norms-sections")).to_have_attribute("aria-busy", "false")
    marked = norms.evaluate("window.marked")
    assert (marked[0], marked[-1]) == ("true", "false")


def test_a_breakdown_and_a_headline_are_chosen_and_stand_in_the_address(norms: Page) -> None:
    norms.locator("[data-view=by][data-value=age]").click()
    expect(norms.locator("section#norms-breakdown h2")).to_contain_text("Age")
    norms.locator("[data-view=range][data-value=split]").click()
    expect(norms.locator("section#norms-ranges h2")).to_contain_text("plit households")
    assert "by=age" in norms.url
    assert "range=split" in norms.url
    assert "norm=12" in norms.url
    link = norms.locator("section#norms-breakdown a[data-file=xlsx]")
    expect(link).to_have_attribute("href", re.compile("by=age"))


UNANSWERED = {
    "no answer": "Promise.reject(new Error())",
    "nothing yet": "Promise.resolve(new Response(null, {status: 204}))",
}


@pytest.mark.parametrize("how", UNANSWERED)
def test_sections_that_do_not_come_are_asked_for_until_they_do(norms: Page, how: str) -> None:
    norms.evaluate(f"""() => {{
      const own = window.fetch;
      window.asked = 0;
      window.fetch = (path, options) => {{
        if (!String(path).includes("/sections") || window.answers) {{ return own(path, options); }}
        window.asked += 1;
        return {UNANSWERED[how]};
      }};
    }}""")
    norms.locator("#norms-norm").fill("20")
    norms.wait_for_function("() => window.asked >= 3")
    told = norms.locator("#norms-sections > .detail-lost")
    expect(told).to_have_count(1 if how == "no answer" else 0)
    expect(norms.locator("section#norms-kept-out h2")).to_contain_text("at 12")
    norms.evaluate("window.answers = true")
    expect(norms.locator("section#norms-kept-out h2")).to_contain_text("at 20")
    expect(told).to_have_count(0)
