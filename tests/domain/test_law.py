"""Law values: their days, their papers, and what a case sets in their place."""

from datetime import date
from typing import Any

import pytest

from domain.errors import BadInput
from domain.law import FILES, PAPERS, articles, articles_from, in_force, law_on, value_on

COMPLETE = {
    "from": "2026-01-01",
    "value": "15",
    "act": '"Decision 1"',
    "clause": '"paragraph 1"',
    "source": '"a page"',
    "checked": "2026-02-01",
}


def written(unit: str | None = '"m2"', **entry: str) -> str:
    lines = ["[norm]", *([f"unit = {unit}"] if unit else []), "[[norm.values]]"]
    return "\n".join([*lines, *(f"{key} = {value}" for key, value in entry.items())])


@pytest.mark.parametrize(
    ("day", "norm_tenths"),
    [
        (date(2025, 11, 11), None),
        (date(2025, 12, 25), None),
        (date(2025, 12, 26), 150),
        (date(2025, 12, 27), 150),
        (date(2026, 6, 30), 150),
    ],
)
def test_the_norm_holds_from_the_day_it_was_adopted(day: date, norm_tenths: int | None) -> None:
    assert law_on(day).norm_tenths == norm_tenths


@pytest.mark.parametrize(
    ("day", "duty"),
    [
        (date(2024, 12, 31), 786),
        (date(2025, 1, 1), 786),
        (date(2025, 12, 31), 786),
        (date(2026, 1, 1), 865),
        (date(2026, 1, 2), 865),
    ],
)
def test_the_duty_follows_the_index_of_the_year(day: date, duty: int) -> None:
    assert law_on(day).duty_kzt == duty


def test_the_rest_of_the_law_is_what_the_orders_say() -> None:
    law = law_on(date(2020, 1, 1))
    assert law.residence_pilot == (date(2025, 11, 11), date(2026, 6, 30))
    assert law.id_card_pilot == (date(2025, 5, 28), date(2026, 3, 31))
    assert (law.window_before_days, law.window_after_days) == (30, 10)
    assert law.useful_permille == 950


def test_a_value_given_applies_on_every_day_and_none_keeps_the_law() -> None:
    day = date(2025, 12, 1)
    assert law_on(day, norm_tenths=64, duty_kzt=None).norm_tenths == 64
    assert law_on(day, norm_tenths=64, duty_kzt=None).duty_kzt == 786
    assert law_on(day).norm_tenths is None
    assert law_on(day, norm_tenths=64).day == day


def test_a_complete_value_is_read() -> None:
    (article,) = articles_from(written(**COMPLETE), "norm.toml")
    assert (article.name, article.unit, article.value) == ("norm", "m2", 15)
    assert (article.start, article.checked) == (date(2026, 1, 1), date(2026, 2, 1))
    assert (article.act, article.clause, article.source) == ("Decision 1", "paragraph 1", "a page")


@pytest.mark.parametrize("missing", PAPERS)
def test_a_value_without_one_of_its_papers_is_refused(missing: str) -> None:
    entry = {key: value for key, value in COMPLETE.items() if key != missing}
    begun = entry.get("from", "nowhere")
    with pytest.raises(BadInput) as caught:
        articles_from(written(**entry), "norm.toml")
    assert str(caught.value).startswith(f"norm.toml: norm from {begun}: {missing}: expected ")
    assert str(caught.value).endswith(", got None")


@pytest.mark.parametrize("key", ["act", "clause", "source"])
def test_an_empty_paper_is_none(key: str) -> None:
    with pytest.raises(BadInput, match=f"{key}: expected a str, got nothing"):
        articles_from(written(**{**COMPLETE, key: '""'}), "norm.toml")


@pytest.mark.parametrize("key", ["from", "checked"])
def test_a_day_is_a_date_and_not_a_text(key: str) -> None:
    with pytest.raises(BadInput, match=f"{key}: expected a date, got soon"):
        articles_from(written(**{**COMPLETE, key: '"soon"'}), "norm.toml")


@pytest.mark.parametrize(("unit", "got"), [(None, "None"), ('""', "nothing"), ("3", "3")])
def test_a_value_without_a_unit_is_refused(unit: str | None, got: str) -> None:
    with pytest.raises(BadInput) as caught:
        articles_from(written(unit, **COMPLETE), "norm.toml")
    assert str(caught.value) == f"norm.toml: norm.unit: expected the unit of the value, got {got}"


def test_a_key_that_no_value_has_is_refused() -> None:
    with pytest.raises(BadInput) as caught:
        articles_from(written(**COMPLETE, mood='"good"'), "norm.toml")
    assert str(caught.value) == (
        "norm.toml: norm from 2026-01-01: mood: "
        "expected one of from, value, act, clause, source, checked, got mood"
    )


def test_a_file_may_name_a_value_that_no_act_has_set_yet() -> None:
    assert articles_from('[norm]\nunit = "m2"', "norm.toml") == ()


def test_every_value_on_file_names_a_day_it_was_checked_after_it_was_made() -> None:
    for article in articles():
        assert article.checked >= date(2026, 1, 1)
        assert article.start <= article.checked
        assert article.unit
    assert len({(a.name, a.start) for a in articles()}) == len(articles())
    assert FILES == ("residence.toml", "identity_card.toml")


def test_before_its_first_day_nothing_is_in_force_and_the_first_value_is_known() -> None:
    assert in_force("duty_kzt", date(2024, 12, 31)) is None
    assert value_on("duty_kzt", date(2024, 12, 31)) == 786


def test_of_two_values_the_later_begun_holds_whatever_their_order() -> None:
    held: Any = in_force("duty_kzt", date(2026, 5, 1))
    assert held.value == 865
