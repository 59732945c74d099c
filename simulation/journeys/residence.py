"""Registrations: how applicants come, and what they do after a verdict."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, cast

import numpy as np

from domain.procedure import Verdict
from domain.records import Registration
from simulation.application import Case, registration_choices
from simulation.asking import consent
from simulation.centre import Journey, Walker
from simulation.demand.claims import Claim
from simulation.distributions import Distribution
from simulation.driver import carry
from simulation.journeys.advice import any_statement, fitting_statement, missing_acts
from simulation.journeys.going import FIRST, Again, Errand, Going, Served
from simulation.journeys.returning import DAY_HOURS, Return, returns
from simulation.opening import HOUR_MINUTES
from simulation.trace import REASONS, SERVICES
from synthetic_data.act_updates import Act

CENTRE: Final = "service_centre"
TERMINAL: Final = "self_service"
IN_CENTRE: Final = (CENTRE, TERMINAL)
GOES_ON: Final = "goes_on"
WITH_TIME: Final = ("not_signed", "registry_unavailable", "hall_documents_rejected")
"""Outcomes after which an application needs nothing but time."""


@dataclass(slots=True)
class Registering:
    """Applicants for a registration in one world.

    Attributes:
        going: what they share with everybody.
        returns: how those come back who only need time, by what stopped them.
        follow: what those do who need something else, by outcome.
    """

    going: Going
    returns: Mapping[str, Return] = field(init=False)
    follow: Mapping[str, Callable[[Case], None]] = field(init=False)

    def __post_init__(self) -> None:
        """Set up what follows from a verdict."""
        self.returns = returns(self.going.world.scenario.behaviour)
        self.follow = {
            "redirected_online": self._told_to_go_online,
            "hall_check_negative": self._told_to_go_online,
            "redirected_to_service_centre": self._told_to_go_to_a_centre,
            "kinship_not_confirmed": self._kinship_not_confirmed,
            "norm_reached_no_category": self._ask,
            "study_not_confirmed": self._ask,
            "no_owner_consent": self._without_consent,
            **{name: partial(self._come_back, name) for name in WITH_TIME},
        }

    def begin(self, claims: Sequence[Claim]) -> None:
        """Send everybody on his way; claims are in order of time."""
        services = [SERVICES.index(claim.service) for claim in claims]
        times = np.array([claim.time for claim in claims], dtype=float)
        first = self.going.world.trace.open_cases(services, times)
        Walker(self._come(enumerate(claims, first)), self.going.world.agenda)

    def _come(self, claims: Iterable[tuple[int, Claim]]) -> Journey:
        agenda = self.going.world.agenda
        for number, claim in claims:
            if claim.time > agenda.now:
                yield claim.time - agenda.now
            self.register(claim, claim.channel, FIRST, number)

    def register(self, claim: Claim, channel: str, again: Again, number: int | None = None) -> None:
        """Apply now for a registration.

        Args:
            claim: what for.
            channel: through which.
            again: which application of the person it is.
            number: in the trace; None: a new one.
        """
        world, draws = self.going.world, self.going.draws[claim.service]
        now, day, service = world.agenda.now, world.today, claim.service
        if number is None:
            reason = REASONS.index(again.reason)
            number = world.trace.open_case(SERVICES.index(service), now, again.visit, reason)
        case = Case(
            number=number,
            application=Registration(service, channel, day, claim.applicant, claim.dwelling),
            law=world.law,
            choices=registration_choices(draws, again.turn, claim, world.scenario.behaviour),
            who=claim,
            draws=draws,
            turn=again.turn,
            visit=again.visit,
            office=claim.office,
            first_filed=now if again.first_filed is None else again.first_filed,
            earlier=again.earlier,
            ahead=claim.booked and again is FIRST,
            needs_help=channel == TERMINAL and self._needs_help(claim, again),
            answers=self.going.record(),
        )
        journey = carry(world, case, self._after, left=self._left)
        Walker(journey, world.agenda)

    def _needs_help(self, claim: Claim, again: Again) -> bool:
        """Say whether an applicant needs a consultant at a terminal."""
        draw = self.going.draws[claim.service].share("consultant", again.turn, claim.index)
        share = self.going.world.scenario.behaviour.consultant_share
        return not claim.access or draw < share

    def _after(self, case: Case, verdict: Verdict) -> None:
        """Decide what an applicant does after the verdict on a registration."""
        self.going.note(case, verdict)
        follow = self.follow.get(verdict.outcome)
        if follow is not None:
            follow(case)

    def _told_to_go_online(self, case: Case) -> None:
        """Go on at a terminal, do it at home later, or give up (RES-02, RES-03).

        Who cannot apply at home goes on at a terminal or gives up.
        """
        people = self.going.world.scenario.behaviour
        if case.happens("goes_on", people.terminal_after_redirect_share):
            again = Again.after(case, GOES_ON)._replace(visit=case.visit)
            self._apply(case, TERMINAL, again)
        elif cast("Claim", case.who).access and case.happens(
            "goes_home", people.home_after_redirect_share
        ):
            hours = case.amount("goes_home_hours", people.home_after_redirect_hours)
            self._apply(case, self._at_home(case), Again.after(case, "goes_home"), hours)

    def _told_to_go_to_a_centre(self, case: Case) -> None:
        """Come to a centre on its next open day, or give up (RES-05)."""
        share = self.going.world.scenario.behaviour.centre_after_redirect_share
        if case.happens("goes_to_centre", share):
            self._apply(case, CENTRE, Again.after(case, "redirected"))

    def _without_consent(self, case: Case) -> None:
        """Ask the owners anew, or give up: a lapse is another thing than a refusal (RES-13)."""
        lapsed = consent(self.going.world, case) == "no_answer"
        self._come_back("consent_lapsed" if lapsed else "consent_refused", case)

    def _left(self, case: Case) -> None:
        """Come back another day to the queue that was left, or give up."""
        share = self.going.world.scenario.behaviour.left_again_share
        if case.happens("again_after_left", share):
            self._apply(case, case.application.channel, Again.after(case, "left_queue"))

    def _come_back(self, stopped_by: str, case: Case) -> None:
        """Apply again after a time, or give up."""
        back = self.returns[stopped_by]
        if case.happens(f"again_after_{stopped_by}", back.share):
            hours = case.amount(f"time_after_{stopped_by}", back.takes) * back.unit_hours
            self._apply(case, self._channel(case), Again.after(case, back.reason), hours)

    def _kinship_not_confirmed(self, case: Case) -> None:
        """Have an act brought up to date if one is missing; else come to ask (RES-10)."""
        acts = missing_acts(self.going.world, case)
        if not acts:
            self._ask(case)
            return
        scenario = self.going.world.scenario
        if case.happens("updates_act", scenario.behaviour.act_update_share):
            minutes = scenario.service_minutes.window_act_update
            self._visit(case, "act_update", minutes, partial(self._acts_taken_in, case, acts))

    def _acts_taken_in(self, case: Case, acts: Sequence[Act], again: Again, number: int) -> None:
        """Wait until the acts are in the register, then apply again."""
        world = self.going.world
        days = case.amount("act_update_days", world.scenario.behaviour.act_update_days)
        hours = days * DAY_HOURS
        entered = world.agenda.now + hours * HOUR_MINUTES
        self.going.later(entered, lambda: world.registrations.zags.enter(acts))
        self._apply(case, self._channel(case), again.then(number, "act_updated"), hours)

    def _ask(self, case: Case) -> None:
        """Come to a centre to ask why, or give up."""
        scenario = self.going.world.scenario
        if case.happens("asks", scenario.behaviour.asks_after_refusal_share):
            minutes = scenario.service_minutes.window_question
            self._visit(case, "asks", minutes, partial(self._told_why, case))

    def _told_why(self, case: Case, again: Again, number: int) -> None:
        """Apply again with the category that fits, with another where none does, or give up."""
        world = self.going.world
        people = world.scenario.behaviour
        if not case.happens("states_another", people.other_statement_share):
            return
        hours = case.amount("states_another_hours", people.other_statement_hours)
        category, side = fitting_statement(world, case) or any_statement(world, case)
        claim = replace(cast("Claim", case.who), category=category, side=side)
        again = again.then(number, "other_statement")
        self._apply(replace(case, who=claim), self._channel(case), again, hours)

    def _visit(self, case: Case, reason: str, minutes: Distribution, served: Served) -> None:
        """Come to a centre on its next open day for something that is no application."""
        people, again = self.going.world.scenario.behaviour, Again.after(case, reason)
        time = self.going.next_visit(case)
        if time is None or again.visit > people.registration_attempts:
            return
        service = SERVICES.index(case.application.service)
        back, most = people.left_again_share, people.registration_attempts
        errand = Errand(reason, service, minutes, back, most)
        self.going.later(time, lambda: self.going.run_errand(case, errand, again, served))

    def _apply(self, case: Case, channel: str, again: Again, hours: float = 0.0) -> None:
        """Apply again after so many hours; in a centre on an open day from tomorrow on."""
        world = self.going.world
        if again.visit > world.scenario.behaviour.registration_attempts:
            return
        time: float | None = world.agenda.now + hours * HOUR_MINUTES
        if channel in IN_CENTRE and again.reason != GOES_ON:
            time = self.going.next_visit(case, world.agenda.now + hours * HOUR_MINUTES)
        claim = cast("Claim", case.who)
        if time is not None:
            self.going.later(time, lambda: self._unless_registered(claim, channel, again))

    def _unless_registered(self, claim: Claim, channel: str, again: Again) -> None:
        """Apply again, except who has been registered there meanwhile."""
        entered = self.going.world.registrations.entered
        if (claim.applicant, claim.dwelling) not in entered:
            self.register(claim, channel, again)

    def _channel(self, case: Case) -> str:
        """Return how he applies again: a terminal is left for home by whoever can, not the hall."""
        channel = case.application.channel
        leaves = channel == TERMINAL and cast("Claim", case.who).access
        return self._at_home(case) if leaves else channel

    def _at_home(self, case: Case) -> str:
        share = case.draws.share("home_channel", 1, case.who.index)
        mobile = share < self.going.world.scenario.demand.mobile_share
        return "egov_mobile" if mobile else "egov_portal"
