"""What is walked: a ready case or people of the city, with the visitor's edits and levers."""

from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.pages.application.acts import marriage
from app.pages.application.choices import person_named
from app.pages.application.state import Act, Levers, State
from app.visit import DEFAULT_DAY, Visit, without
from app.worlds import World
from domain.law import Law, law_on
from domain.readings import Readings
from domain.records import CHANNELS, Application, Choices, Id, Registration, Renewal
from synthetic_data.case_file import Case
from synthetic_data.registry.schema import Dwelling, Person


@dataclass(frozen=True)
class Setting:
    """Everything that a walk depends on besides the registries.

    Attributes:
        application: what is asked for.
        choices: what people answer where the visitor does not.
        law: the values in force.
        readings: how the text is read.
        systems_off: systems that do not answer.
        acts_removed: acts that are not on file.
        answers: the visitor's answers, tokens by code.
    """

    application: Application
    choices: Choices
    law: Law
    readings: Readings
    systems_off: frozenset[str]
    acts_removed: frozenset[Act]
    answers: tuple[tuple[str, tuple[str, ...]], ...]


class Settings(NamedTuple):
    """One application twice: with the levers as they stand, and by the law."""

    shown: Setting
    lawful: Setting


def settings_of(state: State, world: World, session: Session) -> Settings:
    """Return what the page walks.

    Args:
        state: the page's state; what it names is on file.
        world: where the application is decided.
        session: to look up the applicant's region.
    """
    case = world.case
    application = _application(state, case, session)
    overrides = dict(case.overrides) if case else {}
    readings = case.readings if case else Readings()
    lawful = Setting(
        application=application,
        choices=_choices(state, case),
        law=law_on(application.day, **overrides),
        readings=readings,
        systems_off=case.outages if case else frozenset(),
        acts_removed=frozenset(),
        answers=state.answers,
    )
    return Settings(_moved(lawful, state.levers, overrides), lawful)


def without_idle(state: State, lawful: Setting) -> State:
    """Return the state without the levers that stand as the law of its day has them.

    Args:
        state: the page's state.
        lawful: the same application by the law.
    """
    levers, dated = state.levers, dict(state.levers.dates)
    idle: dict[str, Any] = {
        name: None
        for name in _LAW_LEVERS
        if name not in dated and getattr(levers, name) == getattr(lawful.law, name)
    }
    readings = [(name, v) for name, v in levers.readings if getattr(lawful.readings, name) != v]
    return replace(state, levers=replace(levers, readings=tuple(readings), **idle))


def _moved(lawful: Setting, levers: Levers, overrides: dict[str, Any]) -> Setting:
    changed = {name: getattr(levers, name) for name in _LAW_LEVERS}
    chosen: dict[str, Any] = dict(levers.readings)
    known: dict[str, Any] = dict(levers.dates)
    known |= {name: value for name, value in changed.items() if value is not None}
    if levers.norm_from is not None:
        known["norm_tenths"] = None  # whichever norm it is, it begins on that day
    law = law_on(lawful.application.day, **overrides)
    return replace(
        lawful,
        law=replace(law, **known),
        readings=replace(lawful.readings, **chosen),
        systems_off=lawful.systems_off ^ levers.systems_off,
        acts_removed=frozenset(_normal(act) for act in levers.acts_removed),
    )


_LAW_LEVERS = ("norm_tenths", "useful_permille", "window_before_days", "window_after_days")


def _normal(act: Act) -> Act:
    kind, person, spouse = act
    return marriage(person, spouse) if spouse is not None else (kind, person, None)


def _choices(state: State, case: Case | None) -> Choices:
    choices = case.choices if case else Choices()
    if state.has_open is None:
        return choices
    return replace(choices, open_application=state.has_open)


def _application(state: State, case: Case | None, session: Session) -> Application:
    own = case.application if case else None
    said = {f.name: getattr(own, f.name) for f in fields(own)} if own else {}
    service = _service(state, said)
    applicant = said.get("applicant") if state.applicant is None else state.applicant
    common: dict[str, Any] = {
        "channel": _channel(state.channel or said.get("channel"), service),
        "day": state.day or said.get("day", DEFAULT_DAY),
        "applicant": applicant,
    }
    if service == "id_card":
        return _renewal(state, common, said, session)
    dwelling: Any = said.get("dwelling") if state.dwelling is None else state.dwelling
    return Registration(service=service, dwelling=dwelling, **common)


def _service(state: State, said: dict[str, Any]) -> str:
    """Return the service: without a dwelling only the ID card is left."""
    service = state.service or said.get("service", "residence")
    has_dwelling = state.dwelling is not None or "dwelling" in said
    return service if has_dwelling else "id_card"


def _channel(channel: str | None, service: str) -> str:
    allowed = CHANNELS[service]
    return channel if channel in allowed else allowed[0]


def _renewal(
    state: State, common: dict[str, Any], said: dict[str, Any], session: Session
) -> Renewal:
    applicant: Id = common["applicant"]
    filed_by = said.get("filed_by") if state.filed_by is None else state.filed_by
    if state.applicant is not None and state.filed_by is None:
        filed_by = applicant
    person = session.get(Person, applicant)
    return Renewal(
        region=person.region if person else "",
        document=state.document or said.get("document", "id_card"),
        reason=state.reason or said.get("reason", "expiry"),
        filed_by=applicant if filed_by is None else filed_by,
        earlier=said.get("earlier"),
        **common,
    )


def with_known_records(state: State, here: Visit, session: Session) -> tuple[State, Visit]:
    """Drop from the state whom and what the registries do not know.

    Returns:
        The state, and the visit with complaints about what was dropped.
    """
    for name, table in (("applicant", Person), ("filed_by", Person), ("dwelling", Dwelling)):
        record = getattr(state, name)
        if record is not None and session.get(table, record) is None:
            dropped: dict[str, Any] = {name: None}
            state, here = replace(state, **dropped), without(here, name)
    for code, tokens in state.answers:
        named = [person_named(code, token) for token in tokens]
        if any(p is not None and session.get(Person, p) is None for p in named):
            kept = tuple(pair for pair in state.answers if pair[0] != code)
            state, here = replace(state, answers=kept), without(here, code)
    return state, here
