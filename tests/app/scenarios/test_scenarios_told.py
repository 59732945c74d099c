"""What the Scenarios page says of its numbers: directions, chance, decimals that agree."""

import re

import pytest

from app.components.centres_numbers import Estimate
from app.figures.scenarios import Dot, differences_figure
from app.i18n import LANGUAGES, words
from app.i18n.formats import decimal
from app.pages.centres.screens import screen as centres_screen
from app.pages.centres.screens import simulation_of
from app.pages.scenarios.charts import charts, finding
from app.pages.scenarios.compared_view import Of, difference
from app.pages.scenarios.head import notes
from app.pages.scenarios.levers import levers_line
from app.pages.scenarios.measures import BY_NAME, POLICY, ROWS, Cell, cell, exact, window_hours
from app.pages.scenarios.precision import difference_told, digits_of, sign_of, value_told
from app.pages.scenarios.questions import question
from app.pages.scenarios.runs_view import runs_card
from app.pages.scenarios.sentences import headline, shortest
from app.planning.scenarios import complete, office_of, with_office
from app.report.measures import judged
from app.report.reported import Change
from app.saved import Content
from app.services import Services
from app.visit import visit
from tests.app.scenarios_page import did, ready, saved, shown, text

NO_BREAK = "\N{NO-BREAK SPACE}"


def dots(row: str, **values: float) -> list[Dot]:
    """Counted differences, each judged as the table judges it."""
    better = BY_NAME[row].measure.better
    found = []
    for name, value in values.items():
        sign = "higher" if value > 0 else "lower" if value < 0 else "same"
        found.append(Dot(name, Estimate(value), judged(sign, better), f"{value:+g}"))
    return found


# ---------------------------------------------------------------- (4) which way is better
@pytest.mark.parametrize(
    ("row", "values", "said"),
    [
        ("refused", {"A": 802}, "«A» is worse than the law, +802"),
        ("refused", {"A": -5}, "«A» is better than the law, -5"),
        ("refused", {"A": 802, "B": 3}, "worst is «A», +802"),
        ("refused", {"A": 802, "B": -3}, "best is «B», -3"),
        ("refused", {"A": -9, "B": -3}, "best is «A», -9"),
        ("refused", {"A": -9, "B": -9, "C": 3}, "best is «A», «B», -9"),
        ("refused", {"A": 7, "B": 7}, "each is worse than the law, +7"),
        ("refused", {"A": 0, "B": 0}, "no difference to the law"),
        ("within", {"A": 9, "B": 3}, "best is «A», +9"),
        ("within", {"A": -9, "B": -3}, "worst is «A», -9"),
    ],
)
def test_a_chart_calls_best_what_is_better_for_its_measure(
    row: str, values: dict[str, float], said: str
) -> None:
    assert said in finding(dots(row, **values), BY_NAME[row], words("en"))


# ---------------------------------------------------------------- (6) chance and decimals
def run(value: float, law: float, half: float, sign: str) -> Cell:
    """A number of a run, its difference with an interval."""
    by = value - law
    return Cell(Estimate(value), Estimate(law), Change(Estimate(by, by - half, by + half), sign))


@pytest.mark.parametrize(
    ("one", "sign"),
    [
        (run(0.0604, 0.0609, 0.01, "unclear"), "unclear"),
        (run(0.0604, 0.0609, 0.0001, "lower"), "lower"),
        (run(0.06, 0.06, 0.0, "same"), "same"),
        (run(0.06, 0.06, 0.01, "unclear"), "unclear"),
        (exact(5, 5), "same"),
        (exact(5, 4), "higher"),
    ],
)
def test_only_what_differs_in_nothing_is_the_same(one: Cell, sign: str) -> None:
    assert sign_of(one) == sign


def number(told: str) -> float:
    """The first number of a text, as English writes it."""
    found = re.search(r"[-\N{MINUS SIGN}]?[\d,]*\.?\d+", told)
    assert found is not None
    return float(found[0].replace(",", "").replace("\N{MINUS SIGN}", "-"))


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("left", [run(0.06004, 0.06048, 0.01, "unclear")]),
        ("repeat", [run(19.8, 16.4, 5, "unclear")]),
        ("repeat", [run(19.76, 16.44, 5, "unclear"), run(25.49, 16.44, 5, "higher")]),
        ("wait", [run(12.345, 11.111, 2, "unclear"), run(9.876, 11.111, 0.1, "lower")]),
        ("visits", [run(12345.5, 12345.2, 9, "unclear")]),
        ("refused", [exact(1803, 1001)]),
    ],
)
def test_a_value_less_the_baseline_is_the_difference_shown(row: str, cells: list[Cell]) -> None:
    of, language = BY_NAME[row], words("en")
    digits = digits_of(of, cells)
    for one in cells:
        value = number(value_told(one.value.value, of, digits, language))
        law = number(value_told(one.law.value, of, digits, language))
        told = number(difference_told(one, of, digits, language))
        assert round(value - law, digits) == told


def test_what_may_be_chance_is_told_with_its_interval_and_never_as_equal() -> None:
    row, one = BY_NAME["left"], run(0.0604, 0.0609, 0.01, "unclear")
    said = text(difference(one, Of(row, digits_of(row, [one]), one.law), words("ru")))
    assert "≈" in said
    assert "(" in said
    assert "не отличить от закона" in said
    assert "=" not in said


# ---------------------------------------------------------------- (9) and (10) the headline
def test_scenarios_alike_are_told_by_how_both_differ_from_the_law(services: Services) -> None:
    made = [saved(services, name, norm="25") for name in ("A", "B")]
    said = headline(ready(services, "ru", **{"with": ",".join(one.id for one in made)}))
    assert said.startswith("2 сценария не отличаются друг от друга")
    assert "больше, чем по закону" in said


@pytest.mark.parametrize(
    ("differences", "said"),
    [
        ((-0.31, -0.31), "Waits fall the same with both: *-0.31"),
        ((-0.312, -0.308), "Waits fall the same with both: *-0.31"),
        ((-0.32, -0.31), "Waits fall most with «A»: *-0.32"),
        ((-0.31, -0.31, -0.31), "Waits fall the same with all: *-0.31"),
        ((-0.31, -0.31, -0.1), "Waits fall most with «A», «B»: *-0.31"),
        ((0.31, 0.31), "Waits grow the same with both: *+0.31"),
    ],
)
def test_nobody_wins_whose_shown_difference_is_that_of_another(
    differences: tuple[float, ...], said: str
) -> None:
    known = [
        (name, run(5.0 + value, 5.0, 0.05, "higher" if value > 0 else "lower"))
        for name, value in zip("ABC", differences, strict=False)
    ]
    told = shortest(known, 2, words("en")).replace("\N{MINUS SIGN}", "-")
    assert told.startswith(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_windows_of_an_office_are_told_in_every_language(
    services: Services, language: str
) -> None:
    one = question(services, Content())
    office = one.document["offices"][0]
    hours = [[9.0 if hour == 10 else 8.0 for hour in range(24)] for _ in range(7)]
    changed = with_office(one.document, office["id"], windows=hours)
    asked = question(services, Content(services.store.keep(complete(changed))))
    line = levers_line(asked, words(language))
    total = window_hours({"offices": [office_of(asked.document, office["id"])]})
    assert decimal(total, language) in line
    assert re.search(r"8\D9", line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_of_applications_adds_up_in_the_words_of_the_report(
    services: Services, language: str
) -> None:
    one = saved(services, "A", norm="25")
    column = ready(services, language, **{"with": one.id}).columns[0]
    parts = [row for row in ROWS if row.group == POLICY and row.name != "total"]
    numbers = [cell(column, row).value.value or 0.0 for row in parts]
    assert sum(numbers) == cell(column, BY_NAME["total"]).value.value
    said = words(language)
    for row in (*parts, BY_NAME["total"]):
        assert said(f"scenarios.row.{row.name}") == said(f"report.policy.{row.measure.name}")


def test_an_axis_separates_thousands_as_the_text_does() -> None:
    below = differences_figure([Dot("A", Estimate(-7641.0), "better", "")], words("ru"))
    assert below["layout"]["xaxis"]["separatethousands"] is True


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "1 заявку"),
        (1803, f"1{NO_BREAK}803 заявки"),
        (1805, f"1{NO_BREAK}805 заявок"),
    ],
)
def test_applications_are_counted_as_the_language_counts(n: int, said: str) -> None:
    assert words("ru").count("scenarios.headline.applications", n) == said


# ---------------------------------------------------------------- (11) an axis of nothing
def test_an_axis_where_nothing_differs_stays_in_whole_numbers() -> None:
    axis = differences_figure(dots("refused", A=0, B=0), words("en"))["layout"]["xaxis"]
    assert axis["range"] == [-1.0, 1.0]
    assert axis["exponentformat"] == "none"


# ---------------------------------------------------------------- (5) ticks, (8) refusals
def test_ticks_are_told_as_a_whole_so_that_none_is_lost(services: Services) -> None:
    one, two = (saved(services, name, norm="12") for name in ("A", "B"))
    both = f"{one.id},{two.id}"
    late = did(shown(services), services, "choose", both)
    assert late.asked.chosen == (one.id, two.id)
    assert did(late, services, "choose", both).asked.chosen == (one.id, two.id)
    assert did(late, services, "choose", f"{one.id},0123456789abcdef").asked.chosen == (one.id,)


def test_a_refusal_is_told_until_the_next_act(services: Services) -> None:
    bad = did(shown(services), services, "unread", "policy.norm_m2: expected", "рычаг")
    assert "рычаг" in text(notes(bad))
    assert "policy.norm_m2" in text(notes(bad))
    assert notes(did(bad, services, "seen")) == []
    assert notes(did(bad, services, "choose", "")) == []


# ---------------------------------------------------------------- (25) runs of nothing saved
def test_runs_of_nothing_saved_are_told_apart(services: Services) -> None:
    for levers in ({"norm": "12"}, {"norm": "20"}, {"sibling": "both"}):
        centres = centres_screen(visit("/centres", levers, "ru"), services)
        assert centres is not None
        services.jobs.start("simulate", simulation_of(centres), "bolat")
    said = text(runs_card(shown(services, "ru")))
    names = re.findall(r"в таком виде не сохранён\): (.+?) ждёт", said)
    assert len(set(names)) == 3, said
    assert "sibling" not in said
    assert all("2026" in name for name in names)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0.001, 0.003, "<\u00a00.1"), (0.001, 0.06, "0.0 (0.0…\u2060+0.1)")],
)
def test_a_difference_of_which_nothing_is_shown_is_told_to_be_below_what_is(
    low: float, high: float, said: str
) -> None:
    one = Cell(Estimate(1.002), Estimate(1.0), Change(Estimate(0.002, low, high), "higher"))
    assert difference_told(one, BY_NAME["wait"], 1, words("en")) == said


def test_a_small_difference_that_the_shown_numbers_have_is_told_as_theirs() -> None:
    change = Change(Estimate(0.0002, 0.0001, 0.0004), "higher")
    one = Cell(Estimate(20.3706), Estimate(20.3704), change)
    assert difference_told(one, BY_NAME["wait"], 3, words("en")) == "+0.001"


def test_a_scenario_that_is_as_the_law_has_no_chart_of_nothing(services: Services) -> None:
    one = saved(services, "Alike")
    assert charts(ready(services, **{"with": one.id})) is None
