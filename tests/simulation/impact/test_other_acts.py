"""Kinship under other acts than those on file, looked up for a few, is that of looking up all."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from domain.law import law_on
from domain.readings import Readings
from simulation.demand.mix import assumed
from simulation.demand.pool import draw_pool
from simulation.demand.year import Year, choose
from simulation.impact.claims import statements
from simulation.impact.false_refusals import CAUSES, RIGHT, SEVERAL, gaps
from simulation.impact.kin_extract import OtherActs, extract
from simulation.impact.other_answers import Asked, other_facts, touched
from simulation.impact.prepared import Prepared, prepare
from simulation.impact.standing import Register, register
from synthetic_data.city import DEFECTS, City
from synthetic_data.defects import Defect, catalogue, record_again
from synthetic_data.generate import generate_city
from synthetic_data.kinship_facts import RecordedKin, facts
from tests.simulation.impact.mixed_applications import applicants, ownerships

DAY, LAW = 20260202, law_on(date(2026, 2, 2))
READINGS = [
    Readings(),
    Readings(adoption="both", spouse="ever"),
    Readings(half_sibling="strict", co_owner="all"),
    Readings(exemptions="order_677", in_law_symmetric=True),
]
OTHERS = [
    tuple(move(each) if each.source == source else each for each in catalogue())
    for source in dict.fromkeys(each.source for each in catalogue())
    for move in (Defect.sparing, Defect.severe)
]


@pytest.fixture(scope="module")
def city() -> City:
    return generate_city(20_000, 1)


@pytest.fixture(scope="module")
def registers(city: City) -> Register:
    return register(city, DAY)


@pytest.fixture(scope="module")
def year(city: City) -> Year:
    return choose(draw_pool(city, DAY, 1), assumed())


@pytest.fixture(scope="module")
def prepared(year: Year, registers: Register) -> Prepared:
    return prepare(year.asked, registers)


def recorded(city: City, catalogue_: tuple[Defect, ...]) -> City:
    acts = record_again(city, catalogue_)
    return replace(
        city,
        father_recorded=acts.recorded.father,
        mother_recorded=acts.recorded.mother,
        act_recorded=acts.birth,
        marriage_recorded=acts.marriage,
    )


def mended(city: City, which: tuple[str, ...]) -> City:
    codes = [DEFECTS.index(defect) for defect in which]
    birth, marriage = np.isin(city.birth_defect, codes), np.isin(city.marriage_defect, codes)
    return replace(
        city,
        father_recorded=np.where(birth, city.father, city.father_recorded),
        mother_recorded=np.where(birth, city.mother, city.mother_recorded),
        act_recorded=city.act_recorded | birth,
        marriage_recorded=city.marriage_recorded | marriage,
    )


@pytest.mark.parametrize("readings", READINGS[:2], ids=["default", "both_and_ever"])
@pytest.mark.parametrize("others", [OTHERS[0], OTHERS[1], OTHERS[3]], ids=["few", "many", "abroad"])
def test_an_extract_knows_all_the_kin_of_its_pairs(
    city: City, readings: Readings, others: tuple[Defect, ...]
) -> None:
    random = np.random.default_rng(5)
    rows = ownerships(city, 3_000, random)
    owner = np.where(city.owner_is_organisation[rows], 0, city.owner[rows])
    applicant = applicants(city, owner, city.owned_dwelling[rows], random)
    small = extract(city, applicant, owner)
    other = OtherActs.under(city, others)
    whole = {
        "on file": (small.acts, city),
        "complete": (small.complete(), mended(city, DEFECTS[1:])),
        "mended": (small.mended("paper_only"), mended(city, ("paper_only",))),
        "otherwise": (small.recorded_as(other), recorded(city, others)),
    }
    for mine, every in whole.values():
        expected = facts(RecordedKin(every, DAY, readings), applicant, owner)
        assert (small.facts(mine, DAY, readings) == expected).all()
    assert len(small.person) < city.persons


@pytest.mark.parametrize("readings", READINGS, ids=range(len(READINGS)))
def test_answers_under_other_acts_are_those_of_a_city_recorded_so(
    city: City, registers: Register, year: Year, prepared: Prepared, readings: Readings
) -> None:
    usual = prepared.answers(readings, LAW)
    acts = Readings(adoption=readings.adoption, spouse=readings.spouse)
    asked = Asked(prepared, registers, np.ones(year.asked.count, bool), acts)
    records = [OtherActs.under(city, each) for each in OTHERS]
    pairs = touched(asked, records)
    for other, record, pair in zip(OTHERS, records, pairs, strict=True):
        found = other_facts(asked, record, pair)
        answers = found.answers(usual, year.asked.dwelling, readings)
        again = prepare(year.asked, register(recorded(city, other), DAY)).answers(readings, LAW)
        assert (answers.confirmed == again.confirmed).all()
        assert (answers.represented == again.represented).all()
        assert (answers.confirmed != usual.confirmed).any()


@pytest.mark.parametrize("readings", READINGS, ids=range(len(READINGS)))
def test_a_refusal_is_false_by_the_defect_that_alone_would_have_to_be_mended(
    city: City, registers: Register, year: Year, readings: Readings
) -> None:
    acts = Readings(adoption=readings.adoption, spouse=readings.spouse)
    causes = gaps(year, registers, acts).causes(year.asked, readings)

    def confirmed(acts_of: City) -> np.ndarray:
        answers = prepare(year.asked, register(acts_of, DAY)).answers(readings, LAW)
        stated = statements(year.asked, readings.exemptions)
        return (answers.confirmed >> stated.astype(np.int16) & 1).astype(bool)

    kin = np.array([name not in STRANGERS for name in year.relations])[year.relation]
    false = confirmed(mended(city, DEFECTS[1:])) & ~confirmed(city) & kin
    assert ((causes != RIGHT) == false).all()
    alone = {defect: confirmed(mended(city, (defect,))) & false for defect in DEFECTS[1:]}
    for row in np.flatnonzero(false):
        would = [defect for defect in DEFECTS[1:] if alone[defect][row]]
        assert CAUSES[causes[row]] == (would[0] if would else SEVERAL)


STRANGERS = {
    "owner_himself",
    "student_no_kin",
    "tenant_no_kin",
    "partner",
    "organisation_housing",
    "registered_already",
}
"""Relations of those whom no act binds to the owner by whom the year found the dwelling."""


def test_the_catalogue_of_the_city_itself_changes_nothing(city: City) -> None:
    same = OtherActs.under(city, catalogue())
    assert len(same.born) == len(same.married) == 0
