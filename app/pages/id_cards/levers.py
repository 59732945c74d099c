"""The levers of the ID cards page, besides windows and weeks, which stand in the address."""

from typing import Any, Final

from app.planning.levers import PERCENT, At, Lever, by_mean, by_number
from app.planning.scenarios import Document, expanded

MOST_PEOPLE: Final = 1_000


def _share(name: str, group: str, section: str, lever: str) -> Lever:
    get, put = by_number(section, lever, PERCENT)
    return Lever(name, group, get, put, 0, PERCENT, digits=1, source=(section, lever))


def _mean_of(name: str, group: str, section: str, lever: str) -> Lever:
    get, put = by_mean(section, lever)
    high = 365 if lever.endswith("_days") else 600
    return Lever(name, group, get, put, 0, high, digits=1, source=(section, lever))


def _people(name: str, group: str, lever: str) -> Lever:
    """Return a number of people at work; where it goes by the hour, the most of them."""

    def get(document: Document, _office: At) -> float:
        return max(max(day) for day in expanded(document["id_pipeline"][lever]))

    def put(document: Document, _office: At, value: int) -> Document:
        return {**document, "id_pipeline": {**document["id_pipeline"], lever: value}}

    return Lever(name, group, get, put, 0, MOST_PEOPLE, source=("id_pipeline", lever))


def _number(name: str, section: str, low: float, high: float, **more: Any) -> Lever:  # noqa: ANN401 - fields of Lever
    get, put = by_number(section, name)
    group = more.pop("group", "run")
    return Lever(name, group, get, put, low, high, **more)


ALL: Final = (
    _share("id_online", "people", "demand", "id_online_share"),
    _share("refile", "people", "behaviour", "refile_share"),
    _share("photo", "people", "id_pipeline", "photo_mismatch_share"),
    _share("biometrics", "people", "behaviour", "biometrics_mismatch_share"),
    _people("officers", "office", "officers"),
    _mean_of("check", "office", "id_pipeline", "check_minutes"),
    _mean_of("intake", "office", "id_pipeline", "intake_days"),
    _number(
        "day_cards",
        "id_pipeline",
        0,
        1_000_000,
        group="making",
        may_be_empty=True,
        source=("id_pipeline", "day_cards"),
    ),
    _mean_of("production", "making", "id_pipeline", "production_days"),
    _mean_of("delivery", "making", "id_pipeline", "delivery_days"),
    _people("pickup_desks", "making", "pickup_desks"),
    _mean_of("pickup", "making", "behaviour", "pickup_days"),
    _number("replications", "run", 1, 200),
    _number("seed", "run", 0, 2**32 - 1),
)
"""Every lever, in the order of the panel."""

BY_NAME: Final = {lever.name: lever for lever in ALL}
GROUPS: Final = tuple(dict.fromkeys(lever.group for lever in ALL))
NOWHERE: Final = At("", 0)
"""The levers of this page belong to no office."""
