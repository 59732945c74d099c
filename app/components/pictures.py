"""The two buttons that save a chart as a picture, of points or of lines.

The picture is what stands in the card: the title, the line below it, the chart, the note. It is
drawn in the browser (``assets/picture.js``), in the light theme.
"""

from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.i18n import Words

KINDS: Final = ("png", "svg")


def picture_buttons(words: Words, css: str) -> list[Component]:
    """Return the buttons, to stand in the card of a chart beside its other files.

    Args:
        words: the language.
        css: class of the buttons.
    """
    return [
        html.Button(
            kind.upper(),
            className=css,
            type="button",
            **attributes(
                {
                    "aria-label": f"{kind.upper()}: {words('norms.save.save')}",
                    "data-picture": kind,
                }
            ),
        )
        for kind in KINDS
    ]
