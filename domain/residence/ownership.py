"""Who owns the dwelling, and whether an owner is protected (RES-02, RES-05)."""

from collections.abc import Generator
from functools import cache
from typing import NamedTuple

from domain.answers import Owner, Ownership
from domain.procedure import Answer, Question, Step, question
from domain.records import Id
from domain.residence.protection import day_number, is_minor


class Post(NamedTuple):
    """Who carries a registration, and at which station."""

    actor: str
    place: str

    @cache  # noqa: B019 - posts are constants of this module, and so are their questions
    def ask(self, code: str, rule_id: str, asks: str) -> Question:
        """Return the constant of a question that is put there."""
        return question(code, rule_id, self.actor, asks, self.place)


POSTS = {
    "egov_portal": Post("pep", "online"),
    "egov_mobile": Post("egov_mobile", "online"),
    "self_service": Post("self_service", "terminal"),
}
RECEPTION = Post("reception", "reception")
HALL = Post("operating_hall", "window")

Owners = tuple[Owner, ...]


def people(owners: Owners) -> tuple[Id, ...]:
    """Return the owners that are persons: an organisation has no age and no kin."""
    return tuple([o["id"] for o in owners if o["kind"] == "person"])


def ask_owners(post: Post, rule_id: str, dwelling: Id) -> Generator[Step, Answer, Ownership]:
    """Ask EGKN who owns the dwelling."""
    answer: Ownership = yield (
        post.ask("owners", rule_id, "egkn"),
        {"dwelling": dwelling},
    )
    return answer


def ask_protected(
    post: Post, rule_id: str, owners: Owners, day: str
) -> Generator[Step, Answer, tuple[Id, ...]]:
    """Ask about every owner who is a person, in order, and return the protected ones.

    E-Sobes is asked only about those whom GBD FL does not show to be minors.
    """
    birth = post.ask("birth", rule_id, "gbd_fl")
    incapacity = post.ask("incapacitated", rule_id, "e_sobes")
    today, protected = day_number(day), []
    for person in people(owners):
        born = (yield birth, {"person": person})["born"]
        if (
            is_minor(day_number(born), today)
            or (yield incapacity, {"person": person, "day": day})["incapacitated"]
        ):
            protected.append(person)
    return tuple(protected)
