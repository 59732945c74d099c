"""The report as one HTML file: no script, nothing loaded, the same bytes every time."""

from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import Final

from app.i18n import Words
from app.report.finding import finding
from app.report.levers_section import levers_section, offices_section
from app.report.load_section import cards_section, load_section, outcomes_section
from app.report.making_section import glossary_section, making_section, sources_section
from app.report.markup import Markup, element, joined
from app.report.policy_section import policy_section
from app.report.reported import Reported
from app.report.telling import Telling, scenario_parts
from app.report.values import lever_at, lever_words

POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
    " base-uri 'none'; form-action 'none'"
)
"""Said in the file itself: wherever it is opened, nothing runs and nothing is fetched."""

FONTS: Final = {
    "cyrillic-ext": "U+0460-052F, U+1C80-1C8A, U+20B4, U+2DE0-2DFF, U+A640-A69F, U+FE2E-FE2F",
    "cyrillic": "U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116",
    "latin": "U+0000-00FF, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF",
}
"""The files of the dashboard's font that the three languages need, and their letters."""

SECTIONS: Final = (
    levers_section,
    policy_section,
    load_section,
    cards_section,
    outcomes_section,
    offices_section,
    sources_section,
    making_section,
    glossary_section,
)


def report_html(reported: Reported, words: Words) -> str:
    """Return the report.

    Args:
        reported: what was run and counted.
        words: the language.

    Returns:
        A whole HTML document; the same reported and language are the same text.
    """
    told = Telling(reported, words)
    title = f"{told.say('title')}: {'; '.join(told.names[1:])}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Markup(_style())),
    )
    page = element("html", head, element("body", _sheet(told)), lang=words.language)
    return f"<!DOCTYPE html>\n{page}\n"


def _sheet(told: Telling) -> Markup:
    """Return the content below a head that every printed page repeats."""
    names = "; ".join(told.names[1:])
    marks = [told.say("running.synthetic")]
    if told.reported.hypothetical:
        marks.append(told.say("running.hypothetical"))
    running = element(
        "div",
        element("span", element("strong", " · ".join(marks))),
        element("span", f"{told.say('running.name')} · {names}"),
        class_="running",
    )
    above = element("thead", element("tr", element("td", running)), role="presentation")
    body = element("tbody", element("tr", element("td", element("main", _content(told)))))
    return element("table", above, body, class_="sheet", role="presentation")


def _content(told: Telling) -> Markup:
    names = "; ".join(told.names[1:])
    about = told.say("about", people=told.population, period=told.period)
    return joined(
        element("h1", names),
        element("p", about, class_="quiet"),
        _hypothetical(told),
        element("div", *_findings(told), class_="lead"),
        *(section(told) for section in SECTIONS),
    )


def _findings(told: Telling) -> list[Markup]:
    parts = scenario_parts(told.reported)
    several = len(parts) > 1
    return [
        element(
            "p",
            element("strong", f"{told.name(place)}. ") if several else None,
            finding(told, part),
        )
        for place, part in parts
    ]


def _hypothetical(told: Telling) -> Markup | None:
    beyond = told.reported.hypothetical
    if not beyond:
        return None
    names = (_lever_name(path, told.words) for path in beyond)
    return element("p", told.say("hypothetical", levers="; ".join(names)), class_="mark")


def _lever_name(path: str, words: Words) -> str:
    named = lever_at(path)
    return path if named is None else lever_words(named, words)


@cache
def _style() -> str:
    """Return the looks with their fonts inside."""
    fonts = "\n".join(_font(name, letters) for name, letters in FONTS.items())
    return f"\n{fonts}\n{files('app.report').joinpath('report.css').read_text('utf-8')}"


def _font(name: str, letters: str) -> str:
    file = files("app").joinpath("assets", "fonts", f"inter-{name}-wght-normal.woff2")
    data = b64encode(file.read_bytes()).decode()
    return (
        '@font-face { font-family: "Inter Variable"; font-weight: 100 900;'
        f' src: url("data:font/woff2;base64,{data}") format("woff2"); unicode-range: {letters}; }}'
    )
