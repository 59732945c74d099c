"""The family of a person as a graph and as a table, each relative a way on."""

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.drawing import Drawing
from app.components.family import Member, Tie, graph
from app.components.pictures import picture_files
from app.frame import Children
from app.pages.registries.family import MOST_IN_A_ROW, Family, Relative
from app.pages.registries.ids import RegistriesIds
from app.pages.registries.sheet import Sheet
from synthetic_data.city import SEXES

A_BOX = 110
"""Room for a relative in the picture, in which the longest family names stand whole."""

ENDED_BY_DEATH = ("spouse_until_death", "late_spouse")
"""Relations too long for a box; the table says whose death it was."""


def family_card(sheet: Sheet, person: int, family: Family) -> Component:
    """Return the card of a family."""
    return html.Section(
        [_head(sheet, family), *_content(sheet, person, family)],
        id=RegistriesIds.FAMILY,
        className="card",
    )


def _head(sheet: Sheet, family: Family) -> Component:
    title = sheet.say("family.title")
    files = picture_files(sheet.here.words, title) if family.all else None
    return html.Div([html.H2(title), files], className="picture-head")


def _content(sheet: Sheet, person: int, family: Family) -> Children:
    if not family.all:
        return [html.P(sheet.say("family.empty"), className="quiet")]
    members, ties = _members(sheet, person, family), _ties(person, family)
    shown = {member.person for member in members}
    drawn = [tie for tie in ties if {tie.one, tie.other} <= shown]
    title, described = sheet.say("family.title"), sheet.say("family.description")
    left = len({relative.person for relative in family.all} - shown)
    return [
        html.Div(
            [
                html.Div(
                    Drawing(graph(members, drawn, title, described, A_BOX)),
                    className="family",
                    tabIndex=0,  # wider than a telephone, it is moved by the keyboard too
                    **attributes({"role": "group", "aria-label": title}),
                ),
                html.P(_legend(sheet, family, left), className="quiet small registries-legend"),
            ]
        ),
        _table(sheet, family),
    ]


def _legend(sheet: Sheet, family: Family, left: int) -> str:
    parts = [sheet.say("family.legend")]
    if any(not relative.on_file for relative in family.all):
        parts.append(sheet.say("family.legend_missing"))
    if left:
        parts.append(sheet.say("family.more", n=left))
    return " ".join(parts)


def _members(sheet: Sheet, person: int, family: Family) -> list[Member]:
    own = Relative(person, "self", "birth", on_file=True)
    rows = (
        _few(family.parents),
        _own_generation(family, own),
        _few(family.children),
    )
    seen: set[int] = set()
    members = []
    for generation, row in enumerate(rows):
        for relative in row:
            if relative.person not in seen:
                seen.add(relative.person)
                members.append(_member(sheet, relative, generation))
    return members


def _own_generation(family: Family, own: Relative) -> list[Relative]:
    """Return the person between siblings and spouses; who is married now comes before others."""
    now = [relative for relative in family.spouses if relative.is_current]
    before = [relative for relative in family.spouses if not relative.is_current]
    siblings = family.siblings[: MOST_IN_A_ROW - 1 - len(now)]
    room = MOST_IN_A_ROW - 1 - len(now) - len(siblings)
    return [*siblings, own, *now, *before[:room]]


def _few(relatives: list[Relative]) -> list[Relative]:
    return relatives[:MOST_IN_A_ROW]


def _member(sheet: Sheet, relative: Relative, generation: int) -> Member:
    return Member(
        relative.person,
        sheet.short_name(relative.person),
        str(int(sheet.city.born[relative.person]) // 10_000),
        relation_word(sheet, relative, short=True),
        generation,
        is_lit=relative.relation == "self",
        has_no_act=not relative.on_file,
    )


def relation_word(sheet: Sheet, relative: Relative, *, short: bool = False) -> str:
    """Return what a relative is to the person, by the sex of the relative.

    Args:
        sheet: the screen.
        relative: who.
        short: for a narrow box.
    """
    sex = SEXES[sheet.city.sex[relative.person]]
    words, key = sheet.words, f"registries.relation.{relative.relation}"
    if short and relative.relation in ENDED_BY_DEATH:
        return words(f"registries.relation.spouse.{sex}")
    if short and words.has(f"{key}.short"):
        return words(f"{key}.short")
    return words(f"{key}.{sex}")


def _ties(person: int, family: Family) -> list[Tie]:
    ties = [Tie(_kind(parent), parent.person, person, is_lit=False) for parent in family.parents]
    for sibling in family.siblings:
        kind = _kind(sibling)
        ties += [Tie(kind, parent, sibling.person, is_lit=False) for parent in sibling.through]
    ties += [Tie(_kind(child), person, child.person, is_lit=False) for child in family.children]
    ties += [Tie("marriage", person, spouse.person, is_lit=False) for spouse in family.spouses]
    return ties


def _kind(relative: Relative) -> str:
    return relative.act if relative.on_file else "gone"


def _table(sheet: Sheet, family: Family) -> Component:
    heads = [sheet.say(f"family.{key}") for key in ("who", "relation", "born", "act")]
    rows = [_row(sheet, relative, heads) for relative in family.all]
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody(rows),
        ],
        className="registries-table small-table",
    )


def _row(sheet: Sheet, relative: Relative, heads: list[str]) -> Component:
    state = "on_file" if relative.on_file else "missing"
    cells = (
        sheet.person_link(relative.person, "given"),
        relation_word(sheet, relative),
        str(int(sheet.city.born[relative.person]) // 10_000),
        html.Span(sheet.say(f"family.{state}"), className=state),
    )
    return html.Tr(
        [
            html.Td(cell, **attributes({"data-label": head}))
            for cell, head in zip(cells, heads, strict=True)
        ]
    )
