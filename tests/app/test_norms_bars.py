"""What points where in the sections of the Norms page: bars, ends, ways, addresses of files."""

import re
from datetime import date

import pytest

from app.components.plain_html import as_html
from app.i18n import LANGUAGES
from app.pages.norms.account import account
from app.pages.norms.choices import HEADLINES
from app.pages.norms.flows_view import End, flows_table
from app.pages.norms.readings_view import _diverging
from app.pages.norms.screens import Screen
from app.pages.norms.section import file_address
from app.pages.norms.state import PATH, read_setting
from app.pages.norms.tornado_view import OF, tornado_card
from app.visit import visit
from simulation.impact.results import Flow, Range, Swing
from simulation.impact.study import Study
from synthetic_data.generate import generate_city
from tests.app.test_norms_sections import held, told


@pytest.fixture(scope="module")
def study() -> Study:
    return Study(generate_city(3_000, 1), date(2026, 2, 2))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (("norm_reached_no_category", None), ("registered", "norm"), "newly_in"),
        (("registered", "norm"), ("norm_reached_no_category", None), "no_longer_in"),
        (("norm_reached_no_category", None), ("kinship_not_confirmed", None), "otherwise"),
        (("registered", "norm"), ("registered", "kinship"), "otherwise"),
        (("registered", "norm"), ("registered", "norm"), "unchanged"),
    ],
)
def test_a_flow_says_what_becomes_of_its_applications(
    study: Study, before: End, after: End, said: str
) -> None:
    asked = told(study, norm="12", lang="en")
    table = flows_table(asked, [Flow(before, after, 3)])
    assert table.rows[0][3] == asked.words(f"norms_detail.flows.{said}")


@pytest.mark.parametrize(("at_low", "at_high"), [(10, 90), (90, 10), (50, 50)])
def test_the_ends_of_a_swing_stand_from_fewer_to_more(
    study: Study, at_low: int, at_high: int
) -> None:
    swing = Swing("mix.arrivals", 0.1, 0.3, at_low, at_high, "assumed")
    card = tornado_card(
        told(study, lang="en"),
        [Range(OF[name], 10, 50, 90, (swing,)) for name in HEADLINES],
    )
    numbers = [int(found) for found in re.findall(r"<strong>(\d+)</strong>", as_html(card))]
    assert numbers == sorted((at_low, at_high))


@pytest.mark.parametrize(
    ("change", "start", "width"), [(-40, 30, 20), (-100, 0, 50), (40, 50, 20), (100, 50, 50)]
)
def test_fewer_refusals_lie_to_the_left_of_the_middle(
    change: int, start: float, width: float
) -> None:
    drawn = as_html(_diverging(change, 100))
    assert f"left: {start:.2f}%; width: {width:.2f}%" in drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_asked_for_in_the_language_of_the_page(study: Study, language: str) -> None:
    here = visit(PATH, {"norm": "12"}, language)
    found = account(Screen(here, read_setting(here), held(study)))
    assert found is not None
    assert file_address(found, "flows", "csv") == f"/norms/flows.csv?norm=12&lang={language}"
