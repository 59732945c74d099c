"""What is still to be run of the scenarios that are compared, and how far what is under way is."""

from math import ceil
from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.centres_numbers import number
from app.i18n import Words
from app.jobs.run import Run, State
from app.pages.scenarios.columns import Column
from app.pages.scenarios.parts import act_button
from app.pages.scenarios.questions import PARTS
from app.pages.scenarios.screens import Screen

MINUTE: Final = 60


def progress_card(screen: Screen) -> list[Component | None]:
    """Return the button that starts what is missing, and each scenario's progress."""
    words = screen.words
    missing = sum(len(column.missing) for column in screen.columns)
    button = None
    if missing:
        said = html.Span(words.count("scenarios.progress.missing", missing), className="quiet")
        button = html.Div(
            [act_button(screen, "run", kind="button primary"), said], className="scenarios-missing"
        )
    return [button, *(_progress(screen, column) for column in screen.columns)]


def _progress(screen: Screen, column: Column) -> Component | None:
    words = screen.words
    runs = [one.run for one in column.answers.values() if one.run is not None]
    is_under_way = [run for run in runs if run.is_open]
    failed = [run for run in runs if run.state is State.FAILED]
    if not is_under_way:
        return _failed(column, failed[0], words) if failed else None
    done, total = _done(runs), sum(run.total for run in runs) or 1
    text = words("scenarios.progress.of", name=column.saved.name)
    left = html.Span(_left(is_under_way, len(runs), words), className="quiet")
    bar = html.Progress(value=str(done), max=str(total), **attributes({"aria-label": text}))
    stop = act_button(screen, "stop", column.saved.id, row=column.saved.name)
    return html.Div(
        [html.Div([html.Span(text), left]), bar, stop],
        className="scenarios-progress",
        role="status",
        key=column.saved.id,
    )


def _done(runs: list[Run]) -> float:
    return sum(run.total if run.state is State.DONE else run.done for run in runs)


def _left(runs: list[Run], all_runs: int, words: Words) -> str:
    """Return how many of the scenario's runs are done, and the time that is left if it is known."""
    done = words(
        "scenarios.progress.done",
        done=number(all_runs - len(runs), words),
        total=number(len(PARTS), words),
    )
    known = [run.seconds_left for run in runs if run.seconds_left is not None]
    if len(known) < len(runs):
        waiting = all(run.state is State.WAITING for run in runs)
        return f"{done} · {words('scenarios.progress.waiting')}" if waiting else done
    seconds = ceil(max(known))
    if seconds < MINUTE:
        return f"{done} · {words('centres.progress.seconds', n=seconds)}"
    return f"{done} · {words('centres.progress.minutes', n=ceil(seconds / MINUTE))}"


def _failed(column: Column, run: Run, words: Words) -> Component:
    known = words.has(f"centres.failed.{run.reason}")
    why = words(f"centres.failed.{run.reason}") if known else run.reason
    said = words("scenarios.progress.failed", name=column.saved.name, why=why)
    return html.P(said, className="scenarios-note scenarios-bad", role="alert", key=column.saved.id)
