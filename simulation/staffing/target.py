"""What a staffing is to achieve."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.errors import BadInput
from simulation.staffing.expected import STATIONS
from synthetic_data.json_shape import is_number, keys, shown

LONGEST_WAIT: Final = 480.0
LEAST_SHARE, MOST_SHARE = 0.5, 0.99
MOST_DAYS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Target:
    """A limit of waiting, and how many are to be served within it.

    It is to hold within each hour of each office by itself: a good afternoon does not make up for
    a bad morning. Whoever leaves before being served is not served in time.

    Attributes:
        wait_minutes: the limit, inside.
        share: of visitors who are to be served within it.
        stations: to which stations it applies; the others keep the scenario's servers.
        officer_days: working days within which an officer is to have begun an application.
        officer_share: of applications that are.
    """

    wait_minutes: float = 20.0
    share: float = 0.9
    stations: tuple[str, ...] = STATIONS
    officer_days: float = 1.0
    officer_share: float = 0.9


def target_from(value: object, where: str = "target") -> Target:
    """Read a target.

    Args:
        value: JSON object with any of the attributes of `Target`.
        where: its name in messages.

    Raises:
        BadInput: an unknown key, a number out of range, an unknown station or none.
    """
    given = keys(value, where)
    for key in given:
        if key not in _LIMITS and key != "stations":
            raise BadInput(where, f"one of {', '.join([*_LIMITS, 'stations'])}", key)
    numbers = {key: _number(given[key], key, where) for key in _LIMITS if key in given}
    return Target(stations=_stations(given, where), **numbers)


_LIMITS: Final = {
    "wait_minutes": (0.0, LONGEST_WAIT),
    "share": (LEAST_SHARE, MOST_SHARE),
    "officer_days": (0.0, MOST_DAYS),
    "officer_share": (LEAST_SHARE, MOST_SHARE),
}


def _number(value: object, name: str, where: str) -> float:
    low, high = _LIMITS[name]
    if not is_number(value) or not low <= value <= high:
        raise BadInput(f"{where}: {name}", f"a number from {low:g} to {high:g}", shown(value))
    return float(value)


def _stations(given: Mapping[str, Any], where: str) -> tuple[str, ...]:
    listed = given.get("stations", list(STATIONS))
    if not isinstance(listed, list) or not listed or not set(listed) <= set(STATIONS):
        raise BadInput(f"{where}: stations", f"some of {', '.join(STATIONS)}", shown(listed))
    return tuple(station for station in STATIONS if station in listed)
