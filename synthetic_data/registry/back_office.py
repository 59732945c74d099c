"""The bodies that receive something on the way to a card (IDC-10 to IDC-17)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from domain.answers import Delivery, Filed, OfficerReview, Payment, PickUp
from domain.records import Choices, Id
from synthetic_data.registry import questions, schema
from synthetic_data.registry.people import officer_review, pick_up
from synthetic_data.registry.systems import file, rows


@dataclass(frozen=True, slots=True)
class PaymentDesk:
    """Payment of the state duty."""

    session: Session
    day: date
    choices: Choices

    def collect(self, payer: Id, amount_kzt: int) -> Payment:
        """Ask for the duty and note whether it came."""
        paid = self.choices.duty == "paid"
        bill = schema.Payment(payer_id=payer, amount_kzt=amount_kzt, paid=paid, day=self.day)
        file(self.session, bill)
        return {"paid": paid}


@dataclass(frozen=True, slots=True)
class MigrationOffice:
    """The migration service (ums)."""

    session: Session
    day: date
    choices: Choices

    def receive(self, applicant: Id, region: str, ticket: str) -> Filed:
        """Take in an application for a card."""
        application = schema.CardApplication(
            applicant_id=applicant, region=region, ticket=ticket, day=self.day
        )
        return file(self.session, application)

    def review(self, ticket: str) -> OfficerReview:
        """Note and return what the officer finds about the application with this ticket."""
        review = officer_review(self.choices)
        received = rows(self.session, questions.RECEIVED, ticket=ticket)
        number = received[-1][0] if received else None
        note = schema.CardReview(application=number, ticket=ticket, day=self.day, **review)
        file(self.session, note)
        return review


@dataclass(frozen=True, slots=True)
class Production:
    """The centre that makes the card."""

    session: Session
    day: date

    def make(self, holder: Id, ticket: str) -> Delivery:
        """Make the card and deliver it."""
        file(self.session, schema.CardOrder(holder_id=holder, ticket=ticket, day=self.day))
        return {"delivered": True}


@dataclass(frozen=True, slots=True)
class PickupDesk:
    """The registration point of the migration service."""

    session: Session
    day: date
    choices: Choices

    def hand_over(self, holder: Id, ticket: str) -> PickUp:
        """Note who came and with what number."""
        came = pick_up(self.choices, holder)
        note = schema.PickUp(
            holder_id=holder,
            ticket=ticket,
            person_id=came["person"],
            shown=came["ticket"],
            day=self.day,
        )
        file(self.session, note)
        return came
