"""The head of the page: the finding, what it is of, the buttons, and how far a run is."""

from dash import html
from dash.development.base_component import Component

from app.access.barred import barred, why_barred
from app.components.attributes import attributes
from app.components.states import outdated
from app.frame import icon
from app.pages.centres.ready import ready_line
from app.pages.id_cards.ids import CardsIds
from app.pages.id_cards.screens import Screen
from app.pages.id_cards.sentences import about, beyond_the_law, headline
from app.pages.norms.page import strong
from app.planning.complaints import Trouble, complaints
from app.planning.progress import progress
from app.report.routes import DONE, report_button


def head(screen: Screen) -> list[Component | None]:
    """Return what stands in the head."""
    title = html.H1(
        strong(headline(screen)),
        id=CardsIds.HEADLINE,
        className="headline",
        **attributes({"aria-live": "polite"}),
    )
    told = html.Div(
        [
            title,
            html.P(about(screen), className="quiet"),
            ready_line(screen.ready, screen.visit),
            _marks(screen),
        ],
        className="centres-told",
    )
    return [
        _problem(screen),
        html.Div([told, _actions(screen)], className="centres-title"),
        why_barred(screen.words),
        progress(screen.run, "run", screen.words),
    ]


def _problem(screen: Screen) -> Component | None:
    lost = ["run"] if screen.asked.run and screen.run is None else []
    asked = screen.asked.wrong
    trouble = Trouble(screen.shown.problem, lost, screen.note, screen.refusal, asked)
    return complaints(trouble, screen.words)


def _marks(screen: Screen) -> Component | None:
    marks = []
    if screen.is_outdated:
        marks.append("cards.mark.outdated")
    if beyond_the_law(screen):
        marks.append("centres.mark.hypothetical")
    if not marks:
        return None
    return html.Ul([outdated(screen.words(mark)) for mark in marks], className="centres-marks")


def _actions(screen: Screen) -> Component:
    words = screen.words
    is_current = screen.yours is not None and not screen.is_outdated
    is_made = is_current or screen.ready is not None
    run = html.Button(
        words("centres.button.run"),
        id="cards-run",
        className="button" if is_made else "button primary",
        **barred(words, otherwise=screen.is_open),
        **attributes({"data-cards": "run"}),
    )
    label = words("application.bar.copy")
    said = {"aria-label": label, "data-act": "copy", "data-said": words("application.bar.copied")}
    copy = html.Button(icon("link"), className="icon-button", title=label, **attributes(said))
    return html.Div([run, *_report(screen), copy], className="centres-actions")


def _report(screen: Screen) -> list[Component]:
    """Return the button that saves the report of the run once both of its parts are done."""
    is_done = screen.run is not None and screen.run.state == DONE
    return (
        [report_button([screen.asked.run], screen.words, screen.visit.day)]
        if screen.asked.run and is_done
        else []
    )
