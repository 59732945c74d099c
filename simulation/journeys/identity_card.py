"""ID cards: how holders renew them online, and what they do after a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from domain.procedure import Verdict
from domain.records import Annulled, Renewal
from simulation.application import Case, renewal_choices
from simulation.centre import Journey, Walker
from simulation.demand.holders import Holder
from simulation.driver import carry
from simulation.journeys.going import FIRST, Again, Going
from simulation.lever_readers import DAY_MINUTES
from simulation.trace import SERVICES, Card

ID_CARD: Final = SERVICES.index("id_card")
TO_CENTRE: Final = ("unavailable_go_to_service_centre", "biometrics_failed")
"""Outcomes that send the holder of a card to a centre."""


@dataclass(frozen=True, slots=True)
class Renewing:
    """Holders of expiring cards in one world.

    Attributes:
        going: what they share with everybody.
    """

    going: Going

    def begin(self, holders: Sequence[Holder]) -> None:
        """Send everybody on his way."""
        Walker(self._come(holders))

    def _come(self, holders: Sequence[Holder]) -> Journey:
        for holder in holders:
            yield from self.going.until(holder.time)
            self.renew(holder, FIRST, None)

    def renew(self, holder: Holder, again: Again, earlier: Annulled | None) -> None:
        """Apply now for a card."""
        world, draws = self.going.world, self.going.draws["id_card"]
        now, people = world.environment.now, world.scenario.behaviour
        somebody = (holder.applicant + 1) % world.registrations.index.city.persons
        keys = (draws, again.turn, holder)
        case = Case(
            number=world.trace.open_case(ID_CARD, now, again.visit),
            application=self._renewal(holder, somebody, earlier),
            law=world.law,
            choices=renewal_choices(keys, people, world.scenario.id_pipeline, somebody),
            who=holder,
            draws=draws,
            turn=again.turn,
            visit=again.visit,
            office=int(draws.share("office", 1, holder.index) * len(world.centres)),
            first_filed=now if again.first_filed is None else again.first_filed,
            answers=self.going.record(),
        )
        Walker(carry(world, case, self._decided))

    def _renewal(self, holder: Holder, somebody: int, earlier: Annulled | None) -> Renewal:
        """Return the application as its holder states it; what he is does not change."""
        draws, people = self.going.draws["id_card"], self.going.world.scenario.behaviour

        def is_one(name: str, share: float) -> bool:
            return draws.share(name, 1, holder.index) < share

        app = is_one("app", self.going.world.scenario.demand.id_app_share)
        return Renewal(
            channel="document_app" if app else "egov_portal",
            day=self.going.world.today,
            applicant=holder.applicant,
            region=holder.region,
            document="passport" if is_one("passport", people.passport_share) else "id_card",
            reason="surname_change" if is_one("reason", people.other_reason_share) else "expiry",
            filed_by=somebody if is_one("other", people.filed_by_other_share) else holder.applicant,
            earlier=earlier,
        )

    def _decided(self, case: Case, verdict: Verdict) -> None:
        """Write down a card's case, and decide what its holder does next."""
        self.going.note(case, verdict)
        world, people = self.going.world, self.going.world.scenario.behaviour
        holder = cast("Holder", case.who)
        card = Card(
            case=case.number,
            first_filed=case.first_filed,
            ended=world.environment.now,
            expired=(holder.expiry + 1) * float(DAY_MINUTES),
            issued=verdict.outcome == "issued",
            duty_kzt=verdict.duty_kzt,
            refundable_kzt=verdict.refundable_kzt,
        )
        world.trace.cards.append(card)
        if verdict.outcome in TO_CENTRE:
            time = self.going.next_visit(case)
            goes = case.happens("goes_to_centre", people.centre_after_redirect_share)
            if goes and time is not None:
                self.going.later(time, lambda: self.going.visit_centre(case))
        elif case.turn < people.attempts:
            self._file_again(holder, case, verdict)

    def _file_again(self, holder: Holder, case: Case, verdict: Verdict) -> None:
        """File again when the window opens, or after an annulment: the window clock runs on."""
        people, now = self.going.world.scenario.behaviour, self.going.world.environment.now
        again = Again(case.turn + 1, case.visit + 1, case.first_filed)
        if verdict.outcome == "too_early":
            opens = (holder.expiry - case.law.window_before_days) * DAY_MINUTES
            time = max(now, opens + holder.time % DAY_MINUTES)
            if case.happens("returns", people.return_when_open_share):
                self.going.later(time, lambda: self.renew(holder, again, None))
        elif verdict.outcome == "annulled" and case.happens("refiles", people.refile_share):
            time = now + case.amount("refile_days", people.refile_days) * DAY_MINUTES
            earlier = Annulled(self.going.world.today, verdict.duty_kzt)
            self.going.later(time, lambda: self.renew(holder, again, earlier))
