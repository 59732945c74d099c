"""The state of the Norms page, which is its address: where every lever stands.

Only levers that stand elsewhere than the law are written. A value that cannot be used is named
and left out, and the others count.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from app.navigation import CARRIED
from app.pages.norms.choices import CHOICES
from app.policy import (
    AREA,
    NORM,
    RATIO,
    read_ratio,
    read_switch,
    write_norm,
    write_ratio,
    write_value,
)
from app.policy import read_norm as read_any_norm
from app.visit import DEFAULT_DAY, Visit, without
from domain.law import Law
from domain.readings import SWITCHES, Value
from simulation.impact.setting import (
    HIGHEST_NORM,
    LOWEST_NORM,
    RESIDENCE_SWITCHES,
    Setting,
    lawful,
)

PATH: Final = "/norms"
NO_DATES: Final[Mapping[str, Any]] = MappingProxyType({})
LEVERS: Final = (NORM, RATIO, *(switch.name for switch in RESIDENCE_SWITCHES))
"""Parameters that are levers of the page."""

KNOWN: Final = frozenset({*CARRIED, *CHOICES})
"""Every parameter of the page's address."""


@dataclass(frozen=True)
class Asked:
    """What the address asks the page for.

    Attributes:
        setting: where the levers stand.
        lawful: where they stand by the law of the day.
        unmoved: where they stand as long as none is moved here: by the law of the day, with the
            days that the active scenario moves. The address writes what differs from it.
        wrong: what came for parameters that cannot be used, by their names.
        norm_from: the first day of the norm in the active scenario, where it is still to come.
        later: tenths of m² that the address names, in force from that day on; None: it names none.
    """

    setting: Setting
    lawful: Setting
    unmoved: Setting
    wrong: Mapping[str, str]
    norm_from: date | None = None
    later: int | None = None

    @property
    def written(self) -> Mapping[str, str]:
        """The parameters that the levers are in the address."""
        kept = {} if self.later is None else {NORM: write_norm(self.later)}
        return {**kept, **written(self.setting, self.unmoved)}

    @property
    def moved(self) -> tuple[str, ...]:
        """Names of the levers that are moved."""
        return tuple(self.written)

    @property
    def norm(self) -> int | None:
        """Where the lever of the norm stands, whether or not it is in force; None: nowhere."""
        return self.setting.norm_tenths if self.later is None else self.later

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


def read_setting(
    here: Visit, dates: Mapping[str, Any] = NO_DATES, norm_from: date | None = None
) -> Asked:
    """Read the address of the page.

    Args:
        here: the visit.
        dates: fields of the law that the active scenario moves besides the levers of the page.
        norm_from: the first day of its norm, where that is still to come: a norm of the address
            waits for it too.
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
    unmoved = replace(law, law=replace(law.law, **dates))
    setting = unmoved.read(**read)
    numbers = _read_numbers(here, wrong)
    later = None if norm_from is None else numbers.pop(NORM, None)
    setting = replace(setting, law=_with_numbers(setting, numbers))
    return Asked(setting, law, unmoved, wrong, norm_from, later)


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


def read_norm(text: str) -> int | None:
    """Return a norm in tenths of m² that the slider has, 60 to 300; None for any other."""
    norm = read_any_norm(text)
    return norm if norm is not None and LOWEST_NORM <= norm <= HIGHEST_NORM else None


def _with_numbers(setting: Setting, numbers: Mapping[str, int]) -> Law:
    law = setting.law
    if NORM in numbers:
        law = replace(law, norm_tenths=numbers[NORM])
    if RATIO in numbers and setting.readings.area == SWITCHES[AREA].other:
        law = replace(law, useful_permille=numbers[RATIO])  # the total area knows no ratio
    return law


def written(setting: Setting, law: Setting) -> dict[str, str]:
    """Return the parameters that a setting is in an address: what is moved.

    Args:
        setting: where the levers stand.
        law: where they stand unmoved.
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
