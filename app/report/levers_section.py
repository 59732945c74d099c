"""What of each scenario differs from the capital under the law: lever by lever, and the offices."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from app.planning.scenarios import expanded
from app.report.markup import Markup, element, joined
from app.report.reported import Part
from app.report.telling import Telling, cell, row_head, scenario_parts, table
from app.report.values import (
    known_words,
    lever_at,
    lever_words,
    office_name,
    source_of,
    told_value,
)
from app.report.windows import WINDOWS, window_hours, windows_words
from domain.readings import SWITCHES
from simulation.arrivals import VISITS_PER_WORKING_DAY
from simulation.astana import PEOPLE as CAPITAL
from simulation.varying import changed

READINGS: Final = "policy.readings"
STAFF: Final = ("windows", "self_service_terminals", "reception_desks")


def levers_section(told: Telling) -> Markup:
    """Return what differs, a table for each scenario."""
    tables = [_levers(told, place, part) for place, part in scenario_parts(told.reported)]
    return joined(element("h2", told.say("head.levers")), tables, _demand(told))


def _demand(told: Telling) -> Markup | None:
    """Return how many come to the offices of a city of this size, and how the source says so."""
    base = told.reported.base.document
    if base["demand"]["other_visits_per_hour"] is not None:
        return None
    visits = round(VISITS_PER_WORKING_DAY * base["city"]["population"])
    key = "levers.demand" if base["city"]["population"] == CAPITAL else "levers.demand_scaled"
    said = told.say(
        key,
        n=told.number(visits),
        people=told.population,
        whole=told.number(round(VISITS_PER_WORKING_DAY * CAPITAL)),
        capital=told.number(CAPITAL),
    )
    return element("p", said, class_="quiet")


def _levers(told: Telling, place: int, part: Part) -> Markup:
    rows = list(_rows(told, part))
    title = told.say("levers.title", name=told.name(place))
    if not rows:
        return joined(element("h3", title), element("p", told.say("levers.none")))
    heads = [told.say(f"levers.{name}") for name in ("lever", "law", "yours", "known", "source")]
    return table(title, heads, rows)


def _rows(told: Telling, part: Part) -> Iterator[list[Markup]]:
    base, own = told.reported.base.document, part.document
    for path in changed(base, own):
        if path == READINGS or path.startswith(f"{READINGS}."):
            continue
        there = path.rpartition(".")[0]
        offices = _found(base, there), _found(own, there)
        yield _row(told, path, (_found(base, path), _found(own, path)), offices)
    yield from _readings(told, own["policy"]["readings"] or {})


def _found(document: Any, path: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return what stands at a path; None where nothing does."""
    stands = document
    for key in path.replace("[", ".[").split("."):
        if key.startswith("["):
            stands = next((one for one in stands if one["id"] == key[1:-1]), None)
        else:
            stands = stands.get(key)
        if stands is None:
            return None
    return stands


def _row(
    told: Telling, path: str, values: tuple[Any, Any], offices: tuple[Any, Any]
) -> list[Markup]:
    words, named = told.words, lever_at(path)
    if named is None:
        count = [told.say("levers.offices", n=len(one)) for one in values]
        known, source = told.words("rules.known.assumption"), (told.say("levers.board"), True)
        return [row_head(told.say("levers.all_offices")), *_cells(count, known, source)]
    law = told.reported.law
    said = [told_value(named.lever, value, law, words) for value in values]
    if named.lever.path == WINDOWS and all(offices):
        both = zip(offices, said, strict=True)
        said = [windows_words(office, words) or plainly for office, plainly in both]
    name, deep = lever_words(named, words), path.rpartition(f".{named.lever.name}.")[2]
    if deep != path:  # of one office, in a lever that has a value for each
        name = told.say("of_place", place=office_name(deep, words), name=name)
    known, source = known_words(named.lever, words), source_of(named.lever, words)
    return [row_head(name), *_cells(said, known, source)]


def _cells(values: list[str], known: str, source: tuple[str, bool]) -> list[Markup]:
    text, is_own = source
    return [
        cell(values[0], kind="law"),
        cell(element("strong", values[1])),
        cell(known),
        cell(element("span", text, lang=None if is_own else "en")),
    ]


def _readings(told: Telling, readings: Mapping[str, Any]) -> Iterator[list[Markup]]:
    words = told.words
    for name, value in readings.items():
        switch = SWITCHES[name]
        if value != switch.default:
            said = [words(f"readings.{name}.{str(v).lower()}") for v in (switch.default, value)]
            key = f"norms.source.{name}"
            source = words(key) if words.has(key) else told.say("levers.readings")
            title = told.say("levers.reading", title=words(f"readings.{name}.title"))
            yield [row_head(title), *_cells(said, words("rules.known.law"), (source, True))]


def offices_section(told: Telling) -> Markup:
    """Return the offices of each scenario with their hours and how many serve."""
    tables = [_offices(told, place, part) for place, part in scenario_parts(told.reported)]
    note = element("p", told.say("offices.note"), class_="quiet")
    return joined(element("h2", told.say("head.offices")), tables, note)


def _offices(told: Telling, place: int, part: Part) -> Markup:
    law = {office["id"]: office for office in told.reported.base.document["offices"]}
    rows = [_office(told, office, law.get(office["id"])) for office in part.document["offices"]]
    heads = [told.say("load.office"), told.say("offices.hours")]
    heads += [told.say(f"offices.{name}") for name in (*STAFF, "week")]
    return table(told.say("offices.title", name=told.name(place)), heads, rows)


def _office(
    told: Telling, office: Mapping[str, Any], law: Mapping[str, Any] | None
) -> list[Markup]:
    cells = [
        row_head(office_name(office["id"], told.words)),
        cell(f"{office['opens']}–{office['closes']}"),
    ]
    cells += [
        _count(told, _most(office[name]), None if law is None else _most(law[name]))
        for name in STAFF
    ]
    return [*cells, _count(told, window_hours(office), None if law is None else window_hours(law))]


def _most(profile: Any) -> float:  # noqa: ANN401 - one number, 24 or 7 times 24
    return max(number for day in expanded(profile) for number in day)


def _count(told: Telling, value: float, law: float | None) -> Markup:
    """Return a count, and the law's below it where that is another."""
    is_other = law is not None and law != value
    small = None
    if is_other and law is not None:
        arrow = "▲" if value > law else "▼"
        small = element(
            "small", f"{arrow} {told.say('offices.before', n=told.shortest(round(law, 1)))}"
        )
    return cell(told.shortest(round(value, 1)), small, kind="number")
