"""One click into each task: for whom, what, its page in a state that says something, the tour."""

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import icon
from app.navigation import path_of
from app.pages.centres.state import OFFICE
from app.pages.overview.ids import OverviewIds
from app.pages.overview.known import Known
from app.tour.coach import start_address
from app.tour.tasks import TASKS, Task
from app.visit import address


def tasks(known: Known) -> Component:
    """Return the three cards."""
    cards = [_card(known, task) for task in TASKS.values()]
    title = html.H2(known.words("overview.tasks.title"), className="visually-hidden")
    return html.Section([title, html.Ul(cards)], id=OverviewIds.TASKS, className="overview-tasks")


def _card(known: Known, task: Task) -> Component:
    words = known.words
    begin = html.A(
        [words(f"overview.tasks.{task.name}.open"), icon("next")],
        href=address(path_of(task.page), _query(known, task)),
        className="button primary",
    )
    tour = html.A(
        words("overview.tasks.tour"),
        href=start_address(task, known.visit),
        **attributes(
            {
                "data-tour-start": task.name,
                "aria-label": f"{words('overview.tasks.tour')}: {words(f'tour.{task.name}.title')}",
            }
        ),
    )
    return html.Li(
        [
            html.H3([icon(task.page), words(f"overview.tasks.{task.name}.who")]),
            html.P(words(f"overview.tasks.{task.name}.what")),
            html.Div([begin, tour], className="overview-ways"),
        ],
        className="card",
    )


def _query(known: Known, task: Task) -> dict[str, str]:
    """Return the state that the page is opened with: the visitor's scenario, and no lever moved."""
    carried = known.visit.carried
    if task.page == "norms":
        return carried
    if task.page == "centres":
        worst = "" if known.waits is None else known.waits.yours.office
        return {**carried, **({OFFICE: worst} if worst else {})}
    kept = {name: carried[name] for name in carried if name in ("lang", "tour")}
    return {**kept, **task.start}
