"""The Scenarios page in a browser: saved, changed elsewhere, compared, deleted and back."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

CHANGED = re.compile("changed")
RUN_MILLISECONDS = 120_000


def head(page: Page) -> str:
    return page.locator("#scenarios-headline").inner_text()


def test_a_planner_saves_changes_and_compares(open_page: Callable[..., Page]) -> None:
    page = open_page("/scenarios?lang=en&norm=12")
    box = page.locator("#scenario-name")
    expect(box).to_have_text("Not saved")
    page.fill("#scenarios-name", "Denser")
    page.keyboard.press("Enter")
    expect(box).to_have_text("Denser")
    page.wait_for_url("**saved=*")

    page.click("#navigation a[href^='/norms']")
    page.wait_for_selector("#norm-slider, .norms-levers, #norms")
    page.goto(page.url.replace("norm=12", "norm=9"))
    expect(page.locator("#scenario-name")).to_have_text(CHANGED)
    page.click("#scenario")
    page.wait_for_selector("#scenarios")
    expect(box).to_have_text(CHANGED)
    page.locator("#scenarios-again").press("Enter")
    expect(box).to_have_text("Denser")
    expect(page.locator("#scenarios-list")).to_contain_text("revision 2")

    page.get_by_role("checkbox", name="Compare «Denser»").press("Space")
    page.wait_for_url("**with=*")
    expect(page.locator("#scenarios-headline")).to_contain_text("applications a year away")
    row = page.locator("#scenarios-compared tr", has_text="Turned away by the norm")
    expect(row).to_contain_text("▼")
    expect(row).to_contain_text("better")
    said = head(page)

    elsewhere = open_page(page.url[page.url.index("/scenarios") :])
    expect(elsewhere.locator("#scenarios-headline")).to_have_text(said)
    page.locator("[id^=scenarios-delete-]").click()
    expect(page.locator("#scenarios-list")).to_contain_text("empty")


def test_what_is_deleted_comes_back_and_takes_another_name(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/scenarios?lang=en&norm=12")
    page.fill("#scenarios-name", "Tighter")
    page.keyboard.press("Enter")
    rows = page.locator("#scenarios-list tbody tr")
    mine = rows.filter(has_text="Tighter")
    expect(mine).to_have_count(1)

    mine.locator("[id^=scenarios-delete-]").press("Enter")
    expect(mine).to_have_count(0)
    undo = page.locator("[data-scenarios=undo]")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(mine).to_have_count(1)

    mine.locator("[id^=scenarios-edit-]").press("Enter")
    expect(page.locator("#scenarios-rename")).to_be_focused()
    page.keyboard.type("Much denser")
    page.keyboard.press("Enter")
    renamed = rows.filter(has_text="Much denser")
    expect(renamed).to_have_count(1)
    renamed.locator("[id^=scenarios-delete-]").click()
    expect(renamed).to_have_count(0)


def test_a_file_is_taken_in_and_a_wrong_one_refused(open_page: Callable[..., Page]) -> None:
    page = open_page("/scenarios?lang=en")
    for name, document, said in (
        ("wrong.json", {"format": "tirkeu.case/1"}, "its format is"),
        ("plan.json", {"format": "tirkeu.scenario/1", "policy": {"norm_m2": 11}}, "taken in"),
    ):
        with page.expect_file_chooser() as chooser:
            page.click("#scenarios-file")
        data = json.dumps(document).encode()
        chooser.value.set_files({"name": name, "mimeType": "application/json", "buffer": data})
        expect(page.locator("#scenarios-notes")).to_contain_text(said)
        if "wrong" in name:
            page.locator("#scenarios-head [data-act=copy]").click()
            expect(page.locator(".scenarios-bad")).to_have_count(0)
    row = page.locator("#scenarios-list tbody tr", has_text="plan")
    expect(row).to_contain_text("11")
    row.locator("[id^=scenarios-delete-]").click()
    expect(row).to_have_count(0)


def test_ticks_that_follow_each_other_at_once_are_all_kept(open_page: Callable[..., Page]) -> None:
    page = open_page("/scenarios?lang=en&norm=12")
    for name in ("First", "Second", "Third"):
        page.fill("#scenarios-name", name)
        page.keyboard.press("Enter")
        expect(page.locator("#scenarios-list")).to_contain_text(name)
    page.evaluate("document.querySelectorAll('.scenarios-check').forEach(one => one.click())")
    expect(page.locator(".scenarios-check[aria-checked=true]")).to_have_count(3)
    page.wait_for_url(re.compile("with=[0-9a-f]+,[0-9a-f]+,[0-9a-f]+"))
    page.locator(".scenarios-check").nth(1).click()
    expect(page.locator(".scenarios-check[aria-checked=true]")).to_have_count(2)
    for name, path in (("Rules", "/rules"), ("Scenarios", "/scenarios")):
        page.locator("#navigation a", has_text=name).click()
        page.wait_for_url(f"**{path}?*")
    expect(page.locator(".scenarios-check[aria-checked=true]")).to_have_count(2)
    for left in (2, 1, 0):
        page.locator("[id^=scenarios-delete-]").first.click()
        expect(page.locator("[id^=scenarios-delete-]")).to_have_count(left)


def test_what_is_missing_is_run_outlasts_the_page_and_is_then_outdated(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/scenarios?lang=en")
    short = {"from": "2026-02-02", "until": "2026-02-04"}
    document = {"format": "tirkeu.scenario/1", "name": "Quick", "period": short}
    document |= {"run": {"replications": 2}, "policy": {"norm_m2": 8, "window_after_days": 3}}
    with page.expect_file_chooser() as chooser:
        page.click("#scenarios-file")
    data = json.dumps(document).encode()
    chooser.value.set_files({"name": "q.json", "mimeType": "application/json", "buffer": data})
    page.get_by_role("checkbox", name="Compare «Quick»").click()
    page.click("#scenarios-run")
    page.wait_for_url("**with=*")
    page.reload()
    listed = page.locator("#scenarios-list tbody tr", has_text="Quick")
    expect(listed).to_contain_text("done", timeout=RUN_MILLISECONDS)
    expect(listed).not_to_contain_text("partly", timeout=RUN_MILLISECONDS)
    wait = page.locator("#scenarios-compared tr", has_text="Wait at windows, mean")
    expect(wait).to_contain_text("min")
    expect(page.locator("#scenarios-compared")).to_contain_text("replications: 2")
    expect(page.locator("#scenarios-runs tbody tr", has_text="Quick")).to_have_count(2)
    expect(page.locator("[data-chart=wait] svg").first).to_be_visible()

    page.click("#scenarios-list a:text-is('Quick')")
    page.wait_for_url("**saved=*")
    page.goto(page.url.replace("norm=8", "norm=7"))
    page.click("#scenarios-again")
    expect(listed).to_contain_text("outdated")
    expect(page.locator("#scenarios-compared thead")).to_contain_text("outdated")
    listed.locator("[id^=scenarios-delete-]").click()
    expect(listed).to_have_count(0)


def test_it_holds_on_a_telephone(open_page: Callable[..., Page]) -> None:
    page = open_page("/scenarios?lang=ru&norm=12", width=390, height=844)
    page.wait_for_selector("#scenarios-list")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_lever_that_stands_as_the_law_has_it_changes_no_scenario(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/norms?lang=en&norm=15")
    box = page.locator("#scenario-name")
    drawn = page.locator("#scenario").get_attribute("data-baseline") or ""
    page.wait_for_selector("#norms-slider")
    expect(box).to_have_text(drawn)
    page.focus("#norms-slider")
    page.keyboard.press("ArrowRight")
    expect(box).to_have_text("Not saved")


@pytest.mark.parametrize(
    ("day", "other", "said"),
    [
        ("2026-02-02", "", "Dated"),
        ("2026-03-02", "", re.compile("Dated.+changed")),
        ("2026-02-02", "&ratio=0.7&before=30", "Dated"),
    ],
)
def test_a_lever_moved_back_is_the_saved_scenario_only_on_its_day(
    open_page: Callable[..., Page], day: str, other: str, said: str | re.Pattern[str]
) -> None:
    page = open_page("/scenarios?lang=en&norm=18")
    box = page.locator("#scenario-name")
    page.fill("#scenarios-name", "Dated")
    page.keyboard.press("Enter")
    expect(box).to_have_text("Dated")
    page.wait_for_url("**saved=*")
    saved = page.url[page.url.index("?") :]
    page.goto("/norms" + saved.replace("norm=18", "norm=17.9") + f"&day={day}{other}")
    expect(box).to_have_text(CHANGED)
    page.focus("#norms-slider")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**norm=18*")
    expect(box).to_have_text(said)
    page.goto("/scenarios" + saved)
    page.locator("[id^=scenarios-delete-]").click()
    expect(page.locator("[id^=scenarios-delete-]")).to_have_count(0)
