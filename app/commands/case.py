"""``tirkeu case``: decide applications that carry their own small registries."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.ending import DONE, tell
from app.commands.options import add_json, add_places, path

if TYPE_CHECKING:
    from synthetic_data.case_file import Case

LANGUAGES = ("ru", "kk", "en")

Document = Mapping[str, Any]


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "case",
        help="decide applications",
        description="Decide applications, each in a file of its own.",
        epilog="example: tirkeu case application.json another.json --json",
    )
    parser.add_argument("files", metavar="FILE", nargs="+", type=path, help="a tirkeu.case/1 file")
    add_json(parser, "one JSON document a line a file")
    parser.add_argument(
        "--language", choices=LANGUAGES, default=LANGUAGES[0], help="of the findings"
    )
    add_places(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Decide every file; one that cannot be used does not stop the others."""
    written = as_json if options.json else protocol
    return max(_decided(file, options.language, written) for file in options.files)


def _decided(path: Path, language: str, written: Callable[["Case", Document], str]) -> int:
    """Decide one file and return the status that it alone would end with."""
    from synthetic_data.case_file import read_case

    try:
        case = read_case(path)
        made = written(case, decision(case, language))
    except Exception as problem:  # noqa: BLE001 - whatever it is must not stop the other files
        return tell(problem)
    print(made, flush=True)
    return DONE


def decision(case: "Case", language: str = LANGUAGES[0]) -> dict[str, Any]:
    """Decide a case by registries of its own, in memory.

    Args:
        case: a checked case.
        language: of the findings; notices come in all languages.

    Returns:
        A document ``tirkeu.decision/1``.
    """
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    from domain.decision import document
    from domain.explanation import Decided, explain
    from domain.law import law_on
    from domain.procedure import NO_ANSWER, Answer, Question, decide, put
    from domain.procedures import start
    from domain.registries import Subject
    from domain.wording import Speaker
    from synthetic_data.registry.case_rows import load_case
    from synthetic_data.registry.wiring import registries

    application, day = case.application, case.application.day
    law = law_on(day, **case.overrides)
    engine = create_engine("sqlite://")
    load_case(case.records, engine)
    with Session(engine) as session:
        everybody = registries(session, case.choices, day, application)

        def ask(asked: Question, subject: Subject) -> Answer:
            return NO_ANSWER if asked.asks in case.outages else put(everybody, asked, subject)

        verdict, rows = decide(start(application, law, case.readings), ask)
        decided = Decided(application, law, case.readings, verdict, rows)
        return document(decided, explain(decided, everybody), Speaker(language))


def as_json(_case: "Case", made: Document) -> str:
    """Return a decision as one line of JSON."""
    return json.dumps(made, ensure_ascii=False)


def protocol(case: "Case", made: Document) -> str:
    """Return a decision as a text to read: what was found at every step, and the notice."""
    steps = [
        f"{row['n']:>4}  {row['rule']:<24}{_who(row):<36}{row['finding']}" for row in made["trace"]
    ]
    basis = f", {made['basis']}" if made["basis"] else ""
    result = f"{made['outcome']}{basis} ({made['decided_by']})"
    notices = [f"{language}: {text}" for language, text in made["notice"].items()]
    return "\n".join([case.title, *steps, result, *notices, ""])


def _who(row: Document) -> str:
    return f"{row['actor']} > {row['system']}" if row["system"] else str(row["actor"])
