"""Cases of a few records, for the tests of what reads and serves them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from domain.records import Choices
from domain.registries import Registries
from synthetic_data.case_file import Case, read_case
from synthetic_data.registry.case_rows import load_case
from synthetic_data.registry.wiring import registries

FAMILY: dict[str, Any] = {
    "format": "tirkeu.case/1",
    "date": "2026-02-02",
    "service": "residence",
    "channel": "egov_mobile",
    "registries": {
        "persons": [
            {"id": "O", "sex": "M", "born": "1965-03-01"},
            {"id": "S", "sex": "F", "born": "1966-03-01"},
            {"id": "KID", "sex": "M", "born": "2015-03-01"},
            {"id": "INC", "sex": "F", "born": "1970-03-01", "incapacitated": True},
            {"id": "U", "sex": "M", "born": "1990-03-01", "died": None},
        ],
        "organisations": [{"id": "LLP"}],
        "births": [{"child": "KID", "father": "O", "mother": "S"}],
        "marriages": [{"spouses": ["O", "S"], "from": "2010-05-01"}],
        "guardianships": [{"ward": "INC", "representative": "U"}],
        "dwellings": [
            {"id": "HOME", "total_area_m2": "60.5", "owners": ["O"], "registered_permanent": 3},
            {"id": "KIDS", "total_area_m2": 40, "owners": ["LLP", "O", "KID", "INC"]},
            {"id": "FIRM", "owners": ["LLP"], "registered_permanent": 1, "residents": ["U"]},
        ],
        "enrolments": [
            {"student": "U", "registry": "epvo", "from": "2025-09-01", "until": "2029-06-30"}
        ],
        "id_cards": [{"holder": "U", "expires": "2026-02-20"}],
    },
    "application": {"applicant": "U", "dwelling": "HOME"},
}


def changed(path: str, value: object) -> dict[str, Any]:
    """Return the family's case with one value set; numbers in the path are places in lists."""
    case = deepcopy(FAMILY)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    inner: Any = case
    for part in way:
        inner = inner.setdefault(part, {}) if isinstance(inner, dict) else inner[part]
    if isinstance(inner, list) and last == len(inner):
        inner.append(value)
    else:
        inner[last] = value
    return case


def with_lists(**lists: list[dict[str, Any]]) -> Case:
    """Return the family's case with lists of its registries replaced."""
    case = deepcopy(FAMILY)
    case["registries"] |= lists
    return read_case(case)


@contextmanager
def asking(case: Case, choices: Choices | None = None) -> Iterator[Registries]:
    """Open the registries of a case."""
    engine = create_engine("sqlite://")
    load_case(case.records, engine)
    with Session(engine) as session:
        yield registries(session, choices or case.choices, case.application.day, case.application)
    engine.dispose()


def as_text(case: dict[str, Any]) -> bytes:
    return json.dumps(case, ensure_ascii=False).encode()
