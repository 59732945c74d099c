"""The one configuration that every chart shares."""

from typing import Any, Final

GRAPH_CONFIG: Final[dict[str, Any]] = {
    "displaylogo": False,
    "responsive": True,
    "showSendToCloud": False,  # the button would upload the data of the chart
    "plotlyServerURL": "",
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
}
