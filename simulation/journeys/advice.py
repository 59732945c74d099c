"""What somebody learns who was refused: which acts are missing, and which category would fit.

Nothing here is a rule: the questions are those of the procedures, put once more without a trace,
to the truth for what is missing, and to the registers of the run for what fits.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final, cast

from domain.procedure import Answer, Question, question
from domain.records import SIDES, Id, Registration
from domain.registries import Subject
from domain.residence.admission import studies_full_time_in_astana
from domain.residence.civil_acts import Leaned, Search, kin_of_owners, silent
from domain.residence.kinship import STUDENT, WITH_SIDE, categories, masks
from domain.residence.ownership import people
from simulation.application import Case
from simulation.driver import World
from synthetic_data.act_updates import EVERYTHING, Act, UpdatedActs

Statement = tuple[str, str | None]
"""A category and the side that goes with it."""

KINSHIP: Final = question("parents", "RES-10", "", "zags", "")


def missing_acts(world: World, case: Case) -> tuple[Act, ...]:
    """Return the acts whose absence keeps a real kinship from being confirmed.

    Args:
        world: whose registers and whose truth.
        case: an application whose kinship was not confirmed.

    Returns:
        Every act that the search in complete acts leaned on and the register lacks; nothing
        where complete acts would not confirm the claim either, or where the register has all.
    """
    category, side = case.choices.category, case.choices.side
    if category is None or category == STUDENT:
        return ()
    acts = world.registrations.zags
    complete = UpdatedActs(acts.index, acts.file, EVERYTHING, EVERYTHING)
    search = _search(world, case)
    if not _confirms(world, case, search, (category, side), complete):
        return ()
    return tuple(dict.fromkeys(_lacking(acts, search.leaned_on)))


def _lacking(acts: UpdatedActs, leaned_on: Iterable[Leaned]) -> Iterable[Act]:
    for leaned in leaned_on:
        person = cast("int", leaned.person)
        if leaned.act == "birth" and acts.lacks_birth(person):
            yield Act("birth", person)
        elif leaned.act == "marriage":
            yield from (Act("marriage", row) for row in acts.marriages_lacking(person))


def fitting_statement(world: World, case: Case) -> Statement | None:
    """Return the first category, in the order of the text, that the registers would confirm.

    Args:
        world: whose registers.
        case: an application that was refused.
    """
    search, acts = _search(world, case), world.registrations.zags
    exemptions = world.scenario.policy.readings.exemptions
    for category in categories(exemptions):
        if category == STUDENT:
            if _studies(world, case):
                return category, None
            continue
        for side in SIDES if category in WITH_SIDE else (None,):
            if _confirms(world, case, search, (category, side), acts):
                return category, side
    return None


def any_statement(world: World, case: Case) -> Statement:
    """Return a category drawn from the others, for whom none fits; each is as likely."""
    readings = world.scenario.policy.readings
    others = [name for name in categories(readings.exemptions) if name != case.choices.category]
    category = others[int(case.share("other_category") * len(others))]
    side = SIDES[int(case.share("other_side") * len(SIDES))] if category in WITH_SIDE else None
    return category, side


def _search(world: World, case: Case) -> Search:
    return Search(KINSHIP, case.application.day.isoformat(), world.scenario.policy.readings)


def _confirms(
    world: World, case: Case, search: Search, stated: Statement, acts: UpdatedActs
) -> bool:
    application = cast("Registration", case.application)
    owners = people(tuple(world.registrations.egkn.owners(application.dwelling)["owners"]))
    wanted = masks(*stated, world.scenario.policy.readings)
    searching = kin_of_owners(search, application.applicant, owners, wanted)
    confirmed: bool = silent(searching, partial(_put, world, acts))
    return confirmed


def _put(world: World, acts: UpdatedActs, what: Question, subject: Subject) -> Answer:
    asked: object = acts if what.asks == "zags" else world.systems[what.asks]
    method: Callable[..., Answer] = getattr(asked, what.code)
    return method(**subject)


def _studies(world: World, case: Case) -> bool:
    student: Id = case.application.applicant
    day = case.application.day.isoformat()
    registers = (world.registrations.nobd, world.registrations.epvo)
    return any(studies_full_time_in_astana(each.enrolments(student), day) for each in registers)
