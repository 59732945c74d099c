"""The page put together."""

from typing import Final

from dash import dcc, html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.states import empty, outdated
from app.frame import Children
from app.i18n import Words
from app.pages.norms.page import strong
from app.pages.overview.compared import compared
from app.pages.overview.ids import OverviewIds
from app.pages.overview.known import Known
from app.pages.overview.numbers import numbers
from app.pages.overview.recent import runs, saved
from app.pages.overview.sentences import about, headline
from app.pages.overview.tasks_view import tasks
from app.pages.overview.timeline import timeline
from app.planning.complaints import Trouble, complaints
from app.planning.scenarios import scenario_of
from app.services import Services
from simulation.run import hypothetical

POLL_MILLISECONDS: Final = 700


def page(known: Known, services: Services) -> Children:
    """Return the page; it asks for the rest of itself as long as something is under way."""
    query = {"query": dict(known.visit.query), "language": known.words.language}
    return [
        html.Div(body(known, services), id=OverviewIds.PAGE, className="overview"),
        dcc.Store(id=OverviewIds.ASKED, data=query),
        dcc.Interval(id=OverviewIds.POLL, interval=POLL_MILLISECONDS, disabled=not known.is_open),
    ]


def body(known: Known, services: Services) -> Children:
    """Return everything that may change while something is under way."""
    wide = html.Div([timeline(known), tasks(known), saved(known, services)])
    narrow = html.Div([compared(known), runs(known, services)])
    columns = html.Div([wide, narrow], className="overview-columns")
    return [_head(known), numbers(known), columns]


def _head(known: Known) -> Component:
    title = html.H1(
        strong(headline(known)),
        id=OverviewIds.HEADLINE,
        className="headline",
        **attributes({"aria-live": "polite"}),
    )
    trouble = Trouble(known.shown.problem, (), "", "", known.wrong)
    about_it = html.P(about(known), className="quiet")
    parts = [complaints(trouble, known.words), title, about_it, _mark(known)]
    return html.Div(parts, className="overview-head")


def _mark(known: Known) -> Component | None:
    """Return that the scenario reaches beyond the law's dates, where it does."""
    if not hypothetical(scenario_of(known.shown.document)):
        return None
    mark = outdated(known.words("centres.mark.hypothetical"))
    return html.Ul([mark], className="centres-marks")


def no_city(words: Words) -> Children:
    """Say how a city is made."""
    how = html.P(html.Code("tirkeu generate"))
    return [empty(words("overview.no_city.title"), words("overview.no_city.text"), how)]
