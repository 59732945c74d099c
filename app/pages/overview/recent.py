"""The last runs and the last saved scenarios, three of each, with the way to all."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import Children
from app.i18n.formats import moment
from app.jobs.run import Run
from app.navigation import HOME, path_of
from app.pages.overview.ids import OverviewIds
from app.pages.overview.known import Known
from app.pages.scenarios.levers import run_told
from app.pages.scenarios.places import ASKED, PLACES, kind_of, way_to
from app.pages.scenarios.questions import asked_of
from app.saved import Saved, SavedScenarios
from app.services import Services
from app.store import StoreAway
from app.visit import address
from domain.errors import BadInput

MOST: Final = 3
MOST_NAMED: Final = 40
"""Scenarios saved last among which that of a run is looked for: each is read once."""

LANGUAGE: Final = "lang"


def runs(known: Known, services: Services) -> Component:
    """Return the card of the last runs, by the names under which their scenarios are saved."""
    last = services.jobs.recent(MOST)
    lately = _lately(services)[:MOST_NAMED] if last else []
    items = [_run(known, run, asked_of(run, lately, services), services) for run in last]
    return _card(known, OverviewIds.RUNS, "runs", items)


def saved(known: Known, services: Services) -> Component:
    """Return the card of the scenarios that were saved last."""
    items = [_saved(known, one) for one in _lately(services)[:MOST]]
    return _card(known, OverviewIds.SAVED, "saved", items)


def _lately(services: Services) -> list[Saved]:
    """Return the saved scenarios, the last one first."""
    every = SavedScenarios(services.store).all()
    return sorted(every, key=lambda one: one.saved_at, reverse=True)


def _card(known: Known, place: str, name: str, items: Sequence[Component]) -> Component:
    words = known.words
    everything = html.A(
        words("overview.recent.all"),
        href=address(path_of("scenarios"), known.visit.carried),
        className="small",
        **attributes({"aria-label": words(f"overview.recent.all_{name}")}),
    )
    title: Children = [html.H2(words(f"overview.recent.{name}"))]
    if items:
        title.append(html.Span(words("shell.clock"), className="quiet small"))
    empty = html.P(words(f"overview.recent.no_{name}"), className="quiet small")
    return html.Section(
        [html.Div([html.Div(title), everything]), html.Ul(list(items)) if items else empty],
        id=place,
        className="card overview-recent",
    )


def _run(known: Known, run: Run, named: Saved | None, services: Services) -> Component:
    words, kind = known.words, kind_of(run)
    page, parameter = PLACES[kind]
    label = words(f"scenarios.kind.{kind}")
    told = run_told(run.document, words) if "scenario" in run.document else ""
    title = (told or label) if named is None else named.name
    said = [label, words(f"scenarios.run.{run.state}"), moment(run.asked_at, words.language)]
    if named is None:
        return _item(known, title, said, (page, _way(run, services)))
    return _item(known, title, said, (page, {**named.query, parameter: run.id}))


def _way(run: Run, services: Services) -> Mapping[str, str]:
    """Return what leads to a run of nothing saved: with its levers, where they still fit."""
    with suppress(BadInput, KeyError, StoreAway, TypeError):  # a page is read, nobody saves
        if kind_of(run) in ASKED:
            return way_to(run, services.store)
    return {PLACES[kind_of(run)][1]: run.id}


def _saved(known: Known, one: Saved) -> Component:
    said = [one.saved_by, moment(one.saved_at, known.words.language)]
    return _item(known, one.name, said, ("overview", one.query))


def _item(
    known: Known, title: str, said: Sequence[str], place: tuple[str, Mapping[str, str]]
) -> Component:
    path = HOME if place[0] == "overview" else path_of(place[0])
    language = {LANGUAGE: known.visit.query[LANGUAGE]} if LANGUAGE in known.visit.query else {}
    about = " · ".join(part for part in said if part)
    link = html.A(title, href=address(path, {**language, **place[1]}))
    return html.Li([link, html.Span(about, className="quiet small")])
