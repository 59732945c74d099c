"""How far a run is, as a card under the finding: waiting, under way, stopped or failed."""

from math import ceil
from typing import Final

from dash import html
from dash.development.base_component import Component

from app.access.barred import barred
from app.components.attributes import attributes
from app.components.centres_numbers import number
from app.frame import icon
from app.i18n import Words
from app.planning.seams import Run

OPEN: Final = ("waiting", "running")
PROGRESS: Final = "centres-progress"
KNOWN_REASONS: Final = ("died", "too_long", "error")
MINUTE: Final = 60


def progress(run: Run | None, name: str, words: Words) -> Component | None:
    """Return how far a run is; nothing once it is done.

    Args:
        run: the run; None: there is none.
        name: ``run`` or ``plan``: its words, and what its button cancels.
        words: the language.
    """
    if run is None or run.state == "done":
        return None
    if run.state in OPEN:
        return _under_way(run, name, words)
    said = words(f"centres.ended.{name}_{run.state}")
    children: list[Component | str] = [icon("warning"), html.Span(said)]
    if run.state == "failed":
        known = run.reason in KNOWN_REASONS
        why = words(f"centres.failed.{run.reason}") if known else run.reason
        children.append(html.Span(why, className="quiet"))
    return html.Div(children, className="card centres-progress", role="alert")


def _under_way(run: Run, name: str, words: Words) -> Component:
    is_law = name == "run" and run.state == "running" and run.result is not None
    text = words(f"centres.progress.{'run_law' if is_law else f'{name}_{run.state}'}")
    bar = html.Progress(
        value=str(run.done) if run.total else None,
        max=str(run.total or 1),
        **attributes({"aria-label": text}),
    )
    cancel = html.Button(
        words("centres.button.cancel"),
        className="button",
        **barred(words),
        **attributes({"data-centres": "cancel", "data-value": name}),
    )
    return html.Div(
        [
            html.Div([html.Span(text), html.Span(_left(run, name, words), className="quiet")]),
            bar,
            cancel,
        ],
        id=f"{PROGRESS}-{name}",
        className="card centres-progress",
        role="status",
    )


def _left(run: Run, name: str, words: Words) -> str:
    if run.state == "waiting" or not run.total:
        return words(f"centres.progress.{'soon' if run.state == 'waiting' else 'opening'}")
    key = "run_done" if name == "run" else "done"
    done = words(
        f"centres.progress.{key}", done=number(int(run.done), words), total=number(run.total, words)
    )
    if run.seconds_left is None:
        return done
    seconds = ceil(run.seconds_left)
    if seconds < MINUTE:
        return f"{done} · {words('centres.progress.seconds', n=seconds)}"
    return f"{done} · {words('centres.progress.minutes', n=ceil(seconds / MINUTE))}"
