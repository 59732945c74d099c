"""The report of runs that are done, by its address: ``/report.html?run=…&run=…``."""

from collections.abc import Mapping, Sequence
from datetime import date
from http import HTTPStatus
from time import monotonic, sleep
from typing import Any, Final, cast
from urllib.parse import urlencode

from dash import Dash, html
from flask import Flask, Response, request

from app.i18n import Words
from app.remembered import remembered_language
from app.report.making import MOST, Policy, Runs, asked_of_cards, report_of
from app.report.reported import usual_day
from app.saved import SavedScenarios
from app.services import Services
from app.studies import Held, Progress
from app.visit import Visit, visit
from domain.errors import BadInput
from simulation.impact.results import Range
from simulation.impact.setting import Setting

PATH: Final = "/report.html"
RUN: Final = "run"
DONE: Final = "done"
SIMULATE: Final = "simulate"
HTML_TYPE: Final = "text/html; charset=utf-8"
TEXT_TYPE: Final = "text/plain; charset=utf-8"

PATIENCE_SECONDS: Final = 10.0
"""How long a report waits for what the policy does; it holds a thread meanwhile."""

LOOK_SECONDS: Final = 0.2
MOST_NAMED: Final = 40
"""Scenarios saved last among which that of a run is looked for: each is read once."""

Found = list[Mapping[str, Any]] | None


class NotYet(Exception):
    """What the policy does is still being counted."""


def report_address(runs: Sequence[str], language: str, day: date | None = None) -> str:
    """Return the address of the report of one to four runs.

    Args:
        runs: ids of runs of the kind ``simulate`` that are done.
        language: of the report.
        day: whose law and year of applications it tells; None: the usual one (`usual_day`).
    """
    named = [("day", day.isoformat())] if day else []
    return f"{PATH}?{urlencode([*((RUN, run) for run in runs), ('lang', language), *named])}"


def report_button(runs: Sequence[str], words: Words, day: date | None = None) -> html.A:
    """Return the button that saves the report of some runs.

    Args:
        runs: as of `report_address`.
        words: the language.
        day: as of `report_address`.
    """
    address = report_address(runs, words.language, day)
    return html.A(words("report.button"), href=address, className="button", download="")


def attach(app: Dash, services: Services) -> None:
    """Attach the route to the server behind the dashboard."""
    server = cast("Flask", app.server)

    @server.get(PATH)
    def report_file() -> Response:
        asked = {
            name: request.args.get(name, "") for name in ("lang", "day") if name in request.args
        }
        here = visit(PATH, asked, remembered_language())
        words = here.words
        runs = [*dict.fromkeys(request.args.getlist(RUN))][: MOST + 1]
        asked_runs = _results(services, runs)
        found = _named(services, runs, asked_runs)
        if found is None or asked_runs is None:
            return _told(words("centres.problem.lost_run"), HTTPStatus.NOT_FOUND)
        try:
            # before they are named: the cards' own runs have the names that these were asked with
            cards = named_like(found, runs_of_cards(services, asked_runs))
            return _saved(_report(services, found, here, cards))
        except NotYet:
            answer = _told(words("norms_detail.file.again"), HTTPStatus.SERVICE_UNAVAILABLE)
            answer.headers["Retry-After"] = f"{PATIENCE_SECONDS:.0f}"
            return answer
        except BadInput as problem:
            return _told(str(problem), HTTPStatus.BAD_REQUEST)


def _results(services: Services, runs: Sequence[str]) -> Found:
    """Return the results of runs; None where one of them is not known, or not done."""
    found = [services.jobs.find(run, SIMULATE) for run in runs]
    known = [run.result for run in found if run is not None and run.state == DONE]
    return known if known and len(known) == len(found) else None


def _named(services: Services, runs: Sequence[str], found: Found) -> Found:
    """Return results whose scenarios have the names under which they are saved."""
    # here, as the pages that offer the report import this module
    from app.pages.scenarios.questions import asked_of  # noqa: PLC0415 - as said above

    if not found or services.stored is None:
        return found
    saved = SavedScenarios(services.store).all()
    lately = sorted(saved, key=lambda one: one.saved_at, reverse=True)[:MOST_NAMED]
    named = []
    for own, result in zip(runs, found, strict=True):
        run = services.jobs.find(own, SIMULATE)
        as_saved = None if run is None else asked_of(run, lately, services)
        named.append(result if as_saved is None else with_name(result, as_saved.name))
    return named


def with_name(result: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the result of a run with another name of its scenario."""
    scenario = {**result["yours"]["scenario"], "name": name}
    return {**result, "yours": {**result["yours"], "scenario": scenario}}


def named_like(found: Runs, cards: Runs) -> list[Mapping[str, Any]]:
    """Return the cards' own runs of the scenarios of runs by the names of those, if there are any.

    Args:
        found: results of the kind ``simulate``.
        cards: of the same scenarios in the same order; empty: there are none.
    """
    pairs = zip(found, cards, strict=True) if cards else ()
    return [with_name(card, run["yours"]["scenario"]["name"]) for run, card in pairs]


def _report(services: Services, found: Runs, here: Visit, cards: Runs) -> str:
    day = here.day or usual_day(found[0]["yours"]["scenario"])
    policy = Policy(day)
    if services.studies is not None:
        held = _ready(services, day)
        policy = Policy(day, held.study, _ranges(held))
    return report_of(found, policy, here.words, cards)


def runs_of_cards(services: Services, found: Runs) -> list[Any]:
    """Return the cards' own runs of the scenarios of runs; none unless all of them are done.

    Args:
        services: with runs.
        found: results by the names with which they were asked: a run is known by its name too.
    """
    ids = [services.jobs.id_of(SIMULATE, asked_of_cards(run)) for run in found]
    return _results(services, ids) or []


def _ready(services: Services, day: date) -> Held:
    """Return the study of a day as soon as it is there.

    Raises:
        NotYet: it is not, within the time that a report waits.
    """
    last = monotonic() + PATIENCE_SECONDS
    while services.studies is not None:
        held = services.studies.of(day)
        if held.progress is not Progress.UNDER_WAY:
            return held
        if monotonic() > last:
            break
        sleep(LOOK_SECONDS)
    raise NotYet


def _ranges(held: Held) -> Any:  # noqa: ANN401 - a function, or None
    """Return what counts the ranges of a setting; the same report has them every time."""
    kept = held.ranges
    if kept is None:
        return None

    def counted(setting: Setting) -> tuple[Range, ...]:
        last = monotonic() + PATIENCE_SECONDS
        while (found := kept.counted(setting)) is None:
            if monotonic() > last:
                raise NotYet
            sleep(LOOK_SECONDS)
        return found

    return counted


def _told(line: str, status: HTTPStatus) -> Response:
    return Response(f"{line}\n", status, content_type=TEXT_TYPE)


def _saved(report: str) -> Response:
    answer = Response(report.encode(), content_type=HTML_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="tirkeu-report.html"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
