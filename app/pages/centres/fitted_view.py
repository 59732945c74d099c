"""The card of the ticket log: sending one, what was read, and the fit drawn beside the data."""

import json
from datetime import date
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from app.access.barred import barred, why_barred
from app.components.attributes import attributes
from app.components.centres_numbers import NOTHING, clock, number, percent
from app.components.drawing import Drawing, Node
from app.components.field import Field
from app.components.pictures import picture_files, pictured
from app.figures import centres_below as figures
from app.i18n import Words
from app.i18n.formats import decimal, long_day
from app.pages.centres.below_words import card_head, links, plain_button, scrolled
from app.pages.centres.fitted import (
    TOGETHER,
    Fit,
    arrivals_of,
    lever_on_weekdays,
    matched,
    on_weekdays,
    other_share,
    service_name,
    services_of,
)
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import office_name
from app.pages.centres.upload import MOST_BYTES, MOST_MEGABYTES, row_words
from app.planning.levers import mean_of
from simulation.fit.columns import COLUMNS

SAID: Final = ("sending", "reading", "failed")
KEYS: Final = "centres-fit-keys"
LOG: Final = "log"
DRAWN: Final = 6
"""Services that are drawn; a table has all of them."""


def fitted(screen: Screen) -> list[Component]:
    """Return the card."""
    fit, words = screen.below.fit, screen.words
    if fit is None:
        head = card_head(words("centres_below.log.title_empty"))
        parts: list[Component | None] = [head, *_about(words), _send(screen)]
    else:
        parts = [card_head(fit_title(fit, words), links(screen, ("fit",))), *_read(screen, fit)]
    return [html.Section(parts, id="centres-log", className="card centres-part")]


def _about(words: Words) -> list[Component]:
    said = words("centres_below.log.about", most=number(MOST_MEGABYTES, words))
    columns = words("centres_below.log.columns", columns=", ".join(COLUMNS))
    return [html.P(said), html.P(columns, className="quiet small")]


def _send(screen: Screen) -> Component:
    """Return the choice of a file; a script sends it, and says in words how far it is."""
    words = screen.words
    said = {name: words.texts[f"centres_below.log.{name}"] for name in SAID}
    said["large"] = words("centres_below.log.refused.large", most=number(MOST_MEGABYTES, words))
    told = {
        "data-words": json.dumps(said, ensure_ascii=False),
        "data-most": str(MOST_BYTES),
        "data-language": words.language,
    }
    bars = {name: str(value) for name, value in barred(words, LOG).items() if value}
    field = Field("centres-log-file", "", {"type": "file", "className": "visually-hidden", **bars})
    kind = "again" if screen.below.fit is not None else "choose"
    label = html.Label(
        [words(f"centres_below.log.{kind}"), field],
        className="button centres-choose",
        title=bars.get("title"),
        **attributes({"aria-disabled": "true"} if bars else {}),
    )
    state = html.Div(id="centres-log-state", className="small", **attributes({"role": "status"}))
    parts = [label, why_barred(words, LOG), state]
    return html.Div(parts, className="centres-send", **attributes(told))


def fit_title(fit: Fit, words: Words) -> str:
    """Return of how many tickets, offices and days a fit is."""
    first, last = (long_day(date.fromisoformat(day), words.language) for day in fit["period"])
    rows = fit["rows"]
    return words(
        "centres_below.log.title",
        tickets=number(rows["read"] - rows["bad"], words),
        offices=number(len(fit["arrivals"]), words),
        first=first,
        last=last,
    )


def _read(screen: Screen, fit: Fit) -> list[Component | None]:
    words = screen.words
    return [
        _bad_rows(fit, words),
        *_offices(screen, fit),
        _keys(words),
        html.Div(_pictures(screen, fit), className="centres-fits"),
        _table(fit, words),
        html.P(words("centres_below.log.criterion"), className="quiet small"),
        html.Div(
            [
                html.Button(
                    words("centres_below.log.take"),
                    className="button primary",
                    **attributes({"data-centres": "take_fit"}),
                ),
                _send(screen),
                plain_button("forget_fit", words("centres_below.log.forget")),
            ],
            className="centres-doing",
        ),
    ]


def _bad_rows(fit: Fit, words: Words) -> Component:
    rows = fit["rows"]
    if not rows["bad"]:
        said = words("centres_below.log.all_good", read=number(rows["read"], words))
        return html.P(said, className="quiet small")
    said = words(
        "centres_below.log.some_bad",
        bad=number(rows["bad"], words),
        read=number(rows["read"], words),
    )
    items = [html.Li(row_words(row["line"], row["why"], words)) for row in rows["named"]]
    return html.Details([html.Summary(said), html.Ul(items)], className="centres-behind small")


def _offices(screen: Screen, fit: Fit) -> list[Component]:
    words = screen.words
    known, unknown = matched(fit, screen.shown.kept)
    said = []
    if known:
        names = ", ".join(office_name(one, words) for one in known)
        share = percent(other_share(fit), words)
        said.append(words("centres_below.log.known", offices=names, share=share))
    if unknown:
        names = ", ".join(unknown[:8]) + ("…" if len(unknown) > 8 else "")  # noqa: PLR2004 - a line
        said.append(words("centres_below.log.unknown", offices=names))
    return [html.P(" ".join(said), className="small")] if said else []


def _keys(words: Words) -> Component:
    names = ("bar", "line", "lever", "steps")
    items = [
        html.Li([html.Span(className=f"fit-key fit-key-{n}"), words(f"centres_below.log.key.{n}")])
        for n in names
    ]
    return html.Ul(items, id=KEYS, className="centres-keys")


def _pictures(screen: Screen, fit: Fit) -> list[Component]:
    pooled = [one for one in services_of(fit) if one["service"] in TOGETHER]
    known = {one["count"] for one in pooled}  # the only service of its kind is drawn once
    services = [one for one in services_of(fit) if one["count"] not in known]
    shown = (pooled + services)[:DRAWN]
    return [
        *_arrivals(screen, fit),
        *(_histogram(one, screen.words) for one in shown),
        *_patience(fit, screen.words),
    ]


def _figure(words: Words, title: str, tree: Node, note: str) -> Component:
    said = html.Figcaption(note, className="quiet small")
    return html.Figure(
        [html.H3(title), Drawing(tree), said, picture_files(words, title)], **pictured(KEYS)
    )


def _share(words: Words) -> figures.Write:
    return lambda share: percent(share, words, 0 if share * 100 == round(share * 100) else 1)


def _plain(words: Words) -> figures.Write:
    return lambda value: decimal(value, words.language, digits=0 if value == round(value) else 1)


def _arrivals(screen: Screen, fit: Fit) -> list[Component]:
    words = screen.words
    office = screen.office if arrivals_of(fit, screen.office) else fit["arrivals"][0]["office"]
    found = arrivals_of(fit, office)
    came = {} if found is None else on_weekdays(found, other_share(fit))
    if found is None or not came:
        return []
    lever = lever_on_weekdays(screen, office)
    name = office_name(office, words)
    title = words("centres_below.log.arrivals", office=name)
    write = (lambda hour: clock(int(hour)), _plain(words))
    days = number(sum(found["days"][:5]), words)
    note = words(f"centres_below.log.arrivals_{'beside' if lever else 'alone'}", days=days)
    return [_figure(words, title, figures.by_hour(came, lever, title, write), note)]


def _histogram(one: dict[str, Any] | Any, words: Words) -> Component:  # noqa: ANN401 - JSON
    title = words(
        "centres_below.log.service_title",
        service=service_name(one["service"], words),
        mean=decimal(one["mean"], words.language, digits=1),
    )
    tree = figures.histogram(one["bins"], title, (_plain(words), _share(words)))
    note = words(
        "centres_below.log.service_note",
        dist=words(f"centres_below.log.dist.{one['chosen']['dist']}"),
        count=number(one["count"], words),
        distance=percent(one["candidates"][0]["distance"], words),
    )
    return _figure(words, title, tree, note)


def _patience(fit: Fit, words: Words) -> list[Component]:
    found = fit["patience"]
    curve = [(x, y) for x, y in found["more_patient"] if y > 0]  # who leaves last says nothing
    if not curve:
        return []
    chosen, left = found["chosen"], number(found["left"], words)
    waited = number(found["waited"], words)
    if chosen is None:
        title = words("centres_below.log.patience_unknown")
        note = words("centres_below.log.patience_few", left=left, waited=waited)
    else:
        mean = decimal(mean_of(chosen) or 0.0, words.language)
        title = words("centres_below.log.patience", mean=mean)
        dist = words(f"centres_below.log.dist.{chosen['dist']}")
        note = words("centres_below.log.patience_note", dist=dist, left=left, waited=waited)
    write = (_plain(words), _share(words))
    tree = figures.patience(curve, found["fitted"][: len(curve)], title, write)
    return [_figure(words, title, tree, note)]


def _table(fit: Fit, words: Words) -> Component:
    names = ("service", "count", "mean", "sd", "dist", "distance")
    heads = [html.Th(words(f"centres_below.log.column.{name}"), scope="col") for name in names]
    rows = [_row(one, words) for one in services_of(fit)]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="centres-table")
    summary = words("centres_below.log.services")
    return html.Details(
        [html.Summary(summary), scrolled(table, summary)],
        id="centres-log-services",
        className="centres-behind",
    )


def _row(one: dict[str, Any] | Any, words: Words) -> Component:  # noqa: ANN401 - JSON
    best = one["candidates"][0]
    error = decimal(2 * one["mean_standard_error"], words.language, digits=2)
    cells = [
        number(one["count"], words),
        f"{decimal(one['mean'], words.language, digits=2)} ±{error}",
        number(one["sd"], words, 2) if one["count"] > 1 else NOTHING,
        words(f"centres_below.log.dist.{one['chosen']['dist']}"),
        percent(best["distance"], words),
    ]
    name = html.Th(service_name(one["service"], words), scope="row")
    return html.Tr([name, *map(html.Td, cells)])
