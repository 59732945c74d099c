"""The columns of a ticket log, for those who name them and need not import what reads it."""

from typing import Final

COLUMNS: Final = ("ticket_id", "office", "service", "enabled", "start", "end", "left")
"""Of a ticket: number, where, what for, when it was drawn, called, done, or given up."""
