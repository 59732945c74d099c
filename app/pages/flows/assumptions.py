"""What a run takes for granted: the numbers behind it, and how each is known."""

from collections.abc import Mapping
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from app.i18n import Words
from app.i18n.formats import decimal
from app.pages.flows.job import Job
from simulation.levers import LEVERS

SHOWN: Final = (
    ("demand", "residence_per_day"),
    ("demand", "other_visits_per_hour"),
    ("demand", "centre_share"),
    ("demand", "id_online_share"),
    ("service_minutes", "reception"),
    ("service_minutes", "window_residence"),
    ("service_minutes", "window_other"),
    ("service_minutes", "terminal"),
    ("behaviour", "consent_given_share"),
    ("behaviour", "consent_limit_hours"),
    ("behaviour", "patience_minutes"),
    ("behaviour", "wrong_category_share"),
    ("id_pipeline", "check_minutes"),
    ("id_pipeline", "photo_mismatch_share"),
    ("id_pipeline", "production_days"),
    ("standards", "wait_minutes"),
)
"""Levers of the model that this page does not move, and that its numbers rest on."""

PERCENT: Final = 100


def assumptions(job: Job, words: Words, *, is_open: bool = False) -> Component:
    """Return the numbers as a list that is opened on demand, or open where nothing else stands."""
    rows = [_row(section, name, words) for section, name in SHOWN]
    heads = [words(f"flows.assumed.{name}") for name in ("quantity", "value", "known")]
    table = html.Table(
        [html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])), html.Tbody(rows)],
        className="flows-table",
    )
    people = decimal(job.city[0], words.language)
    summary = words("flows.assumed.title", people=people)
    return html.Details(
        [
            html.Summary(summary),
            html.P(words("flows.assumed.text"), className="quiet"),
            html.Div(table, className="flows-scroll", tabIndex="0"),
        ],
        open=is_open,
        className="card flows-assumed",
    )


def _row(section: str, name: str, words: Words) -> Component:
    lever = LEVERS[section][name]
    key = f"flows.assumed_row.{section}-{name}"
    return html.Tr(
        [
            html.Th(words(key), scope="row"),
            html.Td(_value(section, name, words)),
            html.Td(words(f"flows.evidence.{lever.evidence}")),
        ]
    )


def _value(section: str, name: str, words: Words) -> str:
    lever = LEVERS[section][name]
    if lever.default is None:
        return words(f"flows.assumed_null.{section}-{name}")
    unit = words(f"flows.assumed_unit.{name if name in UNIT_BY_NAME else lever.kind}")
    if isinstance(lever.default, Mapping):
        return _spread(lever.default, unit, words)
    scale = PERCENT if lever.kind == "share" else 1
    return f"{decimal(lever.default * scale, words.language)} {unit}"


UNIT_BY_NAME: Final = ("consent_limit_hours", "production_days", "wait_minutes")


def _spread(said: Mapping[str, Any], unit: str, words: Words) -> str:
    numbers = {k: decimal(v, words.language) for k, v in said.items() if k != "dist"}
    return words(f"flows.assumed_spread.{said['dist']}", unit=unit, **numbers)
