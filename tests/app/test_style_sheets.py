"""The looks are tokens: one place says sizes and colours, and the colours can be read."""

import re
from pathlib import Path

import pytest

ASSETS = Path(__file__).parents[2] / "app" / "assets"
SHEETS = sorted(path for path in ASSETS.glob("*.css"))
TOKEN = re.compile(r"--[\w-]+:\s*[^;]+;")
MATCHED = re.compile(r"\[[^\]]*\]")
"""What a selector looks for in an attribute, such as a colour that Plotly wrote."""

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RAW_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch)\(|:\s*(?:white|black|red|green|blue|gr[ae]y)\b"
)
RAW_SIZE = re.compile(r"font-size:\s*[\d.]+(?:px|em|rem|pt)|font:\s*[\d.]+(?:px|rem)")
LAW = re.compile(
    r"law|adopted|gold|goal|limit|wanted|lever|before|annotation|shapelayer|shown|mark|norm|root"
)
AA_TEXT, AA_SHAPE = 4.5, 3.0

TEXT_ON = [
    ("ink", "card"), ("ink", "ground"), ("ink-2", "card"), ("ink-2", "ground"),
    ("accent-ink", "card"), ("accent-ink", "accent-ground"), ("on-accent", "accent"),
    ("gold-ink", "card"), ("gold-ink", "gold-ground"),
    ("negative-ink", "card"), ("negative-ink", "negative-ground"),
    ("positive-ink", "card"), ("positive-ink", "positive-ground"),
]  # fmt: skip
SHAPE_ON = [
    ("accent", "card"), ("gold", "card"), ("negative", "card"), ("positive", "card"),
    ("line-2", "card"),
]  # fmt: skip


def rules(sheet: Path) -> str:
    """A style sheet without comments, tokens and what selectors look for."""
    return MATCHED.sub("", TOKEN.sub("", COMMENT.sub("", sheet.read_text(encoding="utf-8"))))


def tokens(theme: str) -> dict[str, str]:
    found: dict[str, str] = {}
    text = (ASSETS / "app.css").read_text(encoding="utf-8")
    starts = {"light": [":root {\n    --type"], "dark": [":root {\n    --type", '"dark"] {']}[theme]
    for start in starts:
        block = text[text.index(start) :]
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block[: block.index("}")]))
    return found


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_style_sheet_names_no_colour_and_no_size_of_its_own(sheet: Path) -> None:
    assert RAW_COLOUR.findall(rules(sheet)) == []
    assert RAW_SIZE.findall(rules(sheet)) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_can_be_read(theme: str, text: str, ground: str) -> None:
    palette = tokens(theme)
    assert contrast(palette[text], palette[ground]) >= AA_TEXT


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON)
def test_what_is_drawn_can_be_seen(theme: str, shape: str, ground: str) -> None:
    palette = tokens(theme)
    assert contrast(palette[shape], palette[ground]) >= AA_SHAPE


def test_there_are_three_sizes_of_type_and_the_brand() -> None:
    text = (ASSETS / "app.css").read_text(encoding="utf-8")
    block = text[text.index(":root {\n    --type") :]
    sizes = re.findall(r"--type-([\w-]+):", block[: block.index("}")])
    assert sizes == ["finding", "title", "body", "small"]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_gold_is_the_law(sheet: Path) -> None:
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", rules(sheet)):
        if "var(--gold" in body:
            assert LAW.search(selector), selector.strip()


def test_colours_of_the_saved_pictures_are_those_of_the_light_theme() -> None:
    from app.figures import config

    palette = tokens("light")
    said = {"accent": config.ACCENT, "accent-ink": config.ACCENT_INK, "gold": config.GOLD,
            "gold-ink": config.GOLD_INK, "ink": config.INK, "ink-2": config.INK_2,
            "line": config.LINES, "card": config.CARD}  # fmt: skip
    assert said == {name: palette[name] for name in said}


def test_every_box_that_scrolls_sideways_shows_that_it_goes_on() -> None:
    shared = (ASSETS / "app.css").read_text(encoding="utf-8")
    sign = re.search(r":is\(([^)]*)\):not\(:focus-visible\) \{\s*--still", shared)
    assert sign is not None
    wide = [
        selector.strip()
        for sheet in SHEETS
        for selector in re.findall(r"([^{}]+)\{[^{}]*overflow(?:-x)?: auto", rules(sheet))
    ]
    assert ".scenarios-scroll" in wide
    folded = {".card pre"}  # its lines are broken: it scrolls down only
    assert set(wide) - folded <= set(sign[1].split(", "))


def test_only_a_browser_with_scroll_timelines_fades_a_box_that_scrolls() -> None:
    shared = rules(ASSETS / "app.css")
    held = re.sub(
        r"@supports \(animation-timeline: scroll\(\)\) \{(?:[^{}]*\{[^{}]*\})*", "", shared
    )
    assert ("mask-image" in shared, "animation: cut" in shared) == (True, True)
    assert ("mask-image" in held, "animation: cut" in held) == (False, False)
