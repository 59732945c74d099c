"""What is told of a year is what a plain loop over its applications counts, row by row."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from domain.readings import Readings
from simulation.demand.applications import CATEGORIES, CHANNELS
from simulation.demand.mix import assumed
from simulation.demand.pool import Pool, draw_pool
from simulation.demand.year import Year, choose
from simulation.impact.claims import statements
from simulation.impact.endings import ENDINGS, NO_CATEGORY, NO_CONSENT, NORM, NOT_MADE, place
from simulation.impact.false_refusals import gaps
from simulation.impact.findings import Telling, persons
from simulation.impact.grouping import fixed_groupings
from simulation.impact.prepared import Prepared, prepare
from simulation.impact.results import Result, RubberFlats
from simulation.impact.rubber import crowded, rubber_flats
from simulation.impact.setting import Setting, lawful
from simulation.impact.standing import Register, homes, register
from simulation.impact.study import Study
from simulation.impact.verdicts import evaluate
from simulation.impact.worlds import Ends
from synthetic_data.city import ASTANA, DISTRICTS, DWELLING_KINDS, REGISTRATION_KINDS, City
from synthetic_data.generate import generate_city
from tests.simulation.impact.in_order import in_order

TODAY, DAY = date(2026, 2, 2), 20260202
LAW = lawful(TODAY)
SETTINGS = {
    "law": LAW,
    "strict, the longer list": LAW.at(220).read(exemptions="order_677"),
    "literal": LAW.at(150).read(owner_himself="literal", grandkin="literal", count_temporary=False),
}
TURNED_AWAY = ("norm_reached_no_category", "kinship_not_confirmed", "study_not_confirmed")

NO_CATEGORY_FITS = {
    "owner_himself": "owner_himself",
    "tenant_no_kin": "tenant",
    "partner": "partner",
    "in_law_other_way": "in_law_other_way",
    "nephew_niece": "nephew_niece",
    "stepchild": "stepchild",
    "ward": "ward",
    "sibling_spouse": "other_kin",
    "other_kin": "other_kin",
    "organisation_housing": "organisation_housing",
}
"""Among whom those are counted whom the pilot's list does not name, by what they are."""

FITTING = {"in_law_as_text": "in_law", "student_no_kin": "student"}
"""Categories that are called otherwise than the relations that they fit."""

NO_STATEMENT_IS_FALSE = {
    *("owner_himself", "student_no_kin", "tenant_no_kin", "partner", "organisation_housing"),
    "registered_already",
}
AGES = {
    "16-17": (16, 17),
    "18-29": (18, 29),
    "30-44": (30, 44),
    "45-59": (45, 59),
    "60+": (60, 200),
}


@dataclass(frozen=True)
class Decided:
    """A year decided row by row: how each ends, in a full dwelling or not, and true or not."""

    city: City
    year: Year
    setting: Setting
    ends: list[int]
    full: list[bool]
    true_claim: list[bool]

    def made(self) -> Iterator[tuple[int, str, str | None]]:
        """Yield row, outcome and basis of every application that was made."""
        for row, end in enumerate(self.ends):
            if end != NOT_MADE:
                yield row, ENDINGS[end].outcome, ENDINGS[end].basis

    def away(self) -> list[int]:
        return [row for row, outcome, _ in self.made() if outcome in TURNED_AWAY]

    def relation(self, row: int) -> str:
        return str(self.year.relations[self.year.relation[row]])

    def stated(self, row: int) -> str:
        code = int(self.year.asked.stated(self.setting.readings.exemptions)[row])
        return CATEGORIES[code] if code >= 0 else "none"


@pytest.fixture(scope="module")
def city() -> City:
    return generate_city(20_000, 1)


@pytest.fixture(scope="module")
def study(city: City) -> Study:
    return Study(city, TODAY)


@pytest.fixture(scope="module")
def registers(city: City) -> Register:
    return register(city, DAY)


@pytest.fixture(scope="module")
def pool(city: City) -> Pool:
    return draw_pool(city, DAY, 1)


@pytest.fixture(scope="module")
def year(pool: Pool) -> Year:
    return choose(pool, assumed())


@pytest.fixture(scope="module")
def prepared(pool: Pool, registers: Register) -> Prepared:
    return prepare(pool, registers)


@pytest.fixture(scope="module")
def with_all_acts(city: City, pool: Pool) -> Prepared:
    every = replace(
        city,
        father_recorded=city.father,
        mother_recorded=city.mother,
        act_recorded=np.ones(city.persons, bool),
        marriage_recorded=np.ones(len(city.spouse_a), bool),
    )
    return prepare(pool, register(every, DAY))


@pytest.fixture(scope="module", params=list(SETTINGS))
def decided(
    request: pytest.FixtureRequest,
    city: City,
    year: Year,
    registers: Register,
    prepared: Prepared,
    with_all_acts: Prepared,
) -> Decided:
    setting = SETTINGS[request.param]
    law, readings, norm = setting.law, setting.readings, setting.norm_tenths
    assert norm is not None
    found = evaluate(year, prepared.answers(readings, law), law, readings)
    ends, full = in_order(year, found, homes(registers, law, readings), norm)
    true = confirmed(with_all_acts, year, setting)
    return Decided(city, year, setting, ends, full, true)


def confirmed(prepared: Prepared, year: Year, setting: Setting) -> list[bool]:
    bits = prepared.answers(setting.readings, setting.law).confirmed[year.row]
    stated = statements(year.asked, setting.readings.exemptions).astype(np.int16)
    return [bool(bit) for bit in bits >> stated & 1]


@pytest.fixture(scope="module")
def result(study: Study, decided: Decided) -> Result:
    return study.result(decided.setting)


def test_who_is_kept_out_is_told_by_what_he_is_and_why(decided: Decided, result: Result) -> None:
    counted = Counter(group_of(decided, row) for row in decided.away())
    assert {group.code: group.count for group in result.kept_out} == counted
    assert result.false_refusals.total == counted["false_refusal"]
    assert counted["false_refusal"] > 0
    assert counted["wrong_category"] > 0


def group_of(decided: Decided, row: int) -> str:
    relation, outcome = decided.relation(row), ENDINGS[decided.ends[row]].outcome
    unconfirmed = outcome == "kinship_not_confirmed" and relation not in NO_STATEMENT_IS_FALSE
    if unconfirmed and decided.true_claim[row]:
        return "false_refusal"
    if relation in NO_CATEGORY_FITS:
        return NO_CATEGORY_FITS[relation]
    if relation != "registered_already" and decided.stated(row) != FITTING.get(relation, relation):
        return "wrong_category"
    return "student" if relation == "student_no_kin" else "other"


def test_some_strangers_try_a_category_and_stay_strangers(decided: Decided) -> None:
    """Without any of them the groups could not tell who errs from who has nothing to state."""
    strangers = [row for row in decided.away() if decided.relation(row) == "tenant_no_kin"]
    assert any(decided.stated(row) != "none" for row in strangers)


def test_people_turned_away_are_counted_once_a_dwelling(decided: Decided, result: Result) -> None:
    asked = decided.year.asked
    people = {(int(asked.applicant[row]), int(asked.dwelling[row])) for row in decided.away()}
    assert result.persons_turned_away == len(people)


def test_a_person_is_an_applicant_in_a_dwelling() -> None:
    asked: Any = SimpleNamespace(
        applicant=np.array([7, 7, 7, 8, 8], np.int32), dwelling=np.array([1, 1, 2, 1, 1], np.int32)
    )
    assert persons(asked, np.array([True, True, True, True, False])) == 3
    assert persons(asked, np.array([False, True, False, False, False])) == 1
    assert persons(asked, np.zeros(5, bool)) == 0


def test_rows_of_one_person_in_one_dwelling_are_one_person(
    study: Study, registers: Register, year: Year
) -> None:
    column = np.zeros(year.asked.count, np.int32)
    same = replace(year, asked=replace(year.asked, applicant=column, dwelling=column))
    telling, read = Telling(same, registers), Readings()
    ends = np.full(len(column), place(NO_CATEGORY), np.int8)
    told = telling.told(read, gaps(year, registers, read))
    found = telling.result(told, Ends(ends, ends), ends < 0, study.result(LAW).stock)
    assert found.persons_turned_away == 1


def test_households_are_what_their_members_become(decided: Decided, result: Result) -> None:
    went_on = {int(decided.year.follows[row]) for row, _, _ in decided.made()}
    members: dict[int, list[str]] = {}
    for row, outcome, _ in decided.made():
        if row not in went_on:
            members.setdefault(int(decided.year.party[row]), []).append(outcome)
    homes_ = list(members.values())
    let_in = [home for home in homes_ if "registered" in home]
    stopped = [home for home in homes_ if any(end in TURNED_AWAY for end in home)]
    assert asdict(result.households) == {
        "total": len(homes_),
        "let_in": sum(set(home) == {"registered"} for home in homes_),
        "split": sum(home in let_in for home in stopped),
        "turned_away": sum(home not in let_in for home in stopped),
        "nobody_registered": len(homes_) - len(let_in),
    }
    assert result.households.split > 0


def test_the_hall_fills_full_dwellings_only_where_the_norm_was_reached(
    decided: Decided, result: Result
) -> None:
    hall = [row for row, outcome, basis in decided.made() if basis == "hall"]
    assert result.hall_in_full == sum(decided.full[row] for row in hall)
    assert result.hall_in_full < len(hall)


def test_rubber_flats_are_counted_from_the_register(decided: Decided, result: Result) -> None:
    city = decided.city
    own = Counter(
        int(dwelling)
        for dwelling, kind in zip(city.registered_dwelling, city.registration_kind, strict=True)
        if REGISTRATION_KINDS[kind] != "with_parent" and city.dwelling_city[dwelling] == ASTANA
    )
    flats = {dwelling: people for dwelling, people in own.items() if people >= 20}
    asked = decided.year.asked.dwelling
    there = [outcome for row, outcome, _ in decided.made() if int(asked[row]) in flats]
    assert asdict(result.rubber) == {
        "dwellings": len(flats),
        "registered": sum(flats.values()),
        "asked": len(there),
        "stopped": sum(outcome in TURNED_AWAY for outcome in there),
        "let_in": there.count("registered"),
    }


def test_only_the_norm_stops_people_at_a_rubber_flat() -> None:
    crowd = np.array([0, 25, 31], np.int32)
    year: Any = SimpleNamespace(asked=SimpleNamespace(dwelling=np.array([1, 1, 2, 2, 0, 1])))
    ends = [place(NO_CATEGORY), place(NO_CONSENT), place(NORM), NOT_MADE, place(NORM), place(NORM)]
    found = rubber_flats(crowd, year, np.array(ends))
    assert found == RubberFlats(dwellings=2, registered=56, asked=4, stopped=1, let_in=2)


def test_a_crowd_outside_of_the_capital_is_no_rubber_flat(city: City) -> None:
    elsewhere = replace(city, dwelling_city=np.full(city.dwellings, ASTANA + 1, np.int8))
    assert crowded(city).any()
    assert not crowded(elsewhere).any()


def test_centres_bear_what_the_outcomes_send_them(decided: Decided, result: Result) -> None:
    channel = decided.year.asked.channel
    outcomes = Counter(outcome for _, outcome, _ in decided.made())
    assert asdict(result.centres) == {
        "visits": sum(CHANNELS[channel[row]] == "service_centre" for row, _, _ in decided.made()),
        "sent_back_online": outcomes["redirected_online"],
        "sent_by_protection": outcomes["redirected_to_service_centre"],
        "acts_to_update": outcomes["kinship_not_confirmed"],
    }


def test_breakdowns_put_every_application_where_its_columns_say(
    decided: Decided, result: Result
) -> None:
    table: dict[tuple[str, str], Counter[str]] = {}
    owned = owners(decided.city)
    for row, outcome, basis in decided.made():
        for dimension, code in groups_of(decided, row, owned).items():
            cell = table.setdefault((dimension, code), Counter())
            cell["total"] += 1
            cell["by_norm"] += basis == "norm"
            cell["other_ways"] += outcome == "registered" and basis != "norm"
            cell["turned_away"] += outcome in TURNED_AWAY
    told = {
        (dimension, group.code): group
        for dimension, groups in result.by.items()
        for group in groups
    }
    assert set(table) <= set(told)
    for (dimension, code), group in told.items():
        cell = table.get((dimension, code), Counter())
        assert [group.total, group.by_norm, group.other_ways, group.turned_away] == [
            cell[name] for name in ("total", "by_norm", "other_ways", "turned_away")
        ], (dimension, code)


def groups_of(decided: Decided, row: int, owned: dict[int, list[int]]) -> dict[str, str]:
    city, year = decided.city, decided.year
    dwelling = int(year.asked.dwelling[row])
    rooms = int(city.rooms[dwelling])
    return {
        "district": DISTRICTS[city.dwelling_district[dwelling]],
        "rooms": "5+" if rooms >= 5 else str(max(rooms, 1)),
        "dwelling_kind": DWELLING_KINDS[city.kind[dwelling]],
        "owner_kind": owner_kind(city, owned.get(dwelling, [])),
        "age": age_group(int(city.born[year.asked.applicant[row]])),
        "category": decided.stated(row),
        "origin": "arrival" if year.arrival[row] else "resident",
        "relation": decided.relation(row),
    }


def owners(city: City) -> dict[int, list[int]]:
    """Return the ownerships of every dwelling."""
    found: dict[int, list[int]] = {}
    for ownership, dwelling in enumerate(city.owned_dwelling.tolist()):
        found.setdefault(dwelling, []).append(ownership)
    return found


def owner_kind(city: City, ownerships: list[int]) -> str:
    organisations = [bool(city.owner_is_organisation[each]) for each in ownerships]
    people = [int(city.owner[each]) for each in ownerships if not city.owner_is_organisation[each]]
    if any(years(int(city.born[one])) < 18 or is_incapacitated(city, one) for one in people):
        return "protected"
    if any(organisations):
        return "organisation" if all(organisations) else "mixed"
    return "several_persons" if len(people) > 1 else "person"


def is_incapacitated(city: City, person: int) -> bool:
    return any(
        city.incapacitated_from[row] <= DAY
        and (city.incapacitated_until[row] == 0 or city.incapacitated_until[row] > DAY)
        for row in np.flatnonzero(city.incapacitated_person == person)
    )


def years(born: int) -> int:
    """Return somebody's age in whole years on the day."""
    year, month, day = born // 10_000, born // 100 % 100, born % 100
    return TODAY.year - year - ((TODAY.month, TODAY.day) < (month, day))


def age_group(born: int) -> str:
    return next(code for code, (low, high) in AGES.items() if low <= years(born) <= high)


@pytest.mark.parametrize(
    ("age", "code"),
    [
        *((16, "16-17"), (17, "16-17"), (18, "18-29"), (29, "18-29"), (30, "30-44")),
        *((44, "30-44"), (45, "45-59"), (59, "45-59"), (60, "60+"), (101, "60+")),
    ],
)
@pytest.mark.parametrize("since", [0, 1, 9_998])
def test_an_age_group_begins_on_a_birthday_and_ends_before_one(
    city: City, registers: Register, year: Year, age: int, code: str, since: int
) -> None:
    born = DAY - age * 10_000 - since  # a birthday today, the day before, almost a year ago
    aged = replace(registers, city=replace(city, born=np.full(city.persons, born, np.int32)))
    ages = fixed_groupings(year, aged)["age"]
    assert {ages.codes[group] for group in np.unique(ages.group)} == {code}
