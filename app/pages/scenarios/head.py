"""The head of the page: the conclusion, what can be taken away, and what was just done."""

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import icon
from app.i18n.formats import long_day, moment
from app.pages.norms.page import strong
from app.pages.scenarios.ids import ScenariosIds
from app.pages.scenarios.parts import BARRED, act_button
from app.pages.scenarios.questions import LOAD
from app.pages.scenarios.screens import Screen
from app.pages.scenarios.sentences import headline
from app.pages.scenarios.state import PATH, WITH
from app.visit import DEFAULT_DAY, address

LONGEST_SHOWN = 40


def head(screen: Screen) -> list[Component | None]:
    """Return what stands in the head."""
    title = html.H1(
        strong(headline(screen)),
        id=ScenariosIds.HEADLINE,
        className="headline",
        **attributes({"aria-live": "polite"}),
    )
    told = html.Div([title, html.P(_below(screen), className="quiet")], className="scenarios-told")
    return [html.Div([told, _actions(screen)], className="scenarios-title")]


def _below(screen: Screen) -> str:
    words = screen.words
    if not screen.columns:
        return words("scenarios.about.page")
    day = long_day(screen.visit.day or DEFAULT_DAY, words.language)
    return words("scenarios.about.compared", day=day)


def _actions(screen: Screen) -> Component:
    words = screen.words
    label = words("application.bar.copy")
    said = {"aria-label": label, "data-act": "copy", "data-said": words("application.bar.copied")}
    copy = html.Button(icon("link"), className="icon-button", title=label, **attributes(said))
    name = words("application.bar.print")
    paper = {"aria-label": name, "data-act": "print"}
    printed = html.Button(icon("print"), className="icon-button", title=name, **attributes(paper))
    return html.Div([_report(screen), copy, printed], className="scenarios-actions")


def _report(screen: Screen) -> Component | None:
    """Return the link to the report of the scenarios whose runs are done; nothing without one."""
    done = [c.saved.id for c in screen.columns if c.answers[LOAD].base is not None]
    if not done:
        return None
    query = {WITH: ",".join(done), "lang": screen.visit.language}
    where = address(f"{PATH}/report.html", query)
    return html.A(screen.words("report.button"), href=where, className="button", download="")


def notes(screen: Screen) -> list[Component]:
    """Return what the page says of what was done, and what in the address cannot be used."""
    found = [
        _barred(screen),
        _complaint(screen),
        _lost(screen),
        _said(screen),
        _gone(screen),
        _overtaken(screen),
    ]
    return [one for one in found if one is not None]


def _line(children: list[Component | str], *, is_bad: bool, is_passing: bool = False) -> Component:
    kind = "scenarios-note scenarios-bad" if is_bad else "scenarios-note"
    kind += " scenarios-passing" if is_passing else ""
    return html.P(children, className=kind, role="alert" if is_bad else "status")


def _barred(screen: Screen) -> Component | None:
    """Return why a viewer finds buttons that cannot be pressed."""
    said = screen.words("scenarios.note.viewer")
    return None if screen.may else html.P(said, id=BARRED, className="barred")


def _complaint(screen: Screen) -> Component | None:
    wrong = screen.asked.wrong
    if not wrong:
        return None
    pairs = ", ".join(f"{k[:20]}={v[:LONGEST_SHOWN]}" for k, v in wrong.items())
    return _line([screen.words("centres.problem.address", values=pairs)], is_bad=True)


def _lost(screen: Screen) -> Component | None:
    words, known = screen.words, {column.saved.id for column in screen.columns}
    if screen.active.is_lost:
        return _line([words("scenarios.note.lost")], is_bad=True)
    if any(one not in known for one in screen.asked.chosen):
        return _line([words("scenarios.note.not_compared")], is_bad=True)
    return None


def _said(screen: Screen) -> Component | None:
    note = screen.note
    if note is None or note.field or (note.kind == "deleted" and screen.gone):
        return None
    if note.kind == "changed" and screen.is_overtaken:  # that line says it, with the ways out
        return None
    said = screen.words(f"scenarios.note.{note.kind}", **note.values)
    line = note.values.get("line", "")
    small: list[Component | str] = [html.Span(line, className="quiet small")] if line else []
    return _line([said, *small], is_bad=note.is_bad, is_passing=note.is_bad)


def _gone(screen: Screen) -> Component | None:
    """Return that a scenario was deleted, with the button that brings it back."""
    if not screen.gone:
        return None
    note = screen.note
    name = note.values.get("name", "") if note is not None and note.kind == "deleted" else ""
    key = "deleted" if name else "deleted_before"
    text = screen.words(f"scenarios.note.{key}", name=name)
    return _line([text, " ", act_button(screen, "undo", screen.gone)], is_bad=False)


def _overtaken(screen: Screen) -> Component | None:
    """Return that somebody else has changed the active scenario, with both ways out."""
    words, saved = screen.words, screen.active.saved
    if not screen.is_overtaken or saved is None:
        return None
    kept = {"lang": screen.visit.query["lang"]} if "lang" in screen.visit.query else {}
    kept |= {WITH: screen.visit.query[WITH]} if WITH in screen.visit.query else {}
    theirs = html.A(
        words("scenarios.act.theirs"),
        href=address(PATH, {**kept, **saved.query}),
        className="button",
    )
    text = words(
        f"scenarios.note.overtaken{'_by' if saved.saved_by else ''}",
        name=saved.name,
        who=saved.saved_by,
        at=f"{moment(saved.saved_at, words.language)} ({words('shell.clock')})",
    )
    return _line([text, " ", theirs, " ", act_button(screen, "copy")], is_bad=False)
