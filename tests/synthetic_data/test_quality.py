"""The report of a city's quality, its limits, and the facts that were held out."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import synthetic_data
from synthetic_data import evidence
from synthetic_data.city import City
from synthetic_data.generate import generate_city
from synthetic_data.quality.anchors import COMPARED, Anchor, anchors
from synthetic_data.quality.held_out import Prediction, predictions
from synthetic_data.quality.limits import chance, limit, relative_chance, relative_limit
from synthetic_data.quality.margin import Margin, margin, ratio, share
from synthetic_data.quality.report import Quality, document, facts, quality
from synthetic_data.quality.told import told

ROOT = Path(synthetic_data.__file__).parent
SOURCE = "population.female_share"


@pytest.fixture(scope="module")
def found(city: City) -> Quality:
    return quality(city)


def a_margin(got: tuple[float, float], counted: int = 1_000_000) -> Margin:
    return margin("people/sex", SOURCE, ("M", "F"), (0.5, 0.5), [counted * part for part in got])


@pytest.mark.parametrize(
    ("population", "expected"),
    [(1_600_000, 0.01), (1_000_000, 0.01), (999_999, 0.03), (100_000, 0.03)],
)
def test_a_large_city_has_a_limit_of_its_size(population: int, expected: float) -> None:
    assert limit(a_margin((0.5, 0.5)), population) == expected


@pytest.mark.parametrize("counted", [1, 100, 10_000])
def test_a_small_city_is_allowed_what_chance_does_on_top(counted: int) -> None:
    one = a_margin((0.5, 0.5), counted)
    assert limit(one, 99_999) == pytest.approx(0.03 + chance(one))


def test_what_chance_is_allowed_is_passed_once_in_a_thousand_draws_at_most() -> None:
    random = np.random.default_rng(1)
    shares = np.array([0.5, 0.3, 0.15, 0.05])
    counts = random.multinomial(400, shares, size=20_000) / 400
    distances = np.abs(counts - shares).sum(axis=1) / 2
    allowed = chance(margin("a/b", SOURCE, "abcd", shares.tolist(), [100, 100, 100, 100]))
    assert (distances > allowed).mean() <= 0.001
    assert allowed < 5 * distances.mean()


@pytest.mark.parametrize(
    ("got", "verdict"),
    [
        ((0.5, 0.5), "met"),
        ((0.509999, 0.490001), "met"),
        ((0.51, 0.49), "missed"),
        ((0.510001, 0.489999), "missed"),
        ((0.0, 0.0), "nothing_counted"),
    ],
)
def test_a_margin_is_met_below_its_limit(
    found: Quality, got: tuple[float, float], verdict: str
) -> None:
    one = a_margin(got)
    full = replace(found, population=1_600_000, margins=(one,))
    assert full.verdict(one) == verdict
    assert (full.missed == (one,)) == (verdict == "missed")
    assert full.holds == (verdict != "missed")


def enlarged(one: Margin, times: int = 80) -> Margin:
    """A margin as if the city were so many times as large."""
    return replace(one, counted=one.counted * times)


def without_the_rarer(one: Margin) -> Margin:
    got = np.zeros(2)
    got[one.target.argmax()] = 1
    return replace(one, got=got)


def test_a_full_city_with_none_of_a_rare_class_misses_its_share(found: Quality) -> None:
    shares = [m for m in found.margins if len(m.classes) == 2 and m.counted]
    assert min(float(m.target.min()) for m in shares) < 0.002
    none = [without_the_rarer(enlarged(m)) for m in shares]
    full = replace(found, population=1_600_000)
    assert [m.name for m in none if full.verdict(m) != "missed"] == []


@pytest.mark.parametrize(
    ("off", "verdict"),
    [(-0.18, "missed"), (-0.055, "met"), (0, "met"), (0.055, "met"), (0.18, "missed")],
)
def test_a_share_may_be_a_twentieth_and_what_chance_does_off(
    found: Quality, off: float, verdict: str
) -> None:
    got = 0.05 * (1 + off)
    one = margin("registers/a", SOURCE, ("yes", "no"), (0.05, 0.95), (1e6 * got, 1e6 * (1 - got)))
    assert one.tvd < 0.01
    assert replace(found, population=1_600_000).verdict(one) == verdict


def test_the_rarer_class_is_judged_whichever_comes_first() -> None:
    one = margin("a/b", SOURCE, ("held", "lacking"), (0.995, 0.005), (100, 0))
    assert one.relative == 1
    assert margin("a/b", SOURCE, "abc", (1, 1, 1), (1, 1, 1)).relative is None
    assert relative_limit(margin("a/b", SOURCE, "abc", (1, 1, 1), (1, 1, 1))) is None
    assert share("a/b", SOURCE, 0.5, []).relative is None
    assert share("a/b", SOURCE, 0.0, [False]).relative == 0


@pytest.mark.parametrize(
    ("provided", "verdict"),
    [(0.961, "missed"), (0.985, "missed"), (0.995, "met"), (1.03, "missed")],
)
def test_a_ratio_is_judged_by_its_own_error_and_not_by_a_quarter_of_it(
    found: Quality, provided: float, verdict: str
) -> None:
    one = ratio("homes/a", SOURCE, ("provided", "registered"), (provided * 1.6e6, 1.6e6))
    assert one.tvd < 0.01
    assert one.relative == pytest.approx(abs(provided - 1))
    assert replace(found, population=1_600_000).verdict(one) == verdict


@pytest.mark.parametrize(("draws", "wanted"), [(400, 0.05), (2_000, 0.004), (100_000, 0.0015)])
def test_what_chance_is_allowed_of_a_share_is_passed_once_in_a_thousand_draws_at_most(
    draws: int, wanted: float
) -> None:
    got = np.random.default_rng(1).binomial(draws, wanted, size=20_000) / draws
    one = margin("a/b", SOURCE, ("yes", "no"), (wanted, 1 - wanted), (0, draws))
    assert (abs(got / wanted - 1) > relative_chance(one)).mean() <= 0.001


def test_the_margins_of_a_stock_are_ratios(found: Quality) -> None:
    assert {m.name for m in found.margins if m.is_ratio} == {
        "homes/area_per_registered_person",
        "homes/dwellings_per_resident",
    }


def test_a_broken_rule_is_no_quality_either(found: Quality) -> None:
    one = replace(found, margins=(), violations={"nobody is late": 2, "nobody is early": 0})
    assert not one.holds
    assert dict(one.broken) == {"nobody is late": 2}


def test_the_city_of_the_tests_holds_against_its_evidence(found: Quality) -> None:
    assert [(m.name, m.tvd) for m in found.missed] == []
    assert dict(found.broken) == {}


@pytest.mark.parametrize(("population", "seed"), [(50_000, 2), (100_000, 3)])
def test_a_larger_city_meets_every_margin_and_breaks_no_rule(population: int, seed: int) -> None:
    measured = quality(generate_city(population, seed))
    assert {m.name: m.tvd for m in measured.missed} == {}
    assert dict(measured.broken) == {}


def test_every_distribution_names_a_figure_and_its_classes_once(found: Quality) -> None:
    every = [*found.margins, *found.joints]
    names = [each.name for each in every]
    assert len(set(names)) == len(names)
    for each in every:
        assert evidence.figure(each.source).kind in evidence.KINDS
        assert len(set(each.classes)) == len(each.classes) == len(each.target) == len(each.got)
        assert each.target.sum() == pytest.approx(1)


def test_the_document_is_plain_json_and_the_same_every_time(city: City, found: Quality) -> None:
    one, again = (json.dumps(document(each)) for each in (found, quality(city)))
    assert one == again
    made = json.loads(one)
    assert made["format"] == "tirkeu.quality/1"
    assert (made["population"], made["seed"], made["as_of"]) == (20_000, 1, "2026-01-01")
    assert made["sha256"] == city.sha256()
    assert len(made["integrity"]) == len(found.violations)


def test_a_distribution_is_told_with_target_got_and_distances(found: Quality) -> None:
    one = share("people/married", SOURCE, 0.25, [True, False])
    made = document(replace(found, margins=(one,), joints=(one,)))
    (told,), (joint,) = made["margins"], made["joints"]
    assert told["classes"] == [
        {"class": "yes", "target": 0.25, "got": 0.5},
        {"class": "no", "target": 0.75, "got": 0.5},
    ]
    assert (told["tvd"], told["srmse"], told["counted"]) == (0.25, 0.5, 2)
    assert (told["source"], told["kind"]) == (SOURCE, "reported")
    assert told["limit"] == pytest.approx(0.03 + told["chance"], abs=2e-6)
    own = {"limit", "relative", "relative_limit", "is_ratio", "verdict"}
    assert {*told} - {*joint} == own
    assert told["relative"] == 1
    assert told["relative_limit"] == pytest.approx(0.05 + relative_chance(one), abs=2e-6)


def test_facts_say_what_there_is(city: City, found: Quality) -> None:
    assert found.facts["persons"] == city.persons
    assert found.facts["generations"] >= 4
    assert found.facts["registrations"] == len(city.registered_person)
    assert found.facts["marriages_now"] == (city.married_until == 0).sum()
    assert found.facts["half_siblings_by_mother"] > 0
    assert 20 < found.facts["m2_per_registered_person"] < 33


def test_the_area_of_the_facts_is_the_one_of_the_margin_and_the_anchor(
    city: City, found: Quality
) -> None:
    assert (city.total_area < 0).any()
    one = next(m for m in found.margins if m.name == "homes/area_per_registered_person")
    wanted = evidence.number("housing.area_per_registered_person")
    assert found.facts["m2_per_registered_person"] == pytest.approx(
        one.got[0] / one.got[1] * wanted, abs=0.005
    )
    anchor = next(each for each in found.anchors if each.name == "stock_area_m2_2026")
    factor = evidence.number("population.total_2026") / city.population
    assert anchor.found == pytest.approx(found.facts["total_area_m2"] * factor, rel=1e-4)


def test_generations_are_counted_along_the_longest_line(
    city_of: Callable[[int, int], City],
) -> None:
    city = city_of(500, 1)
    nobody = np.full(city.persons, -1, np.int32)
    father = nobody.copy()
    father[[3, 7, 9, 20]] = [7, 9, 11, 7]
    none = np.empty(0, np.int32)
    bare: dict[str, Any] = {"adopted_child": none, "adoptive_father": none, "adoptive_mother": none}
    line = replace(city, father=father, mother=nobody, **bare)
    assert facts(line)["generations"] == 4
    assert facts(replace(line, father=nobody))["generations"] == 1


# ------------------------------------------------------------------------- held out


def generator_files() -> list[Path]:
    own = {"held_out.py", "report.py", "evidence.py"}
    return [path for path in sorted(ROOT.rglob("*.py")) if path.name not in own]


def test_what_is_held_out_is_named_by_nothing_that_makes_or_tunes_the_city() -> None:
    assert len(generator_files()) > 30
    names = [figure.key.partition(".")[2] for figure in evidence.figures("held_out").values()]
    told = re.compile("|".join(["held_out", *names]))
    assert [path.name for path in generator_files() if told.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("name", "value", "as_of"),
    [
        ("people_in_households_of_5_or_more", 0.26, "2021"),
        ("owner_occupied", 0.868, "2020"),
        ("births_per_year", 24_100, "2025"),
    ],
)
def test_a_fact_that_is_held_out_is_the_published_one(name: str, value: float, as_of: str) -> None:
    figure = evidence.figure(f"held_out.{name}")
    assert (figure.value, figure.as_of) == (value, as_of)


def test_every_fact_is_predicted_and_explained_in_three_languages(found: Quality) -> None:
    facts = evidence.figures("held_out")
    assert [each.name for each in found.predictions] == list(facts)
    assert set(told("meanings")) == set(facts)
    for words in told("meanings").values():
        assert set(words) == {"title", "above", "near", "below"}
        for texts in words.values():
            assert set(texts) == {"ru", "kk", "en"}
            assert all(texts.values())


@pytest.mark.parametrize(
    ("predicted", "side"),
    [(0.8246, "near"), (0.8245, "below"), (0.9113, "near"), (0.9115, "above"), (0.868, "near")],
)
def test_a_prediction_is_near_within_a_twentieth(predicted: float, side: str) -> None:
    each = Prediction("owner_occupied", 0.868, predicted, 100)
    assert each.side == side
    assert each.meaning == told("meanings")["owner_occupied"][side]


def test_predictions_follow_the_city(city_of: Callable[[int, int], City]) -> None:
    city = city_of(500, 1)

    def predicted(**columns: Any) -> list[float]:  # noqa: ANN401 - columns of the city
        return [each.predicted for each in predictions(replace(city, **columns))]

    nobody_owns = replace(city, owner=np.full_like(city.owner, city.persons - 1))
    assert predicted(owner=nobody_owns.owner)[1] < 0.01
    crowded = np.where(city.home >= 0, int(np.flatnonzero(city.kind == 0)[0]), -1)
    assert predicted(home=crowded.astype(np.int32))[0] == 1
    old = np.full_like(city.born, 19700101)
    assert predicted(born=old)[2] == 0
    assert predicted()[2] == pytest.approx(
        (city.born[:500] > 20250101).sum() / 500 * evidence.number("population.total_2026")
    )


# ------------------------------------------------------------------------- anchors


def test_every_anchor_is_compared_and_explained_in_three_languages(found: Quality) -> None:
    assert [each.key for each in found.anchors] == list(COMPARED)
    assert set(told("anchors")) == {each.name for each in found.anchors}
    for words in told("anchors").values():
        assert set(words) == {"title", "meaning"}
        assert all(set(texts) == {"ru", "kk", "en"} for texts in words.values())
    made = document(found)["anchors"]
    assert [each["figure"] for each in made] == list(COMPARED)
    assert made[0]["difference"] == pytest.approx(made[0]["found"] - made[0]["published"])


def test_anchors_follow_the_city(city_of: Callable[[int, int], City]) -> None:
    city = city_of(500, 1)

    def found(**columns: Any) -> dict[str, float]:  # noqa: ANN401 - columns of the city
        return {each.name: each.found for each in anchors(replace(city, **columns))}

    before = found()
    assert found(married_from=np.full_like(city.married_from, 19900101))["marriages_q1"] == 0
    assert found(married_until=np.zeros_like(city.married_until))["divorces_per_marriage_kz"] == 0
    old = np.full_like(city.born, 19400101)
    assert found(born=old)["dependents_per_1000_working"] == 500_000
    assert found(issued=np.full_like(city.issued, 20170101))["id_cards_astana_per_year"] == 0
    doubled = found(total_area=city.total_area * 2)
    for name in ("stock_area_m2_2026", "area_per_person_of_the_statistics_m2"):
        assert doubled[name] == pytest.approx(2 * before[name], rel=0.01)
    assert found(kind=np.zeros_like(city.kind))["dorm_places_2018"] == 0
    assert 2.5 < before["mean_household_kz"] < 4


def test_a_quarter_is_compared_as_a_year() -> None:
    key = "anchors.marriages_q1"
    assert Anchor(key, COMPARED[key][0] * evidence.number(key), 7_656).difference == 0
