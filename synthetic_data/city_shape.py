"""What the columns of a saved city must look like: their types, and which are equally long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

GROUPS = (
    """born died sex iin region district home family_name given_name patronymic people
    father mother father_recorded mother_recorded act_recorded birth_defect""",
    "spouse_a spouse_b married_from married_until marriage_recorded marriage_defect",
    "adopted_child adoptive_father adoptive_mother adopted_on",
    """dwelling_city dwelling_district street house flat rooms
    total_area useful_area kind""",
    "owned_dwelling owner owner_is_organisation",
    "organisation_name",
    "registered_person registered_dwelling registration_kind",
    "incapacitated_person incapacitated_from incapacitated_until",
    "ward guardian",
    "student education_registry full_time study_city study_from study_until",
    "card_holder issued expires data_changed",
    "mart_person mart_relative mart_relation mart_as_of",
)
"""Columns of one table, a row of which is a row of each; the first says how many there are."""

CODES = """sex region district people birth_defect marriage_defect dwelling_city
dwelling_district rooms kind registration_kind education_registry study_city mart_relation"""
FLAGS = "act_recorded marriage_recorded owner_is_organisation full_time data_changed"

TYPES: dict[str, type[np.generic]] = {
    **{name: np.int32 for group in GROUPS for name in group.split()},
    **dict.fromkeys(CODES.split(), np.int8),
    **dict.fromkeys(FLAGS.split(), np.bool_),
    "iin": np.int64,
}


def fault_of(columns: Mapping[str, Any]) -> str | None:
    """Return what is wrong with the form of a city's columns; None: nothing.

    Args:
        columns: all arrays by name.
    """
    for group in GROUPS:
        first, *_others = names = group.split()
        for name in names:
            column = columns[name]
            if column.dtype != TYPES[name] or column.ndim != 1:
                return f"column {name} of {_form(column)} instead of a row of {_type(name)}"
            if len(column) != len(columns[first]):
                return (
                    f"column {name} of {len(column)} rows beside {len(columns[first])} of {first}"
                )
    return None


def _form(column: Any) -> str:  # noqa: ANN401 - an array of any type
    return f"{column.ndim} dimensions of {column.dtype}" if column.ndim != 1 else str(column.dtype)


def _type(name: str) -> str:
    return str(np.dtype(TYPES[name]))
