# ruff: noqa: E501 - scripts of the browser stand here as they are
"""Every journey is made with the keyboard alone: what is wanted is reached by Tab and arrows, done by
Enter or Space, and the focus is never lost by what is drawn anew.

Nothing here is clicked; `Keys` fails where what is wanted cannot be reached.
"""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_centres_below import log

Open = Callable[..., Page]

MOST_STOPS = 90
AT = """wanted => {
  const one = document.activeElement, style = getComputedStyle(one);
  if (!one.matches(wanted)) return false;
  const parents = [one.parentElement, one.closest("label")].filter(Boolean).map(parent => getComputedStyle(parent));
  const isSeen = [style, ...parents].some(each => each.outlineStyle !== "none" || each.boxShadow !== "none") || one.matches(".ag-cell-focus, [tabindex='-1']");
  if (!isSeen) throw new Error("the focus is not seen on " + one.outerHTML.slice(0, 120));
  return true;
}"""
LOST = "document.activeElement === document.body"


class Keys:
    """A reader without a mouse, on one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.wait_for_selector("main h1")
        page.on("filechooser", lambda _: None)  # to begin to listen takes longer than to press

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def content(self) -> None:
        """Go to the content, as the link past the navigation does."""
        self.page.wait_for_load_state("networkidle")
        self.page.locator("#main").focus()

    def to(self, wanted: str, key: str = "Tab") -> None:
        """Go from stop to stop until one is what is wanted."""
        for _ in range(MOST_STOPS):
            self.press(key)
            if self.page.evaluate(AT, wanted):
                return
        raise AssertionError(wanted)

    def is_at(self, wanted: str) -> None:
        """Wait until what is wanted has the focus."""
        expect(self.page.locator(wanted).first).to_be_focused()

    def is_somewhere(self) -> None:
        """Hold that the focus was not lost for good."""
        self.page.wait_for_function(f"() => !({LOST})")


def test_a_cell_of_the_windows_grid_is_edited_and_left(open_page: Open) -> None:
    page = open_page("/centres?lang=en")
    keys = Keys(page)
    page.wait_for_selector("#centres-grid [row-id=windows] [col-id=h11]")
    keys.content()
    keys.to("[data-centres=weekday][data-value='1']")
    keys.press("Enter")
    expect(page.locator("[data-centres=weekday][data-value='1']")).to_have_attribute(
        "aria-pressed", "true"
    )
    keys.is_at("[data-centres=weekday][data-value='1']")
    keys.to(".ag-cell")
    for _ in range(6):
        keys.press("ArrowRight")
    keys.press("3", "Enter")
    changed = page.locator("#centres-grid [row-id=windows] [col-id=h14]")
    expect(changed).to_have_text("3")
    page.wait_for_url("**scenario=*")
    keys.is_at("#centres-grid [row-id=windows] [col-id=h14]")
    keys.press("Tab")
    keys.is_at("[data-centres=take]")
    keys.press("Shift+Tab")
    assert page.evaluate(AT, ".ag-cell")
    keys.press("Shift+Tab")
    assert page.evaluate(AT, "[data-centres=weekday]")


def test_a_ticket_log_is_sent_and_its_fit_saved(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/centres?lang=en&office=nura-1")
    keys = Keys(page)
    page.wait_for_selector("#centres-log-file")
    keys.content()
    keys.to("#centres-log-file")
    with page.expect_file_chooser() as chooser:
        keys.press("Enter")
    chooser.value.set_files(log(tmp_path))
    expect(page.locator("#centres-log h2")).to_contain_text("40 tickets of 1 offices")
    keys.is_somewhere()
    keys.to(".centres-fits [data-picture=svg]")
    with page.expect_download() as saved:
        keys.press("Enter")
    assert "<svg" in saved.value.path().read_text()
    keys.to("[data-centres=take_fit]")
    keys.press("Enter")
    page.wait_for_url("**scenario=*")
    keys.is_somewhere()


def test_scenarios_are_saved_compared_renamed_sent_deleted_and_brought_back(
    open_page: Open,
) -> None:
    page = open_page("/scenarios?lang=en&norm=12")
    keys = Keys(page)
    keys.content()
    keys.to("#scenarios-name")
    page.keyboard.type("By keys")
    keys.press("Enter")
    row = page.locator("#scenarios-list tbody tr", has_text="By keys")
    expect(row).to_have_count(1)
    keys.is_somewhere()
    keys.to("[aria-label='Compare «By keys»']")
    keys.press("Space")
    page.wait_for_url("**with=*")
    keys.is_at("[aria-label='Compare «By keys»']")
    keys.to("[id^=scenarios-edit-]")
    keys.press("Enter")
    keys.is_at("#scenarios-rename")
    page.keyboard.type("Renamed")
    keys.press("Enter")
    expect(page.locator("#scenarios-list tbody tr", has_text="Renamed")).to_have_count(1)
    keys.is_somewhere()
    keys.content()
    keys.to("#scenarios-list a[download]")
    with page.expect_download() as saved:
        keys.press("Enter")
    assert '"Renamed"' in saved.value.path().read_text()
    keys.to("[id^=scenarios-delete-]")
    keys.press("Enter")
    keys.is_at("[data-scenarios=undo]")
    keys.press("Enter")
    expect(page.locator("#scenarios-list tbody tr", has_text="Renamed")).to_have_count(1)
    keys.is_somewhere()
    keys.content()
    keys.to("[id^=scenarios-delete-]")
    keys.press("Enter")
    keys.is_at("[data-scenarios=undo]")


def test_a_scenario_file_is_opened_and_what_is_missing_is_within_reach(open_page: Open) -> None:
    page = open_page("/scenarios?lang=en")
    keys = Keys(page)
    keys.content()
    keys.to("#scenarios-file")
    document = b'{"format": "tirkeu.scenario/1", "name": "Sent", "policy": {"norm_m2": 11}}'
    with page.expect_file_chooser() as chooser:
        keys.press("Space")
    chooser.value.set_files({"name": "s.json", "mimeType": "application/json", "buffer": document})
    row = page.locator("#scenarios-list tbody tr", has_text="Sent")
    expect(row).to_have_count(1)
    keys.is_at("#scenarios-file")
    keys.to("[aria-label='Compare «Sent»']")
    keys.press("Space")
    page.wait_for_selector("#scenarios-run")
    keys.is_at("[aria-label='Compare «Sent»']")
    keys.to("#scenarios-run")
    row.locator("[id^=scenarios-delete-]").press("Enter")
    expect(row).to_have_count(0)


def test_a_lever_of_the_cards_is_moved_and_run_and_the_run_is_called_off(open_page: Open) -> None:
    page = open_page("/id-cards?lang=en")
    keys = Keys(page)
    keys.content()
    keys.to("#cards-lever-before")
    keys.press("Control+A")
    page.keyboard.type("20")
    keys.press("Enter")
    page.wait_for_url("**before=20*")
    expect(page.locator("#cards-lever-before")).to_have_value("20")
    keys.is_at("#cards-lever-before")
    keys.to("#cards-run", "Shift+Tab")
    keys.press("Enter")
    page.wait_for_url("**run=*")
    keys.is_somewhere()
    keys.content()
    keys.to("[data-centres=cancel], [data-cards=cancel], a[download]")
    keys.press("Enter")
    keys.is_somewhere()


def test_a_person_is_found_opened_and_led_into_an_application(open_page: Open) -> None:
    page = open_page("/registries?lang=en")
    keys = Keys(page)
    keys.content()
    keys.to("#registries-sought")
    page.keyboard.type("Ahmetov", delay=20)
    expect(page.locator("#registries-found-people")).to_contain_text("Akhmetov")
    keys.is_at("#registries-sought")
    keys.to("#registries-found-people a")
    keys.press("Enter")
    page.wait_for_selector("#registries-card")
    keys.is_at("#main")
    keys.to("#registries-apply")
    keys.press("Enter")
    page.wait_for_url("**/application?**applicant=**")
    keys.is_at("#main")


def test_a_rule_is_sought_filtered_opened_and_its_cases_run(open_page: Open) -> None:
    page = open_page("/rules?lang=en")
    keys = Keys(page)
    keys.content()
    keys.to("#rules-sought")
    page.keyboard.type("norm", delay=20)
    page.wait_for_url("**q=norm*")
    keys.is_at("#rules-sought")
    keys.to("main a[href*='readings']")
    keys.press("Enter")
    page.wait_for_url(re.compile("[?&](show|only|kind|filter)="))
    keys.is_somewhere()
    keys.to("[id^=open-RES-]")
    opened = page.evaluate("document.activeElement.id")
    keys.press("Enter")
    page.wait_for_selector("#rules-list li.open")
    keys.is_at(f"[id='{opened}']")
    keys.to("#rules-run-all", "Shift+Tab")
    keys.press("Enter")
    keys.is_somewhere()


def test_the_tour_is_begun_walked_back_and_left(open_page: Open) -> None:
    page = open_page("/?lang=en")
    keys = Keys(page)
    keys.content()
    keys.to("[data-tour-start=norm]")
    keys.press("Enter")
    keys.is_at("#tour-title")
    keys.to("[data-tour-act=next]")
    keys.press("Enter")
    page.wait_for_url("**tour=norm.2*")
    keys.is_at("[data-tour-act=next]")
    keys.to("[data-tour-act=back]", "Shift+Tab")
    keys.press("Enter")
    page.wait_for_url("**tour=norm.1*")
    keys.is_somewhere()
    keys.to("[data-tour-act=leave]", "Shift+Tab")
    keys.press("Enter")
    expect(page.locator("#tour")).to_be_hidden()
    keys.is_at("#main")


def test_escape_closes_what_was_opened_and_the_focus_goes_back(open_page: Open) -> None:
    page = open_page("/norms?lang=en", width=390, height=844)
    keys = Keys(page)
    keys.to("#menu")
    keys.press("Enter")
    keys.to("#navigation a")
    keys.press("Escape")
    expect(page.locator("#menu")).to_have_attribute("aria-expanded", "false")
    keys.is_at("#menu")
    page.set_viewport_size({"width": 1280, "height": 800})
    keys.to("#day-target")
    keys.press("Enter")
    expect(page.locator("[role=dialog]")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("[role=dialog]")).to_have_count(0)
    keys.is_at("#day-target")
