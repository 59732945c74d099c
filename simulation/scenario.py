"""A scenario: every lever of a run, read strictly from ``tirkeu.scenario/1``.

Left out and null mean the lever's default.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from domain.errors import BadInput
from domain.readings import Readings
from domain.records import RESIDENCE_SERVICES
from domain.registries import SYSTEMS
from simulation import across  # noqa: F401 - says how a scenario is sent
from simulation.clock_readers import check_lunch
from simulation.lever_readers import WEEKDAYS, Hours, Profile, checked_hours, read
from simulation.levers import LEVERS
from simulation.opening import HOUR_MINUTES
from simulation.scenario_parts import (
    Behaviour,
    Demand,
    IdPipeline,
    Office,
    Policy,
    Scenario,
    ServiceMinutes,
    System,
)
from synthetic_data.json_shape import inside, keys, load, shown

FORMAT: Final = "tirkeu.scenario/1"
LONGEST_PERIOD_DAYS: Final = 3_660
MOST_OFFICES: Final = 100
MOST_VISITS: Final = 20_000_000
"""Most visits and applications of one replication: they are all kept in its trace."""

WHOLE: Final = frozenset({"breaks", "profile", "shifts", "weekdays", "whole"})
"""Kinds of levers with whole numbers in them."""

ROUNDING: Final = 1e-9
"""Room for rounding where shares are added."""


Values = dict[str, Any]
Section = tuple[Values, Values]
"""A section read: values of the model, and its part of the complete document."""


def read_scenario(path: Path) -> Scenario:
    """Read a scenario file.

    Raises:
        BadInput: the file cannot be read, is too large, is no strict JSON, or does not fit; the
            message names the lever.
    """
    return scenario_from(load(path), str(path))


def scenario_from(document: object, where: str = "scenario") -> Scenario:
    """Read a scenario.

    Args:
        document: JSON object of ``tirkeu.scenario/1``; only ``format`` is required.
        where: name of the file or form, for messages.

    Raises:
        BadInput: unknown key, wrong type, value out of range; the message names the lever.
    """
    given = _object(document, f"{where}: ", {"format", "name", "offices", "registries", *_PLAIN})
    if given.get("format") != FORMAT:
        raise BadInput(f"{where}: format", FORMAT, shown(given.get("format")))
    read_sections = {name: _section(name, name, given.get(name), where) for name in _PLAIN}
    values = {name: pair[0] for name, pair in read_sections.items()}
    complete: Values = {"format": FORMAT, "name": _name(given.get("name"), where)}
    complete |= {name: pair[1] for name, pair in read_sections.items()}
    if given.get("city") is None:
        complete["city"] = None
    offices, complete["offices"] = _offices(given.get("offices"), where)
    for demand in (values["demand"], complete["demand"]):
        _share_profile(demand, offices)
    registries, complete["registries"] = _registries(given.get("registries"), where)
    values["id_pipeline"]["hours"] = _hours(values["id_pipeline"], f"{where}: id_pipeline")
    scenario = _built(values, complete, offices, registries)
    _check(scenario, where)
    return scenario


def with_run(
    scenario: Scenario,
    replications: int | None,
    seed: int | None,
    city: tuple[int, int] | None = None,
) -> Scenario:
    """Return the scenario with what the command line gives in its place; None keeps its own.

    Args:
        scenario: what the file says.
        replications: how often to run.
        seed: of all random streams.
        city: population and seed.

    Raises:
        BadInput: out of range.
    """
    given = {"replications": replications, "seed": seed}
    run = {**scenario.document["run"], **{k: v for k, v in given.items() if v is not None}}
    document = {**scenario.document, "run": run}
    if city is not None:
        document["city"] = dict(zip(("population", "seed"), city, strict=True))
    return scenario_from(document, "command line")


def template() -> dict[str, Any]:
    """Return a complete scenario: every lever at its default, null where that is the default."""
    minimal: Values = {"format": FORMAT, "city": {"population": None}}
    return dict(scenario_from(minimal).document)


def comments() -> str:
    """Return the twin of the template: every lever with unit, range, default and source."""
    lines = []
    for section, levers in LEVERS.items():
        lines += ["", f"[{section}]"]
        for lever in levers.values():
            default = lever.null_means if lever.default is None else json.dumps(lever.default)
            spread = f", {lever.range_words}" if lever.range_words else ""
            lines.append(f"{lever.name}: {lever.note}")
            lines.append(f"    {lever.kind}, {lever.unit}{spread}; default {default}")
            lines.append(f"    {lever.evidence}: {lever.source}")
    return "\n".join(lines[1:]) + "\n"


_PLAIN = tuple(section for section in LEVERS if not section.endswith(("[]", ".*")))
"""Sections that are one object each."""


def _object(value: object, where: str, known: set[str]) -> Mapping[str, Any]:
    found = keys(value, where)
    for key in found:
        if key not in known:
            raise BadInput(inside(where, key), f"one of {', '.join(sorted(known))}", key)
    return found


def _section(section: str, named: str, given: object, where: str) -> Section:
    """Read one object of levers; ``named`` is its name in messages."""
    levers = LEVERS[section]
    found = keys({} if given is None else given, f"{where}: {named}")
    for key in found:
        if key not in levers:
            raise BadInput(f"{where}: {named}.{key}", f"one of {', '.join(levers)}", key)
    values, complete = {}, {}
    for name, lever in levers.items():
        stated = found.get(name)
        empty = lever.kind == "distribution" and stated == {}
        taken = lever.default if stated is None or empty else stated
        values[name] = read(lever, taken, f"{where}: {named}.{name}")
        complete[name] = _plain(taken, is_whole=lever.kind in WHOLE)
    return values, complete


def _plain(value: Any, *, is_whole: bool) -> Any:  # noqa: ANN401 - any JSON value
    """Return a value that its lever has accepted as plain JSON, the same for the same number.

    Args:
        value: with exact decimals, as a file is read.
        is_whole: whether its numbers count something: 3.0 becomes 3.
    """
    if isinstance(value, Mapping):
        return {key: _plain(item, is_whole=is_whole) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, is_whole=is_whole) for item in value]
    if not isinstance(value, float | Decimal):
        return value
    return int(value) if is_whole and value == int(value) else float(value)


def _name(value: object, where: str) -> str:
    lever = LEVERS["offices[]"]["district"]
    name: str = read(lever, "" if value is None else value, f"{where}: name")
    return name


def _hours(values: Values, where: str) -> Hours:
    """Fold opening, closing, working days and exceptions into hours by weekday."""
    usual = checked_hours(values.pop("opens"), values.pop("closes"), f"{where}.opens")
    hours = dict.fromkeys(values.pop("working_days"), usual)
    hours |= values.pop("hours", {})
    check_lunch(values["lunch"], [hours, values.get("pickup_hours") or {}], f"{where}.lunch")
    return hours


def _offices(given: object, where: str) -> tuple[tuple[Office, ...], list[Values]]:
    listed = [{}] if given is None else given
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_OFFICES:
        raise BadInput(f"{where}: offices", f"a list of 1 to {MOST_OFFICES} offices", shown(given))
    offices: list[Office] = []
    complete = []
    for number, office in enumerate(listed):
        named = f"offices[{number}]"
        values, filled = _section("offices[]", named, office, where)
        if not values["id"] or values["id"] in {known.id for known in offices} | {"all"}:
            raise BadInput(f"{where}: {named}.id", "a name of its own", shown(values["id"]))
        _check_windows(values, filled, f"{where}: {named}.windows")
        offices.append(Office(hours=_hours(values, f"{where}: {named}"), **values))
        complete.append(filled)
    return tuple(offices), complete


def _check_windows(values: Values, filled: Values, where: str) -> None:
    """Refuse windows beside shifts, in whose place those are; complete documents name both."""
    usual = LEVERS["offices[]"]["windows"]
    if values["shifts"] is not None and values["windows"] != read(usual, usual.default, where):
        expected = f"null, or the default {usual.default}, where shifts say how many are open"
        raise BadInput(where, expected, shown(filled["windows"]))


def _share_profile(demand: Values, offices: tuple[Office, ...]) -> None:
    """Give every office the visits that are said once for each of them."""
    visits = demand["other_visits_per_hour"]
    if visits is not None and not isinstance(visits, Mapping):
        demand["other_visits_per_hour"] = {office.id: visits for office in offices}


def _registries(given: object, where: str) -> tuple[Mapping[str, System], Values]:
    found = _object({} if given is None else given, f"{where}: registries", set(SYSTEMS))
    read_all = {
        system: _section("registries.*", f"registries.{system}", found.get(system), where)
        for system in SYSTEMS
    }
    systems = {system: System(**values) for system, (values, _) in read_all.items()}
    return systems, {system: filled for system, (_, filled) in read_all.items()}


def _built(
    values: Mapping[str, Values],
    complete: Values,
    offices: tuple[Office, ...],
    registries: Mapping[str, System],
) -> Scenario:
    policy, city, run = (values[section] for section in ("policy", "city", "run"))
    policy["readings"] = policy["readings"] or Readings()
    named = complete["city"] is not None
    return Scenario(
        document=complete,
        name=complete["name"],
        city=(city["population"], city["seed"]) if named else None,
        first=values["period"]["from"],
        until=values["period"]["until"],
        policy=Policy(**policy),
        offices=offices,
        demand=Demand(**values["demand"]),
        service_minutes=ServiceMinutes(**values["service_minutes"]),
        behaviour=Behaviour(**values["behaviour"]),
        registries=registries,
        id_pipeline=IdPipeline(**values["id_pipeline"]),
        wait_standard_minutes=values["standards"]["wait_minutes"],
        **run,
    )


def _check(scenario: Scenario, where: str) -> None:
    """Check what concerns more than one lever."""
    if not 1 <= scenario.days <= LONGEST_PERIOD_DAYS:
        expected = f"a day after from, at most {LONGEST_PERIOD_DAYS} days later"
        raise BadInput(f"{where}: period.until", expected, scenario.until)
    if scenario.warm_up_days >= scenario.days:
        expected = f"fewer than the {scenario.days} days of the period"
        raise BadInput(f"{where}: run.warm_up_days", expected, scenario.warm_up_days)
    for office in scenario.demand.other_visits_per_hour or {}:
        if office not in {known.id for known in scenario.offices}:
            raise BadInput(f"{where}: demand.other_visits_per_hour", "ids of offices", office)
    _check_visits(scenario, where)
    people = scenario.behaviour
    outside = people.filing_early_share + people.filing_after_share + people.filing_late_share
    filed = outside + people.filing_near_share
    if filed > 1 + ROUNDING:
        raise BadInput(f"{where}: behaviour.filing_late_share", "filing shares up to 1", filed)


def _check_visits(scenario: Scenario, where: str) -> None:
    """Check that what is asked for can be kept in memory; what comes from a city always can."""
    demand, weeks = scenario.demand, scenario.days / WEEKDAYS
    for office in scenario.offices:
        profile = (demand.other_visits_per_hour or {}).get(office.id)
        if profile is not None:
            _check_number(
                _a_week(office, profile) * weeks,
                f"{where}: demand.other_visits_per_hour.{office.id}",
            )
    for service in RESIDENCE_SERVICES:
        rate = getattr(demand, f"{service}_per_day") or 0.0
        _check_number(rate * scenario.days, f"{where}: demand.{service}_per_day")


def _a_week(office: Office, profile: Profile) -> float:
    """Return the visits of a week, at most: hours that are open in part count as whole."""
    return sum(
        sum(profile[weekday - 1][opens // HOUR_MINUTES : -(-closes // HOUR_MINUTES)])
        for weekday, (opens, closes) in office.hours.items()
    )


def _check_number(visits: float, where: str) -> None:
    if visits > MOST_VISITS:
        raise BadInput(where, f"at most {MOST_VISITS} visits in the period", f"about {visits:.0f}")
