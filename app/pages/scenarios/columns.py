"""What is known of the scenarios that are compared: their runs, and what their policy does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from app.components.centres_numbers import UNKNOWN, Estimate
from app.i18n import Words
from app.jobs.run import Run, State
from app.last_runs import LastRuns
from app.pages.norms.screens import screen as norms_screen
from app.pages.norms.state import PATH as NORMS
from app.pages.scenarios.questions import KIND, PARTS, Question, question
from app.planning.scenarios import scenario_of
from app.report.making import norms_of
from app.report.reported import NO_CHANGE, Change, Norms, change_of
from app.saved import Saved
from app.services import Services
from app.studies import Progress
from app.visit import visit
from simulation.impact.setting import Setting
from simulation.policy import law_of

NOTHING_DIFFERS: Final = Change(Estimate(0.0, 0.0, 0.0), "same")

Key = tuple[str, str, str, str]
"""Measure, station, office and statistic, as results name them."""


class Both(NamedTuple):
    """What a policy does, and what the law of the same day does."""

    yours: Norms
    law: Norms


@dataclass(frozen=True)
class Answer:
    """The runs that answer one part of the question.

    Attributes:
        run: of the scenario as it is now; None: it was never started.
        shown: the run whose results are shown; None: there are none.
    """

    run: Run | None = None
    shown: Run | None = None

    @property
    def is_open(self) -> bool:
        """Whether a run of the scenario as it is now is under way."""
        return self.run is not None and self.run.is_open

    @property
    def is_missing(self) -> bool:
        """Whether a run of the scenario as it is now is still to be started."""
        return self.run is None or self.run.state in (State.FAILED, State.CANCELLED)

    @property
    def is_outdated(self) -> bool:
        """Whether what is shown is of the scenario as it was before."""
        return self.shown is not None and (self.run is None or self.shown.id != self.run.id)

    @property
    def yours(self) -> Mapping[str, Any] | None:
        """Results of the scenario."""
        return None if self.shown is None else self.shown.result["yours"]

    @property
    def base(self) -> Mapping[str, Any] | None:
        """Results of what it is compared with; its own where it is the same; None: not yet."""
        if self.shown is None:
            return None
        is_alone = self.shown.document.get("baseline") is None
        found: Mapping[str, Any] | None = self.shown.result["yours" if is_alone else "baseline"]
        return found

    def value(self, key: Key) -> Estimate:
        """Return an estimate of the scenario; unknown where there is none."""
        return _estimate(self.yours, key)

    def law(self, key: Key) -> Estimate:
        """Return the same of what it is compared with."""
        return _estimate(self.base, key)

    def change(self, key: Key) -> Change:
        """Return the paired difference; nothing where the scenario is the baseline itself."""
        if self.shown is None:
            return NO_CHANGE
        compared = self.shown.result.get("differences")
        if compared is None:
            is_alone = self.base is not None and self.base is self.yours
            known = self.value(key).value is not None
            return NOTHING_DIFFERS if is_alone and known else NO_CHANGE
        found = next((row for row in compared["measures"] if _key(row) == key), None)
        return NO_CHANGE if found is None else change_of(found)


def _key(row: Mapping[str, Any]) -> Key:
    return row["measure"], row["station"], row["office"], row["statistic"]


def _estimate(results: Mapping[str, Any] | None, key: Key) -> Estimate:
    for row in () if results is None else results["measures"]:
        if _key(row) == key:
            return Estimate(row["value"], *(row["ci95"] or (None, None)))
    return UNKNOWN


@dataclass(frozen=True)
class Column:
    """One scenario that is compared.

    Attributes:
        saved: the scenario.
        asked: what is asked of it.
        answers: by part.
        policy: what its policy does; None: not counted.
        counting: whether that is being counted.
        in_pilot: whether registrations are of the pilot on its day.
    """

    saved: Saved
    asked: Question
    answers: Mapping[str, Answer]
    policy: Both | None = None
    counting: bool = False
    in_pilot: bool = True

    @property
    def is_open(self) -> bool:
        """Whether something is under way that its numbers wait for."""
        return self.counting or any(one.is_open for one in self.answers.values())

    @property
    def missing(self) -> list[str]:
        """Parts that are still to be run."""
        return [part for part, one in self.answers.items() if one.is_missing]


def column(saved: Saved, services: Services, words: Words) -> Column:
    """Return what is known of a scenario.

    Args:
        saved: the scenario.
        services: with a city.
        words: the language.

    Raises:
        BadInput: the scenario does not fit the model.
    """
    asked = question(services, saved.content)
    last = LastRuns(services.store).of([saved.id])
    answers = {
        part: _answer(services, asked.runs[part], last.get((saved.id, part))) for part in PARTS
    }
    return Column(saved, asked, answers, **_policy(saved, asked, services, words))


def _answer(services: Services, run: str, last: str | None) -> Answer:
    now = services.jobs.find(run, KIND)
    if now is not None and now.result is not None:
        return Answer(now, now)
    before = None if last is None or last == run else services.jobs.find(last, KIND)
    is_done = before is not None and before.state is State.DONE
    return Answer(now, before if is_done else None)


def _policy(saved: Saved, asked: Question, services: Services, words: Words) -> dict[str, Any]:
    """Return what the Norms page says of the scenario: the numbers, or that they are counted.

    The setting is that of the whole document: a norm beyond the page's slider, or a reading that
    no address writes, counts here too.
    """
    shown = norms_screen(visit(NORMS, saved.content.query, words.language), services)
    if shown is None or shown.study is None:
        return {"counting": shown is not None and shown.held.progress is Progress.UNDER_WAY}
    study, lawful, policy = shown.study, shown.asked.lawful, scenario_of(asked.document).policy
    setting = Setting(law_of(policy, lawful.law.day), policy.readings)
    both = Both(norms_of(study, setting), norms_of(study, lawful))
    return {"policy": both if shown.in_pilot else None, "in_pilot": shown.in_pilot}
