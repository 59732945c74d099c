"""One application on its way: what it is, and what its people will decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from domain.law import Law
from domain.records import Application, Choices, Review
from simulation.demand.claims import Claim
from simulation.demand.holders import Holder
from simulation.distributions import Distribution
from simulation.scenario_parts import Behaviour, IdPipeline
from simulation.variates import Variates


class Draws:
    """Random numbers of the applications of one service, made when first asked for.

    Args:
        variates: streams of the replication.
        service: starts the names of the streams.
        size: how many applicants there are.

    Attributes:
        columns: what was drawn, by name and turn; a number for each applicant.
    """

    __slots__ = ("_service", "_size", "_variates", "columns")

    def __init__(self, variates: Variates, service: str, size: int) -> None:
        self._variates, self._service, self._size = variates, service, size
        self.columns: dict[tuple[str, int], Sequence[float]] = {}

    def share(self, name: str, turn: int, index: int) -> float:
        """Return a uniform number of an applicant.

        Args:
            name: the question.
            turn: 1 for his first application, 2 for one that follows from it, and so on.
            index: position of the applicant.
        """
        column = self.columns.get((name, turn)) or self.shares(name, turn)
        return column[index]

    def amount(self, name: str, turn: int, index: int, distribution: Distribution) -> float:
        """Return a draw of an applicant from a distribution, always the same one for a name."""
        column = self.columns.get((name, turn)) or self.amounts(name, turn, distribution)
        return column[index]

    def shares(self, name: str, turn: int) -> Sequence[float]:
        """Draw the uniform numbers of all applicants, and keep them in ``columns``."""
        stream = f"{self._service}/{name}/{turn}"
        column = self.columns[name, turn] = self._variates.shares(stream, self._size)
        return column

    def amounts(self, name: str, turn: int, distribution: Distribution) -> Sequence[float]:
        """Draw from a distribution for all applicants, and keep that in ``columns``."""
        stream = f"{self._service}/{name}/{turn}"
        column = self.columns[name, turn] = self._variates.draw(stream, distribution, self._size)
        return column


@dataclass(slots=True)
class Case:
    """An application that is being carried.

    Attributes:
        number: in the trace.
        application: what is asked for.
        law: values of the day of filing; they hold until the end.
        choices: what its people decide.
        who: whose application it is.
        draws: random numbers of its service.
        turn: which of the applicant's applications this is; keys the random numbers.
        visit: which visit this is; going on at a terminal is the same visit.
        office: position of the centre to which the applicant goes.
        first_filed: when the applicant applied first, minutes.
        earlier: numbers in the trace of all that the applicant came for before, in order.
        ahead: has booked, and is served before those who have not.
        needs_help: cannot go on at a terminal without a consultant.
        answers: everything that was answered, in order; None where nobody will look.
        away: has gone home from a terminal; the rest is done online.
        online: has been busy online already.
        asked_owners: when the owners were asked for consent, minutes.
        owners: how many owners have answered.
        consent_hours: how long the last of them would take.
    """

    number: int
    application: Application
    law: Law
    choices: Choices
    who: Claim | Holder
    draws: Draws
    turn: int
    visit: int
    office: int
    first_filed: float
    earlier: tuple[int, ...] = ()
    ahead: bool = False
    needs_help: bool = False
    answers: list[object] | None = None
    away: bool = False
    online: bool = False
    asked_owners: float = -1.0
    owners: int = 0
    consent_hours: float = 0.0

    def share(self, name: str) -> float:
        """Return the applicant's uniform number for a question."""
        return self.draws.share(name, self.turn, self.who.index)

    def amount(self, name: str, distribution: Distribution) -> float:
        """Return the applicant's draw from a distribution."""
        draws, turn = self.draws, self.turn  # as ``Draws.amount``, a call less
        column = draws.columns.get((name, turn)) or draws.amounts(name, turn, distribution)
        return column[self.who.index]

    def happens(self, name: str, share: float) -> bool:
        """Say whether something that happens to a share of applicants happens to this one."""
        return self.share(name) < share


def registration_choices(draws: Draws, turn: int, claim: Claim, people: Behaviour) -> Choices:
    """Return what the people of a registration decide.

    Args:
        draws: random numbers of the service.
        turn: which application of the applicant it is.
        claim: what he applies for.
        people: how people behave.
    """
    error = draws.share("reception_error", turn, claim.index)
    finding = None
    if error < people.reception_error_share:  # half of the errors each way
        halfway = error < people.reception_error_share * HALF
        finding = "protected_owner" if halfway else "other_owner"
    return _registration_choices(
        claim.category,
        claim.side,
        finding,
        _match(draws.share("papers", turn, claim.index) < people.papers_mismatch_share),
        draws.share("signature", turn, claim.index) < people.signature_declined_share,
    )


@cache
def _registration_choices(
    category: str | None,
    side: str | None,
    finding: str | None,
    documents: str,
    declines: bool,  # noqa: FBT001 - part of the key
) -> Choices:
    return Choices(
        category=category,
        side=side,
        reception_finding=finding,
        representative_documents=documents,
        signature="declined" if declines else "signed",
    )


def renewal_choices(
    case: tuple[Draws, int, Holder], people: Behaviour, pipeline: IdPipeline, other: int
) -> Choices:
    """Return what the people of a renewal decide.

    Args:
        case: draws, turn and holder.
        people: how people behave.
        pipeline: what officers find.
        other: the person who comes for the card where the holder does not.
    """
    draws, turn, index = case[0], case[1], case[2].index

    def happens(name: str, share: float) -> bool:
        return draws.share(name, turn, index) < share

    wrong = draws.share("pickup_wrong", turn, index) / (people.pickup_wrong_share or 1.0)
    return Choices(
        biometrics=_match(happens("biometrics", people.biometrics_mismatch_share)),
        duty="unpaid" if happens("duty", people.duty_unpaid_share) else "paid",
        review=Review(
            data="incorrect" if happens("data", pipeline.data_incorrect_share) else "correct",
            photo=_found(happens("photo", pipeline.photo_mismatch_share)),
            signature=_found(happens("card_signature", pipeline.signature_mismatch_share)),
            further_check=happens("further_check", pipeline.further_check_share),
        ),
        pickup_person=other if wrong < HALF and people.pickup_wrong_share else None,
        pickup_ticket="wrong" if HALF <= wrong < 1 and people.pickup_wrong_share else "correct",
    )


HALF: Final = 0.5
"""Of those who cannot be given the card: the others show a wrong number."""


def _match(wrong: bool) -> str:  # noqa: FBT001 - one word for yes, one for no
    return "mismatch" if wrong else "match"


def _found(wrong: bool) -> str:  # noqa: FBT001 - one word for yes, one for no
    return "mismatch" if wrong else "conforms"
