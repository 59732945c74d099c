"""Everything that one screen of the page shows, worked out once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.navigation import SAVED, SCENARIO
from app.pages.application.choices import ASKED
from app.pages.application.kin import Kin, gather
from app.pages.application.setting import Setting, Settings, settings_of, without_idle
from app.pages.application.state import END, State
from app.pages.application.walk import Reply, Walked, passing, walk_through
from app.policy import PARAMETERS
from app.visit import Visit
from app.worlds import World, name_of
from domain.procedure import Question, Row
from domain.records import Id, Registration
from domain.residence.ownership import people
from domain.wording import Speaker, name
from synthetic_data.registry.schema import Person

GOOD_OUTCOMES = ("registered", "issued")


@dataclass(frozen=True)
class Scene:
    """One screen.

    Attributes:
        here: the visit, its address without what could not be used.
        state: the state that the address amounts to.
        world: where the application is decided.
        settings: what is walked, with the levers and by the law.
        shown: the walk with the levers as they stand.
        lawful: the walk by the law, the same where no lever is moved.
        speaker: names in the visitor's language.
        kin: the family; None where the application knows none.
        passing: categories that the acts would confirm, with the answers that do it.
        session: the registries, for names and numbers.
    """

    here: Visit
    state: State
    world: World
    settings: Settings
    shown: Walked
    lawful: Walked
    speaker: Speaker
    kin: Kin | None
    passing: tuple[tuple[str, str], ...]
    session: Session

    @property
    def setting(self) -> Setting:
        """What is walked, with the levers as they stand."""
        return self.settings.shown

    @property
    def steps(self) -> int:
        """How many steps can be seen: up to the first question still to be answered."""
        waits = self.shown.waits_at
        return len(self.shown.rows) if waits is None else waits + 1

    @property
    def step(self) -> int:
        """The step shown, 0 before the first."""
        return min(self.state.step, self.steps)

    @property
    def is_beyond(self) -> bool:
        """True when the address asks for a step that the walk does not have."""
        return len(self.shown.rows) < self.state.step < END

    @property
    def rows(self) -> Sequence[Row]:
        """The rows shown; the last may be a question without its answer, see `is_open`."""
        return self.shown.rows[: self.step]

    @property
    def is_open(self) -> bool:
        """True when the last row shown waits for the visitor's answer."""
        waits = self.shown.waits_at
        return waits is not None and self.step == waits + 1

    @property
    def is_finished(self) -> bool:
        """True when everything is shown."""
        return self.shown.waits_at is None and self.step == len(self.shown.rows)

    @property
    def reply(self) -> Reply | None:
        """The person's answer that the current step shows or waits for."""
        return next((r for r in self.shown.replies if r.row == self.step - 1), None)

    def name(self, code: str) -> str:
        """Return the word for a system, an actor, a category."""
        return name(self.speaker, code)

    def person(self, person: Id) -> str:
        """Return a person's name."""
        return self.speaker.name_of("person", person)

    def iin(self, person: Id) -> str:
        """Return a person's number."""
        found = self.session.get(Person, person)
        return found.iin if found else ""

    def known_people(self) -> list[Id]:
        """Return everybody in a ready case; in a city nobody, there are too many."""
        if self.world.case is None:
            return list(self.kin.people) if self.kin else []
        return list(self.session.scalars(select(Person.person_id)))

    def link(self, **changes: str | None) -> str:
        """Return the address of this screen with parameters changed; None takes one away."""
        return self.here.address(**changes)

    def to_step(self, step: int) -> str:
        """Return the address of a step; the last one is the end, even if a lever adds another."""
        if self.shown.waits_at is None and step >= len(self.shown.rows):
            return self.link(step="end")
        return self.link(step=str(step) if step else None)

    def to_end(self) -> str:
        """Return the address of the end, every question answered as the case does."""
        return self.link(**self._tokens(self.shown.replies), step="end")

    def to_answer(self, reply: Reply, token: str) -> str:
        """Return the address after an answer; the answers after it are dropped."""
        before = [r for r in self.shown.replies if r.row < reply.row]
        kept = self._tokens((*before, reply._replace(token=token)))
        later = {r.code: None for r in self.shown.replies}
        return self.link(**later | kept, step=str(reply.row + 1))

    def _tokens(self, replies: Sequence[Reply]) -> dict[str, str | None]:
        tokens: dict[str, list[str]] = {}
        for reply in replies:
            tokens.setdefault(reply.code, []).append(reply.token)
        return {code: ",".join(given) for code, given in tokens.items()}

    def unmoved(self) -> str:
        """Return the address without any lever."""
        names = (*PARAMETERS, "off", "removed")
        days = (SCENARIO, SAVED) if self.state.levers.dates else ()
        return self.link(**dict.fromkeys((*names, *days)))


@contextmanager
def scene(here: Visit, state: State, world: World) -> Iterator[Scene]:
    """Work out a screen; names can be asked for as long as it is open.

    Args:
        here: the visit.
        state: what its address says.
        world: where the application is decided.
    """
    with world.session() as session:
        settings = settings_of(state, world, session)
    shown = walk_through(world, settings.shown)
    lawful = walk_through(world, settings.lawful)
    confirmed = passing(world, settings.shown, shown)
    with world.session() as session:
        yield Scene(
            here=replace(here, day=settings.shown.application.day),
            state=without_idle(state, settings.lawful),
            world=world,
            settings=settings,
            shown=shown,
            lawful=lawful,
            speaker=Speaker(here.language, name_of(world, session, here.language)),
            kin=_kin(shown, session),
            passing=confirmed,
            session=session,
        )


def _kin(walked: Walked, session: Session) -> Kin | None:
    application = walked.decided.application
    if not isinstance(application, Registration):
        return None
    ownership = answer_to(walked.rows, "owners")
    owners = people(tuple(ownership["owners"])) if ownership and "owners" in ownership else ()
    return gather(session, application.applicant, owners, walked.rows)


def answer_to(rows: Sequence[Row], code: str) -> dict[str, Any] | None:
    """Return the first answer to a question, None if it was not put."""
    for row in rows:
        if isinstance(row.step, Question) and row.step.code == code:
            return dict(row.answer)
    return None


def is_asked_of_a_person(row: Row) -> bool:
    """True for the questions that the page puts to the visitor."""
    return isinstance(row.step, Question) and row.step.code in ASKED
