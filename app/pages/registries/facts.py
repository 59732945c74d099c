"""What each system holds about one person, and what it lacks."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from app.frame import Children
from app.pages.registries.columns import card_state, town
from app.pages.registries.sheet import NONE, Sheet
from synthetic_data.city import DEFECTS, EDUCATION_REGISTRIES, REGISTRATION_KINDS, SEXES

MOST = 8
"""Records of one kind that a card names; the list has all of them."""

SHORT = 22
"""Signs of a value that has room in one column."""

Fact = tuple[str, Component | str | Children]


def facts(sheet: Sheet, person: int) -> list[Component]:
    """Return one card with what each system holds, and one with what none of them does."""
    parts = (
        ("gbd_fl", _population(sheet, person)),
        ("zags", _acts(sheet, person)),
        ("egkn", _property(sheet, person)),
        ("rp_drn", _cards(sheet, person)),
        ("study", _studies(sheet, person)),
        ("e_sobes", _capacity(sheet, person)),
        ("smart_data_ukimet", _pairs(sheet, person)),
    )
    empty = ", ".join(_title(sheet, system) for system, told in parts if not told)
    held = [
        html.Section([html.H2(_title(sheet, system)), _side_by_side(told)])
        for system, told in parts
        if told
    ]
    nothing = html.P(sheet.say("facts.nothing_in", systems=empty), className="quiet small")
    return [
        html.Div([*held, nothing if empty else None], className="card registries-held"),
        html.Section(
            [html.H2(_title(sheet, "truth")), _side_by_side(_truth(sheet, person))],
            className="card registries-held outside",
        ),
    ]


def _entries(told: Sequence[Fact]) -> Component:
    """Return a word and a value a row."""
    rows = [part for name, value in told for part in (html.Dt(name), html.Dd(value))]
    return html.Dl(rows, className="facts")


def _side_by_side(told: Sequence[Fact]) -> Component:
    """Return words with their values under them, in the columns that all systems share."""
    return html.Dl(
        [
            html.Div([html.Dt(name), html.Dd(value)], className="wide" if _is_long(value) else "")
            for name, value in told
        ]
    )


def _is_long(value: Component | str | Children) -> bool:
    return not isinstance(value, str) or len(value) > SHORT


def fact_card(sheet: Sheet, system: str, told: Sequence[Fact]) -> Component:
    """Return the card of a system with what it holds, a word and a value a row."""
    return html.Section(
        [
            html.H2(_title(sheet, system)),
            _entries(told) if told else html.P(sheet.say("facts.nothing"), className="quiet small"),
        ],
        className=f"card registries-facts{' outside' if system == 'truth' else ''}",
    )


def _title(sheet: Sheet, system: str) -> str:
    if system == "truth":
        return sheet.say("facts.truth")
    if system == "study":
        return " · ".join(sheet.system(name) for name in EDUCATION_REGISTRIES)
    return sheet.system(system)


def few(sheet: Sheet, cells: Sequence[Component | str], href: str = "") -> Children:
    """Return some records one under another, and how many more there are."""
    shown: Children = [html.Span(cell, className="line") for cell in cells[:MOST]]
    left = len(cells) - MOST
    if left > 0:
        more = sheet.say("facts.more", n=sheet.number(left))
        shown.append(html.A(more, href=href) if href else html.Span(more, className="quiet"))
    return shown or [NONE]


def registration(sheet: Sheet, row: int) -> str:
    """Return the kind of a registration."""
    kind = REGISTRATION_KINDS[sheet.city.registration_kind[row]]
    return sheet.say(f"choice.registration.{kind}")


def _population(sheet: Sheet, person: int) -> list[Fact]:
    city = sheet.city
    held = [
        html.Span(
            [
                sheet.dwelling_link(int(city.registered_dwelling[row])),
                f" · {registration(sheet, int(row))}",
            ]
        )
        for row in sheet.holdings.rows("registered_person", person)
    ]
    died = int(city.died[person])
    return [
        (sheet.say("column.iin"), sheet.iin(person)),
        (sheet.say("column.born"), sheet.day(int(city.born[person]))),
        *([(sheet.say("column.died"), sheet.day(died))] if died else []),
        (sheet.say("column.sex"), sheet.say(f"choice.sex.{SEXES[city.sex[person]]}")),
        (sheet.say("column.region"), sheet.region(person)),
        (sheet.say("facts.registered"), few(sheet, held) if held else sheet.say("facts.nowhere")),
    ]


def _acts(sheet: Sheet, person: int) -> list[Fact]:
    return [
        (sheet.say("facts.birth"), _birth(sheet, person)),
        *_adoptions(sheet, person),
        (sheet.say("facts.marriages"), few(sheet, _marriages(sheet, person))),
    ]


def _birth(sheet: Sheet, person: int) -> Children:
    city = sheet.city
    if not city.act_recorded[person]:
        return [
            html.Span(sheet.say("facts.no_birth_act"), className="missing line"),
            html.Span(_cause(sheet, int(city.birth_defect[person])), className="quiet line"),
        ]
    lines: Children = []
    for role, recorded, truth in (
        ("father", city.father_recorded[person], city.father[person]),
        ("mother", city.mother_recorded[person], city.mother[person]),
    ):
        known = sheet.person_link(int(recorded), "given")
        lines.append(html.Span([f"{sheet.say(f'column.{role}')}: ", known], className="line"))
        if recorded < 0 <= truth:
            lacks = html.Span(sheet.say(f"facts.no_{role}"), className="missing line")
            lines.append(lacks)
    return lines


def _adoptions(sheet: Sheet, person: int) -> list[Fact]:
    city = sheet.city
    rows = sheet.holdings.rows("adopted_child", person)
    told: list[Component | str] = []
    for row in rows:
        pair = (int(city.adoptive_father[row]), int(city.adoptive_mother[row]))
        names = [sheet.person_link(p, "given") for p in pair if p >= 0]
        joined = [part for each in names for part in (", ", each)][1:]
        told.append(html.Span([*joined, f" · {sheet.day(int(city.adopted_on[row]))}"]))
    return [(sheet.say("facts.adoption"), few(sheet, told))] if told else []


def _marriages(sheet: Sheet, person: int) -> list[Component]:
    city = sheet.city
    told: list[Component] = []
    for column, other in (("spouse_a", city.spouse_b), ("spouse_b", city.spouse_a)):
        for row in sheet.holdings.rows(column, person):
            until = int(city.married_until[row])
            ended = sheet.day(until) if until else sheet.say("open_end")
            span = f" · {sheet.day(int(city.married_from[row]))} – {ended}"
            link = sheet.person_link(int(other[row]), "given")
            state = (
                []
                if city.marriage_recorded[row]
                else [_lacking(sheet, int(city.marriage_defect[row]))]
            )
            told.append(html.Span([link, span, *state]))
    return told


def _lacking(sheet: Sheet, defect: int) -> Component:
    told = f" · {sheet.say('facts.not_on_file')}: {_cause(sheet, defect)}"
    return html.Span(told, className="missing")


def _cause(sheet: Sheet, defect: int) -> str:
    return sheet.say(f"defect.{DEFECTS[defect]}")


def _property(sheet: Sheet, person: int) -> list[Fact]:
    city = sheet.city
    rows = sheet.holdings.rows("owner", person)
    own = city.owned_dwelling[rows[~city.owner_is_organisation[rows].astype(bool)]]
    if not len(own):
        return []
    cells = [sheet.dwelling_link(int(dwelling)) for dwelling in own]
    everything = sheet.list_address("ownerships", q=sheet.iin(person))
    return [(sheet.say("facts.owns"), few(sheet, cells, everything))]


def _cards(sheet: Sheet, person: int) -> list[Fact]:
    city = sheet.city
    told: list[Fact] = []
    for row in sheet.holdings.rows("card_holder", person):
        told += [
            (sheet.say("column.issued"), sheet.day(int(city.issued[row]))),
            (sheet.say("column.expires"), sheet.day(int(city.expires[row]))),
            (sheet.say("column.card"), card_state(sheet, int(row))),
        ]
        if city.data_changed[row]:
            told.append((sheet.say("column.changed"), sheet.say("choice.changed.yes")))
    return told


def _studies(sheet: Sheet, person: int) -> list[Fact]:
    city = sheet.city
    told: list[Fact] = []
    for row in sheet.holdings.rows("student", person):
        form = "full_time" if city.full_time[row] else "part_time"
        span = f"{sheet.day(int(city.study_from[row]))} – {sheet.day(int(city.study_until[row]))}"
        where = town(sheet, int(city.study_city[row]))
        name = sheet.system(EDUCATION_REGISTRIES[city.education_registry[row]])
        told.append((name, f"{sheet.say(f'choice.form.{form}')}, {where}, {span}"))
    return told


def _capacity(sheet: Sheet, person: int) -> list[Fact]:
    city, rows = sheet.city, sheet.holdings.rows
    told: list[Fact] = []
    for row in rows("incapacitated_person", person):
        until = int(city.incapacitated_until[row])
        ended = sheet.day(until) if until else sheet.say("open_end")
        span = f"{sheet.day(int(city.incapacitated_from[row]))} – {ended}"
        told.append((sheet.say("facts.incapacity"), span))
    for column, other, word in (("ward", "guardian", "guardian"), ("guardian", "ward", "wards")):
        found = getattr(city, other)[rows(column, person)]
        if len(found):
            links = [sheet.person_link(int(each), "given") for each in found]
            told.append((sheet.say(f"facts.{word}"), few(sheet, links)))
    return told


def _pairs(sheet: Sheet, person: int) -> list[Fact]:
    count = len(sheet.holdings.rows("mart_person", person))
    if not count:
        return []
    href = sheet.list_address("pairs", q=sheet.iin(person))
    return [(sheet.say("facts.pairs"), html.A(sheet.number(count), href=href))]


def _truth(sheet: Sheet, person: int) -> list[Fact]:
    return [
        (sheet.say("facts.lives"), sheet.dwelling_link(int(sheet.city.home[person]))),
        (sheet.say("facts.truth_what"), html.Span(sheet.say("facts.truth_note"))),
    ]
