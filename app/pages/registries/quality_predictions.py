"""Published facts that were held out, beside the city's own: the only test that could fail."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from app.pages.registries.quality_top import part_id
from app.pages.registries.quality_words import figure_kind, share_words, source_words
from app.pages.registries.sheet import Sheet


def predictions_card(sheet: Sheet, predictions: list[dict[str, Any]]) -> Component:
    """Return the predictions with what each miss means for the results of a norm.

    Args:
        sheet: the screen.
        predictions: of a ``tirkeu.quality/1`` document.
    """
    return html.Section(
        [
            html.H2(sheet.say("quality.predictions")),
            html.P(sheet.say("quality.predictions_note"), className="quiet small"),
            html.Div(
                [_prediction(sheet, each) for each in predictions],
                className="quality-predictions",
            ),
        ],
        className="card",
        id=part_id("predictions"),
    )


def _prediction(sheet: Sheet, each: dict[str, Any]) -> Component:
    language = sheet.here.language
    source = [f"{figure_kind(sheet, each['kind'])} · ", *source_words(f"held_out.{each['name']}")]
    words = [
        html.H3(each["title"][language]),
        _effect(sheet, each),
        html.P(each["meaning"][language]),
        html.P(source, className="small"),
    ]
    return html.Div([html.Div(words), _values(sheet, each)], className="quality-prediction")


def _effect(sheet: Sheet, each: dict[str, Any]) -> Component | None:
    """Return what a miss does to the results of a norm; None where it is near or unknown."""
    key = f"registries.quality.effect.{each['name']}.{each['side']}"
    if not sheet.words.has(key):
        return None
    return html.P([html.Strong(sheet.say("quality.for_norm")), " ", sheet.words(key)])


def _values(sheet: Sheet, each: dict[str, Any]) -> Component:
    is_share = each["published"] <= 1
    told = [
        share_words(sheet, each[key]) if is_share else sheet.number(round(each[key]))
        for key in ("predicted", "published", "difference")
    ]
    signed = told[2] if each["difference"] < 0 else f"+{told[2]}"
    if is_share:
        signed = sheet.say("quality.points", points=signed.removesuffix("%").strip())
    rows = zip(("predicted", "published", "difference"), (told[0], told[1], signed), strict=True)
    return html.Dl(
        [
            part
            for key, value in rows
            for part in (html.Dt(sheet.say(f"quality.{key}")), html.Dd(value))
        ]
    )
