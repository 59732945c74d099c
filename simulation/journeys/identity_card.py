"""ID cards: how holders renew them, and what they do after a verdict."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, cast

import numpy as np

from domain.identity_card.duty import refundable
from domain.identity_card.renewal import collection, ticket_number
from domain.identity_card.window import days_over, too_late
from domain.procedure import Verdict
from domain.records import Annulled, Choices, Renewal
from simulation.application import Case, renewal_choices
from simulation.arrivals import visit_rhythm
from simulation.back_office import is_outside
from simulation.centre import Journey, Walker
from simulation.demand.holders import Holder
from simulation.driver import carry
from simulation.journeys.going import FIRST, Again, Errand, Going
from simulation.lever_readers import DAY_MINUTES
from simulation.opening import HOUR_MINUTES
from simulation.trace import REASONS, SERVICES, Card

ID_CARD: Final = SERVICES.index("id_card")
SENT: Final = "sent_to_centre"
TO_CENTRE: Final = (
    "not_in_pilot",
    "unavailable_go_to_service_centre",
    "not_the_holder",
    "biometrics_failed",
)
"""Outcomes after which a card can only be had in a centre."""

WITH_TIME: Final = ("registry_unavailable", "duty_not_paid")
"""Outcomes after which the same application may succeed later."""

BESIDE: Final = 1_000
COLLECTING: Final = 2_000
"""Where the turns begin of applications beside an open one, and of later visits for a card: their
random numbers are their own."""


@dataclass(frozen=True, slots=True)
class Renewing:
    """Holders of expiring cards in one world.

    Attributes:
        going: what they share with everybody.
        open: number of the open application of each holder who has one, by his index.
        numbers: number of the first application of each holder who has not come yet.
    """

    going: Going
    open: dict[int, int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)

    def begin(self, online: Sequence[Holder], in_centre: Sequence[Holder] = ()) -> None:
        """Send everybody on his way.

        Args:
            online: those who try online, in order of time.
            in_centre: those who renew in a centre the old way, in order of time.
        """
        agenda = self.going.world.agenda
        first = self.going.world.trace.open_cases(
            ID_CARD, np.array([holder.time for holder in online], dtype=float)
        )
        self.numbers.update({holder.index: first + n for n, holder in enumerate(online)})
        Walker(self._come([(holder.time, holder) for holder in online], self._first), agenda)
        Walker(self._come(self._in_open_hours(in_centre), self._old_way), agenda)

    def _come(
        self, comings: Sequence[tuple[float, Holder]], act: Callable[[Holder], None]
    ) -> Journey:
        agenda = self.going.world.agenda
        for time, holder in comings:
            if time > agenda.now:
                yield time - agenda.now
            act(holder)

    def _first(self, holder: Holder) -> None:
        self.renew(holder, FIRST, None)

    def renew(self, holder: Holder, again: Again, earlier: Annulled | None) -> None:
        """Apply now for a card."""
        world, people = self.going.world, self.going.world.scenario.behaviour
        case = self._case(holder, again, self._renewal(holder, earlier))
        if holder.index in self.open:
            case.choices = replace(case.choices, open_application=True)
        else:
            self.open[holder.index] = case.number
            if case.happens("files_twice", people.files_twice_share):
                hours = case.amount("files_twice_hours", people.card_retry_hours)
                time = world.agenda.now + hours * HOUR_MINUTES
                self.going.later(time, partial(self._beside, case))
        Walker(carry(world, case, self._decided), world.agenda)

    def _beside(self, case: Case) -> None:
        """Apply once more where the first application is still open (IDC-07)."""
        if self.open.get(case.who.index) == case.number:
            again = Again.after(case, "retries")._replace(turn=BESIDE + case.turn)
            self.renew(cast("Holder", case.who), again, None)

    def _case(self, holder: Holder, again: Again, application: Renewal) -> Case:
        """Return a new case of a holder, entered now."""
        world, draws = self.going.world, self.going.draws["id_card"]
        now, scenario = world.agenda.now, world.scenario
        keys = (draws, again.turn, holder)
        number = self.numbers.pop(holder.index, None) if again is FIRST else None
        if number is None:
            reason = REASONS.index(again.reason)
            number = world.trace.open_case(ID_CARD, now, again.visit, reason)
        return Case(
            number=number,
            application=application,
            law=world.law,
            choices=renewal_choices(
                keys, scenario.behaviour, scenario.id_pipeline, self._somebody(holder)
            ),
            who=holder,
            draws=draws,
            turn=again.turn,
            visit=again.visit,
            office=holder.office,
            first_filed=now if again.first_filed is None else again.first_filed,
            earlier=again.earlier,
            answers=self.going.record(),
        )

    def _somebody(self, holder: Holder) -> int:
        """Return another person."""
        return (holder.applicant + 1) % self.going.world.registrations.index.city.persons

    def _renewal(self, holder: Holder, earlier: Annulled | None) -> Renewal:
        """Return the application as its holder states it; what he is does not change."""
        draws, people = self.going.draws["id_card"], self.going.world.scenario.behaviour

        def is_one(name: str, share: float) -> bool:
            return draws.share(name, 1, holder.index) < share

        app = is_one("app", self.going.world.scenario.demand.id_app_share)
        other = is_one("other", people.filed_by_other_share)
        return Renewal(
            channel="document_app" if app else "egov_portal",
            day=self.going.world.today,
            applicant=holder.applicant,
            region=holder.region,
            document="passport" if is_one("passport", people.passport_share) else "id_card",
            reason="surname_change" if is_one("reason", people.other_reason_share) else "expiry",
            filed_by=self._somebody(holder) if other else holder.applicant,
            earlier=earlier,
        )

    def _decided(self, case: Case, verdict: Verdict) -> None:
        """Write down how an application ended, and let its holder go on."""
        self.going.note(case, verdict)
        beside = case.turn > BESIDE
        if not beside:
            del self.open[case.who.index]
        time = None if beside else self._again_at(case, verdict)
        shut_out = verdict.outcome == "annulled" and time is not None and self._over(case, time)
        goes = not beside and time is None and self._goes_to_centre(case, verdict)
        self._write_card(case, verdict, shut_out=shut_out, to_centre=goes)
        if time is not None:
            self.going.later(time, partial(self._file_again, case, verdict))
        elif goes:
            self._go_to_centre(case)
        elif verdict.outcome == "pickup_refused":
            self._collect_again(case)

    def _write_card(
        self, case: Case, verdict: Verdict, *, shut_out: bool = False, to_centre: bool = False
    ) -> None:
        world, holder = self.going.world, cast("Holder", case.who)
        good = world.scenario.policy.readings.expiry_day == "valid"
        card = Card(
            case=case.number,
            first_filed=case.first_filed,
            ended=world.agenda.now,
            expired=(holder.expiry + good) * float(DAY_MINUTES),
            issued=verdict.outcome == "issued",
            duty_kzt=verdict.duty_kzt,
            refundable_kzt=refundable(0, verdict.duty_kzt, verdict.outcome),
            decided_by=verdict.decided_by,
            shut_out=shut_out,
            to_centre=to_centre,
        )
        world.trace.cards.append(card)

    def _again_at(self, case: Case, verdict: Verdict) -> float | None:
        """Return when the holder files again, whatever the window; None if he does not."""
        people, now = self.going.world.scenario.behaviour, self.going.world.agenda.now
        holder = cast("Holder", case.who)
        if case.turn >= people.attempts:
            return None
        if verdict.outcome == "too_early":
            opens = (holder.expiry - case.law.window_before_days) * DAY_MINUTES
            returns = case.happens("returns", people.return_when_open_share)
            return max(now, opens + holder.time % DAY_MINUTES) if returns else None
        if verdict.outcome == "annulled" and case.happens("refiles", people.refile_share):
            return now + case.amount("refile_days", people.refile_days) * DAY_MINUTES
        if verdict.outcome in WITH_TIME and case.happens("retries", people.card_retry_share):
            return now + case.amount("retry_hours", people.card_retry_hours) * HOUR_MINUTES
        return None

    def _over(self, case: Case, time: float) -> bool:
        """Say whether the window of a card is over at a time (IDC-06, IDC-18)."""
        since = int(time // DAY_MINUTES) - cast("Holder", case.who).expiry
        reading = self.going.world.scenario.policy.readings.expiry_day
        return bool(too_late(days_over(since, reading), case.law.window_after_days))

    def _file_again(self, case: Case, verdict: Verdict) -> None:
        """File again: when the window opens, after an annulment or an outage (IDC-18)."""
        reasons = {"too_early": "opens", "annulled": "annulled"}
        again = Again.after(case, reasons.get(verdict.outcome, "retries"))
        earlier = cast("Renewal", case.application).earlier
        if verdict.outcome == "annulled":
            earlier = Annulled(self.going.world.today, verdict.duty_kzt)
        self.renew(cast("Holder", case.who), again, earlier)

    def _goes_to_centre(self, case: Case, verdict: Verdict) -> bool:
        """Say whether a holder goes to a centre: too late, not eligible, or tired of waiting."""
        sent = verdict.outcome == "too_early" or verdict.outcome in TO_CENTRE
        share = self.going.world.scenario.behaviour.centre_after_redirect_share
        return sent and case.happens("goes_to_centre", share)

    def _go_to_centre(self, case: Case) -> None:
        """Come to a centre on its next open day; the other regions have centres of their own."""
        time = self.going.next_visit(case)
        if time is not None and not is_outside(case):
            again = Again.after(case, SENT)
            self.going.later(time, lambda: self.going.run_errand(case, self._errand(), again))

    def _errand(self) -> Errand:
        """Return what a holder comes to a centre for: his card the old way."""
        scenario = self.going.world.scenario
        people, minutes = scenario.behaviour, scenario.service_minutes
        return Errand(SENT, ID_CARD, minutes.window_other, people.left_again_share, people.attempts)

    def _in_open_hours(self, holders: Sequence[Holder]) -> list[tuple[float, Holder]]:
        """Return when holders come to their centres: as the days go by, in their open hours."""
        scenario = self.going.world.scenario
        rhythms = [visit_rhythm(scenario, office) for office in range(len(scenario.offices))]
        timed = [
            (float(rhythms[holder.office].times(np.array(holder.time / self.going.end))), holder)
            for holder in holders
            if rhythms[holder.office].total
        ]
        return sorted(timed, key=lambda pair: pair[0])

    def _old_way(self, holder: Holder) -> None:
        """Renew a card in a centre from the beginning: no case of the pilot."""
        world, again = self.going.world, FIRST._replace(reason=SENT)
        case = Case(
            number=-1,
            application=self._renewal(holder, None),
            law=world.law,
            choices=Choices(),
            who=holder,
            draws=self.going.draws["id_card"],
            turn=1,
            visit=1,
            office=holder.office,
            first_filed=world.agenda.now,
        )
        self.going.run_errand(case, self._errand(), again)

    def _collect_again(self, case: Case) -> None:
        """Come again for a card that was not handed over, now as it should be (IDC-17)."""
        people, now = self.going.world.scenario.behaviour, self.going.world.agenda.now
        turn = max(case.turn, COLLECTING) + 1
        comes = turn <= COLLECTING + people.attempts
        if not comes or now >= self.going.end:
            return
        if case.happens("collects_again", people.collects_again_share):
            again = Again.after(case, "collects")._replace(turn=turn)
            renewal = cast("Renewal", case.application)
            visit = self._case(cast("Holder", case.who), again, renewal)
            order = {"holder": renewal.applicant, "ticket": ticket_number(renewal)}
            world = self.going.world
            Walker(carry(world, visit, self._collected, collection(order)), world.agenda)

    def _collected(self, case: Case, verdict: Verdict) -> None:
        """Write down how a later visit for a card ended; all money was paid before."""
        self._write_card(case, verdict)
        if verdict.outcome == "pickup_refused":
            self._collect_again(case)
