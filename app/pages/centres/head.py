"""The head of the page: the finding, what it is of, the buttons, and how far a run is."""

from dash import html
from dash.development.base_component import Component

from app.access.barred import barred, why_barred
from app.components.attributes import attributes
from app.components.states import outdated
from app.frame import icon
from app.i18n.formats import decimal
from app.pages.centres.ids import CentresIds
from app.pages.centres.ready import ready_line
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import about, headline, is_hypothetical
from app.pages.norms.page import strong
from app.planning.complaints import Trouble, complaints
from app.planning.progress import OPEN, progress


def head(screen: Screen) -> list[Component | None]:
    """Return what stands in the head."""
    words = screen.words
    title = html.H1(
        strong(headline(screen)),
        id=CentresIds.HEADLINE,
        className="headline",
        **attributes({"aria-live": "polite"}),
    )
    told = html.Div(
        [
            title,
            html.P(about(screen), className="quiet"),
            ready_line(screen.ready, screen.visit),
            _marks(screen),
        ],
        className="centres-told",
    )
    return [
        _problem(screen),
        html.Div([told, _actions(screen)], className="centres-title"),
        why_barred(words),
        progress(screen.run, "run", words),
        progress(screen.plan, "plan", words),
    ]


def _problem(screen: Screen) -> Component | None:
    lost = [
        name
        for name in ("run", "plan")
        if getattr(screen.asked, name) and not getattr(screen, name)
    ]
    asked = screen.asked.wrong
    trouble = Trouble(screen.shown.problem, lost, screen.note, screen.refusal, asked)
    return complaints(trouble, screen.words)


def _marks(screen: Screen) -> Component | None:
    """Return what a reader must know of the numbers: old, hypothetical, of another policy."""
    words, marks = screen.words, []
    if screen.is_outdated:
        marks.append(outdated(words("centres.mark.outdated")))
    if is_hypothetical(screen):
        marks.append(outdated(words("centres.mark.hypothetical")))
    if screen.asked.carried:
        marks.append(_carried(screen))
    return html.Ul(marks, className="centres-marks") if marks else None


def _carried(screen: Screen) -> Component:
    words, policy = screen.words, screen.asked.policy
    parts = []
    if "norm_m2" in policy:
        norm = decimal(policy["norm_m2"], words.language, digits=1 if policy["norm_m2"] % 1 else 0)
        parts.append(words("centres.mark.norm", norm=norm))
    readings = len(policy.get("readings", ()))
    if readings:
        parts.append(words("centres.mark.readings", count=readings))
    windows = {
        name: policy[name] for name in ("window_before_days", "window_after_days") if name in policy
    }
    parts += [words(f"centres.mark.{name}", days=days) for name, days in windows.items()]
    back = html.Button(
        words("centres.mark.back"),
        className="centres-plain",
        **attributes({"data-centres": "lawful"}),
    )
    return html.Li([html.Span(words("centres.mark.carried", what=", ".join(parts))), back])


def _actions(screen: Screen) -> Component:
    words = screen.words
    is_current = screen.result is not None and not screen.is_outdated
    is_made = is_current or screen.ready is not None
    buttons = [
        _button("run", "button" if is_made else "button primary", screen),
        _button("find", "button", screen),
    ]
    label = words("application.bar.copy")
    said = {"aria-label": label, "data-act": "copy", "data-said": words("application.bar.copied")}
    copy = html.Button(icon("link"), className="icon-button", title=label, **attributes(said))
    return html.Div([*buttons, copy], className="centres-actions")


def _button(name: str, kind: str, screen: Screen) -> Component:
    run = {"run": screen.run, "find": screen.plan}[name]
    is_barred = run is not None and run.state in OPEN
    return html.Button(
        screen.words(f"centres.button.{name}"),
        id=f"centres-{name}",
        className=kind,
        **barred(screen.words, otherwise=is_barred),
        **attributes({"data-centres": name}),
    )
