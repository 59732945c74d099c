"""The Rules page in a browser: run the cases, unfold a rule, walk a case, find a number."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Download, Page, expect

from tests.extent import extent


def test_all_cases_run_and_one_of_them_is_walked_in_the_application(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/rules?lang=en")
    expect(page.locator("#rules-headline")).to_contain_text("all pass")
    page.locator("#rules-run-all").click()
    expect(page.locator("#rules-said")).to_contain_text("Just now")
    page.locator("#open-RES-15").click()
    expect(page.locator("#RES-15.open")).to_be_visible()
    page.locator("#run-RES-15").click()
    expect(page.locator("#said-RES-15")).to_contain_text("all pass")
    row = page.locator("#RES-15 [data-case=already-registered]").first
    expect(row.locator("[data-result]")).to_contain_text("pass")
    expect(row.locator("[data-got]")).to_contain_text("already_registered")
    row.locator("a").click()
    page.wait_for_url("**/application?**case=already-registered**")
    expect(page.locator("#headline")).to_be_visible()
    page.go_back()
    expect(page.locator("#RES-15.open")).to_be_visible()


def test_cases_that_fail_are_marked_where_they_stand(open_page: Callable[..., Page]) -> None:
    page = open_page("/rules?lang=en&rule=RES-08")
    told = {
        "said": "Just now. 1 fails.",
        "headline": "45 rules, one case fails.",
        "cases": [
            {
                "case": "norm",
                "passed": False,
                "result": "fail",
                "got": "Refused",
                "codes": ["norm_reached_no_category", "RES-09"],
            }
        ],
        "rules": [{"rule": "RES-08", "passed": False, "told": "26 of 27"}],
    }
    page.route("**/rules/run?**", lambda route: route.fulfill(json=told))
    page.locator("#rules-run-all").click()
    row = page.locator("#RES-08 [data-case=norm]").first
    expect(row.locator(".rules-mark.failed .icon-cross")).to_be_visible()
    expect(row.locator("[data-got]")).to_contain_text("RES-09")
    expect(page.locator(".rules-mark[data-rule=RES-08]")).to_have_text("26 of 27")
    expect(page.locator("#rules-headline")).to_have_text("45 rules, one case fails.")


@pytest.mark.parametrize("path", ["/rules?lang=ru#RES-16", "/rules?lang=ru&rule=RES-16"])
def test_an_anchor_and_a_parameter_unfold_a_rule_and_bring_it_into_sight(
    open_page: Callable[..., Page], path: str
) -> None:
    page = open_page(path)
    expect(page.locator("#RES-16.open")).to_be_in_viewport()
    expect(page.locator("#rules-list li.open")).to_have_count(1)


def test_a_link_of_another_page_to_an_anchor_unfolds_the_rule(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/application?lang=en")
    link = page.locator("#navigation a", has_text="Rules")
    link.evaluate("link => link.setAttribute('href', '/rules?lang=en#RES-13')")
    link.click()
    expect(page.locator("#RES-13.open")).to_be_in_viewport()
    page.wait_for_url("**/rules?lang=en&rule=RES-13")


def test_the_anchor_of_kinship_unfolds_all_its_categories(open_page: Callable[..., Page]) -> None:
    page = open_page("/rules?lang=kk#RES-10")
    expect(page.locator("#rules-list li.open")).to_have_count(10)


def test_a_reading_of_a_rule_opens_the_norms_page_with_it_moved(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/rules?lang=en&rule=RES-07")
    page.locator("#RES-07 .rules-readings a").first.click()
    page.wait_for_url("**/norms?**count_temporary=false**")


def test_a_number_is_searched_filtered_paged_and_saved(open_page: Callable[..., Page]) -> None:
    page = open_page("/rules?lang=en&view=numbers")
    page.locator(".rules-filters a", has_text="Assumed").click()
    page.wait_for_url("**kind=assumed**")
    page.locator("#rules-next").click()
    page.wait_for_url("**page=2**")
    box = page.locator("#rules-sought")
    box.press_sequentially("consent", delay=20)
    page.wait_for_url("**q=consent**")
    expect(box).to_be_focused()
    expect(page.locator("[data-number='mix.consent']")).to_contain_text("75–95")
    assert "page=" not in page.url
    with page.expect_download() as saving:
        page.locator(".rules-actions a", has_text="CSV").click()
    saved: Download = saving.value
    assert saved.suggested_filename == "tirkeu-numbers.csv"


@pytest.mark.parametrize("language", extent(["kk"], ["ru", "kk", "en"]))
@pytest.mark.parametrize("view", ["rules&rule=RES-08", "numbers&kind=lever", "quality"])
def test_the_page_holds_on_a_narrow_screen(
    open_page: Callable[..., Page], view: str, language: str
) -> None:
    page = open_page(f"/rules?lang={language}&view={view}", width=390, height=844)
    expect(page.locator("#rules-headline")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_quality_of_the_city_is_summed_up(open_page: Callable[..., Page]) -> None:
    page = open_page("/rules?lang=en&view=quality")
    expect(page.locator("#rules-headline")).to_contain_text(
        re.compile(r"\d+ of \d+ distributions"), timeout=120_000
    )
    page.locator(".rules-quality a").first.click()
    page.wait_for_url("**/registries?**view=quality**")
