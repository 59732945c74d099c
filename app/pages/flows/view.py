"""What stands beside the levers: nothing yet, a run under way, a failure, or the results."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from dash import dcc, html
from dash.development.base_component import Component

from app.components.flows_aria import aria
from app.components.flows_cards import cards
from app.components.flows_tables import TableRow, behind, comparison_table
from app.figures.flows import Axis, graph_config, lines_figure
from app.frame import icon
from app.i18n import Words
from app.i18n.formats import decimal, long_day
from app.pages.flows.assumptions import assumptions
from app.pages.flows.findings import (
    SERVICES,
    Findings,
    chart_lines,
    findings,
    headline,
    number_cards,
    outcome_rows,
    outcome_title,
    station_rows,
    wait_rows,
    wait_title,
)
from app.pages.flows.form import moved_words
from app.pages.flows.ids import FlowsIds
from app.pages.flows.job import Job, key_of
from app.pages.flows.levers import Asked
from app.runs import OPEN, Reason, Run, State
from app.visit import Visit

Children = list[Component]


@dataclass(frozen=True)
class Screen:
    """What the page is asked for, and what it knows.

    Attributes:
        visit: the visit.
        asked: where the levers stand.
        job: what a run of them would be.
        run: the run that the address names, None if there is none or it is not known any more.
    """

    visit: Visit
    asked: Asked
    job: Job
    run: Run | None

    @property
    def is_outdated(self) -> bool:
        """Whether the levers were moved after the run."""
        return self.run is not None and self.run.key != key_of(self.job)

    @property
    def is_open(self) -> bool:
        """Whether the run still waits or is under way."""
        return self.run is not None and self.run.state in OPEN


def panel(screen: Screen, *, is_busy: bool = False) -> Children:
    """Return the head and the body of the page.

    Args:
        screen: what is shown.
        is_busy: the visitor asked for a run, and too many wait.
    """
    body = _busy(screen) if is_busy else _body(screen)
    return [_head(screen), html.Div(body, id=FlowsIds.RESULTS, className="flows-body")]


def _head(screen: Screen) -> Component:
    words, run = screen.visit.words, screen.run
    if run is not None and run.state is State.DONE:
        moved = [lever.name for lever in run.job.asked.moved]
        sentences = headline(findings(run.result, words, moved))
        about = about_run(run.job, words)
    else:
        sentences = [words(f"flows.head.{run.state if run else 'empty'}")]
        about = about_run(screen.job, words)
    title = html.H1(
        " ".join(sentences), id=FlowsIds.HEADLINE, className="headline", **aria(live="polite")
    )
    return html.Div(
        [html.Div([title, html.P(about, className="quiet small")]), _actions(screen)],
        className="flows-head",
    )


def _actions(screen: Screen) -> Component:
    words = screen.visit.words
    current = screen.run and screen.run.state is State.DONE and not screen.is_outdated
    kind = "button" if current else "button primary"
    is_barred = screen.is_open or bool(screen.asked.wrong_levers)
    parts = [
        html.Button(words("flows.run"), id=FlowsIds.RUN, className=kind, disabled=is_barred),
        html.A(words("flows.to_levers"), href=f"#{FlowsIds.LEVERS}", className="button flows-jump"),
    ]
    return html.Div(parts, className="flows-actions")


def about_run(job: Job, words: Words) -> str:
    """Return period, replications, seed and city of a job in one line."""
    asked, language = job.asked, words.language
    return words(
        "flows.about",
        start=long_day(asked.first, language),
        weeks=asked["weeks"],
        replications=asked["replications"],
        seed=asked["seed"],
        people=decimal(job.city[0], language),
    )


def _body(screen: Screen) -> Children:
    run = screen.run
    if run is None:
        return _empty(screen)
    shown = {
        State.WAITING: _under_way,
        State.RUNNING: _under_way,
        State.DONE: _results,
        State.FAILED: _failed,
        State.CANCELLED: _cancelled,
    }
    return shown[run.state](screen)


def _state(*children: Component | None, role: str = "status") -> Children:
    return [
        html.Section(
            [c for c in children if c is not None], className="card flows-state", role=role
        )
    ]


def _empty(screen: Screen) -> Children:
    words = screen.visit.words
    lost = words("flows.empty.lost") if screen.asked.run else ""
    steps = [html.Li(words(f"flows.empty.step_{name}")) for name in ("one", "two", "three")]
    return [
        *_state(
            html.P(lost, className="flows-note") if lost else None,
            html.P(words("flows.empty.text")),
            html.Ol(steps, className="flows-steps"),
        ),
        assumptions(screen.job, words, is_open=True),
    ]


def _busy(screen: Screen) -> Children:
    return _state(html.P(screen.visit.words("flows.busy")), role="alert")


def _cancelled(screen: Screen) -> Children:
    return _state(html.P(screen.visit.words("flows.cancelled")))


def _failed(screen: Screen) -> Children:
    words, run = screen.visit.words, screen.run
    reason = run.reason if run else ""
    known = {str(one) for one in Reason}
    said = words(f"flows.failed.{reason if reason in known else 'refused'}")
    line = html.P(html.Code(reason)) if reason not in known else None
    return _state(html.P([icon("warning"), said], className="flows-note"), line, role="alert")


def _under_way(screen: Screen) -> Children:
    words, run = screen.visit.words, screen.run
    done, total = (run.done, run.total) if run else (0, 0)
    text = _progress_words(screen)
    bar = html.Progress(value=str(done), max=str(max(total, 1)), **aria(label=text))
    cancel = html.Button(words("flows.cancel"), id=FlowsIds.CANCEL, className="button")
    return _state(
        html.P(text), bar, html.P(words("flows.progress.stays"), className="quiet small"), cancel
    )


def _progress_words(screen: Screen) -> str:
    words, run = screen.visit.words, screen.run
    if run is None or run.state is State.WAITING:
        return words("flows.progress.waiting", ahead=run.ahead if run else 0)
    left = run.seconds_left
    if left is None:
        return words("flows.progress.starting")
    return words("flows.progress.running", done=run.done, total=run.total, seconds=ceil(left))


def _results(screen: Screen) -> Children:
    words, run = screen.visit.words, screen.run
    found = findings(run.result if run else {}, words)
    job = run.job if run else screen.job
    marks = _hypothetical(screen)
    return [
        *([_outdated(screen)] if screen.is_outdated else []),
        _compared_with(job, found),
        *marks,
        cards(number_cards(found), words),
        _waits(found, job),
        *[_outcomes(found, job, service) for service in SERVICES],
        _files(screen),
        assumptions(job, words),
    ]


def _outdated(screen: Screen) -> Component:
    words = screen.visit.words
    return html.P(
        [icon("warning"), html.Span(words("flows.outdated"))],
        className="flows-note flows-outdated",
        role="status",
    )


def _compared_with(job: Job, found: Findings) -> Component:
    words = found.words
    if not found.has_law:
        return html.P(words("flows.compared.same"), className="flows-compared quiet")
    return html.P(
        [
            _legend(
                "yours", "●", words("flows.compared.yours", moved=moved_words(job.asked, words))
            ),
            _legend("law", "◆", words("flows.compared.law")),
        ],
        className="flows-compared",
    )


def _legend(part: str, mark: str, said: str) -> Component:
    return html.Span([html.Span(mark, className=f"flows-mark-{part}", **aria(hidden="true")), said])


def _hypothetical(screen: Screen) -> Children:
    words, run = screen.visit.words, screen.run
    beyond = run.result["yours"].get("hypothetical") if run else []
    if not beyond:
        return []
    return [html.P(words("flows.hypothetical"), className="flows-note")]


def _waits(found: Findings, job: Job) -> Component:
    words = found.words
    limit = decimal(found.limit, words.language)
    label = words("flows.chart.waits.limit", limit=limit)
    axis = Axis(words("flows.chart.waits.axis"), found.limit, label)
    rows = wait_rows(found)
    table = comparison_table(station_rows(found), words, has_law=found.has_law)
    return _chart("waits", wait_title(found), _Chart(found, rows, axis, job), table)


def _outcomes(found: Findings, job: Job, service: str) -> Component:
    words = found.words
    axis = Axis(words("flows.chart.outcomes.axis", weeks=job.asked["weeks"]))
    rows = outcome_rows(found, service)
    table = comparison_table(rows, words, has_law=found.has_law)
    return _chart(service, outcome_title(found, service), _Chart(found, rows, axis, job), table)


@dataclass(frozen=True)
class _Chart:
    found: Findings
    rows: Sequence[TableRow]
    axis: Axis
    job: Job


def _chart(name: str, title: str, chart: _Chart, table: Component) -> Component:
    words = chart.found.words
    if not chart.rows:
        return html.Section([html.H2(title)], className="card flows-chart")
    figure = lines_figure(chart_lines(chart.found, chart.rows), chart.axis, words)
    graph = dcc.Graph(
        id=f"flows-graph-{name}",
        figure=figure,
        config=graph_config(words, f"tirkeu-{name}"),
        className="flows-graph",
        style={"height": f"{figure.layout.height}px"},
    )
    source = words("flows.chart.source", about=about_run(chart.job, words))
    return html.Section(
        [
            html.H2(title),
            html.P(words(f"flows.chart.{name}.about"), className="quiet small"),
            html.Figure([graph, html.Figcaption(source, className="quiet small")]),
            behind(table, words),
        ],
        className="card flows-chart",
        **aria(label=title),
    )


def _files(screen: Screen) -> Component:
    words = screen.visit.words
    named = (
        (FlowsIds.SAVE_STATIONS, "stations"),
        (FlowsIds.SAVE_OUTCOMES, "outcomes"),
        (FlowsIds.SAVE_RESULTS, "results"),
    )
    buttons = [
        html.Button([icon("save"), words(f"flows.save.{name}")], id=key, className="button")
        for key, name in named
    ]
    # the page's own note may still lack a run that has only just been found
    note = {"query": dict(screen.visit.query), "language": screen.visit.language}
    return html.Div([dcc.Store(id=FlowsIds.SAVED, data=note), *buttons], className="flows-files")


def all_outcome_rows(found: Findings) -> list[TableRow]:
    """Return the outcomes of both services, each row naming its service."""
    words = found.words
    return [
        row._replace(
            label=words(
                "flows.station_row", station=words(f"flows.service.{service}"), measure=row.label
            )
        )
        for service in SERVICES
        for row in outcome_rows(found, service)
    ]
