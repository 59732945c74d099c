"""The family of a person as a graph and as a table, each relative a way on."""

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.drawing import Drawing
from app.components.family import Member, Tie, graph
from app.components.pictures import picture_files
from app.frame import Children
from app.pages.registries.family import MOST_IN_A_ROW, Couple, Family, Relative
from app.pages.registries.ids import RegistriesIds
from app.pages.registries.sheet import Sheet
from synthetic_data.city import SEXES

A_BOX = 110
"""Room for a relative in the picture, in which the longest family names stand whole."""

ROOM = 996
"""Width of the card inside, on a screen of 1280."""

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
    members, ties = _members(sheet, person, family), _ties(sheet, person, family)
    shown = {member.person for member in members}
    drawn = [tie for tie in ties if {tie.one, tie.other} <= shown]
    title, described = sheet.say("family.title"), sheet.say("family.description")
    left = len({relative.person for relative in family.all} - shown)
    return [
        html.Div(
            [
                html.Div(
                    Drawing(graph(members, drawn, title, described, A_BOX, ROOM)),
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
    if any(not couple.spouse.is_current for couple in family.couples):
        parts.append(sheet.say("family.legend_former"))
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
        _children(family),
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
    """Return the person between the one married before and the one now, siblings outside of them.

    Those who share one parent only stand on the side of that parent.
    """
    now, before = _spouses(family)
    kept = _few(family.siblings, max(0, MOST_IN_A_ROW - 1 - len(now) - len(before)))
    by_mother = [each for each in kept if each.relation == "sibling_by_F"]
    by_father = [each for each in kept if each.relation == "sibling_by_M"]
    both = [each for each in kept if each not in by_mother and each not in by_father]
    return [*by_father, *both, *before, own, *now, *by_mother]


def _spouses(family: Family) -> tuple[list[Relative], list[Relative]]:
    """Return who stands right of the person, married now or last, and left, married before."""
    married = _few(family.spouses)
    right = [each for each in married if each.is_current] or married[:1]
    return right, [each for each in reversed(married) if each not in right]


def _children(family: Family) -> list[Relative]:
    """Return children in the order of the couples over them, each couple's by age."""
    now, before = (tuple(each.person for each in side) for side in _spouses(family))
    kept = _few(family.children)
    return sorted(kept, key=lambda child: (child.other in now) - (child.other in before))


def _few(relatives: list[Relative], most: int = MOST_IN_A_ROW) -> list[Relative]:
    return relatives[:most]


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


def _ties(sheet: Sheet, person: int, family: Family) -> list[Tie]:
    ties = _to_parents(person, family)
    for sibling in family.siblings:
        kind = _kind(sibling)
        named = dict.fromkeys(
            (*sibling.through, sibling.other)
        )  # whom the picture lacks goes later
        ties += [Tie(kind, parent, sibling.person, is_lit=False) for parent in named]
    for child in family.children:
        both = (person, child.other)
        ties += [Tie(_kind(child), one, child.person, is_lit=False) for one in both]
    return ties + [_marriage(sheet, couple) for couple in family.couples]


def _to_parents(person: int, family: Family) -> list[Tie]:
    """Return the lines to both of a pair alike; whom of them no act names has a dashed box."""
    seen = {parent.act for parent in family.parents if parent.on_file}
    kinds = [(parent, parent.act if parent.act in seen else "gone") for parent in family.parents]
    return [Tie(kind, parent.person, person, is_lit=False) for parent, kind in kinds]


def _marriage(sheet: Sheet, couple: Couple) -> Tie:
    """Return the line of a marriage; one that is over says by what it ended."""
    one, spouse = couple
    kind = "marriage" if spouse.is_current else "former"
    end = "ended_by_death" if spouse.relation in ENDED_BY_DEATH else "divorced"
    word = "" if spouse.is_current else sheet.say(f"family.{end}")
    gone = not spouse.on_file
    return Tie(kind, one, spouse.person, is_lit=False, word=word, has_no_act=gone)


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
