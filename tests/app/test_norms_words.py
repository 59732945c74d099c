"""What the Norms page says of a setting, in every language."""

import re
from dataclasses import replace
from datetime import date

import pytest

from app.i18n import LANGUAGES, words
from app.pages.norms.cards import cards
from app.pages.norms.page import strong
from app.pages.norms.sentences import Finding, headline, range_words, rests
from app.pages.norms.state import PATH, read_setting
from app.visit import visit
from domain.readings import SWITCHES
from simulation.impact.brief import Brief
from simulation.impact.results import Households, KeptOut, Range, Stock, Swing
from simulation.impact.setting import RESIDENCE_SWITCHES

LAW = Brief(
    total=240_000,
    by_norm=100_000,
    turned_away=51_412,
    turned_away_static=50_000,
    stock=Stock(400_000, 100_000, 90_000, 10_000, 1_300_000),
    households=Households(150_000, 100_000, 2_140, 20_000, 30_000),
    kept_out=(
        KeptOut("tenant", 21_000, named_by_text=False),
        KeptOut("false_refusal", 9_000, named_by_text=True),
    ),
)
SWINGS = (Swing("consent", 0.75, 0.95, 44_100, 59_900, "assumed"),)
RANGES = (Range("refused_sequential", 44_100, 51_412, 59_900, SWINGS),)


def finding(
    language: str = "ru", yours: Brief = LAW, *, known: bool = True, **query: str
) -> Finding:
    asked = read_setting(visit(PATH, {"lang": language, **query}, None))
    return Finding(asked, yours, LAW, RANGES if known else None, words(language))


def plain(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text).replace("\u2060", "").replace("*", "")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "ru",
            (
                "При нормативе закона, 15 м², за год откажут 51 412 заявкам (44,1–59,9 тыс.). "
                "Чаще всего это арендаторы без родства с собственником, 41 %."
            ),
        ),
        (
            "kk",
            (
                "Заңдағы норматив 15 м² болғанда жылына 51 412 өтініш бойынша бас тартылады "
                "(44,1–59,9 мың). Ең үлкен тобы — меншік иесімен туыстығы жоқ жалға алушылар, 41 %."
            ),
        ),
        (
            "en",
            (
                "The law’s norm, 15 m², turns away 51,412 applications a year "
                "(44.1–59.9 thousand). "
                "The largest group: tenants without kinship to the owner, 41%."
            ),
        ),
    ],
)
def test_on_arrival_one_sentence_says_how_many_and_who(language: str, said: str) -> None:
    assert plain(headline(finding(language))) == said


FEWER = replace(LAW, turned_away=31_587)
MORE = replace(LAW, turned_away=51_413)


@pytest.mark.parametrize(
    ("language", "yours", "said"),
    [
        (
            "ru",
            FEWER,
            (
                "При нормативе 12 м² за год откажут 31 587 заявкам (44,1–59,9 тыс.), "
                "на 19 825 меньше, чем по закону."
            ),
        ),
        (
            "ru",
            MORE,
            (
                "При нормативе 12 м² за год откажут 51 413 заявкам (44,1–59,9 тыс.), "
                "на 1 больше, чем по закону."
            ),
        ),
        (
            "ru",
            LAW,
            (
                "При нормативе 12 м² за год откажут 51 412 заявкам (44,1–59,9 тыс.), "
                "столько же, сколько по закону."
            ),
        ),
        (
            "kk",
            FEWER,
            (
                "Норматив 12 м² болса, жылына 31 587 өтініш бойынша бас тартылады (44,1–59,9 мың): "
                "заңдағыдан 19 825 өтінішке кем."
            ),
        ),
        (
            "en",
            FEWER,
            (
                "A norm of 12 m² turns away 31,587 applications a year (44.1–59.9 thousand), "
                "19,825 fewer than the law’s."
            ),
        ),
    ],
)
def test_after_a_move_the_sentence_says_the_difference(
    language: str, yours: Brief, said: str
) -> None:
    assert plain(headline(finding(language, yours, norm="12"))) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1 заявке"), (2, "2 заявкам"), (5, "5 заявкам"), (21, "21 заявке"), (0, "0 заявкам")],
)
def test_a_russian_count_takes_its_form(count: int, said: str) -> None:
    yours = replace(LAW, turned_away=count)
    assert f"откажут {said}" in plain(headline(finding("ru", yours, known=False, norm="12")))


def test_a_moved_reading_is_named_and_several_are_counted() -> None:
    one = plain(headline(finding("ru", area="useful")))
    assert one.startswith("При нормативе 15 м² и толковании «Площадь: полезная» за год")
    two = plain(headline(finding("ru", area="useful", sibling="both", norm="12.5")))
    assert two.startswith("При нормативе 12,5 м² и 2 изменённых толкованиях за год")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"norm": "12"},
        {"area": "useful"},
        {"area": "useful", "sibling": "both"},
        {"day": "2025-12-25"},
        {"day": "2025-12-25", "no_norm": "reached"},
        {"day": "2025-12-25", "no_norm": "reached", "sibling": "both"},
        {"day": "2025-12-25", "norm": "15"},
        {"day": "2025-11-10"},
        {"day": "2026-07-01"},
    ],
)
def test_every_state_is_said_in_every_language(language: str, query: dict[str, str]) -> None:
    for known in (True, False):
        found = finding(language, FEWER, known=known, **query)
        said = headline(found) + rests(found) + "".join(map(str, cards(found)))
        assert "{" not in said
        assert headline(found).count("*") % 2 == 0


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-11-10", "пилот регистрации ещё не действует"),
        ("2025-11-11", "На 11 ноября 2025 норматива нет"),
        ("2025-12-25", "На 25 декабря 2025 норматива нет: его приняли 26 декабря 2025"),
        ("2025-12-26", "При нормативе закона, 15 м²"),
        ("2026-06-30", "При нормативе закона, 15 м²"),
        ("2026-07-01", "пилот регистрации уже не действует: он закончился 30 июня 2026"),
    ],
)
def test_a_day_without_a_norm_or_a_pilot_is_said_in_words(day: str, said: str) -> None:
    assert said in plain(headline(finding("ru", day=day)))


def test_the_line_below_names_the_assumption_and_calls_it_one() -> None:
    said = rests(finding("ru"))
    assert "Больше всего разброс зависит от одного" in said
    assert "допущение" in said
    moved = rests(finding("ru", FEWER, norm="12"))
    assert "Чаще всего это арендаторы" in moved
    assert "допущения" in moved
    assert "досчитывается" in rests(finding("ru", known=False))


@pytest.mark.parametrize(
    ("language", "assumed", "derived"),
    [
        ("ru", ("Это допущение", "от допущения"), ("Это оценка", "от оценки")),
        ("kk", ("жорамал.", "жорамалға"), ("бағалау.", "бағалауға")),
        ("en", ("an assumption, not", "on an assumption"), ("an estimate from", "on an estimate")),
    ],
)
def test_what_was_worked_out_from_published_figures_is_no_assumption(
    language: str, assumed: tuple[str, str], derived: tuple[str, str]
) -> None:
    for kind, expected, other in (("assumed", assumed, derived), ("derived", derived, assumed)):
        swing = replace(SWINGS[0], kind=kind)
        ranges = (replace(RANGES[0], swings=(swing,)),)
        known = replace(finding(language), ranges=ranges)
        moved = replace(finding(language, FEWER, norm="12"), ranges=ranges)
        for found, said, unsaid in zip((known, moved), expected, other, strict=True):
            assert said in rests(found)
            assert unsaid not in rests(found)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (44_100, 59_900, "(44,1–59,9 тыс.)"),
        (17_411, 24_076, "(17,4–24,1 тыс.)"),
        (9_100, 9_999, "(9 100–9 999)"),
        (9_100, 10_000, "(9,1–10,0 тыс.)"),
        (230, 480, "(230–480)"),
    ],
)
def test_a_large_range_is_written_in_thousands_rounded_to_the_nearest_tenth(
    low: int, high: int, said: str
) -> None:
    found = Range("refused_sequential", low, low, high, ())
    assert plain(range_words(found, words("ru"))).strip() == said


def test_a_difference_has_sign_shape_and_tone() -> None:
    more_open = replace(FEWER, stock=Stock(450_000, 0, 0, 0, None))
    told = {card.name: card for card in cards(finding("ru", more_open, norm="12"))}
    refused = told["refused"]
    assert plain(refused.change) == "▼ −19 825"
    assert (refused.way, refused.tone, plain(refused.law)) == ("less", "good", "закон: 51 412")
    assert plain(told["open"].change) == "▲ +50 000"
    assert told["open"].tone == "plain"
    assert told["places"].value == "–"
    assert told["split"].change == "= как по закону"


def test_at_the_law_a_card_says_whose_number_it_is() -> None:
    assert {card.change for card in cards(finding("ru"))} == {"значение закона"}


def test_what_stands_between_asterisks_is_written_stronger() -> None:
    parts = strong("a *b* c")
    assert parts[0] == "a "
    assert getattr(parts[1], "children", None) == "b"
    assert parts[2] == " c"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["norm", "ratio", *(switch.name for switch in RESIDENCE_SWITCHES)])
def test_every_lever_has_its_source(language: str, name: str) -> None:
    assert words(language).has(f"norms.source.{name}")
    assert name in ("norm", "ratio") or SWITCHES[name].rules


def test_the_card_of_split_households_tells_their_range_once_it_is_counted() -> None:
    split = Range("split_households", 3_100, 4_000, 5_200, SWINGS)
    known = replace(finding("ru"), ranges=(split,))
    notes = [plain(cards(found)[3].note) for found in (known, finding("ru", known=False))]
    assert "разброс 3 100–5 200" in notes[0]
    assert "разброс" not in notes[1]


@pytest.mark.parametrize(
    ("language", "said", "below"),
    [
        ("ru", "Без норматива за год откажут 0 заявкам", "норматив действует с 1 марта 2026"),
        ("kk", "Норматив болмаса, жылына 0 өтініш", "2026 ж. 1 наурыз"),
        ("en", "No norm turns away 0 applications", "in force from 1 March 2026 on"),
    ],
)
def test_a_norm_that_is_still_to_come_is_said_to_be(language: str, said: str, below: str) -> None:
    here = visit(PATH, {"lang": language, "norm": "12"}, None)
    asked = read_setting(here, {"norm_tenths": None}, date(2026, 3, 1))
    found = Finding(asked, replace(LAW, turned_away=0), LAW, RANGES, words(language))
    assert said in plain(headline(found))
    assert below in plain(rests(found))
