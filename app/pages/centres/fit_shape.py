"""What a kept fit of a ticket log looks like, of which the page reads so much without asking."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WEEK_DAYS: Final = 7
HOURS: Final = 24
DISTRIBUTIONS: Final = ("lognormal", "gamma", "exponential", "empirical")

Check = Callable[[object], bool]


def is_fit(document: object) -> bool:
    """Say whether a document is a ``tirkeu.fit/1`` in all that the page reads of it."""
    return _FIT(document)


def _number(value: object) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value)  # type: ignore[arg-type]  # a number


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _text(value: object) -> bool:
    return isinstance(value, str)


def _day(value: object) -> bool:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _one_of(*values: object) -> Check:
    return lambda value: isinstance(value, str) and value in values


def _or_none(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _each(check: Check, length: int | None = None, least: int = 0) -> Check:
    def checked(value: object) -> bool:
        if not isinstance(value, list) or len(value) < least:
            return False
        return length in (None, len(value)) and all(map(check, value))

    return checked


def _with(fields: Mapping[str, Check], *, may_lack: bool = False) -> Check:
    def checked(value: object) -> bool:
        if not isinstance(value, dict):
            return False
        return all(
            check(value[name]) if name in value else may_lack for name, check in fields.items()
        )

    return checked


_LEVER: Final = _with({"dist": _one_of(*DISTRIBUTIONS)})
_ARRIVALS: Final = _with(
    {
        "office": _text,
        "days": _each(_whole, WEEK_DAYS),
        "per_hour": _each(_each(_number, HOURS), WEEK_DAYS),
    }
)
_BIN: Final = _with(dict.fromkeys(("from", "to", "observed_share", "fitted_share"), _number))
_SERVICE: Final = _with(
    {
        "service": _text,
        "count": _whole,
        **dict.fromkeys(("mean", "mean_standard_error", "sd"), _number),
        "chosen": _LEVER,
        "candidates": _each(_with({"distance": _number}), least=1),
        "bins": _each(_BIN, least=1),
    }
)
_PATIENCE: Final = _with(
    {
        "left": _whole,
        "waited": _whole,
        "chosen": _or_none(_LEVER),
        "more_patient": _each(_each(_number, 2)),
        "fitted": _each(_number),
    }
)


def _curves(value: Any) -> bool:  # noqa: ANN401 - JSON
    return len(value["fitted"]) in (0, len(value["more_patient"]))


_FIT: Final = _with(
    {
        "format": _one_of("tirkeu.fit/1"),
        "rows": _with(
            {
                "read": _whole,
                "bad": _whole,
                "named": _each(_with({"line": _whole, "why": _text})),
            }
        ),
        "period": _each(_day, 2),
        "arrivals": _each(_ARRIVALS, least=1),
        "service_minutes": _each(_SERVICE, least=1),
        "patience": lambda value: _PATIENCE(value) and _curves(value),
        "levers": _with(
            {
                "service_minutes": _with(
                    dict.fromkeys(("window_other", "window_residence"), _LEVER), may_lack=True
                ),
                "patience_minutes": _or_none(_LEVER),
            }
        ),
    }
)
