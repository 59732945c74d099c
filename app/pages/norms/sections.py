"""Everything below the curve: what is known at once, and places for what takes longer."""

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.pages.norms.account import Account
from app.pages.norms.breakdown_view import breakdown_card
from app.pages.norms.detail_ids import DETAIL, place_id
from app.pages.norms.flows_view import flows_card
from app.pages.norms.further_view import further_card
from app.pages.norms.kept_out_view import kept_out_card


def sections(told: Account) -> list[Component]:
    """Return the sections."""
    return [
        html.Div(
            [
                kept_out_card(told),
                html.Div([breakdown_card(told)], id=place_id("breakdown")),
                _later(told, "readings"),
                _later(told, "ranges"),
                flows_card(told),
                further_card(told),
            ],
            id=DETAIL,
            className="detail",
        )
    ]


def _later(told: Account, name: str) -> Component:
    """Return a place with a card that says what is being counted, until it is."""
    words = told.words
    waiting = html.Section(
        [
            html.H2(words(f"norms_detail.later.{name}.title")),
            html.P(words(f"norms_detail.later.{name}.text"), className="quiet"),
        ],
        className=f"card detail-card detail-later detail-later-{name}",
    )
    again = {"data-again": words("norms_detail.later.again")}
    return html.Div([waiting], id=place_id(name), className="detail-place", **attributes(again))
