"""``tirkeu impact``: what a norm does to the whole city."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from app.commands.bars import bar
from app.commands.cities import find_or_make
from app.commands.columns import columns, spelled
from app.commands.ending import orderly
from app.commands.options import add_json, add_stored_city, settings
from domain.errors import BadInput

if TYPE_CHECKING:
    from simulation.impact.setting import Setting

TODAY: Final = date(2026, 2, 2)
"""The day that is meant where none is named: both pilots are in force."""

HIGHEST: Final = 10_000
"""Tenths of m² a person beyond which nobody has ever asked."""

MOST_NORMS: Final = 1_000
LEFT, RIGHT = "<", ">"


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "impact",
        help="evaluate a norm over the whole city",
        description="What a norm and a reading of the rules do to a city and to its applications.",
        epilog="example: tirkeu impact --norm 12 --norms 6:30:0.5 --reading sibling=both --json",
    )
    parser.add_argument(
        "--norm", metavar="M2", type=tenths, help="m² a person (default: the law's on the day)"
    )
    parser.add_argument(
        "--norms", metavar="FROM:TO:STEP", type=norms, help="add a curve over these norms"
    )
    parser.add_argument(
        "--reading",
        metavar="NAME=VALUE",
        type=reading,
        action="append",
        default=[],
        help="read the rules otherwise; may be given again (names: tirkeu rules)",
    )
    parser.add_argument(
        "--ratio", metavar="SHARE", type=thousandths, help="useful to total area (default: 0.95)"
    )
    parser.add_argument(
        "--date", metavar="DAY", type=day, default=TODAY, help="of filing (default: %(default)s)"
    )
    add_json(parser)
    add_stored_city(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Print what the norm does."""
    from simulation.impact.document import document
    from simulation.impact.study import Study

    asked = setting(options)  # first: nobody should wait for a city to hear of a wrong reading
    own = settings(options)
    city = find_or_make(own, own.city).open()
    with orderly(), bar("impact") as shown:
        shown.reach("applications of a year", 0.02, until=0.4)
        study = Study(city, options.date)
        shown.reach("norms, readings, assumptions", 0.4, until=1.0)
        found = document(study, asked, options.norms)
    print(json.dumps(found, ensure_ascii=False) if options.json else "\n".join(readable(found)))
    return 0


def setting(options: Namespace) -> "Setting":
    """Return the setting that the options say.

    Raises:
        BadInput: a reading that does not exist, that does not touch registrations, or is twice.
    """
    from domain.law import law_on
    from domain.readings import readings_from
    from simulation.impact.setting import RESIDENCE_SWITCHES, Setting

    known = {switch.name for switch in RESIDENCE_SWITCHES}
    chosen: dict[str, object] = {}
    for name, value in options.reading:
        if name not in known or name in chosen:
            expected = "each reading once" if name in chosen else "a reading of registrations"
            raise BadInput("--reading", expected, name)
        chosen[name] = value
    law = law_on(options.date, norm_tenths=options.norm, useful_permille=options.ratio)
    return Setting(law, readings_from(chosen, "--reading"))


def tenths(text: str) -> int:
    """Read m² as whole tenths, from 0.1 to 1000."""
    found = _scaled(text, 1)
    if found is None or not 0 < found <= HIGHEST:
        raise ArgumentTypeError(f"expected m² in whole tenths from 0.1 to 1000, got {text!r}")
    return found


def thousandths(text: str) -> int:
    """Read a share above 0 and at most 1 as whole thousandths."""
    found = _scaled(text, 3)
    if found is None or not 0 < found <= 10**3:
        raise ArgumentTypeError(f"expected a share above 0 and at most 1, got {text!r}")
    return found


def _scaled(text: str, places: int) -> int | None:
    """Return a plain decimal number times a power of ten, None if that is no whole number."""
    whole, _, part = text.partition(".")
    digits = whole + part.ljust(places, "0")
    plain = digits.isascii() and digits.isdigit() and len(digits) <= len(str(HIGHEST)) + places
    return int(digits) if plain and whole and len(part) <= places else None


def norms(text: str) -> range:
    """Read ``6:30:0.5`` as tenths of m², the last one inside."""
    parts = text.split(":")
    if len(parts) != len(("from", "to", "step")):
        raise ArgumentTypeError(f"expected FROM:TO:STEP, such as 6:30:0.5, got {text!r}")
    first, last, step = map(tenths, parts)
    found = range(first, last + 1, step)
    if not 0 < len(found) <= MOST_NORMS:
        raise ArgumentTypeError(f"expected 1 to {MOST_NORMS} norms upwards, got {text!r}")
    return found


def reading(text: str) -> tuple[str, str | bool]:
    """Read ``sibling=both``; true and false are the two values of a switch."""
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise ArgumentTypeError(f"expected NAME=VALUE, such as sibling=both, got {text!r}")
    return name, {"true": True, "false": False}.get(value, value)


def day(text: str) -> date:
    """Read a day, ``2026-02-02``, of those that the pages take too."""
    from app.visit import FIRST_DAY, LAST_DAY, read_day

    found = read_day(text)
    if found is None:
        days = f"a day from {FIRST_DAY} to {LAST_DAY}, such as {TODAY}"
        raise ArgumentTypeError(f"expected {days}, got {text!r}")
    return found


def readable(found: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a document in words, the answer first."""
    yield from _head(found)
    yield ""
    ends = found["applications"]
    yield f"applications a year: {spelled(ends['total'])}"
    yield from columns(list(_endings(ends)), (LEFT, LEFT, RIGHT, RIGHT))
    yield ""
    groups = [(group["code"], spelled(group["count"])) for group in found["kept_out"]]
    yield "who is turned away, in order of filing" + ("" if groups else ": nobody")
    yield from columns(groups, (LEFT, RIGHT))
    for headline in found["ranges"]:
        yield ""
        yield from _range(headline)
    if "curve" in found:
        yield ""
        yield from columns(list(_curve(found["curve"])), (RIGHT,) * len(found["curve"][0]))


def _head(found: dict[str, Any]) -> Iterator[str]:
    homes, norm = found["dwellings"], found["norm_m2"]
    read = ", ".join(f"{name}={json.dumps(v)}" for name, v in found["readings"].items())
    yield f"{f'norm {norm} m² a person' if norm else 'no norm'} on {found['date']}"
    yield f"readings: {read or 'as the pilot is taken to mean'}"
    yield f"city of {spelled(found['population'])}, seed {found['seed']}: all people are made up"
    yield (
        f"dwellings: {spelled(homes['open'])} open, {spelled(homes['at'])} at the norm, "
        f"{spelled(homes['over'])} over it, {spelled(homes['no_area'])} without an area"
    )
    if homes["places_left"] is not None:
        yield f"places left: {spelled(homes['places_left'])}"


def _endings(ends: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    alone = {(end["outcome"], end["basis"]): end["count"] for end in ends["static"]}
    in_order = {(end["outcome"], end["basis"]): end["count"] for end in ends["sequential"]}
    yield "outcome", "basis", "in order of filing", "each by itself"
    for kind in in_order | alone:
        numbers = (in_order.get(kind, 0), alone.get(kind, 0))
        yield (kind[0], kind[1] or "", *map(spelled, numbers))


def _range(headline: dict[str, Any]) -> Iterator[str]:
    low, value, high = (spelled(headline[key]) for key in ("low", "value", "high"))
    yield f"{headline['headline']}: {value}, from {low} to {high} as assumptions move, each alone"
    rows = [
        (swing["name"], _ends_of(swing), spelled(swing["at_low"]), spelled(swing["at_high"]))
        for swing in headline["assumptions"]
    ]
    if rows:
        yield from columns(
            [("assumption", "low to high", "at low", "at high"), *rows],
            (LEFT, LEFT, RIGHT, RIGHT),
        )


def _ends_of(swing: dict[str, Any]) -> str:
    if swing["low"] is None:
        return "its table"
    return f"{swing['low']:.4g} to {swing['high']:.4g}"


def _curve(points: list[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    yield tuple(points[0])
    for point in points:
        norm, *counts = point.values()
        yield (norm, *map(spelled, counts))
