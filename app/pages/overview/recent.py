"""The last runs and the last saved scenarios, three of each, with the way to all."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.i18n.formats import long_day
from app.jobs.run import Run
from app.navigation import HOME, path_of
from app.pages.overview.ids import OverviewIds
from app.pages.overview.known import Known
from app.pages.scenarios.levers import run_told
from app.pages.scenarios.places import PLACES, kind_of
from app.saved import Saved, SavedScenarios
from app.services import Services
from app.visit import address

MOST: Final = 3
LANGUAGE: Final = "lang"


def runs(known: Known, services: Services) -> Component:
    """Return the card of the last runs."""
    last = services.jobs.recent(MOST)
    return _card(known, OverviewIds.RUNS, "runs", [_run(known, run) for run in last])


def saved(known: Known, services: Services) -> Component:
    """Return the card of the scenarios that were saved last."""
    every = SavedScenarios(services.store).all()
    lately = sorted(every, key=lambda one: one.saved_at, reverse=True)[:MOST]
    return _card(known, OverviewIds.SAVED, "saved", [_saved(known, one) for one in lately])


def _card(known: Known, place: str, name: str, items: Sequence[Component]) -> Component:
    words = known.words
    everything = html.A(
        words("overview.recent.all"),
        href=address(path_of("scenarios"), known.visit.carried),
        className="small",
        **attributes({"aria-label": words(f"overview.recent.all_{name}")}),
    )
    title = html.H2(words(f"overview.recent.{name}"))
    empty = html.P(words(f"overview.recent.no_{name}"), className="quiet small")
    return html.Section(
        [html.Div([title, everything]), html.Ul(list(items)) if items else empty],
        id=place,
        className="card overview-recent",
    )


def _run(known: Known, run: Run) -> Component:
    words, kind = known.words, kind_of(run)
    page, name = PLACES[kind]
    query = {LANGUAGE: known.visit.query[LANGUAGE]} if LANGUAGE in known.visit.query else {}
    label = words(f"scenarios.kind.{kind}")
    told = run_told(run.document, words) if "scenario" in run.document else ""
    said = [words(f"scenarios.run.{run.state}"), _moment(known, run.asked_at)]
    return _item(f"{label}: {told}" if told else label, said, page, {**query, name: run.id})


def _saved(known: Known, one: Saved) -> Component:
    query = {LANGUAGE: known.visit.query[LANGUAGE]} if LANGUAGE in known.visit.query else {}
    said = [one.saved_by, _moment(known, one.saved_at)]
    return _item(one.name, said, "overview", {**query, **one.query})


def _item(label: str, said: Sequence[str], page: str, query: dict[str, str]) -> Component:
    path = HOME if page == "overview" else path_of(page)
    about = " · ".join(part for part in said if part)
    link = html.A(label, href=address(path, query), title=label)
    return html.Li([link, html.Span(about, className="quiet small")])


def _moment(known: Known, seconds: float) -> str:
    return long_day(datetime.fromtimestamp(seconds, UTC).date(), known.words.language)
