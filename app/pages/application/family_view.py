"""The family of a screen: the graph with the path to the owner lit, and the same as a table."""

from datetime import date

from dash import html
from dash.development.base_component import Component

from app.components.drawing import Drawing
from app.components.family import Member, Tie, graph
from app.components.family_order import in_good_order
from app.components.pictures import picture_files
from app.frame import Children
from app.ids import ApplicationIds
from app.pages.application.kin import Kin, asked_about, generations, in_order, way_to_owner
from app.pages.application.scene import Scene, answer_to
from app.visit import DEFAULT_DAY
from domain.procedure import Question
from domain.records import Id

FAMILY = "application.family"


def family_card(scene: Scene) -> Component | None:
    """Return the family, or a word on why there is none; an ID card has nothing to do with it."""
    if scene.kin is None:
        return None
    return html.Section(
        [_head(scene), *_content(scene)],
        id=ApplicationIds.FAMILY,
        className="card",
    )


def _head(scene: Scene) -> Component:
    """Return the title, with the buttons of the picture where there is one."""
    kin, words = scene.kin, scene.here.words
    title = words("application.family.title")
    is_drawn = kin is not None and len(kin.people) > 1
    files = picture_files(words, title) if is_drawn else None
    return html.Div([html.H2(title), files], className="picture-head")


def _content(scene: Scene) -> Children:
    kin, words = scene.kin, scene.here.words
    if kin is None or len(kin.people) <= 1:
        return [_company(scene) or html.P(words("application.family.empty"), className="quiet")]
    lit, level = path(scene, kin), generations(kin)
    ties, given = _ties(scene, kin, lit), in_order(kin, level)
    rows = [[p for p in given if level[p] == n] for n in sorted(set(level.values()))]
    ordered = [p for row in in_good_order(rows, ties) for p in row]
    members = [_member(scene, kin, p, level[p]) for p in ordered]
    title, described = (words(f"application.family.{k}") for k in ("title", "description"))
    return [
        Drawing(graph(members, ties, title, described), className="family"),
        _legend(scene, kin),
        _company(scene),
        html.Details(
            [html.Summary(words("application.family.table")), family_table(scene, kin)],
            id="family-table",
        ),
    ]


def path(scene: Scene, kin: Kin) -> set[Id]:
    """Return who stands on the way from the applicant to the owner; empty until it is confirmed."""
    findings = {row.step.finding for row in scene.rows if not isinstance(row.step, Question)}
    if "kinship_confirmed" not in findings:
        return set()
    return way_to_owner(kin.without(scene.setting.acts_removed))


def _today(scene: Scene) -> date:
    return scene.here.day or DEFAULT_DAY


def _legend(scene: Scene, kin: Kin) -> Component | None:
    """Return what the outlines and the lines of the graph mean, as far as they occur in it."""
    lit = path(scene, kin)
    occur = (("lit", lit), ("asked", asked_about(scene.rows) - lit))
    over = {couple.is_over(_today(scene)) for couple in kin.couples}
    lines = (("married", False in over), ("former", True in over))
    marks = [
        html.Span([html.Span(className=f"swatch {name}"), scene.here.words(f"{FAMILY}.{name}")])
        for name, is_there in (*occur, *lines)
        if is_there
    ]
    return html.P(marks, className="legend quiet small") if marks else None


def _company(scene: Scene) -> Component | None:
    answer = answer_to(scene.rows, "owners")
    owners: list[dict[str, Id]] = answer["owners"] if answer and "owners" in answer else []
    names = [
        scene.speaker.name_of("organisation", o["id"])
        for o in owners
        if o["kind"] == "organisation"
    ]
    if not names:
        return None
    told = scene.here.words("application.family.organisation", name=", ".join(names))
    return html.P(told, className="quiet")


def role(scene: Scene, kin: Kin, person: Id) -> str:
    """Return the word for a person's part in the application; empty for others."""
    words = scene.here.words
    if person == kin.applicant:
        both = person in kin.owners
        return words("application.family.both" if both else "application.family.applicant")
    return words("application.family.owner") if person in kin.owners else ""


def _member(scene: Scene, kin: Kin, person: Id, generation: int) -> Member:
    lacks = person in _without_acts(scene)
    year = str(kin.people[person])
    note = f"{year} · {scene.here.words('application.family.no_act')}" if lacks else year
    return Member(
        person,
        scene.person(person),
        note,
        role(scene, kin, person),
        generation,
        is_lit=person in path(scene, kin),
        has_no_act=lacks,
        is_asked=person in asked_about(scene.rows),
    )


def _without_acts(scene: Scene) -> set[Id]:
    """Return the persons about whose parents the registers had nothing."""
    return {
        row.subject["person"]
        for row in scene.rows
        if isinstance(row.step, Question)
        and row.step.code == "parents"
        and row.answer.get("birth", "silent") is None
        and not row.answer["adoptions"]
    }


def _ties(scene: Scene, kin: Kin, lit: set[Id]) -> list[Tie]:
    removed = scene.setting.acts_removed
    ties = []
    for act in kin.parentages:
        gone = (act.kind, act.child, None) in removed or not act.on_file
        for parent in act.parents:
            is_lit = parent in lit and act.child in lit and not gone
            ties.append(Tie("gone" if gone else act.kind, parent, act.child, is_lit))
    for couple in kin.couples:
        one, other = couple[:2]
        # the way to a brother leads through each of the parents, not from one to the other
        both = any({one, other} <= set(act.parents) and act.child in lit for act in kin.parentages)
        kind = "former" if couple.is_over(_today(scene)) else "marriage"
        ties.append(Tie(kind, one, other, {one, other} <= lit and not both))
    return ties


def family_table(scene: Scene, kin: Kin) -> Component:
    """Return the people of the picture as a table: their acts, and what became of them."""
    words = scene.here.words
    heads = [words(f"application.family.{k}") for k in ("person", "born", "act", "state")]
    rows = [row for person in kin.people for row in _rows(scene, kin, person)]
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([html.Tr([html.Td(cell) for cell in row]) for row in rows]),
        ],
        className="plain-table",
    )


def _rows(scene: Scene, kin: Kin, person: Id) -> list[tuple[str, str, str, str]]:
    words = scene.here.words
    lit = path(scene, kin)
    mark = "lit" if person in lit else "asked" if person in asked_about(scene.rows) else ""
    parts = [role(scene, kin, person), words(f"{FAMILY}.table_{mark}") if mark else ""]
    part = ", ".join(filter(None, parts))
    who = f"{scene.person(person)} ({part})" if part else scene.person(person)
    year = str(kin.people[person])
    acts = [
        (words(f"application.family.{a.kind}"), a.on_file, (a.kind, a.child, None))
        for a in kin.parentages
        if a.child == person
    ] or [(words("application.family.birth"), False, ("birth", person, None))]
    rows = [(who, year, act, _state(scene, key, on_file=ok)) for act, ok, key in acts]
    for couple in kin.couples:
        if couple.one == person:
            act = words("application.family.marriage", spouse=scene.person(couple.other))
            first, second = sorted((couple.one, couple.other), key=str)
            key = ("marriage", first, second)
            states = [_state(scene, key, on_file=couple.on_file)]
            if couple.is_over(_today(scene)):
                states.append(words("application.family.former"))
            rows.append((who, year, act, ", ".join(states)))
    return rows


def _state(scene: Scene, key: tuple[str, Id, Id | None], *, on_file: bool) -> str:
    removed = key in scene.setting.acts_removed
    state = "removed" if removed else "on_file" if on_file else "missing"
    return scene.here.words(f"application.family.{state}")
