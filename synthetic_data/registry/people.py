"""People's answers: what `Choices` says, or the truth on file.

Nothing here reads a table itself, so that the same people answer over the database and over the
arrays of a city.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain.answers import (
    Belief,
    Category,
    Consent,
    Done,
    OfficerReview,
    Papers,
    PickUp,
    TypedIin,
)
from domain.records import Choices, Id
from domain.registries import Cadastre, CivilActs, SocialProtection
from domain.residence.civil_acts import both, parents_named
from domain.residence.ownership import people
from domain.residence.protection import day_number, is_minor


class Identity(NamedTuple):
    """What an identity document says; ``born`` is an ISO day."""

    iin: str
    born: str


@dataclass(frozen=True, slots=True)
class Applicant:
    """The applicant."""

    choices: Choices

    def category(self, options: list[str]) -> Category:  # noqa: ARG002 - he may name any
        """Name the category chosen."""
        return {"category": self.choices.category, "side": self.choices.side}

    def slip(self, applicant: Id) -> Done:  # noqa: ARG002 - nobody is known to leave it empty
        """Fill in the arrival slip."""
        return {"done": True}

    def sign(self, applicant: Id) -> Done:  # noqa: ARG002 - he signs for himself
        """Sign or decline."""
        return {"done": self.choices.signature == "signed"}

    def biometrics(self, applicant: Id) -> Done:  # noqa: ARG002 - he is the one in the picture
        """Be recognised or not."""
        return {"done": self.choices.biometrics == "match"}


@dataclass(frozen=True, slots=True)
class HomeOwner:
    """Every owner of the dwelling; they agree with one another."""

    choices: Choices

    def consent(self, owner: Id, kind: str, applicant: Id) -> Consent:  # noqa: ARG002 - one for all
        """Answer the request for consent."""
        return {"consent": self.choices.owner_consent}


@dataclass(frozen=True, slots=True)
class Reception:
    """Reception of the service centre."""

    choices: Choices

    def belief(self, dwelling: Id) -> Belief:  # noqa: ARG002 - an error does not depend on it
        """Say what reception takes the owner for; None: it looks it up."""
        return {"believed": self.choices.reception_finding}


@dataclass(frozen=True, slots=True)
class Channel:
    """The channel's list of applications."""

    choices: Choices

    def has_open_application(self, applicant: Id) -> Done:  # noqa: ARG002 - one list, one choice
        """Say whether an application for the card is open."""
        return {"done": self.choices.open_application}


def officer_review(choices: Choices) -> OfficerReview:
    """Return what the officer of the migration service finds."""
    found = choices.review
    return {
        "data": found.data,
        "photo": found.photo,
        "signature": found.signature,
        "further_check": found.further_check,
    }


def pick_up(choices: Choices, holder: Id) -> PickUp:
    """Return who came for the card, and what number was shown."""
    person = holder if choices.pickup_person is None else choices.pickup_person
    return {"person": person, "ticket": choices.pickup_ticket}


@dataclass(frozen=True, slots=True)
class Archive:
    """Where the papers come from that people hold in their hands.

    Attributes:
        egkn: owners of dwellings.
        e_sobes: incapacity and guardians.
        zags: acts that name parents.
        identity: a person's identity document.
    """

    egkn: Cadastre
    e_sobes: SocialProtection
    zags: CivilActs
    identity: Callable[[Id], Identity]


@dataclass(frozen=True, slots=True)
class Operator:
    """The operator in the operating hall, before whom the papers lie on the desk.

    No system is asked here in the sense of the rules: the archive stands for the papers, so an
    outage does not touch it.
    """

    choices: Choices
    day: date
    archive: Archive

    def typed_iin(self, dwelling: Id) -> TypedIin:
        """Return the number typed: as chosen, else of the first protected owner, else the first.

        Where every owner is an organisation there is no number to type, so it is empty.
        """
        if self.choices.owner_iin_entered is not None:
            return {"iin": self.choices.owner_iin_entered}
        persons = people(tuple(self.archive.egkn.owners(dwelling)["owners"]))
        if not persons:
            return {"iin": ""}
        chosen = next((person for person in persons if self._protected(person)), persons[0])
        return {"iin": self.archive.identity(chosen).iin}

    def papers(self, owner: Id) -> Papers:
        """Read the papers of whoever came for the owner: as chosen, else a guardian, else a parent.

        Whoever is on file counts; whether he lives is not asked, as RES-04 does not.
        """
        guardians = self.archive.e_sobes.guardians(owner)["guardians"]
        parents = self._parents(owner)
        came = self.choices.representative
        if came is None:
            came = next(iter((*guardians, *parents)), None)
        power = "guardian" if came in guardians else "parent" if came in parents else None
        conform = self.choices.representative_documents == "match"
        return {"representative": came, "power": power, "conform": conform}

    def _parents(self, owner: Id) -> tuple[Id, ...]:
        """Return the parents on file; adoptive ones replace those of birth."""
        acts = self.archive.zags.parents(owner)
        return both(parents_named(acts, self.day.isoformat(), "replace"))

    def _protected(self, person: Id) -> bool:
        day = self.day.isoformat()
        born = self.archive.identity(person).born
        minor = is_minor(day_number(born), day_number(day))
        return bool(minor) or self.archive.e_sobes.incapacitated(person, day)["incapacitated"]
