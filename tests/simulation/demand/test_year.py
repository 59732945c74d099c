"""A year of applications: people who may apply, who truly are to the owner what the year says."""

from collections import Counter
from dataclasses import fields, replace

import numpy as np
import pytest

from domain.errors import BadInput
from domain.readings import Readings
from domain.residence.kinship import Fact
from simulation.demand.applications import CATEGORIES, CHANNELS, NONE
from simulation.demand.kindred import kindred
from simulation.demand.mix import (
    ALREADY,
    FIGURES,
    SCALARS,
    Mix,
    assumed,
    assumptions,
    checked,
    moved,
)
from simulation.demand.movers import BESIDE
from simulation.demand.pool import Pool, draw_pool
from simulation.demand.quotas import largest_remainder, totals
from simulation.demand.year import Year, choose, draw_year
from synthetic_data.city import City
from synthetic_data.generate import generate_city
from synthetic_data.kinship_facts import RecordedKin, facts

DAY = 20260202
FACTS = {
    "spouse": Fact.SPOUSE,
    "child": Fact.CHILD,
    "parent": Fact.PARENT,
    "full_sibling": Fact.SHARES_FATHER,
    "half_sibling": Fact.SHARES_ONE_PARENT,
    "grandparent": Fact.GRANDPARENT_BY_FATHER | Fact.GRANDPARENT_BY_MOTHER,
    "grandchild": Fact.GRANDCHILD_BY_FATHER | Fact.GRANDCHILD_BY_MOTHER,
    "in_law_as_text": Fact.PARENT_OF_SPOUSE | Fact.SIBLING_OF_SPOUSE | Fact.GRANDPARENT_OF_SPOUSE,
    "in_law_other_way": Fact.SPOUSE_OF_CHILD,
    "nephew_niece": Fact.SPOUSE_OR_CHILD_OF_KIN,
    "stepchild": Fact.CHILD_OF_SPOUSE,
    "ward": Fact.WARD,
    "sibling_spouse": Fact.SPOUSE_OF_SIBLING,
}
NAMED = (
    Fact.SPOUSE
    | Fact.CHILD
    | Fact.PARENT
    | Fact.SHARES_FATHER
    | Fact.SHARES_MOTHER
    | FACTS["grandparent"]
    | FACTS["grandchild"]
)
UNNAMED = (
    "in_law_other_way",
    "nephew_niece",
    "stepchild",
    "ward",
    "sibling_spouse",
    "other_kin",
    "tenant_no_kin",
    "partner",
    "student_no_kin",
)


@pytest.fixture(scope="module")
def city() -> City:
    return generate_city(20_000, 2)


@pytest.fixture(scope="module")
def pool(city: City) -> Pool:
    return draw_pool(city, DAY, 1)


@pytest.fixture(scope="module")
def year(pool: Pool) -> Year:
    return choose(pool, assumed())


def true_kin(city: City) -> RecordedKin:
    """The acts as if the register held all of them."""
    whole = replace(
        city,
        father_recorded=city.father,
        mother_recorded=city.mother,
        act_recorded=np.ones(city.persons, bool),
        marriage_recorded=np.ones(len(city.spouse_a), bool),
    )
    return RecordedKin(whole, DAY, Readings())


def of_relation(pool: Pool, relation: str) -> np.ndarray:
    return np.flatnonzero(pool.relation == pool.relations.index(relation))


def truth_of(city: City, pool: Pool, relation: str) -> np.ndarray:
    rows = of_relation(pool, relation)
    return facts(true_kin(city), pool.applicant[rows], pool.owner[rows])


@pytest.mark.parametrize("relation", FACTS)
def test_the_applicant_is_to_the_owner_what_the_pool_says(
    city: City, pool: Pool, relation: str
) -> None:
    found = truth_of(city, pool, relation)
    assert len(found) > 0
    assert (found & int(FACTS[relation]) > 0).all()


@pytest.mark.parametrize("relation", UNNAMED)
def test_whom_the_text_does_not_name_is_no_nearer_kin_besides(
    city: City, pool: Pool, relation: str
) -> None:
    found = truth_of(city, pool, relation)
    assert len(found) > 0
    assert (found & int(NAMED) == 0).all()


def test_other_kin_are_siblings_of_a_parent_or_their_children(city: City, pool: Pool) -> None:
    kin = kindred(city, DAY)

    def parents(person: int) -> set[int]:
        return {int(parent) for parent in kin.parent[:, person]} - {-1}

    def is_aunt_or_uncle(one: int, of: int) -> bool:
        return any(parents(one) & parents(p) for p in parents(of) - {one})

    for row in of_relation(pool, "other_kin"):
        a, o = int(pool.applicant[row]), int(pool.owner[row])
        cousin = any(is_aunt_or_uncle(p, o) for p in parents(a))
        assert is_aunt_or_uncle(a, o) or cousin


def test_owners_apply_for_their_own_and_the_already_registered_for_where_they_are(
    city: City, pool: Pool
) -> None:
    own = of_relation(pool, "owner_himself")
    assert np.array_equal(pool.applicant[own], pool.owner[own])
    place = np.full(city.persons, -1)
    place[city.registered_person] = city.registered_dwelling
    there = place[pool.applicant] == pool.dwelling
    assert np.array_equal(np.flatnonzero(there), of_relation(pool, ALREADY))


def test_students_study_in_the_capital_and_organisations_own_their_housing(
    city: City, pool: Pool
) -> None:
    studying = city.full_time.astype(bool) & (city.study_city == 0) & (city.study_until >= DAY)
    students = of_relation(pool, "student_no_kin")
    assert np.isin(pool.applicant[students], city.student[studying]).all()
    houses = city.owned_dwelling[city.owner_is_organisation.astype(bool)]
    assert np.isin(pool.dwelling[of_relation(pool, "organisation_housing")], houses).all()


def test_applicants_live_are_sixteen_and_come_from_where_the_pool_says(
    city: City, pool: Pool
) -> None:
    assert (city.died[pool.applicant] == 0).all()
    assert (DAY - city.born[pool.applicant] >= 160_000).all()
    assert np.array_equal(city.region[pool.applicant] != 0, pool.arrival)


def test_dwellings_are_in_the_capital_and_belong_to_the_owner(city: City, pool: Pool) -> None:
    assert (city.dwelling_city[pool.dwelling] == 0).all()
    own = set(zip(city.owned_dwelling.tolist(), city.owner.tolist(), strict=True))
    rows = np.flatnonzero(pool.owner >= 0)
    asked = zip(pool.dwelling[rows].tolist(), pool.owner[rows].tolist(), strict=True)
    assert set(asked) <= own


def test_only_owners_apply_for_what_they_own(city: City, pool: Pool) -> None:
    person = ~city.owner_is_organisation.astype(bool)
    own = set(zip(city.owned_dwelling[person].tolist(), city.owner[person].tolist(), strict=True))
    rows = np.flatnonzero(
        ~np.isin(pool.relation, [pool.relations.index(n) for n in ("owner_himself", ALREADY)])
    )
    asked = zip(pool.dwelling[rows].tolist(), pool.applicant[rows].tolist(), strict=True)
    assert not set(asked) & own


# ------------------------------------------------------------------ quotas


def first_time(year: Year) -> np.ndarray:
    return year.follows < 0


def counts(pool: Pool, mix: Mix) -> tuple[np.ndarray, int, int]:
    """Rows by relation, all rows, arrivals: of those that follow no visit."""
    year = choose(pool, mix)
    own = first_time(year)
    by_relation = np.bincount(year.relation[own], minlength=len(year.relations))
    return by_relation, int(own.sum()), int(year.arrival[own].sum())


def test_relations_meet_their_quotas_to_the_last_one_but_for_what_the_city_lacks(
    city: City, pool: Pool
) -> None:
    got, total, arrivals = counts(pool, assumed())
    all_, outside, already = totals(assumed(), city.population)
    wanted = largest_remainder(np.array([*assumed().relations.values()]), all_ - already)
    short = {
        name for name, want, have in zip(pool.relations, wanted, got, strict=False) if have < want
    }
    assert (total, arrivals, got[-1]) == (all_, outside, already)
    assert short <= {"ward"}
    extra = got[:-1] - wanted
    assert extra.sum() == 0
    assert [pool.relations[row] for row in np.flatnonzero(extra > 0)] == ["tenant_no_kin"] * len(
        short
    )


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("name", assumptions())
def test_every_assumption_at_its_ends_fits_into_the_pool(
    city: City, pool: Pool, name: str, end: str
) -> None:
    mix = moved(name, end)
    got, total, arrivals = counts(pool, mix)
    all_, outside, already = totals(mix, city.population)
    assert (total, arrivals, got[-1]) == (all_, outside, already)
    for place, (relation, share) in enumerate(mix.relations.items()):
        if relation not in {"ward", "tenant_no_kin", "stepchild"}:
            assert got[place] == pytest.approx(share * (all_ - already), abs=1), relation


def test_what_the_city_lacks_is_said(pool: Pool) -> None:
    for lack in pool.shortfall(assumed()):
        row = pool.relations.index(lack.relation)
        given = ((pool.relation == row) & (pool.arrival == lack.arrival)).sum()
        assert lack.asked != lack.given <= given
    assert sum(lack.given - lack.asked for lack in pool.shortfall(assumed())) == 0


@pytest.mark.parametrize(
    ("shares", "total", "expected"),
    [
        ([0.5, 0.5], 3, [2, 1]),
        ([1, 1, 1], 10, [4, 3, 3]),
        ([0.7, 0.2, 0.1], 10, [7, 2, 1]),
        ([0.34, 0.33, 0.33], 2, [1, 1, 0]),
        ([1, 0], 5, [5, 0]),
        ([3, 1], 0, [0, 0]),
    ],
)
def test_the_largest_remainder_sums_to_the_total(
    shares: list[float], total: int, expected: list[int]
) -> None:
    assert largest_remainder(np.array(shares), total).tolist() == expected


def test_a_resident_applies_once_and_an_arrival_never_twice_for_one_dwelling(pool: Pool) -> None:
    residents = pool.applicant[~pool.arrival]
    assert len(np.unique(residents)) == len(residents)
    arrivals = pool.applicant[pool.arrival]
    assert max(Counter(arrivals.tolist()).values()) <= 3
    pairs = np.stack([pool.applicant, pool.dwelling])
    assert np.unique(pairs, axis=1).shape == pairs.shape


# ------------------------------------------------------------------ one pool, many mixes


def columns(year: Year) -> dict[str, np.ndarray]:
    asked = {f.name: getattr(year.asked, f.name) for f in fields(year.asked)}
    own = {
        f.name: getattr(year, f.name) for f in fields(year) if f.name not in {"asked", "relations"}
    }
    return asked | own


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("consent", {"consents"}),
        ("declined", {"signs"}),
        ("temporary", {"service"}),
        ("mobile", {"channel"}),
        ("wrong_category", {"category", "side", "wider_category"}),
        ("stops", {"category", "side", "wider_category"}),
        ("reception_error", {"believed"}),
        ("papers_mismatch", {"papers"}),
        ("together", {"party"}),
        ("departures", {"left", "left_before"}),
    ],
)
def test_another_share_changes_only_those_whom_it_concerns(
    pool: Pool, year: Year, name: str, changed: set[str]
) -> None:
    other = columns(choose(pool, moved(name, "high")))
    differing = {
        key for key, column in columns(year).items() if not np.array_equal(column, other[key])
    }
    assert differing == changed


def test_more_consent_takes_nobodys_consent_away(pool: Pool) -> None:
    fewer, more = (choose(pool, moved("consent", end)).asked.consents for end in ("low", "high"))
    assert not (fewer & ~more).any()
    assert more.sum() > fewer.sum()


@pytest.mark.parametrize("name", ["arrivals", "moves", "already", "relations.child"])
def test_a_larger_quota_keeps_everybody_of_the_smaller_one(pool: Pool, name: str) -> None:
    smaller, larger = (choose(pool, moved(name, end)) for end in ("low", "high"))
    kind = pool.stratum
    many = 2 * len(pool.relations)
    before, after = (np.bincount(kind[y.row], minlength=many) for y in (smaller, larger))
    grows = before <= after
    missing = np.setdiff1d(smaller.row, larger.row)
    assert not grows[kind[missing]].any()


def test_the_same_seed_draws_the_same_year_and_another_seed_another(city: City, year: Year) -> None:
    again, other = draw_year(city, assumed(), DAY, 1), draw_year(city, assumed(), DAY, 2)
    for name, column in columns(again).items():
        assert column.tobytes() == columns(year)[name].tobytes(), name
    assert not np.array_equal(other.asked.applicant, year.asked.applicant)


@pytest.mark.parametrize("population", [200, 2_000])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_small_cities_have_a_year_too(population: int, seed: int) -> None:
    city = generate_city(population, seed)
    pool = draw_pool(city, DAY, seed)
    for name in ("arrivals", "relations.tenant_no_kin", "together"):
        year = choose(pool, moved(name, "high"))
        assert first_time(year).sum() <= totals(moved(name, "high"), population)[0]
        assert len(year.left) == len(year.left_before)


# ------------------------------------------------------------------ what they state


def test_kin_state_their_relation_but_for_the_few_who_err(year: Year) -> None:
    child = year.relation == year.relations.index("child")
    right = year.asked.category[child] == CATEGORIES.index("child")
    assert right.mean() == pytest.approx(1 - assumed().wrong_category, abs=0.03)
    tenant = year.relation == year.relations.index("tenant_no_kin")
    silent = year.asked.category[tenant] == NONE
    assert silent.mean() == pytest.approx(assumed().stops, abs=0.05)


@pytest.mark.parametrize(
    ("name", "column", "code"),
    [("temporary", "service", 1), ("consent", "consents", 1), ("declined", "signs", 0)],
)
def test_shares_of_choices_are_met(
    pool: Pool, year: Year, name: str, column: str, code: int
) -> None:
    share = getattr(assumed(), name)
    own = first_time(year)
    got = (getattr(year.asked, column)[own] == code).mean()
    assert got == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / own.sum()) * 1.3)


# ------------------------------------------------------------------ parties


def companions(year: Year) -> np.ndarray:
    own = np.arange(len(year.party))
    return np.flatnonzero((year.party != own) & first_time(year))


def test_who_moves_together_lives_together_and_moves_into_one_dwelling_of_one_owner(
    city: City, year: Year
) -> None:
    beside = companions(year)
    leader = year.party[beside]
    assert len(beside) > 100
    assert np.array_equal(year.party[leader], leader)
    assert np.array_equal(year.asked.dwelling[beside], year.asked.dwelling[leader])
    assert np.array_equal(year.owner[beside], year.owner[leader])
    one, other = year.asked.applicant[beside], year.asked.applicant[leader]
    assert (one != other).all()
    assert np.array_equal(city.home[one], city.home[other])
    away = city.home[one] < 0
    assert (city.region[one[away]] != 0).all()


def test_those_who_move_together_file_one_after_the_other(year: Year) -> None:
    beside = companions(year)
    for row in beside:
        between = year.party[year.party[row] : row]
        assert (between == year.party[row]).all()


def test_who_moves_together_comes_the_same_way_for_the_same_stay(year: Year) -> None:
    beside = companions(year)
    leader = year.party[beside]
    for column in ("service", "channel", "consents"):
        values = getattr(year.asked, column)
        assert np.array_equal(values[beside], values[leader]), column


def test_a_son_brings_his_wife_and_an_owner_his_family(year: Year) -> None:
    beside = companions(year)
    names = [
        (year.relations[a], year.relations[b])
        for a, b in zip(year.relation[year.party[beside]], year.relation[beside], strict=True)
    ]
    pairs = {
        ("child", "in_law_other_way"),
        ("owner_himself", "spouse"),
        ("owner_himself", "child"),
        ("tenant_no_kin", "tenant_no_kin"),
    }
    assert pairs <= set(names)
    assert {beside for _, beside in names} <= set(BESIDE)


def test_the_share_of_those_who_move_together_is_near_what_was_assumed(year: Year) -> None:
    own = first_time(year)
    beside = np.isin(year.relation, [year.relations.index(name) for name in BESIDE]) & own
    assert len(companions(year)) / beside.sum() == pytest.approx(assumed().together, abs=0.06)


def test_who_is_beside_nobody_is_alone(pool: Pool) -> None:
    alone = choose(pool, replace(assumed(), together=0.0))
    assert not len(companions(alone))


# ------------------------------------------------------------------ follow-ups and departures


def test_a_visitor_who_goes_on_does_so_at_a_terminal_directly_after_the_visit(year: Year) -> None:
    again = np.flatnonzero(year.follows >= 0)
    visit = year.follows[again]
    centre, terminal = CHANNELS.index("service_centre"), CHANNELS.index("self_service")
    assert np.array_equal(visit, again - 1)
    assert (year.asked.channel[visit] == centre).all()
    assert (year.asked.channel[again] == terminal).all()
    assert (year.asked.channel[first_time(year)] != terminal).all()
    for name, column in columns(year).items():
        if name not in {"channel", "follows"} and len(column) == len(year.row):
            assert np.array_equal(column[visit], column[again]), name


def test_the_share_of_visitors_who_would_go_on_is_that_assumed(year: Year) -> None:
    visits = (year.asked.channel == CHANNELS.index("service_centre")).sum()
    assert (year.follows >= 0).sum() / visits == pytest.approx(assumed().goes_on, abs=0.06)


def test_those_who_leave_are_registered_permanently_and_do_not_apply(
    city: City, pool: Pool, year: Year
) -> None:
    permanent = (city.registration_kind == 0) & (city.dwelling_city[city.registered_dwelling] == 0)
    staying = permanent & ~np.isin(city.registered_person, pool.applicant)
    there = np.bincount(city.registered_dwelling[staying], minlength=city.dwellings)
    gone = np.bincount(year.left, minlength=city.dwellings)
    assert (gone <= there).all()


def test_departures_are_those_of_a_year_spread_over_it(city: City, year: Year) -> None:
    assert len(year.left) == round(assumed().departures * city.population)
    assert (np.diff(year.left_before) >= 0).all()
    assert year.left_before[0] >= 0
    assert year.left_before[-1] <= len(year.row)
    thirds = np.bincount(year.left_before * 3 // (len(year.row) + 1), minlength=3)
    assert thirds / len(year.left) == pytest.approx(1 / 3, abs=0.06)


def test_who_leaves_a_dwelling_for_another_is_registered_there_permanently(
    city: City, year: Year
) -> None:
    permanent = np.full(city.persons, -1)
    here = (city.registration_kind == 0) & (city.dwelling_city[city.registered_dwelling] == 0)
    permanent[city.registered_person[here]] = city.registered_dwelling[here]
    assert np.array_equal(year.origin, permanent[year.asked.applicant])
    assert (year.origin[year.arrival] < 0).all()


# ------------------------------------------------------------------ the figures


FIGURE = {"value": 1, "low": 0, "high": 2, "unit": "u", "kind": "assumed", "source": "none"}
WHOLE = FIGURE | {"note": "why", "replaced_by": "a count"}


@pytest.mark.parametrize(
    "lacking", ["value", "unit", "kind", "source", "note", "replaced_by", "low"]
)
def test_a_figure_that_lacks_something_is_refused(lacking: str) -> None:
    assert checked({"share": WHOLE}) == {"share": WHOLE}
    with pytest.raises(BadInput, match="share"):
        checked({"share": {key: entry for key, entry in WHOLE.items() if key != lacking}})


@pytest.mark.parametrize("value", [-0.1, 2.1])
def test_a_figure_outside_of_its_own_range_is_refused(value: float) -> None:
    with pytest.raises(BadInput, match="low"):
        checked({"share": WHOLE | {"value": value}})


def test_every_assumption_can_be_moved_and_no_other() -> None:
    for name in SCALARS:
        assert getattr(moved(name, "low"), name) == FIGURES[name]["low"]
    child = moved("relations.child", "high").relations["child"]
    assert child == pytest.approx(0.13 * 1.4 / (1 + 0.13 * 0.4))
    with pytest.raises(BadInput, match="assumption"):
        moved("relations.nobody", "low")
