"""Scenarios that come in and go out as files of ``tirkeu.scenario/1``."""

import json
from pathlib import PurePath
from typing import Any, Final

from app.i18n import DEFAULT_LANGUAGE
from app.pages.centres.screens import BEGINNING
from app.pages.centres.state import PATH as CENTRES
from app.pages.centres.state import read_asked
from app.planning.scenarios import Document, complete, shown_scenario, with_city
from app.policy import LEVERS, PARAMETERS, READERS, parameters_of, read_levers
from app.saved import LONGEST_NAME, Content
from app.services import Services
from app.store import Store
from app.visit import DEFAULT_DAY, visit
from domain.errors import BadInput
from domain.law import law_on
from domain.readings import SWITCHES
from simulation.scenario import FORMAT

MOST_BYTES: Final = 900_000
"""A complete scenario has ten kilobytes; one with profiles of every hour of every office, fifty."""


KEPT_NAME: Final = "Astana"
"""Name inside of every document that is kept: that of `simulation.astana.astana`."""


def read_file(data: bytes) -> Document:
    """Return a scenario of a file, complete and without its city.

    Args:
        data: the file.

    Raises:
        BadInput: it is too large, no JSON, another format, or does not fit the model.
    """
    if len(data) > MOST_BYTES:
        raise BadInput("file", f"at most {MOST_BYTES} bytes", len(data))
    try:
        given = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadInput("file", "JSON", "something else") from None
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        got = given.get("format", "no format") if isinstance(given, dict) else "no object"
        raise BadInput("file", FORMAT, str(got)[:40])
    return complete(given)


def name_of(document: Document, file: str) -> str:
    """Return the name of a scenario: its own, else that of its file; empty where neither is."""
    wanted = str(document.get("name") or "") or PurePath(file.replace("\\", "/")).stem
    printable = "".join(sign if sign.isprintable() else " " for sign in wanted)
    return " ".join(printable.split())[:LONGEST_NAME].strip()


def content_of(document: Document, store: Store) -> Content:
    """Return what is saved of a scenario: its policy as levers of the address, the rest kept.

    A lever of the policy that stands as the law of the pages' day has it stays in the document,
    as no address writes it and the law of the document's own days may be another. Its name is no
    content: the rest is kept under the name that the pages' own scenarios have, so that what says
    the same has the same key, and finds the same runs.

    Args:
        document: complete.
        store: where the rest is kept.
    """
    written, rest = parameters_of(document["policy"])
    levers = read_levers(written, law_on(DEFAULT_DAY)).written
    for name in [name for name in PARAMETERS if name in written and name not in levers]:
        rest = _put_back(rest, name, written[name])
    kept = complete({**document, "name": KEPT_NAME, "policy": rest})
    return Content(store.keep(kept), dict(levers))


def _put_back(policy: dict[str, Any], name: str, text: str) -> dict[str, Any]:
    lever, value = LEVERS[name](READERS[name](text))
    if lever in SWITCHES:
        return {**policy, "readings": {**(policy["readings"] or {}), lever: value}}
    return {**policy, lever: value}


def document_of(content: Content, name: str, services: Services) -> dict[str, Any]:
    """Return a complete scenario of the services' city as a file has it.

    Args:
        content: what is saved of it; without a document the capital's week of its day.
        name: of the scenario.
        services: with a city.

    Raises:
        BadInput: its document is not there any more.
    """
    city = (0, 0) if services.stored is None else services.stored.size
    asked = read_asked(visit(CENTRES, content.query, DEFAULT_LANGUAGE))
    shown = shown_scenario(asked, services.store, city[0], BEGINNING)
    if shown.problem:
        raise BadInput("scenario", "a document that is kept", shown.problem)
    return {**with_city(shown.document, city), "name": name}
