"""The Astana scenario: made of the figures of its table, for a city of any size."""

from datetime import date

import pytest

from domain.errors import BadInput
from simulation.astana import FIGURES, OFFICES, PEOPLE, astana, figures
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from synthetic_data.city import DISTRICTS

FIRST, UNTIL = date(2026, 1, 12), date(2026, 2, 9)


def read(population: int = PEOPLE) -> Scenario:
    return scenario_from(astana(FIRST, UNTIL, population))


def test_every_office_stands_in_a_district_of_the_city() -> None:
    offices = read().offices
    assert [office.id for office in offices] == list(OFFICES)
    assert {office.district for office in offices} == set(DISTRICTS) - {"outside"}


def test_the_policy_is_left_to_the_law_and_the_city_to_the_caller() -> None:
    document = astana(FIRST, UNTIL)
    assert "policy" not in document
    assert "city" not in document
    assert read().city is None


@pytest.mark.parametrize(
    ("population", "windows"), [(PEOPLE, 28), (PEOPLE // 2, 14), (PEOPLE // 100, 1), (200, 1)]
)
def test_windows_go_with_the_population_and_there_is_always_one(
    population: int, windows: int
) -> None:
    assert read(population).offices[0].windows[0][10] == windows
    assert min(office.windows[0][10] for office in read(population).offices) >= 1


def test_every_figure_is_read_by_its_lever() -> None:
    document = scenario_from(astana(FIRST, UNTIL)).document
    for figure in FIGURES:
        if figure.section == "offices":
            found = [office[figure.name] for office in document["offices"]]
            assert found == [figure.of(office) for office in OFFICES], figure.name
        else:
            assert document[figure.section][figure.name] == figure.value


@pytest.mark.parametrize("missing", ["value", "unit", "evidence", "source", "note"])
def test_a_figure_without_its_papers_is_refused(missing: str) -> None:
    entry = dict.fromkeys(("value", "unit", "source", "note"), '"x"') | {"evidence": '"law"'}
    del entry[missing]
    text = "[run.seed]\n" + "\n".join(f"{key} = {value}" for key, value in entry.items())
    with pytest.raises(BadInput, match=f"astana.toml: run.seed: expected a {missing}"):
        figures(text)


@pytest.mark.parametrize(("section", "name"), [("run", "speed"), ("offices", "doors")])
def test_a_figure_of_no_lever_is_refused(section: str, name: str) -> None:
    with pytest.raises(BadInput, match=f"{section}.{name}: expected a lever"):
        figures(f"[{section}.{name}]\nvalue = 1")


def test_no_two_scenarios_share_what_can_be_changed() -> None:
    one, other = astana(FIRST, UNTIL), astana(FIRST, UNTIL)
    one["offices"][1]["hours"]["6"] = None
    one["behaviour"]["patience_minutes"]["mean"] = 0
    assert astana(FIRST, UNTIL) == other
