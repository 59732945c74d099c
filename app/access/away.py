"""What stands in place of a page while the dashboard's database does not answer."""

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.i18n import Words


def away(words: Words) -> list[Component | str | None]:
    """Return the state of a page that needs the database; a script draws the page when it answers.

    Args:
        words: the visitor's.
    """
    return [
        html.Section(
            [
                html.H1(words("access.away.title"), className="headline"),
                html.P(words("access.problem.away")),
                html.Button(
                    words("access.again"),
                    className="button primary",
                    **attributes({"data-act": "again"}),
                ),
            ],
            className="card state",
            role="alert",
            **attributes({"data-away": "true"}),
        )
    ]
