"""Everything below the curve: what is known at once, and places for what takes longer."""

from dash import dcc, html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import Children
from app.pages.norms.account import Account, account
from app.pages.norms.breakdown_view import breakdown_card
from app.pages.norms.detail_ids import DetailIds
from app.pages.norms.flows_view import flows_card
from app.pages.norms.further_view import further_card
from app.pages.norms.kept_out_view import kept_out_card
from app.pages.norms.screens import Screen

LOOK_AGAIN_MILLISECONDS = 700


def sections(shown: Screen, said: str) -> Children:
    """Return the sections.

    Args:
        shown: what the page is asked for.
        said: the query as the script noted it; it knows by it for which setting they are.

    Returns:
        Nothing as long as the study is not ready, or where the pilot is not in force, as nobody
        is held up by a norm then.
    """
    told = account(shown)
    if told is None or not shown.in_pilot:
        return []
    return [
        html.Div(
            [
                kept_out_card(told),
                html.Div([breakdown_card(told)], id=DetailIds.BREAKDOWN, className="detail-place"),
                _later(told, DetailIds.READINGS, "readings"),
                _later(told, DetailIds.RANGES, "ranges"),
                flows_card(told),
                further_card(told),
                dcc.Store(id=DetailIds.BREAKDOWN_ASKED),
                dcc.Store(id=DetailIds.READINGS_ASKED, data=said),
                dcc.Store(id=DetailIds.RANGES_ASKED, data=said),
                dcc.Interval(id=DetailIds.RANGES_CLOCK, interval=LOOK_AGAIN_MILLISECONDS),
            ],
            id=DetailIds.DETAIL,
            className="detail",
            **attributes({"data-for": said}),
        )
    ]


def _later(told: Account, place: str, name: str) -> Component:
    """Return a place with a card that says what is being counted, until it is."""
    words = told.words
    waiting = html.Section(
        [
            html.H2(words(f"norms_detail.later.{name}.title")),
            html.P(words(f"norms_detail.later.{name}.text"), className="quiet"),
        ],
        className=f"card detail-card detail-later detail-later-{name}",
        **attributes({"aria-busy": "true"}),
    )
    return html.Div([waiting], id=place, className="detail-place")
