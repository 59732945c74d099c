"""From a visit to what is known about it: the levers read, the study of the day looked up."""

from dataclasses import dataclass

from app.active import moved_dates
from app.pages.norms.sentences import Finding
from app.pages.norms.state import Asked, chosen_well, read_setting
from app.services import Services
from app.studies import Held
from app.visit import DEFAULT_DAY, Visit
from simulation.impact.study import Study


@dataclass(frozen=True)
class Screen:
    """What the page is asked for, and how far its study has come.

    Attributes:
        visit: the visit.
        asked: where the levers stand.
        held: the study of the day.
    """

    visit: Visit
    asked: Asked
    held: Held

    @property
    def study(self) -> Study | None:
        """The study; None as long as it is not ready."""
        return self.held.study

    @property
    def in_pilot(self) -> bool:
        """Whether the pilot is in force on the day."""
        law = self.asked.setting.law
        first, last = law.residence_pilot
        return first <= law.day <= last


def screen(here: Visit, services: Services) -> Screen | None:
    """Return what the page shows; None where there is no city."""
    if services.studies is None:
        return None
    here = chosen_well(here)
    asked = read_setting(here, *moved_dates(here, services.store))
    return Screen(here, asked, services.studies.of(here.day or DEFAULT_DAY))


def finding(shown: Screen, *, with_ranges: bool = False) -> Finding | None:
    """Return what is known about the setting; None as long as the study is not ready.

    Args:
        shown: what the page is asked for.
        with_ranges: count the ranges too, which takes seconds; else only those counted before.
    """
    study, known, asked = shown.study, shown.held.ranges, shown.asked
    if study is None or known is None:
        return None
    yours, law = study.brief(asked.setting), study.brief(asked.lawful)
    ranges = known.counted(asked.setting) if with_ranges else known.known(asked.setting)
    return Finding(asked, yours, law, ranges, shown.visit.words)
