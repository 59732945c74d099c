"""A demonstrator walks applications in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.watch import Watch
from tests.extent import extent

Open = Callable[..., Page]
MOST_STEPS = 30
SHOWN_COLOURS = """part => {
  const numbers = text => text.match(/\\d+/g).slice(0, 3).map(Number);
  const style = getComputedStyle(part);
  return {ink: numbers(style.color), ground: numbers(style.backgroundColor)};
}"""
NO_SIDEWAYS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def to_step(page: Page, number: int) -> None:
    page.locator("#step-next").click()
    expect(page).to_have_url(re.compile(rf"[?&]step=({number}\b|end)"))
    expect(page.locator("[aria-current=step]")).to_have_text(str(number))


def walk_to_question(page: Page, question: str) -> None:
    """Press "next" until a question is asked, and see that every step tells what it is."""
    for _ in range(MOST_STEPS):
        if question in page.locator("#step-card h2").inner_text():
            return
        to_step(page, step_shown(page) + 1)
        expect(page.locator("#step-card dl dd").nth(2)).to_be_visible()
    pytest.fail(f"{question} was never asked")


def step_shown(page: Page) -> int:
    """The number of the current step, 0 before the first."""
    current = page.locator("[aria-current=step]")
    return int(current.inner_text()) if current.count() else 0


def answer(page: Page, label: str) -> None:
    """Choose an answer and give it; the step then shows what was answered."""
    page.get_by_role("radio", name=label).last.check()
    page.locator("#answer-go").click()
    expect(page.locator("#step-card.waiting")).to_have_count(0)


JOURNEYS = {
    "ru": {
        "category": ("Кем вы приходитесь", "Внук (внучка), со стороны отца"),
        "consent": ("Согласен ли собственник", "Согласен"),
        "refused": ("Согласен ли собственник", "Отказывает"),
        "sign": ("Подпишите заявку", "Подписать"),
        "belief": ("Кем ресепшн считает", "Сверяется с реестрами"),
        "iin": ("Какой ИИН", "ИИН защищаемого собственника"),
        "papers": ("Кто представляет", "Жанар Жұмабаева, документы в порядке"),
        "face": ("Пройдите биометрическую", "Лицо узнано"),
        "duty": ("Уплатите государственную пошлину", "Оплатить пошлину"),
        "review": ("Верны ли данные", "Всё соответствует"),
        "pickup": ("Кто пришёл за удостоверением", "Сам владелец, номер талона верен"),
        "kinship": "родство подтверждено",
        "no_consent": "нет согласия собственника",
        "hall": "в операционном зале",
        "issued": "Удостоверение выдано",
    },
    "kk": {
        "category": ("Меншік иесіне кім боласыз", "әке жағынан"),
        "consent": ("тіркеуге келісе ме", "Келіседі"),
        "refused": ("тіркеуге келісе ме", "Бас тартады"),
        "sign": ("Өтінішке қол қойыңыз", "Қол қою"),
        "belief": ("Қабылдау бөлімі меншік иесін", "Тізілімдермен салыстырады"),
        "iin": ("қандай ЖСН", "Қорғалатын иесінің ЖСН-і"),
        "papers": ("өкілі кім", "Жанар Жұмабаева, құжаттары дұрыс"),
        "face": ("Биометриялық сәйкестендіруден", "Бет-әлпеті танылды"),
        "duty": ("Мемлекеттік баж төлеңіз", "Бажды төлеу"),
        "review": ("қолтаңба дұрыс па", "Бәрі сай"),
        "pickup": ("Жеке куәлікке кім келді", "Иесінің өзі, талон нөмірі дұрыс"),
        "kinship": "туыстық расталды",
        "no_consent": "иесінің келісімі жоқ",
        "hall": "Операциялық залда тіркелді",
        "issued": "Жеке куәлік берілді",
    },
}


QUESTIONS = [
    ("grandchild", ("category", "consent", "sign"), "kinship"),
    ("norm", ("refused",), "no_consent"),
    ("minor-owner", ("belief", "iin", "papers"), "hall"),
    ("card", ("face", "duty", "review", "pickup"), "issued"),
]
BY_STEPS, BY_ADDRESS = "ru", "kk"
"""How a journey goes from question to question: what a step shows does not hang on the language,
so that one language presses "next" and the other opens addresses."""

LANGUAGES = extent(("kk",), ("ru", "kk", "en"))
"""Kazakh has the longest words."""


def open_question(page: Page, question: str) -> None:
    """Open the address of a step that is far ahead: the walk waits at the next question."""
    page.goto(re.sub(r"&step=\w+|$", "&step=99", page.url, count=1))
    expect(page.locator("#step-card.waiting h2")).to_contain_text(question)


@pytest.mark.parametrize(
    ("language", "go", "journey"),
    [
        *((BY_STEPS, walk_to_question, journey) for journey in extent(QUESTIONS[:1], QUESTIONS)),
        *((BY_ADDRESS, open_question, journey) for journey in extent(QUESTIONS[1:], QUESTIONS)),
    ],
)
def test_an_application_is_walked_to_its_end(
    open_page: Open,
    language: str,
    go: Callable[[Page, str], None],
    journey: tuple[str, tuple[str, ...], str],
) -> None:
    said, (case, questions, ending) = JOURNEYS[language], journey
    page = open_page(f"/application?case={case}&lang={language}")
    for name in questions:
        question, label = said[name]
        go(page, question)
        answer(page, label)
    page.locator("#step-last").click()
    expect(page.locator("#headline em")).to_contain_text(str(said[ending]))
    expect(page.locator("#step-card .result")).to_be_visible()


def test_the_keyboard_walks_a_case_and_keeps_its_focus(open_page: Open) -> None:
    page = open_page("/application?case=child")
    expect(page.locator("#headline")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("step=1"))
    expect(page.locator("#step-next")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("step=2"))
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("step=1"))
    page.keyboard.press("End")
    expect(page.locator("#step-card .result")).to_be_visible()
    page.keyboard.press("Home")
    expect(page).not_to_have_url(re.compile("step="))


def test_the_back_button_of_the_browser_goes_back_a_step(open_page: Open) -> None:
    page = open_page("/application?case=child")
    to_step(page, 1)
    to_step(page, 2)
    page.go_back()
    expect(page.locator("[aria-current=step]")).to_have_text("1")


def test_a_lever_shows_the_outcome_before_and_after(open_page: Open) -> None:
    page = open_page("/application?case=grandchild&lang=en")
    page.locator("#step-last").click()
    expect(page.locator("#step-card .result")).to_be_visible()
    page.locator("#norm").fill("12")
    page.locator("#norm").press("Tab")
    expect(page.locator("#outcome")).to_contain_text("kinship confirmed")
    expect(page.locator("#outcome")).to_contain_text("below the norm")
    page.get_by_text("Reset the levers").click()
    expect(page.locator("#outcome")).to_have_count(0)


def test_a_number_out_of_range_is_answered_in_words(open_page: Open) -> None:
    page = open_page("/application?case=grandchild&lang=en")
    page.locator("#norm").fill("9999")
    page.locator("#norm").press("Tab")
    expect(page.locator("#complaints")).to_contain_text("from 1 to 60 is needed, 9999 came")


def test_an_act_is_removed_and_put_back(open_page: Open) -> None:
    page = open_page("/application?case=grandchild&lang=en")
    page.locator("#step-last").click()
    expect(page.locator("#step-card .result")).to_be_visible()
    page.locator("#levers-acts summary").click()
    page.locator("#levers-acts .toggle", has_text="Damir Akhmetov").click()
    expect(page.locator("#headline em")).to_contain_text("kinship not confirmed")
    page.get_by_text("Put the act back").click()
    expect(page.locator("#headline em")).to_contain_text("kinship confirmed")


def test_a_person_and_a_dwelling_of_the_city_are_found(open_page: Open) -> None:
    page = open_page("/application?panel=city")
    page.locator("#person-search").press_sequentially("Ахм")
    page.locator("#person-results a").first.click()
    expect(page).to_have_url(re.compile("applicant="))
    expect(page.locator("#person-search")).to_have_value(re.compile("^Ахм.+ "))  # drawn anew
    page.locator("#dwelling-search").press_sequentially("Абай")
    page.locator("#dwelling-results a").first.click()
    expect(page).to_have_url(re.compile("dwelling="))
    page.locator("#step-last").click()
    expect(page.locator("#step-card .result")).to_be_visible()


def test_the_protocol_is_saved_as_a_file(open_page: Open) -> None:
    page = open_page("/application?case=card")
    expect(page.locator("#save-decision")).to_have_count(0)
    with page.expect_download() as saved:
        page.locator("#save-protocol").click()
    assert saved.value.suggested_filename == "card-0.html"
    page.locator("#step-last").click()
    with page.expect_download() as saved:
        page.locator("#save-decision").click()
    assert saved.value.suggested_filename == "card.json"


def test_the_language_is_remembered(open_page: Open) -> None:
    page = open_page("/application")
    page.locator("[data-language=kk]").first.wait_for(state="attached")
    page.get_by_role("link", name="Қаз").click()
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    page.goto("/application")
    expect(page.locator("html")).to_have_attribute("lang", "kk")


def test_the_theme_is_remembered(open_page: Open) -> None:
    page = open_page("/application")
    page.locator("#theme").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", ["grandchild", "minor-owner", "card"])
def test_a_narrow_screen_does_not_scroll_sideways(
    open_page: Open, case: str, language: str
) -> None:
    page = open_page(f"/application?case={case}&lang={language}", width=390, height=844)
    page.locator("#step-last").click()
    expect(page.locator("#step-card .result")).to_be_visible()
    assert page.evaluate(NO_SIDEWAYS)


def test_on_a_narrow_screen_pages_and_language_are_in_the_drawer(open_page: Open) -> None:
    page = open_page("/application", width=390, height=844)
    expect(page.locator("#navigation")).to_be_hidden()
    page.locator("#menu").click()
    expect(page.locator("#navigation")).to_be_visible()
    expect(page.get_by_role("link", name="Қаз")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#navigation")).to_be_hidden()


def test_on_a_narrow_screen_the_language_is_changed_in_the_drawer(open_page: Open) -> None:
    page = open_page("/application", width=390, height=844)
    page.locator("#menu").click()
    page.locator("#theme").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    page.get_by_role("link", name="Қаз").click()
    expect(page.locator("html")).to_have_attribute("lang", "kk")


@pytest.mark.parametrize("path", ["/application?case=minor-owner&step=end", "/id-cards"])
def test_what_is_printed_is_dark_on_white_in_the_dark_theme_too(open_page: Open, path: str) -> None:
    page = open_page(path, dark=True)
    page.emulate_media(media="print", color_scheme="dark")
    for part in (".headline", ".card", ".quiet"):
        channels = page.locator(part).first.evaluate(SHOWN_COLOURS)
        assert max(channels["ink"]) < 128, part
    assert page.locator("body").evaluate(SHOWN_COLOURS)["ground"] == [255, 255, 255]


def test_a_page_that_does_not_exist_leads_on(open_page: Open, watch: Watch) -> None:
    page = open_page("/nowhere?lang=en")
    watch.problems = [p for p in watch.problems if "404" not in p]  # of the page itself
    expect(page.get_by_role("alert")).to_contain_text("There is no such page")
    page.get_by_role("link", name="To the overview").click()
    page.wait_for_url("**/?lang=en")
    expect(page.locator("h1.headline")).to_be_visible()
