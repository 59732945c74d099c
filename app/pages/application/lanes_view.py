"""The lane diagram of a screen."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from app.components.drawing import Drawing
from app.components.lanes import Lane, Step, diagram
from app.components.text_measure import SOFT_HYPHEN
from app.ids import ApplicationIds
from app.pages.application.scene import GOOD_OUTCOMES, Scene
from domain.identity_card.renewal import ACTORS
from domain.procedure import Question, Row
from domain.records import Registration
from domain.residence.ownership import POSTS, RECEPTION
from domain.wording import finding_words, notice

NORM_RULE = "RES-08"
SELF_ASKED = ("channel",)
"""Addressees that are no lane of their own: the channel looks into its own list."""

ABOUT_A_PERSON = ("birth", "incapacitated", "parents", "children", "marriages")
"""Questions whose answer has to say about whom it is."""

GOOD_FINDINGS = frozenset(
    (
        "kinship_confirmed",
        "study_confirmed",
        "papers_accepted",
        "number_positive",
        "owner_admitted",
        "certified",
        "handed_over",
        "expires_in_time",
        "expired_in_time",
    )
)
BAD_FINDINGS = frozenset(
    (
        "pilot_not_in_force",
        "number_malformed",
        "number_negative",
        "papers_rejected",
        "protected_online",
        "no_area",
        "no_category",
        "kinship_not_confirmed",
        "no_kin_owner",
        "study_not_confirmed",
        "no_consent",
        "not_signed",
        "registry_unavailable",
        "other_document",
        "no_card",
        "other_reason",
        "too_early",
        "too_late",
        "not_the_holder",
        "annulled",
        "pickup_refused",
        "place_taken",
    )
)


def first_actor(scene: Scene) -> str:
    """Return whoever receives the application."""
    application = scene.setting.application
    if isinstance(application, Registration):
        return POSTS.get(application.channel, RECEPTION).actor
    return ACTORS[application.channel]


def tone(row: Row) -> str:
    """Return how a row looks: ``law``, ``good``, ``bad`` or ``plain``."""
    if isinstance(row.step, Question):
        return "bad" if row.answer == {"no_answer": True} else "plain"
    if row.step.rule == NORM_RULE and row.step.finding.startswith("norm_"):
        return "law"
    if row.step.finding in GOOD_FINDINGS:
        return "good"
    return "bad" if row.step.finding in BAD_FINDINGS else "plain"


def lanes_card(scene: Scene) -> Component:
    """Return the diagram as far as the walk has come, and the same as a list for narrow screens."""
    words = scene.here.words
    actor = first_actor(scene)
    filing = Step("", "applicant", actor, words("application.lanes.files"), href=scene.to_step(0))
    steps = [filing, *(_step(scene, n) for n in range(len(scene.rows)))]
    if scene.is_finished:
        steps.append(_end(scene, steps[-1].source))
    codes = dict.fromkeys(
        code for step in steps for code in (step.source, step.target) if code is not None
    )
    lanes = [Lane(code, _lane_name(scene, code)) for code in codes]
    title = words("application.lanes.title")
    tree = diagram(lanes, steps, title, words("application.lanes.description"))
    drawing = Drawing(tree, id=ApplicationIds.LANES, className="lanes")
    names = {lane.code: lane.label.replace(SOFT_HYPHEN, "") for lane in lanes}
    listed = html.Ol([_line(step, names) for step in steps], className="exchange", tabIndex="0")
    return html.Div([drawing, listed])


def _line(step: Step, names: Mapping[str, str]) -> Component:
    parties = names[step.source]
    if step.target not in (None, step.source):
        parties += f" \u2192 {names[step.target or '']}"
    said = html.Span(step.label) if step.answer else html.Strong(step.label)
    number = html.A(step.number, href=step.href) if step.number else html.Span()
    told = [html.Strong(step.answer)] if step.answer else []
    css = f"{step.tone} current" if step.is_current else step.tone
    return html.Li([number, html.Small(parties), said, *told], className=css)


def _lane_name(scene: Scene, code: str) -> str:
    words, key = scene.here.words, f"lanes.heads.{code}"
    name = words(key) if words.has(key) else scene.name(code)
    return name if name[1:2].isupper() else name[:1].upper() + name[1:]


def target_of(row: Row) -> str | None:
    """Return the lane that is asked, None where nobody else is."""
    if isinstance(row.step, Question) and row.step.asks not in (*SELF_ASKED, row.step.actor):
        return row.step.asks
    return None


def whom(scene: Scene, asked: Question) -> str:
    """Return who is asked, a person within the asker's own lane included."""
    if asked.asks in (*SELF_ASKED, asked.actor):
        return scene.here.words(f"lanes.answers.{asked.code}")
    return scene.name(asked.asks)


def _step(scene: Scene, n: int) -> Step:
    row = scene.rows[n]
    is_current = n == scene.step - 1
    is_open = is_current and scene.is_open
    target = target_of(row)
    return Step(
        number=str(n + 1),
        source=row.step.actor,
        target=target,
        label=asked_words(scene, row) if target else _box_words(scene, row, is_open=is_open),
        tone="open" if is_open else tone(row),
        href=scene.to_step(n + 1),
        is_current=is_current,
        answer=finding_words(scene.speaker, row) if target and not is_open else "",
    )


def asked_words(scene: Scene, row: Row) -> str:
    """Return a question in a few words, with the person it is about."""
    if not isinstance(row.step, Question):
        return ""
    asked = scene.here.words(f"lanes.asks.{row.step.code}")
    if row.step.code not in ABOUT_A_PERSON:
        return asked
    return f"{asked}: {scene.person(row.subject.get('person', row.subject.get('parent')))}"


def _box_words(scene: Scene, row: Row, *, is_open: bool) -> str:
    """Return what a rule found, or who answers within the lane and what."""
    if not isinstance(row.step, Question):
        return finding_words(scene.speaker, row)
    said = asked_words(scene, row) if is_open else finding_words(scene.speaker, row)
    return f"{scene.here.words(f'lanes.answers.{row.step.code}')}: {said}"


def _end(scene: Scene, last: str) -> Step:
    verdict = scene.shown.verdict
    is_good = verdict.outcome in GOOD_OUTCOMES
    told = notice(verdict.outcome, verdict.basis, scene.here.language)
    return Step("", last, "applicant", told, "good" if is_good else "bad")
