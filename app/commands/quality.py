"""``tirkeu quality``: a city beside the evidence it was made from."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from app.commands.cities import find_or_make
from app.commands.columns import columns, spelled
from app.commands.options import add_json, add_stored_city, settings
from app.settings import Settings

if TYPE_CHECKING:
    from synthetic_data.city import City
    from synthetic_data.home import StoredCity
    from synthetic_data.quality.anchors import Anchor
    from synthetic_data.quality.held_out import Prediction
    from synthetic_data.quality.margin import Margin
    from synthetic_data.quality.report import Quality

LEFT, RIGHT = "<", ">"
WIDTH = 100
SMALL = 100
"""Levels below it are shown with two decimal places."""

FRACTION = 1.0
"""Published values below it are shares."""


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "quality",
        help="hold a city against its evidence",
        description="Hold a city against its evidence: margins, joints, facts that were held out, "
        "and rules that must never be broken. A miss is a result, so the status is 0.",
        epilog="example: tirkeu quality --city 100000:1 --json",
    )
    add_json(parser)
    parser.add_argument("--classes", action="store_true", help="every class, not the worst alone")
    add_stored_city(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Measure the city and print its quality."""
    from synthetic_data.quality.report import document, quality

    own = settings(options)
    stored = find_or_make(own, own.city)
    city = stored.open()
    found = quality(city)
    found = replace(found, violations={**found.violations, **_in_database(own, stored, city)})
    if options.json:
        print(json.dumps(document(found), ensure_ascii=False))
    else:
        print("\n".join(readable(found, every_class=options.classes)))
    return 0


def _in_database(own: Settings, stored: "StoredCity", city: "City") -> dict[str, int]:
    """Ask the registries' database too, if it holds this city."""
    from synthetic_data.registry.agreement import disagreements
    from synthetic_data.registry.city_database import CityDatabase

    database = CityDatabase(own.database_url)
    if database.held(stored.database) != stored.identity():
        place = database.where(stored.database)
        print(f"{place}: no registries of {stored.name}, so they are not asked", file=sys.stderr)
        return {}
    with database.opened(stored.database, "read") as engine:
        return disagreements(city, engine)


def readable(found: "Quality", *, every_class: bool = False) -> Iterator[str]:
    """Yield the lines of the report.

    Args:
        found: the quality of a city.
        every_class: show each class of a margin, not only the one farthest from its target.
    """
    yield f"city {found.population}:{found.seed}, sha256 {found.sha256}"
    yield verdict(found)
    yield from ("", "What there is")
    facts = [(name.replace("_", " "), _fact(value)) for name, value in found.facts.items()]
    yield from columns(facts, (LEFT, RIGHT))
    yield from ("", MARGINS)
    yield from columns(list(_margins(found, every_class=every_class)), MARGIN_SIDES)
    yield from ("", *JOINTS)
    yield from columns(list(_joints(found)), JOINT_SIDES)
    yield from ("", "Held out: never used to make the city; predicted beside published")
    for each in found.predictions:
        yield from _prediction(each)
    yield from ("", "Anchors: published levels that the city leans on, beside its own")
    for anchor in found.anchors:
        yield from _anchor(anchor)
    yield from ("", "Rules that must never be broken: violations")
    yield from columns([(spelled(n), rule) for rule, n in _worst(found)], (RIGHT, LEFT))


def verdict(found: "Quality") -> str:
    """Return in one sentence whether the city holds against its evidence."""
    missed, broken = len(found.missed), len(found.broken)
    if found.holds:
        return f"all {len(found.margins)} margins met, all {len(found.violations)} rules kept"
    return (
        f"{missed} of {len(found.margins)} margins missed, "
        f"{broken} of {len(found.violations)} rules broken"
    )


MARGINS = (
    "Margins, the missed and the farthest first: total variation distance (TVD) to the target; "
    "shares and ratios off to themselves"
)
MARGIN_SIDES = (LEFT, LEFT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, LEFT, RIGHT, RIGHT)
JOINTS = (
    "Joints: shown without a limit, the farthest first; where no cross table was published",
    "  the target is the product of the margins: the distance tells how strongly the two are tied",
)
JOINT_SIDES = (LEFT, RIGHT, RIGHT, RIGHT, RIGHT, LEFT)


def _margins(found: "Quality", *, every_class: bool) -> Iterator[Sequence[str]]:
    yield ("", "margin", "counted", "TVD", "limit", "off", "limit", "class", "target", "got")
    missed = {margin.name for margin in found.missed}
    for margin in sorted(found.margins, key=lambda m: (m.name not in missed, -m.tvd)):
        shown = range(len(margin.classes)) if every_class else [_farthest(margin)]
        about = (
            found.verdict(margin).replace("_", " "),
            margin.name,
            spelled(margin.counted),
            f"{margin.tvd:.4f}",
            f"{found.limit(margin):.4f}",
            *_off(margin),
        )
        for place in shown:
            yield (*about, *_class(margin, place))
            about = ("",) * len(about)  # said once for all classes


def _off(margin: "Margin") -> Sequence[str]:
    """Return how far a share or ratio lies off, and may, to itself; nothing for other margins."""
    from synthetic_data.quality.limits import relative_limit

    return [
        "" if each is None else f"{each:.1%}" for each in (margin.relative, relative_limit(margin))
    ]


def _class(margin: "Margin", place: int) -> Sequence[str]:
    shares = (margin.target[place], margin.got[place])
    return (margin.classes[place], *(f"{share:.4f}" for share in shares))


def _farthest(margin: "Margin") -> int:
    return int(abs(margin.target - margin.got).argmax())


def _joints(found: "Quality") -> Iterator[Sequence[str]]:
    yield ("joint", "counted", "cells", "TVD", "SRMSE", "evidence")
    for joint in sorted(found.joints, key=lambda m: -m.tvd):
        cells = str(len(joint.classes))
        distances = (f"{joint.tvd:.4f}", f"{joint.srmse:.4f}")
        yield (joint.name, spelled(joint.counted), cells, *distances, joint.source)


def _prediction(each: "Prediction") -> Iterator[str]:
    off = f"{each.difference / each.published:+.0%}"
    values = f"predicted {_value(each.predicted)}, published {_value(each.published)} ({off})"
    yield from _beside(each, values, each.figure.source)


def _anchor(each: "Anchor") -> Iterator[str]:
    off = f"{each.difference / each.published:+.0%}"
    values = f"found {_level(each.found)}, published {_level(each.published)} ({off})"
    yield from _beside(each, values, each.key)


def _beside(each: "Prediction | Anchor", values: str, source: str) -> Iterator[str]:
    """Yield what is compared, the two values, where one is from, and what a difference means."""
    yield f"  {each.title['en']}"
    yield f"    {values}"
    yield f"    {each.figure.kind}, {each.figure.as_of}: {source}"
    yield from wrap(each.meaning["en"], WIDTH, initial_indent=" " * 4, subsequent_indent=" " * 4)


def _level(value: float) -> str:
    return f"{value:.2f}" if value < SMALL else spelled(round(value))


def _fact(value: float) -> str:
    return spelled(value) if isinstance(value, int) else f"{value:,.2f}"


def _value(value: float) -> str:
    return f"{value:.3f}" if value < FRACTION else spelled(round(value))


def _worst(found: "Quality") -> list[tuple[str, int]]:
    return sorted(found.violations.items(), key=lambda rule: -rule[1])
