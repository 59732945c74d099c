"""What every chart shares: its configuration, the colours of the light theme, letters, signs."""

from typing import Any, Final

GRAPH_CONFIG: Final[dict[str, Any]] = {
    "displaylogo": False,
    "responsive": True,
    "showSendToCloud": False,  # the button would upload the data of the chart
    "plotlyServerURL": "",
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
}

ACCENT: Final = "#0077a8"
ACCENT_INK: Final = "#00587d"
GOLD: Final = "#b8860b"
GOLD_INK: Final = "#735400"
INK: Final = "#17212b"
INK_2: Final = "#51606e"
LINES: Final = "#e3e8ec"
CARD: Final = "#ffffff"
FONT: Final = "Inter Variable, Noto Sans, sans-serif"
SEPARATORS: Final = {"ru": ",\u00a0", "kk": ",\u00a0", "en": ".,"}
"""Sign of the decimal and of the thousands, by language."""
