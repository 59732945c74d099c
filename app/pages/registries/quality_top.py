"""The head of the quality report: the verdict in a sentence, what there is, and the parts."""

from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.i18n.formats import decimal
from app.pages.registries.ids import RegistriesIds
from app.pages.registries.quality_job import Document
from app.pages.registries.quality_words import group
from app.pages.registries.sheet import Sheet

ID: Final = "registries-quality-"
"""Beginning of the id of every part."""

RUBBER: Final = "homes/rubber_flats"


def headline(sheet: Sheet, found: Document) -> str:
    """Return the verdict: what could have failed first, then what the city was built to meet.

    Args:
        sheet: the screen.
        found: a ``tirkeu.quality/1`` document.
    """
    counted = [each for each in found["margins"] if each["verdict"] != "nothing_counted"]
    broken = sum(each["count"] > 0 for each in found["integrity"])
    near = sum(each["side"] == "near" for each in found["predictions"])
    return sheet.say(
        "quality.headline",
        near=sheet.number(near),
        predictions=sheet.number(len(found["predictions"])),
        met=sheet.number(sum(each["verdict"] == "met" for each in counted)),
        total=sheet.number(len(counted)),
        broken=sheet.number(broken),
        rules=sheet.number(len(found["integrity"])),
    )


def jumps(sheet: Sheet, found: Document) -> Component:
    """Return links to the parts of the report, in their order."""
    groups = dict.fromkeys(each["name"].partition("/")[0] for each in found["margins"])
    parts = [
        *((key, sheet.say(f"quality.part.{key}")) for key in ("predictions", "anchors")),
        *((name, group(sheet, name)) for name in groups),
        ("joints", sheet.say("quality.part.joints")),
        ("rules", sheet.say("quality.part.rules")),
        ("figures", sheet.say("quality.part.figures")),
    ]
    links = [html.A(told, href=f"#{part_id(key)}") for key, told in parts]
    label = {"aria-label": sheet.say("quality.part.label")}
    return html.Nav(links, className="quality-jumps", **attributes(label))


def part_id(key: str) -> str:
    """Return the id of a part of the report."""
    return str(RegistriesIds.QUALITY) if key == "rules" else f"{ID}{key}"


def facts_card(sheet: Sheet, found: Document) -> Component:
    """Return what there is in the city, and why the cadastre lists more dwellings than it has."""
    tiles = [
        html.Div([html.Strong(value), html.Span(sheet.say(f"quality.fact.{key}"))])
        for key, value in _facts(sheet, found)
    ]
    here, listed = int(found["facts"]["dwellings"]), sheet.city.dwellings
    note = sheet.say(
        "quality.fact.elsewhere",
        listed=sheet.number(listed),
        here=sheet.number(here),
        other=sheet.number(listed - here),
    )
    return html.Section(
        [html.Div(tiles, className="quality-facts"), html.P(note, className="quiet small")],
        className="card",
    )


def _facts(sheet: Sheet, found: Document) -> list[tuple[str, str]]:
    held = found["facts"]
    each = decimal(held["m2_per_registered_person"], sheet.here.language, digits=2)
    return [
        *((key, sheet.number(round(held[key]))) for key in ("residents", "dwellings")),
        ("total_area_m2", sheet.number(round(held["total_area_m2"]))),
        ("m2_per_registered_person", each),
        ("rubber", sheet.number(_rubber_flats(found["margins"]))),
        ("most_registered", sheet.number(round(held["most_registered_in_a_dwelling"]))),
    ]


def _rubber_flats(margins: list[dict[str, Any]]) -> int:
    """Return how many dwellings are rubber flats: the share that the margin counted of them."""
    counted = (m["counted"] * m["classes"][0]["got"] for m in margins if m["name"] == RUBBER)
    return round(next(counted, 0.0))
