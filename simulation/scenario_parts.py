"""The parts of a scenario as the model uses them.

The fields of each section are the levers of ``levers.toml`` of the same names, with the same
units; a test holds the two equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.readings import Readings
from simulation.calendar import Calendar, calendar_of
from simulation.clock_readers import Break, WindowShift
from simulation.distributions import Distribution
from simulation.lever_readers import Hours, Profile


@dataclass(frozen=True, slots=True)
class Office:
    """One service centre; ``hours`` by weekday are complete, closed days are missing."""

    id: str
    district: str
    hours: Hours
    closed_on_holidays: bool
    lunch: tuple[int, int] | None
    breaks: tuple[Break, ...]
    reception_desks: Profile
    self_service_terminals: Profile
    windows: Profile
    shifts: tuple[WindowShift, ...] | None
    consultants: Profile | None
    visits_weight: float


@dataclass(frozen=True, slots=True)
class Policy:
    """Values that stand in for the law's; None keeps the law's."""

    norm_m2: int | None
    norm_in_force_from: date | None
    residence_pilot: tuple[date, date] | None
    id_card_pilot: tuple[date, date] | None
    window_before_days: int | None
    window_after_days: int | None
    useful_to_total: float | None
    readings: Readings


@dataclass(frozen=True, slots=True)
class Demand:
    """How many come, and where; None takes the number from the city."""

    residence_per_day: float | None
    temporary_stay_per_day: float | None
    id_renewals: bool
    other_visits_per_hour: Mapping[str, Profile] | None
    visit_hours: tuple[float, ...]
    visit_weekdays: tuple[float, ...]
    months: tuple[float, ...]
    online_hours: tuple[float, ...]
    online_weekdays: tuple[float, ...]
    anywhere_share: float
    booked_share: float
    no_show_share: float
    access_share: float
    centre_share: float
    mobile_share: float
    id_online_share: float
    id_access_share: float
    id_centre_visits: bool
    id_app_share: float


@dataclass(frozen=True, slots=True)
class ServiceMinutes:
    """How long people are served, or busy themselves."""

    reception: Distribution
    window_residence: Distribution
    window_other: Distribution
    window_act_update: Distribution
    window_question: Distribution
    terminal: Distribution
    consultant: Distribution
    online: Distribution
    signing: Distribution
    pickup: Distribution


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What people do; shares are of those who come to that choice."""

    patience_minutes: Distribution | None
    consultant_share: float
    booked_early_minutes: Distribution
    booked_late_share: float
    reception_error_share: float
    terminal_after_redirect_share: float
    centre_after_redirect_share: float
    home_after_redirect_share: float
    home_after_redirect_hours: Distribution
    papers_mismatch_share: float
    consent_given_share: float
    consent_hours: Distribution
    consent_limit_hours: float
    signature_declined_share: float
    papers_again_share: float
    papers_again_days: Distribution
    consent_lapsed_again_share: float
    consent_refused_again_share: float
    consent_again_hours: Distribution
    unsigned_again_share: float
    unsigned_again_hours: Distribution
    unavailable_again_share: float
    unavailable_again_hours: Distribution
    left_again_share: float
    act_update_share: float
    act_update_days: Distribution
    asks_after_refusal_share: float
    other_statement_share: float
    other_statement_hours: Distribution
    registration_attempts: int
    wrong_category_share: float
    stranger_no_category_share: float
    already_registered_share: float
    filing_early_share: float
    filing_after_share: float
    filing_late_share: float
    filing_near_share: float
    reminder_days: int
    mobile_base_share: float
    reminder_follow_days: float
    return_when_open_share: float
    card_retry_share: float
    card_retry_hours: Distribution
    files_twice_share: float
    passport_share: float
    other_reason_share: float
    filed_by_other_share: float
    biometrics_mismatch_share: float
    duty_unpaid_share: float
    refile_share: float
    refile_days: Distribution
    attempts: int
    pickup_days: Distribution
    pickup_wrong_share: float
    collects_again_share: float
    unclaimed_share: float


@dataclass(frozen=True, slots=True)
class System:
    """How one system of the registries answers."""

    latency_seconds: float
    availability: float
    outage_minutes: float
    retries: int
    retry_seconds: float


@dataclass(frozen=True, slots=True)
class IdPipeline:
    """The migration service, production and pick-up."""

    officers: Profile
    hours: Hours
    closed_on_holidays: bool
    lunch: tuple[int, int] | None
    breaks: tuple[Break, ...]
    intake_days: Distribution
    outside_days: Distribution | None
    check_minutes: Distribution
    data_incorrect_share: float
    photo_mismatch_share: float
    signature_mismatch_share: float
    further_check_share: float
    production_days: Distribution
    batch_cards: Profile | None
    day_cards: int | None
    delivery_days: Distribution
    pickup_desks: Profile
    pickup_hours: Hours | None

    @property
    def desk_hours(self) -> Hours:
        """When the desks of the pick-up point are open: as the officers unless given."""
        return self.hours if self.pickup_hours is None else self.pickup_hours


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything that a run depends on, besides the city itself.

    Attributes:
        document: the scenario as JSON with every lever filled in; it reads back as the same.
        name: its author's name for it.
        city: population and seed of the city it names, or None.
        first: first simulated day.
        until: first day that is no longer simulated.
        policy: what stands in for the law.
        offices: at least one, ids differ.
        demand: how many come.
        service_minutes: how long they are served.
        behaviour: what they do.
        registries: every system of ``SYSTEMS``.
        id_pipeline: what happens to an application for a card.
        wait_standard_minutes: waits up to this are within the standard.
        replications: how often to run.
        warm_up_days: days at the start that are not measured.
        seed: of every random stream.
    """

    document: Mapping[str, Any]
    name: str
    city: tuple[int, int] | None
    first: date
    until: date
    policy: Policy
    offices: tuple[Office, ...]
    demand: Demand
    service_minutes: ServiceMinutes
    behaviour: Behaviour
    registries: Mapping[str, System]
    id_pipeline: IdPipeline
    wait_standard_minutes: float
    replications: int
    warm_up_days: int
    seed: int

    @property
    def days(self) -> int:
        """The number of simulated days."""
        return (self.until - self.first).days

    @property
    def calendar(self) -> Calendar:
        """The days of the period by which officers, production and deadlines count."""
        return calendar_of(self.first, self.days, holidays=self.id_pipeline.closed_on_holidays)

    @property
    def needs_city(self) -> bool:
        """Whether anything is taken from a city: False where only other visits come."""
        demand = self.demand
        own = demand.residence_per_day != 0 or demand.temporary_stay_per_day != 0
        return own or demand.id_renewals or demand.other_visits_per_hour is None
