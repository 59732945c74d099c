"""From a visit to its screen: saved scenarios, those that are compared, the runs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from app.access import may_change
from app.active import Active, active
from app.i18n import Words
from app.jobs.run import Run, State
from app.jobs.standings import Standing, standings
from app.last_runs import LastRuns
from app.pages.scenarios.columns import Column, column
from app.pages.scenarios.questions import PARTS, Question, question
from app.pages.scenarios.state import Asked, read_asked
from app.saved import Saved, SavedScenarios, read_reference
from app.services import Services
from app.visit import Visit
from domain.errors import BadInput

MOST_RUNS: Final = 12


@dataclass(frozen=True)
class Listed:
    """One saved scenario in the list.

    Attributes:
        saved: the scenario.
        asked: what is asked of it; None: its document does not fit the model any more.
        now: where the runs of the scenario as it is stand, by part.
        before: the same of its last runs, where they are others.
        last: ids of those.
    """

    saved: Saved
    asked: Question | None
    now: Mapping[str, Standing]
    before: Mapping[str, Standing]
    last: Collection[str] = ()

    @property
    def state(self) -> str:
        """How far its numbers are.

        ``open``, ``done``, ``part``, ``outdated``, ``failed``, ``cancelled`` or ``none``.
        """
        states = {one.state for one in self.now.values()}
        if any(one.is_open for one in self.now.values()):
            return "open"
        if State.DONE in states:
            return "done" if len(self.now) == len(PARTS) and len(states) == 1 else "part"
        if any(one.state is State.DONE for one in self.before.values()):
            return "outdated"
        failed = next((one for one in (State.FAILED, State.CANCELLED) if one in states), None)
        return "none" if failed is None else failed.value


@dataclass(frozen=True)
class Note:
    """What the page says of what was just done, or could not be.

    Attributes:
        kind: its words ``scenarios.note.<kind>``.
        values: what stands in them.
        is_bad: whether it could not be done.
        field: id of the field whose text was refused, beside which it is said; empty: none.
    """

    kind: str
    values: Mapping[str, str]
    is_bad: bool = False
    field: str = ""


@dataclass(frozen=True)
class Screen:
    """What the page shows.

    Attributes:
        visit: the visit.
        asked: its address.
        active: the active scenario.
        listed: the saved scenarios, by name.
        columns: those that are compared, in their order.
        runs: the last runs of any kind, newest first.
        may: whether the visitor may run, save and delete.
        note: what was just done; None: nothing.
        gone: the scenario that was deleted last, and can be brought back; empty: none.
        left: what the address said before that deletion, where it says something else now.
        typed: a name that could not be used, as it was typed.
        leads: address of the page that the visitor is taken to; empty: he stays.
    """

    visit: Visit
    asked: Asked
    active: Active
    listed: Sequence[Listed]
    columns: Sequence[Column]
    runs: Sequence[Run]
    may: bool
    note: Note | None = None
    gone: str = ""
    left: Mapping[str, str] = field(default_factory=dict)
    typed: str = ""
    leads: str = ""

    @property
    def words(self) -> Words:
        """The visitor's language."""
        return self.visit.words

    @property
    def is_open(self) -> bool:
        """Whether something is under way that the page waits for."""
        return (
            any(one.is_open for one in self.columns)
            or any(one.state == "open" for one in self.listed)
            or any(run.is_open for run in self.runs)
        )

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody has changed the active scenario since the visitor began with it."""
        seen = read_reference(self.visit.query.get("saved", ""))
        saved = self.active.saved
        return saved is not None and seen is not None and seen[1] != saved.revision

    @cached_property
    def names(self) -> Mapping[str, Saved]:
        """Saved scenarios by the runs that were asked of them as they are now, of any kind."""
        return {
            run.id: one.saved
            for run in self.runs
            for one in self.listed
            if one.asked is not None and one.asked.is_of(run)
        }

    @cached_property
    def before(self) -> Mapping[str, Saved]:
        """Saved scenarios by their last runs, of the scenario as it was then."""
        return {run: one.saved for one in self.listed for run in one.last}


def screen(here: Visit, services: Services) -> Screen | None:
    """Return what the page shows; None where there is no city.

    Raises:
        StoreAway: the database cannot be used now.
    """
    if services.stored is None:
        return None
    asked = read_asked(here)
    saved = SavedScenarios(services.store).all()
    listed = _listed(saved, services)
    known = {one.saved.id: one for one in listed if one.asked is not None}
    return Screen(
        here,
        asked,
        active(here, services.store),
        listed,
        [column(known[i].saved, services, here.words) for i in asked.chosen if i in known],
        services.jobs.recent(MOST_RUNS),
        may_change(),
    )


def _listed(saved: Sequence[Saved], services: Services) -> list[Listed]:
    asked = {one.id: _question(services, one) for one in saved}
    last = LastRuns(services.store).of(asked)
    runs = [run for one in asked.values() if one is not None for run in one.runs.values()]
    known = standings(services.store, [*runs, *last.values()])
    found = []
    for one in saved:
        now = asked[one.id]
        own = {} if now is None else now.runs
        before = {p: last[one.id, p] for p in PARTS if (one.id, p) in last}
        others = {p: run for p, run in before.items() if own.get(p) != run}
        found.append(Listed(one, now, _of(own, known), _of(others, known), [*others.values()]))
    return found


def _of(runs: Mapping[str, str], known: Mapping[str, Standing]) -> dict[str, Standing]:
    return {part: known[run] for part, run in runs.items() if run in known}


def _question(services: Services, saved: Saved) -> Question | None:
    try:
        return question(services, saved.content)
    except BadInput:
        return None
