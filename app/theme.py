"""Colours and type for the Mantine components; the rest of the looks is in ``assets/app.css``."""

from typing import Any, Final

THEME: Final[dict[str, Any]] = {
    "fontFamily": "'Inter Variable', 'Noto Sans', sans-serif",
    "primaryColor": "sky",
    "primaryShade": {"light": 7, "dark": 5},
    "defaultRadius": 8,
    "colors": {
        "sky": [
            "#e3f1f8",
            "#c9e4f1",
            "#9fd0e6",
            "#70badb",
            "#4ba9d2",
            "#3399c8",
            "#1a88b8",
            "#0077a8",
            "#00658f",
            "#005377",
        ]
    },
}
