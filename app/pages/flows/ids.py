"""Ids of the Flows page."""

from enum import StrEnum


class FlowsIds(StrEnum):
    """What scripts, callbacks and tests of the page reach for; a lever is ``lever-<name>``."""

    ASKED = "flows-asked"
    SAVED = "flows-saved"
    PANEL = "flows-panel"
    POLL = "flows-poll"
    GO = "flows-go"
    RUN = "flows-run"
    CANCEL = "flows-cancel"
    HEADLINE = "flows-headline"
    LEVERS = "flows-levers"
    RESULTS = "flows-results"
    SAVE_OUTCOMES = "flows-save-outcomes"
    SAVE_STATIONS = "flows-save-stations"
    SAVE_RESULTS = "flows-save-results"
    DOWNLOAD = "flows-download"


def lever_id(name: str) -> str:
    """Return the id of a lever's field."""
    return f"lever-{name}"
