"""The Flows page: what a change of the norm, the windows or the staff does to queues and outcomes.

The address is the state: levers that were moved, and the run that is shown. Runs are made beside
the requests by one worker (`app.runs`); a run is known by a hash of all it depends on.
"""

from dash import Dash, dcc, html

from app.frame import Children
from app.pages.flows.callbacks import POLL_MILLISECONDS, attach
from app.pages.flows.form import form, shown_values
from app.pages.flows.ids import FlowsIds
from app.pages.flows.screens import screen
from app.pages.flows.view import Screen, panel
from app.services import Services
from app.visit import Visit


def title(visit: Visit) -> str:
    """Return the title of the document."""
    return visit.words("shell.nav.flows")


def content(visit: Visit, services: Services) -> Children:
    """Return the page."""
    shown = screen(visit, services)
    if shown is None:
        return [html.H1(visit.words("flows.no_city"), className="headline")]
    asked = {
        "query": dict(visit.query),
        "language": visit.language,
        "shown": shown_values(shown.asked),
    }
    return [
        _complaints(shown),
        html.Div(
            [html.Div(panel(shown), id=FlowsIds.PANEL), form(visit, shown.asked)],
            className="flows",
        ),
        dcc.Store(id=FlowsIds.ASKED, data=asked),
        dcc.Store(id=FlowsIds.GO),
        dcc.Download(id=FlowsIds.DOWNLOAD),
        dcc.Interval(id=FlowsIds.POLL, interval=POLL_MILLISECONDS, disabled=not shown.is_open),
    ]


def _complaints(shown: Screen) -> html.P | None:
    words = shown.visit.words
    named = [(c.parameter, c.got) for c in shown.visit.complaints]
    named += list(shown.asked.wrong.items())
    if not named:
        return None
    values = ", ".join(f"{name}={got[:20]}" for name, got in named)
    return html.P(
        words("flows.wrong.address", values=values), className="flows-wrong", role="alert"
    )


def register(app: Dash, services: Services) -> None:
    """Attach the page's callbacks."""
    attach(app, services)
