"""Margins and joints of the registers: acts, the kinship data mart, studies, ID cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from synthetic_data import evidence
from synthetic_data.city import CITIES, EDUCATION_REGISTRIES, REGIONS, City
from synthetic_data.draws import Ints
from synthetic_data.issuing import WEEKDAYS
from synthetic_data.quality import acts
from synthetic_data.quality.margin import Margin, margin, share

ASTANA = CITIES.index("astana")
A_YEAR, TEN_YEARS = 10_000, 100_000
"""Differences of days written ``yyyymmdd``."""

BY_AGE = {
    "nobd": "registers.college_age_share",
    "epvo": "registers.university_age_share",
}
"""The ages of full-time students, by register."""


def margins(city: City) -> Iterator[Margin]:
    """Yield the margins; each must be met, TVD below 0.01 in a full city.

    Args:
        city: any city.
    """
    return chain(acts.margins(city), _mart(city), _studies(city), _cards(city), _origins(city))


def joints(city: City) -> Iterator[Margin]:
    """Yield the joints that matter.

    Args:
        city: any city.
    """
    return chain(acts.joints(city), _student_ages(city), _card_joints(city))


def _mart(city: City) -> Iterator[Margin]:
    """Yield how many of the pairs that follow from the acts the mart lacks."""
    named = (
        city.father_recorded,
        city.mother_recorded,
        city.adoptive_father,
        city.adoptive_mother,
    )
    pairs = sum(int((column >= 0).sum()) for column in named)
    pairs += 2 * int(city.marriage_recorded.sum())
    held = len(city.mart_person)
    lag = evidence.number("registers.mart_lag_share")
    yield margin(
        "registers/mart_lag",
        "registers.mart_lag_share",
        ("lacking", "held"),
        (lag, 1 - lag),
        (pairs - held, held),
    )


def _studies(city: City) -> Iterator[Margin]:
    now = city.study_until >= city.as_of
    here = now & (city.study_city == ASTANA)
    full = city.full_time & here
    wanted = evidence.number("volumes.students_full_time")
    wanted /= evidence.number("population.total_2026")
    count = int(full.sum())
    yield margin(
        "registers/full_time_students",
        "volumes.students_full_time",
        ("full_time_student", "other_resident"),
        (wanted, 1 - wanted),
        (count, city.population - count),
    )
    yield _table("full_time_by_registry", EDUCATION_REGISTRIES, city.education_registry[full])
    for code, name in enumerate(EDUCATION_REGISTRIES):
        form = city.full_time[now & (city.education_registry == code)]
        wanted = evidence.table("registers.full_time_share")[name]
        yield share(f"registers/full_time/{name}", "registers.full_time_share", wanted, form)
    resident = city.student < city.population
    yield _table("study_city_share", CITIES, city.study_city[resident])
    yield _table("mover_study_city_share", CITIES, city.study_city[~resident])
    yield _number("study_ended_share", ~now)


def _table(name: str, classes: Sequence[str], codes: Ints) -> Margin:
    """Return the margin of codes against the table of the same name."""
    table = evidence.table(f"registers.{name}")
    target = [table.get(each, 0.0) for each in classes]
    counts = np.bincount(codes, minlength=len(classes))
    return margin(f"registers/{name}", f"registers.{name}", classes, target, counts)


def _number(name: str, mask: Ints) -> Margin:
    """Return the margin of a yes or no against the number of the same name."""
    wanted = evidence.number(f"registers.{name}")
    return share(f"registers/{name}", f"registers.{name}", wanted, mask)


def _student_ages(city: City) -> Iterator[Margin]:
    """Yield the ages of the capital's full-time students, by register."""
    here = (city.study_until >= city.as_of) & (city.study_city == ASTANA) & city.full_time
    split = evidence.table("registers.full_time_by_registry")
    classes, target, counts = [], [], []
    for code, name in enumerate(EDUCATION_REGISTRIES):
        table = evidence.table(BY_AGE[name])
        starts = [int(age) for age in table]
        student = city.student[here & (city.education_registry == code)]
        age = (city.as_of - city.born[student]) // A_YEAR
        classes += [f"{name}/{start}" for start in starts]
        target += [split[name] * each for each in table.values()]
        counts += [*np.histogram(age, [*starts, 200])[0]]
    yield margin("registers/student_age", BY_AGE["epvo"], classes, target, counts)


def _cards(city: City) -> Iterator[Margin]:
    resident = city.card_holder < city.population
    expires, issued = city.expires[resident], city.issued[resident]
    due = (expires >= city.as_of) & (expires < city.as_of + A_YEAR)
    wanted = evidence.number("volumes.id_expiry_renewals_astana_per_year")
    wanted /= evidence.number("population.total_2026")
    count = int(due.sum())
    yield margin(
        "registers/cards_running_out_in_a_year",
        "volumes.id_expiry_renewals_astana_per_year",
        ("card_runs_out", "other_resident"),
        (wanted, 1 - wanted),
        (count, city.population - count),
    )
    yield _months(expires[due])
    valid = issued[expires >= city.as_of]
    yield _issue_years(city.as_of, valid)
    yield _table("issue_weekday_share", WEEKDAYS, _weekdays(valid))
    yield _number("expired_share", expires < city.as_of)
    yield _number("card_data_changed_share", city.data_changed)


def _months(expires: Ints) -> Margin:
    table = evidence.table("registers.expiry_month_share")
    counts = np.bincount(expires // 100 % 100, minlength=13)[1:]
    key = "registers.expiry_month_share"
    return margin("registers/expiry_month", key, tuple(table), [*table.values()], counts)


def _issue_years(as_of: int, issued: Ints) -> Margin:
    table = evidence.table("registers.issue_year_share")
    back = (as_of - issued - 1) // A_YEAR
    counts = np.bincount(back, minlength=len(table))[len(table) - 1 :: -1]
    key = "registers.issue_year_share"
    return margin("registers/issue_year", key, tuple(table), [*table.values()], counts)


def _weekdays(days: Ints) -> Ints:
    """Return the weekday of days written ``yyyymmdd``, 0 Monday."""
    months = (days // A_YEAR - 1970) * 12 + days // 100 % 100 - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    weekday: Ints = ((first + days % 100 - 1 + 3) % 7).astype(np.int8)
    return weekday


def _card_joints(city: City) -> Iterator[Margin]:
    """Yield month of expiry by weekday of issue, and year by month of issue."""
    resident = city.card_holder < city.population
    expires, issued = city.expires[resident], city.issued[resident]
    due = (expires >= city.as_of) & (expires < city.as_of + A_YEAR)
    month = evidence.table("registers.expiry_month_share")
    week = evidence.table("registers.issue_weekday_share")
    cell = (expires[due] // 100 % 100 - 1) * 7 + _weekdays(issued[due])
    yield _crossed("expiry_month_by_weekday", (month, week), cell)
    valid = issued[(expires >= city.as_of) & (issued < city.as_of)]
    year = evidence.table("registers.issue_year_share")
    back = (city.as_of - valid - 1) // A_YEAR
    cell = (len(year) - 1 - back) * 12 + valid // 100 % 100 - 1
    kept = back < len(year)
    yield _crossed("issue_year_by_month", (year, month), cell[kept])


def _crossed(name: str, tables: tuple[dict[str, float], dict[str, float]], cell: Ints) -> Margin:
    """Return a cross table of two tables that are independent of each other."""
    rows, columns = tables
    classes = [f"{row}/{column}" for row in rows for column in columns]
    target = np.outer([*rows.values()], [*columns.values()]).ravel()
    counts = np.bincount(cell, minlength=len(classes))
    return margin(f"registers/{name}", "registers.expiry_month_share", classes, target, counts)


def _origins(city: City) -> Iterator[Margin]:
    """Yield where those come from who are on file in another region."""
    table = evidence.table("volumes.origin_share")
    away = city.region[(city.region != REGIONS.index("astana")) & (city.died == 0)]
    counts = np.bincount(away, minlength=len(REGIONS))[1:]
    target = [table.get(name, 0.0) for name in REGIONS[1:]]
    yield margin("registers/origin", "volumes.origin_share", REGIONS[1:], target, counts)
