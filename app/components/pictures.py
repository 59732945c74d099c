"""The buttons that save a chart as a picture, of points or of lines.

The picture is what stands in the card: the title, the line below it, the chart, the note. It is
drawn in the browser (``assets/picture.js``), in the light theme. A part of a card that is a picture
by itself is marked by `pictured`.
"""

from collections.abc import Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.i18n import Words

POINTS: Final = "png"
KINDS: Final = (POINTS, "svg")


def pictured(key: str) -> dict[str, Any]:
    """Return, as keyword arguments, what marks a part of a card that is a picture by itself.

    Args:
        key: id of what says elsewhere on the page what the marks mean; it is drawn below.
    """
    return attributes({"data-pictured": key})


def picture_buttons(
    words: Words, css: str, about: str = "", kinds: Sequence[str] = KINDS
) -> list[Component]:
    """Return the buttons, to stand in the card of a chart beside its other files.

    Args:
        words: the language.
        css: class of the buttons.
        about: what the chart shows, where a screen has many; empty: said in general.
        kinds: which; what is painted in points is offered in points only.
    """
    told = about or words("norms.save.save")
    return [
        html.Button(
            kind.upper(),
            className=css,
            type="button",
            **attributes({"aria-label": f"{kind.upper()}: {told}", "data-picture": kind}),
        )
        for kind in kinds
    ]


def picture_files(words: Words, about: str = "", kinds: Sequence[str] = KINDS) -> Component:
    """Return the buttons in a row of their own, for a chart without other files.

    Args:
        words: the language.
        about: as in `picture_buttons`.
        kinds: as in `picture_buttons`.
    """
    buttons = picture_buttons(words, "picture-plain", about, kinds)
    return html.Div(buttons, className="picture-files")
