"""One setting of the levers: the law's values of a day and how its text is read."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Final

from domain.law import law_on
from domain.readings import SWITCHES, Readings, Switch

if TYPE_CHECKING:
    from datetime import date

    from domain.law import Law

LOWEST_NORM: Final = 60
HIGHEST_NORM: Final = 300
"""Tenths of m² a person: what the levers offer, both inside."""

_OF_THE_CARD: Final = frozenset({"expiry_day", "reason", "duty_2026"})

RESIDENCE_SWITCHES: Final[tuple[Switch, ...]] = tuple(
    switch for name, switch in SWITCHES.items() if name not in _OF_THE_CARD
)
"""The readings that touch registrations, in the order of ``Readings``."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a norm's effect depends on besides the city and the year of applications.

    Equal settings have equal results, so a setting is the key under which results are kept.

    Args:
        law: the values of the day: norm, useful share, days of the pilot.
        readings: how the text is read.
    """

    law: Law
    readings: Readings = field(default_factory=Readings)

    @property
    def norm_tenths(self) -> int | None:
        """The norm in tenths of m² a person; None: none is in force."""
        return self.law.norm_tenths

    def at(self, norm_tenths: int | None) -> Setting:
        """Return the same setting with another norm."""
        return replace(self, law=replace(self.law, norm_tenths=norm_tenths))

    def read(self, **readings: str | bool) -> Setting:
        """Return the same setting with some readings changed."""
        return replace(self, readings=replace(self.readings, **readings))  # type: ignore[arg-type]  # checked by whoever names them

    def moved(self) -> tuple[str, ...]:
        """Return the names of the readings that do not stand at their default."""
        usual = Readings()
        return tuple(
            switch.name
            for switch in fields(Readings)
            if getattr(self.readings, switch.name) != getattr(usual, switch.name)
        )


def lawful(day: date) -> Setting:
    """Return the setting of the law on a day, with every reading at its default."""
    return Setting(law_on(day))
