"""Charts of a report: names beside bars, numbers of their parts, the order of offices."""

import re
from itertools import pairwise
from typing import Final

import pytest

from app.components.text_measure import width
from app.i18n import words
from app.report.chart_names import ROOM, SIZE, beside_bars
from app.report.charts import LETTER, WIDTH, Bar, stacked
from app.report.load_section import worst_first
from app.report.measures import WAIT
from app.report.reported import Part, Reported
from app.report.telling import Telling
from tests.app.reports import DAY

KEY: Final = ("measure", "station", "office", "statistic")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Short", "Of twenty-one letters"], [("Short",), ("Of twenty-one letters",)]),
        (
            ["A norm of 12 and more windows in Almaty", "A norm of 12 and more windows in Nura"],
            [
                ("A norm of 12 and more", "windows in Almaty"),
                ("A norm of 12 and more", "windows in Nura"),
            ],
        ),
        (
            [
                f"Alike words at first, here {here} word, alike at the end"
                for here in ("one", "two")
            ],
            [
                ("0. Alike words at first,", "…word, alike at the end"),
                ("1. Alike words at first,", "…word, alike at the end"),
            ],
        ),
        (["Law", "Plan", "Plan"], [("0. Law",), ("1. Plan",), ("2. Plan",)]),
        (["\u0416" * 20], [("\u0416" * 11 + "…", "…" + "\u0416" * 11)]),  # wider, so fewer
        (["x" * 30], [("x" * 19 + "…", "…" + "x" * 19)]),
    ],
)
def test_no_two_names_beside_bars_look_the_same(
    names: list[str], expected: list[tuple[str, ...]]
) -> None:
    assert beside_bars(names) == expected
    assert max(width(line, SIZE) for found in beside_bars(names) for line in found) <= ROOM


def test_every_part_of_a_bar_has_its_number_and_the_last_mark_of_the_axis_its_room() -> None:
    drawn = str(stacked([Bar(["a"], [299_000, 400, 300, 300])], lambda n: f"{n:g}", "t"))
    texts = re.findall(r'<text class="([^"]+)" x="([0-9.]+)" y="[0-9.]+">([^<]+)<', drawn)
    assert [text for _kind, _x, text in texts if text in {"299000", "400", "300"}] == [
        "299000", "400", "300", "300"
    ]  # fmt: skip
    above = [float(x) for kind, x, text in texts if kind == "tick" and text in {"400", "300"}]
    assert min(b - a for a, b in pairwise(above)) > 3 * LETTER
    last = max(float(x) for _kind, x, text in texts if text == "300000")
    assert last + len("300 000") * LETTER / 2 < WIDTH


def test_offices_stand_the_longest_wait_first_and_those_without_one_last() -> None:
    office = {"opens": "09:00", "closes": "18:00"}
    known = [{**office, "id": name} for name in ("short", "none", "long", "middle")]
    rows = [
        {**dict(zip(KEY, WAIT.at(name), strict=True)), "value": wait, "ci95": None}
        for name, wait in (("short", 1.0), ("long", 9.0), ("middle", 5.0))
    ]
    part = Part({"scenario": {"offices": known}, "measures": rows})
    told = Telling(Reported(part, (part,), "", "", DAY), words("en"))
    assert worst_first(told) == ["long", "middle", "short", "none"]
