from collections.abc import Callable
from typing import Any

import pytest

from synthetic_data.city import City
from synthetic_data.generate import generate_city

ALWAYS = {"opens": "00:00", "closes": "24:00", "working_days": [1, 2, 3, 4, 5, 6, 7]}


def queue_scenario(
    per_hour: float = 30,
    service: dict[str, Any] | None = None,
    windows: int = 1,
    patience: dict[str, Any] | None = None,
    **run: int,
) -> dict[str, Any]:
    """A centre that never closes and whose windows are one plain queue."""
    office = {**ALWAYS, "id": "queue", "reception_desks": 1, "windows": windows}
    return {
        "format": "tirkeu.scenario/1",
        "period": {"from": "2026-01-12", "until": "2026-01-27"},
        "offices": [office],
        "demand": {
            "residence_per_day": 0,
            "temporary_stay_per_day": 0,
            "id_renewals": False,
            "other_visits_per_hour": {"queue": per_hour},
        },
        "service_minutes": {
            "reception": {"dist": "constant", "mean": 0},
            "window_other": service or {"dist": "exponential", "mean": 1.4},
        },
        "behaviour": {"patience_minutes": patience},
        "run": {"replications": 12, "warm_up_days": 1, "seed": 1} | run,
    }


@pytest.fixture(scope="session")
def city() -> City:
    return generate_city(4000, 1)


@pytest.fixture
def queue() -> Callable[..., dict[str, Any]]:
    return queue_scenario
