"""One application on its way: what it is, and what its people will decide."""

from dataclasses import dataclass, field
from typing import Final

from domain.law import Law
from domain.records import Application, Choices, Review
from domain.registries import Registries
from simulation.distributions import Distribution
from simulation.scenario_parts import Behaviour, IdPipeline
from simulation.variates import Variates


class Draws:
    """Random numbers of the applications of one service, made when first asked for.

    Args:
        variates: streams of the replication.
        service: starts the names of the streams.
        size: how many applicants there are.
    """

    __slots__ = ("_columns", "_service", "_size", "_variates")

    def __init__(self, variates: Variates, service: str, size: int) -> None:
        self._variates, self._service, self._size = variates, service, size
        self._columns: dict[tuple[str, int], object] = {}

    def share(self, name: str, turn: int, index: int) -> float:
        """Return a uniform number of an applicant.

        Args:
            name: the question.
            turn: 1 for his first application, 2 for one that follows from it, and so on.
            index: position of the applicant.
        """
        column = self._columns.get((name, turn))
        if column is None:
            stream = f"{self._service}/{name}/{turn}"
            column = self._columns[name, turn] = self._variates.shares(stream, self._size)
        return column[index]  # type: ignore[index, no-any-return]

    def amount(self, name: str, turn: int, index: int, distribution: Distribution) -> float:
        """Return a draw of an applicant from a distribution, always the same one for a name."""
        column = self._columns.get((name, turn))
        if column is None:
            stream = f"{self._service}/{name}/{turn}"
            column = self._variates.draw(stream, distribution, self._size)
            self._columns[name, turn] = column
        return column[index]  # type: ignore[index, no-any-return]


@dataclass(slots=True)
class Case:
    """An application that is being carried.

    Attributes:
        number: in the trace.
        application: what is asked for.
        law: values of the day of filing; they hold until the end.
        choices: what its people decide.
        registries: everybody that can be asked.
        draws: random numbers of its service.
        index: position of the applicant in them.
        turn: which of the applicant's applications this is; keys the random numbers.
        visit: which visit this is; going on at a terminal is the same visit.
        office: position of the centre to which the applicant goes.
        first_filed: when the applicant applied first, minutes.
        expiry: day of the card's expiry, from the first day; cards only.
        answers: everything that was answered, in order.
        away: has gone home from a terminal; the rest is done online.
        online: has been busy online already.
        asked_owners: when the owners were asked for consent, minutes.
        owners: how many owners have answered.
    """

    number: int
    application: Application
    law: Law
    choices: Choices
    registries: Registries
    draws: Draws
    index: int
    turn: int
    visit: int
    office: int
    first_filed: float
    expiry: int = 0
    answers: list[object] = field(default_factory=list)
    away: bool = False
    online: bool = False
    asked_owners: float = -1.0
    owners: int = 0

    def share(self, name: str) -> float:
        """Return the applicant's uniform number for a question."""
        return self.draws.share(name, self.turn, self.index)

    def amount(self, name: str, distribution: Distribution) -> float:
        """Return the applicant's draw from a distribution."""
        return self.draws.amount(name, self.turn, self.index, distribution)

    def happens(self, name: str, share: float) -> bool:
        """Say whether something that happens to a share of applicants happens to this one."""
        return self.share(name) < share


def registration_choices(
    case: tuple[Draws, int, int], stated: tuple[str | None, str | None], people: Behaviour
) -> Choices:
    """Return what the people of a registration decide.

    Args:
        case: draws, turn and index.
        stated: category and side that the applicant states if asked.
        people: how people behave.
    """
    draws, turn, index = case
    error = draws.share("reception_error", turn, index)
    finding = None
    if error < people.reception_error_share:  # half of the errors each way
        halfway = error < people.reception_error_share / 2
        finding = "protected_owner" if halfway else "other_owner"
    papers = draws.share("papers", turn, index) < people.papers_mismatch_share
    declines = draws.share("signature", turn, index) < people.signature_declined_share
    return Choices(
        category=stated[0],
        side=stated[1],
        reception_finding=finding,
        representative_documents="mismatch" if papers else "match",
        signature="declined" if declines else "signed",
    )


def renewal_choices(
    case: tuple[Draws, int, int], people: Behaviour, pipeline: IdPipeline, other: int
) -> Choices:
    """Return what the people of a renewal decide.

    Args:
        case: draws, turn and index.
        people: how people behave.
        pipeline: what officers find.
        other: the person who comes for the card where the holder does not.
    """
    draws, turn, index = case

    def happens(name: str, share: float) -> bool:
        return draws.share(name, turn, index) < share

    wrong = draws.share("pickup_wrong", turn, index) / (people.pickup_wrong_share or 1.0)
    return Choices(
        biometrics=_either(happens("biometrics", people.biometrics_mismatch_share)),
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


def _either(wrong: bool) -> str:  # noqa: FBT001 - one word for yes, one for no
    return "mismatch" if wrong else "match"


def _found(wrong: bool) -> str:  # noqa: FBT001 - one word for yes, one for no
    return "mismatch" if wrong else "conforms"
