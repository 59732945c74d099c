"""The levers of the Flows page: what each may be, and how the address writes them.

Only levers that stand elsewhere than usual are written; a value that cannot be used is named and
the usual one is taken.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from typing import Any, Final

from app.visit import DEFAULT_DAY, Visit
from domain.law import law_on
from simulation.levers import LEVERS

DEFAULT_PEOPLE: Final = 20_000
"""Size of the city for which the levers of the model have their defaults."""

RUN: Final = "run"
RUN_KEY: Final = re.compile(r"[0-9a-f]{16}")
NUMBER: Final = re.compile(r"[0-9]{1,12}([.,][0-9]{1,3})?")
USUAL_WEEKS: Final = 4
WEEK_DAYS: Final = 7
TENTHS: Final = 10


@dataclass(frozen=True, slots=True)
class Field:
    """One lever.

    Attributes:
        name: its parameter in the address, and its words ``flows.lever.<name>``.
        group: where it stands in the form.
        section: section of the scenario.
        lever: key in that section; its kind and source stand in ``simulation/levers.toml``.
        low: smallest value, inside, as the address writes it.
        high: largest value, inside.
        is_area: counted in tenths, written with one decimal place.
    """

    name: str
    group: str
    section: str
    lever: str
    low: int
    high: int
    is_area: bool = False

    @property
    def evidence(self) -> str:
        """How its usual value is known."""
        if self.section == "period":
            return "choice"
        return LEVERS[self.section][self.lever].evidence if self.group != "run" else "choice"


FIELDS: Final = (
    Field("norm", "rules", "policy", "norm_m2", 6, 30, is_area=True),
    Field("before", "rules", "policy", "window_before_days", 0, 365),
    Field("after", "rules", "policy", "window_after_days", 0, 365),
    Field("desks", "centre", "offices[]", "reception_desks", 1, 500),
    Field("terminals", "centre", "offices[]", "self_service_terminals", 1, 500),
    Field("windows", "centre", "offices[]", "windows", 1, 500),
    Field("officers", "card", "id_pipeline", "officers", 1, 500),
    Field("weeks", "run", "period", "until", 1, 12),
    Field("replications", "run", "run", "replications", 2, 100),
    Field("seed", "run", "run", "seed", 0, 4_294_967_295),
)
GROUPS: Final = ("rules", "centre", "card", "run")
COMPARED: Final = tuple(f for f in FIELDS if f.group != "run")
"""Levers in which a run may differ from what it is compared with."""

KNOWN: Final = frozenset((*(f.name for f in FIELDS), RUN, "day", "lang"))
"""Every parameter of the page's address."""

Values = Mapping[str, int | None]
"""A value by the name of its lever; the norm in tenths of m², None where none is in force."""


@dataclass(frozen=True)
class Asked:
    """What the address asks the page for.

    Attributes:
        first: first simulated day: the day of the page.
        usual: the law's values of that day and the centre's usual staff.
        chosen: levers that stand elsewhere.
        wrong: what came for levers whose value cannot be used.
        run: key of the run that is shown; None: none yet.
    """

    first: date
    usual: Values
    chosen: Mapping[str, int] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    run: str | None = None

    def __getitem__(self, name: str) -> int | None:
        """Return where a lever stands."""
        return self.chosen.get(name, self.usual[name])

    @property
    def until(self) -> date:
        """The first day that is no longer simulated."""
        return self.first + timedelta(days=WEEK_DAYS * (self["weeks"] or 0))

    @property
    def wrong_levers(self) -> Mapping[str, str]:
        """What came for levers whose value cannot be used; nothing is run as long as there are."""
        return {name: got for name, got in self.wrong.items() if name != RUN}

    @property
    def moved(self) -> tuple[Field, ...]:
        """Levers that make the run differ from the law and the usual staff."""
        return tuple(f for f in COMPARED if f.name in self.chosen)


def usual_values(first: date, population: int) -> Values:
    """Return where the levers stand when nobody has moved them.

    Args:
        first: the law's values are those of this day.
        population: the staff grows with the city, above the size the model's own is meant for.
    """
    law, growth = law_on(first), max(1.0, population / DEFAULT_PEOPLE)
    values: dict[str, int | None] = {
        "norm": law.norm_tenths,
        "before": law.window_before_days,
        "after": law.window_after_days,
        "weeks": USUAL_WEEKS,
    }
    for lever in FIELDS:
        if lever.name not in values:
            default = LEVERS[lever.section][lever.lever].default
            grows = lever.group in ("centre", "card")
            values[lever.name] = ceil(default * growth) if grows else default
    return values


def read_value(lever: Field, text: str) -> int | None:
    """Return a value of the address, the norm in tenths; None if it cannot be used."""
    written = text.strip()
    if not NUMBER.fullmatch(written):
        return None
    exact = Decimal(written.replace(",", "."))
    if not lever.low <= exact <= lever.high:
        return None
    scaled = exact * TENTHS if lever.is_area else exact
    return int(scaled) if scaled == scaled.to_integral_value() else None


def write_value(lever: Field, value: int) -> str:
    """Write a value as `read_value` reads it."""
    if not lever.is_area:
        return str(value)
    whole, tenth = divmod(value, TENTHS)
    return f"{whole}.{tenth}" if tenth else str(whole)


def read_asked(here: Visit, population: int) -> Asked:
    """Read the address of the page.

    Args:
        here: the visit.
        population: of the city that is simulated.
    """
    first = here.day or DEFAULT_DAY
    usual = usual_values(first, population)
    chosen, wrong = {}, {}
    for lever in FIELDS:
        if lever.name not in here.query:
            continue
        value = read_value(lever, here.query[lever.name])
        if value is None:
            wrong[lever.name] = here.query[lever.name]
        elif value != usual[lever.name]:
            chosen[lever.name] = value
    run = here.query.get(RUN)
    if run is not None and not RUN_KEY.fullmatch(run):
        wrong[RUN], run = run, None
    return Asked(first, usual, chosen, wrong, run)


def written(asked: Asked) -> dict[str, str | None]:
    """Return the parameters that the levers are in an address; None where one is left out."""
    return {
        lever.name: write_value(lever, asked.chosen[lever.name])
        if lever.name in asked.chosen
        else None
        for lever in FIELDS
    }


def scenario_document(asked: Asked, city: tuple[int, int], *, lawful: bool) -> dict[str, Any]:
    """Return the scenario of ``tirkeu.scenario/1`` that the levers mean.

    Args:
        asked: where the levers stand.
        city: population and seed.
        lawful: take the law and the usual staff instead, with the same period and random streams.
    """
    chosen = {} if lawful else asked.chosen
    staff = {
        f.lever: chosen.get(f.name, asked.usual[f.name]) for f in FIELDS if f.group == "centre"
    }
    policy: dict[str, Any] = {f.lever: chosen.get(f.name) for f in FIELDS if f.group == "rules"}
    if policy["norm_m2"] is not None:
        policy["norm_m2"] /= TENTHS
    return {
        "format": "tirkeu.scenario/1",
        "city": {"population": city[0], "seed": city[1]},
        "period": {"from": asked.first.isoformat(), "until": asked.until.isoformat()},
        "policy": policy,
        "offices": [{"id": "centre-1", **staff}],
        "id_pipeline": {"officers": chosen.get("officers", asked.usual["officers"])},
        "run": {"replications": asked["replications"], "seed": asked["seed"]},
    }
