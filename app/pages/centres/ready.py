"""A finished run of exactly what a page shows: it is opened, not made a second time."""

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.jobs.run import State
from app.pages.centres.state import RUN
from app.services import Services
from app.visit import Visit


def finished(services: Services, kind: str, asked: Mapping[str, Any]) -> str | None:
    """Return the id of the finished run of a question; None: there is none.

    A run is known by its content, city and version of the model, as on the Scenarios page.

    Args:
        services: where runs are kept.
        kind: of the run.
        asked: what the button would ask.
    """
    run = services.jobs.id_of(kind, asked)
    found = services.jobs.find(run, kind)
    return run if found is not None and found.state == State.DONE else None


def ready_line(ready: str | None, here: Visit) -> Component | None:
    """Return the line that a run is there, with the way to it; None where there is none.

    Args:
        ready: id of the run.
        here: the visit, whose address leads there with the run named.
    """
    if ready is None:
        return None
    link = html.A(here.words("centres.ready.open"), href=here.address(**{RUN: ready}))
    return html.P([here.words("centres.ready.told"), " ", link], className="centres-ready")
