"""The list of runs: what was asked, by whom, how far it is, and the page that shows it."""

from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.centres_numbers import NOTHING, number
from app.i18n.formats import moment
from app.jobs.run import Run
from app.navigation import path_of
from app.pages.scenarios.levers import run_told
from app.pages.scenarios.parts import Child, act_button, card_head, heads, scrolled
from app.pages.scenarios.places import ASKED, PLACES, PLAYBACK, kind_of
from app.pages.scenarios.screens import Screen
from app.pages.scenarios.sentences import length
from app.visit import address

COLUMNS: Final = ("kind", "scenario", "state", "seed", "replications", "took", "who", "acts")
PERCENT: Final = 100
CAPITAL: Final = "Astana"
"""Name of the capital's own scenario in its document."""


def runs_card(screen: Screen) -> list[Component | None]:
    """Return what stands in the card."""
    words = screen.words
    title = words("scenarios.runs.title")
    if not screen.runs:
        return [card_head(title), html.P(words("scenarios.runs.empty"), className="quiet")]
    texts: list[Child] = [words(f"scenarios.runs.{name}") for name in COLUMNS]
    body = html.Tbody([_row(screen, run) for run in screen.runs])
    table = html.Table([heads(texts), body], className="scenarios-table scenarios-runs")
    return [card_head(title), scrolled(table, title)]


def _row(screen: Screen, run: Run) -> Component:
    words, kind = screen.words, kind_of(run)
    asked = (run.document.get("scenario") or {}).get("run") or {}
    who = [html.Span(moment(run.asked_at, words.language))]
    if run.asked_by:
        who.append(html.Span(run.asked_by, className="quiet small"))
    parts: list[list[Child]] = [
        [words(f"scenarios.kind.{kind}")],
        [_name(screen, run)],
        [_state(screen, run)],
        [str(asked.get("seed", NOTHING))],
        [number(1 if kind == PLAYBACK else asked.get("replications"), words)],
        [length(run.seconds, words) if run.seconds else NOTHING],
        list(who),
        [html.Div(_acts(screen, run, kind), className="scenarios-acts")],
    ]
    cells = [
        html.Td(children, **attributes({"data-label": words(f"scenarios.runs.{name}")}))
        for name, children in zip(COLUMNS, parts, strict=True)
    ]
    return html.Tr(cells, key=run.id)


def _name(screen: Screen, run: Run) -> str:
    """Return the scenario that asks for the run as it is now; else the name in what was asked."""
    found = screen.names.get(run.id)
    if found is not None:
        return found.name
    if run.id in screen.before:
        return screen.words("scenarios.runs.before", name=screen.before[run.id].name)
    own = str((run.document.get("scenario") or {}).get("name") or "")
    own = screen.words("shell.city") if own == CAPITAL else own
    if not own:
        return NOTHING
    told = run_told(run.document, screen.words)
    return screen.words("scenarios.runs.unsaved", name=own, told=told)


def _state(screen: Screen, run: Run) -> str:
    said = screen.words(f"scenarios.run.{run.state}")
    if not run.is_open or not run.total:
        return said
    share = number(PERCENT * run.done / run.total, screen.words)
    return screen.words("scenarios.runs.share", state=said, share=share)


def _acts(screen: Screen, run: Run, kind: str) -> list[Child]:
    name, cancel = _name(screen, run), None
    if run.is_open:
        cancel = act_button(screen, "cancel", run.id, kind="scenarios-plain", row=name)
    return [_way(screen, run, kind), cancel] if kind in PLACES else [cancel]


def _way(screen: Screen, run: Run, kind: str) -> Component:
    """Return the way to the page that shows a run, with its scenario where one is known."""
    text = screen.words("scenarios.act.open")
    label = {"aria-label": f"{text}: {_name(screen, run)}"}
    saved = screen.names.get(run.id) or screen.before.get(run.id)
    if saved is None and kind in ASKED:
        told = attributes({**label, "data-scenarios": "show", "data-value": run.id})
        return html.Button(text, className="scenarios-plain", type="button", **told)
    page, parameter = PLACES[kind]
    query = {} if saved is None else dict(saved.query)
    if "lang" in screen.visit.query:
        query["lang"] = screen.visit.query["lang"]
    where = address(path_of(page), {**query, parameter: run.id})
    return html.A(text, href=where, **attributes(label))
