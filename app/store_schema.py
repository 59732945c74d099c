"""The dashboard's own tables: documents, runs, finished replications."""

from typing import Final

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text

TABLES: Final = MetaData()

DOCUMENTS: Final = Table(
    "dashboard_documents",
    TABLES,
    Column("key", String(64), primary_key=True),
    Column("packed", LargeBinary, nullable=False),
    Column("kept_at", Float, nullable=False),
)
"""Documents by the hash of their content; times are seconds since 1970. ``kept_at`` is when one was
kept, or opened last, to the day, since openings are noted."""

KNOWN_SINCE: Final = Table(
    "dashboard_known_since",
    TABLES,
    Column("rule", String(32), primary_key=True),
    Column("since", Float, nullable=False),
)
"""Since when this database knows a rule: what is older was written down by another one."""

RUNS: Final = Table(
    "dashboard_runs",
    TABLES,
    Column("id", String(64), primary_key=True),
    Column("world", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("asked_by", String(80), nullable=False),
    Column("asked_at", Float, nullable=False),
    Column("state", String(16), nullable=False),
    Column("done", Float, nullable=False, default=0.0),
    Column("total", Integer, nullable=False, default=0),
    Column("seconds", Float, nullable=False, default=0.0),
    Column("seconds_left", Float),
    Column("owner", String(64), nullable=False, default=""),
    Column("seen_at", Float, nullable=False, default=0.0),
    Column("tries", Integer, nullable=False, default=0),
    Column("ended_at", Float),
    Column("reason", Text, nullable=False, default=""),
    Column("result", LargeBinary),
    Index("dashboard_runs_by_state", "state", "asked_at"),
)
"""Runs; ``world`` is the city and the model they are worked out with, ``owner`` who conducts one,
``seen_at`` his last sign of life."""

SCENARIOS: Final = Table(
    "dashboard_scenarios",
    TABLES,
    Column("id", String(16), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("live_name", String(240), unique=True),
    Column("document", String(64), nullable=False),
    Column("levers", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("saved_by", String(80), nullable=False),
    Column("saved_at", Float, nullable=False),
    Column("deleted_at", Float),
)
"""Saved scenarios; ``document`` is the key of one, empty for the capital's own, ``levers`` what an
address lays over it. ``live_name`` keeps names apart, and is empty once one is deleted."""

LAST_RUNS: Final = Table(
    "dashboard_last_runs",
    TABLES,
    Column("scenario", String(16), primary_key=True),
    Column("part", String(8), primary_key=True),
    Column("run", String(64), nullable=False),
)
"""The run of a saved scenario that was started last, one for each part of what is asked of it: it
is shown, marked outdated, until one of the scenario as it is now is done."""

REPLICATIONS: Final = Table(
    "dashboard_replications",
    TABLES,
    Column("scenario", String(64), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("packed", LargeBinary, nullable=False),
    Column("used_at", Float, nullable=False),
    Index("dashboard_replications_by_use", "used_at"),
)
"""Finished replications by the hash of all that they depend on."""
