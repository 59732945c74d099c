"""Tables of users, their sessions, and attempts to log in; times are seconds since 1970."""

from typing import Final

from sqlalchemy import Column, Float, Index, Integer, String, Table

from app.store_schema import TABLES

LONGEST_NAME: Final = 80

USERS: Final = Table(
    "dashboard_users",
    TABLES,
    Column("key", String(2 * LONGEST_NAME), primary_key=True),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("password", String(255), nullable=False),
    Column("role", String(16), nullable=False),
    Column("made_at", Float, nullable=False),
)
"""``key`` is the name without its capitals, so that nobody is mistaken for somebody else;
``password`` is a hash with all that is needed to check it."""

SESSIONS: Final = Table(
    "dashboard_sessions",
    TABLES,
    Column("key", String(64), primary_key=True),
    Column("user", String(2 * LONGEST_NAME), nullable=False),
    Column("made_at", Float, nullable=False),
    Column("seen_at", Float, nullable=False),
    Index("dashboard_sessions_by_user", "user"),
)
"""``key`` is a hash of what the browser holds: who reads the database cannot use a session."""

ATTEMPTS: Final = Table(
    "dashboard_attempts",
    TABLES,
    Column("key", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("failed_at", Float, nullable=False),
)
"""Attempts to log in by a hash of the name, the address, or both."""
