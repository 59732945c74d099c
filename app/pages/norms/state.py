"""The state of the Norms page, which is its address: where every lever stands.

Only levers that stand elsewhere than the law are written. A value that cannot be used is named
and left out, and the others count.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from app.pages.norms.choices import CHOICES
from app.visit import DEFAULT_DAY, Visit, without
from domain.law import Law
from domain.readings import SWITCHES, Switch, Value
from simulation.impact.setting import (
    HIGHEST_NORM,
    LOWEST_NORM,
    RESIDENCE_SWITCHES,
    Setting,
    lawful,
)

PATH: Final = "/norms"
NORM: Final = "norm"
RATIO: Final = "ratio"
AREA: Final = "area"

LOWEST_RATIO: Final = 500
HIGHEST_RATIO: Final = 1_000
"""Thousandths of the total area that are useful, both inside."""

NUMBER: Final = re.compile(r"[0-9]{1,3}([.,][0-9]{1,3})?")
TENTHS, PERMILLE = 10, 1_000

ELSEWHERE: Final = frozenset({"lang", "day", *CHOICES})
"""Parameters that are no levers: the frame's, and what the sections below show."""

KNOWN: Final = frozenset({NORM, RATIO, *(s.name for s in RESIDENCE_SWITCHES), *ELSEWHERE})
"""Every parameter of the page's address."""


@dataclass(frozen=True)
class Asked:
    """What the address asks the page for.

    Attributes:
        setting: where the levers stand.
        lawful: where they stand by the law of the day.
        wrong: what came for parameters that cannot be used, by their names.
    """

    setting: Setting
    lawful: Setting
    wrong: Mapping[str, str]

    @property
    def moved(self) -> tuple[str, ...]:
        """Names of the levers that stand elsewhere than the law."""
        return tuple(written(self.setting, self.lawful))

    @property
    def is_lawful(self) -> bool:
        """Whether every lever stands at the law."""
        return self.setting == self.lawful


def chosen_well(here: Visit) -> Visit:
    """Return the visit without choices that there are not, with complaints about them."""
    for name, values in CHOICES.items():
        if here.query.get(name, values[0]) not in values:
            here = without(here, name)
    return here


def read_setting(here: Visit) -> Asked:
    """Read the address of the page.

    Args:
        here: the visit.
    """
    law, here = lawful(here.day or DEFAULT_DAY), chosen_well(here)
    wrong = {complaint.parameter: complaint.got for complaint in here.complaints}
    wrong |= {name: got for name, got in here.query.items() if name not in KNOWN}
    read: dict[str, Value] = {}
    for switch in RESIDENCE_SWITCHES:
        if switch.name in here.query:
            value = read_switch(switch, here.query[switch.name])
            if value is None:
                wrong[switch.name] = here.query[switch.name]
            else:
                read[switch.name] = value
    setting = law.read(**read)
    numbers = _read_numbers(here, wrong)
    return Asked(replace(setting, law=_with_numbers(setting, numbers)), law, wrong)


def _read_numbers(here: Visit, wrong: dict[str, str]) -> dict[str, int]:
    """Return norm and ratio as far as they can be used, adding what cannot to the wrong ones."""
    numbers = {}
    for name, reader in ((NORM, read_norm), (RATIO, read_ratio)):
        if name not in here.query:
            continue
        number = reader(here.query[name])
        if number is None:
            wrong[name] = here.query[name]
        else:
            numbers[name] = number
    return numbers


def _with_numbers(setting: Setting, numbers: Mapping[str, int]) -> Law:
    law = setting.law
    if NORM in numbers:
        law = replace(law, norm_tenths=numbers[NORM])
    if RATIO in numbers and setting.readings.area == SWITCHES[AREA].other:
        law = replace(law, useful_permille=numbers[RATIO])  # the total area knows no ratio
    return law


def read_switch(switch: Switch, text: str) -> Value | None:
    """Return the value of a reading that a text names; None where it names none."""
    return next((value for value in switch.values if write_value(value) == text), None)


def read_norm(text: str) -> int | None:
    """Return a norm in tenths of m², 60 to 300; None for what is no such norm."""
    return _whole(text, TENTHS, (LOWEST_NORM, HIGHEST_NORM))


def read_ratio(text: str) -> int | None:
    """Return thousandths of the total area, 500 to 1000; None for what is no such ratio."""
    return _whole(text, PERMILLE, (LOWEST_RATIO, HIGHEST_RATIO))


def _whole(text: str, scale: int, bounds: tuple[int, int]) -> int | None:
    if not NUMBER.fullmatch(text.strip()):
        return None
    scaled = Decimal(text.strip().replace(",", ".")) * scale
    is_fit = scaled == scaled.to_integral_value() and bounds[0] <= scaled <= bounds[1]
    return int(scaled) if is_fit else None


def write_value(value: Value) -> str:
    """Write the value of a reading as the address holds it."""
    return str(value).lower() if isinstance(value, bool) else value


def write_norm(tenths: int) -> str:
    """Write a norm as `read_norm` reads it, without a needless tenth."""
    return _decimal(tenths, TENTHS)


def write_ratio(permille: int) -> str:
    """Write a ratio as `read_ratio` reads it."""
    return _decimal(permille, PERMILLE)


def _decimal(value: int, scale: int) -> str:
    exact = (Decimal(value) / scale).normalize()
    return f"{exact:f}"


def written(setting: Setting, law: Setting) -> dict[str, str]:
    """Return the parameters that a setting is in an address: what differs from the law.

    Args:
        setting: where the levers stand.
        law: where the law of the day puts them.
    """
    found = {}
    norm = setting.norm_tenths
    if norm is not None and norm != law.norm_tenths:
        found[NORM] = write_norm(norm)
    if setting.law.useful_permille != law.law.useful_permille:
        found[RATIO] = write_ratio(setting.law.useful_permille)
    for switch in RESIDENCE_SWITCHES:
        value = getattr(setting.readings, switch.name)
        if value != getattr(law.readings, switch.name):
            found[switch.name] = write_value(value)
    return found
