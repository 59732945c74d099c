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


@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
@pytest.mark.parametrize(
    ("filed", "also"),
    [("marriage_abroad", "not_yet_digitised"), ("paper_only", "marriage_abroad")],
)
def test_of_two_defects_each_of_which_would_do_the_first_of_the_catalogue_is_the_cause(
    city: City, year: Year, *, filed: str, also: str, first: bool
) -> None:
    """Every marriage is on file nowhere, and its couple married once more, for another reason."""
    order = (filed, also) if first else (also, filed)
    twice = register(married_twice(city, *order), DAY)
    causes = gaps(year, twice, Readings()).causes(year.asked, Readings())
    spouses = np.array(year.relations)[year.relation] == "spouse"
    found = causes[spouses & (causes != RIGHT)]
    assert len(found) > 0
    assert {CAUSES[cause] for cause in found} == {min(order, key=DEFECTS.index)}


def married_twice(city: City, *defects: str) -> City:
    none, many = np.zeros(2 * len(city.spouse_a), bool), len(city.spouse_a)
    return replace(
        city,
        spouse_a=np.tile(city.spouse_a, 2),
        spouse_b=np.tile(city.spouse_b, 2),
        married_from=np.tile(city.married_from, 2),
        married_until=np.tile(city.married_until, 2),
        marriage_recorded=none,
        marriage_defect=np.repeat([DEFECTS.index(name) for name in defects], many).astype(np.int8),
    )


@pytest.mark.parametrize("gained", [True, False], ids=["gained", "lost"])
def test_a_protected_owner_gains_or_loses_a_representative_with_his_act(
    city: City, year: Year, *, gained: bool
) -> None:
    """On file is nobody's birth, and the usual record adds to it; or the other way round."""
    none = births(city, recorded=False)
    usual_acts = OtherActs.under(none, catalogue())
    before, after = none, recorded(none, catalogue())
    other = usual_acts
    if not gained:
        before, after = after, before
        other = replace(usual_acts, held=np.zeros_like(usual_acts.held))
    registers, readings = register(before, DAY), Readings()
    prepared = prepare(year.asked, registers)
    asked = Asked(prepared, registers, np.ones(year.asked.count, bool), readings)
    found = other_facts(asked, other, touched(asked, [other])[0])
    had = prepared.answers(readings, LAW)
    has = found.answers(had, year.asked.dwelling, readings).represented
    expected = prepare(year.asked, register(after, DAY)).answers(readings, LAW).represented
    assert (has == expected).all()
    assert (has & ~had.represented).any() == gained
    assert (had.represented & ~has).any() != gained


def births(city: City, *, recorded: bool) -> City:
    nobody = np.full(city.persons, -1, np.int32)
    return replace(
        city,
        act_recorded=np.full(city.persons, recorded),
        father_recorded=city.father if recorded else nobody,
        mother_recorded=city.mother if recorded else nobody,
    )


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
