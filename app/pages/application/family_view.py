"""The family of a screen: the graph with the searched path lit, and the same as a table."""

from dash import html
from dash.development.base_component import Component

from app.components.drawing import Drawing
from app.components.family import Member, Tie, graph
from app.frame import Children
from app.ids import ApplicationIds
from app.pages.application.kin import Kin, asked_about, generations, in_order
from app.pages.application.scene import Scene, answer_to
from domain.procedure import Question
from domain.records import Id


def family_card(scene: Scene) -> Component | None:
    """Return the family, or a word on why there is none; an ID card has nothing to do with it."""
    if scene.kin is None:
        return None
    words = scene.here.words
    return html.Section(
        [html.H2(words("application.family.title")), *_content(scene)],
        id=ApplicationIds.FAMILY,
        className="card",
    )


def _content(scene: Scene) -> Children:
    kin, words = scene.kin, scene.here.words
    if kin is None or len(kin.people) <= 1:
        return [_company(scene) or html.P(words("application.family.empty"), className="quiet")]
    lit = asked_about(scene.rows)
    lit |= {kin.applicant, *kin.owners} if lit else set()
    level = generations(kin)
    members = [_member(scene, kin, p, level[p], is_lit=p in lit) for p in in_order(kin, level)]
    title, described = (words(f"application.family.{k}") for k in ("title", "description"))
    return [
        Drawing(graph(members, _ties(scene, kin, lit), title, described), className="family"),
        _company(scene),
        html.Details(
            [html.Summary(words("application.family.table")), _table(scene, kin)], id="family-table"
        ),
    ]


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


def _member(scene: Scene, kin: Kin, person: Id, generation: int, *, is_lit: bool) -> Member:
    lacks = person in _without_acts(scene)
    year = str(kin.people[person])
    note = f"{year} · {scene.here.words('application.family.no_act')}" if lacks else year
    return Member(
        person, scene.person(person), note, role(scene, kin, person), generation, is_lit, lacks
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
    ties += [Tie("marriage", c.one, c.other, c.one in lit and c.other in lit) for c in kin.couples]
    return ties


def _table(scene: Scene, kin: Kin) -> Component:
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
    part = role(scene, kin, person)
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
            rows.append((who, year, act, _state(scene, key, on_file=couple.on_file)))
    return rows


def _state(scene: Scene, key: tuple[str, Id, Id | None], *, on_file: bool) -> str:
    removed = key in scene.setting.acts_removed
    state = "removed" if removed else "on_file" if on_file else "missing"
    return scene.here.words(f"application.family.{state}")
