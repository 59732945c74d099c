"""What a page shows before any script has run: the frame, in the language of the page."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.access.barred import barred, why_barred
from app.access.user import LOGIN
from app.components.pictures import picture_files
from app.components.plain_html import as_html
from app.factory import create_app
from app.first_load import FRAME, LANGUAGE
from app.i18n import LANGUAGES, words
from app.navigation import ENTRIES
from app.remembered import LANGUAGE_COOKIE
from app.settings import Settings
from app.visit import address


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    found: FlaskClient = create_app(
        Settings(home=tmp_path_factory.mktemp("served"))
    ).server.test_client()
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_frame_is_sent_in_the_language_of_the_address(
    client: FlaskClient, language: str
) -> None:
    text = client.get(f"/norms?lang={language}&norm=12").get_data(as_text=True)
    frame = text[text.index('id="first"') : text.index("react-entry-point")]
    told = words(language)
    assert f'<html lang="{language}">' in text
    for key in ("shell.brand", "shell.loading", "shell.synthetic"):
        assert told(key) in frame
    for entry in ENTRIES:
        assert told(f"shell.nav.{entry.name}") in frame
    here = re.findall(r'aria-current="page"[^>]*href="([^"]*)"', frame)
    assert [unescape(one) for one in here] == [f"/norms?lang={language}&norm=12"]
    assert not {FRAME, LANGUAGE} & set(re.findall(r"\{[A-Z_]+\}", text))


def test_the_frame_follows_what_the_browser_remembers(client: FlaskClient) -> None:
    client.set_cookie(LANGUAGE_COOKIE, "kk")
    assert words("kk")("shell.loading") in client.get("/rules").get_data(as_text=True)
    client.delete_cookie(LANGUAGE_COOKIE)
    assert words("ru")("shell.loading") in client.get("/rules").get_data(as_text=True)


def test_what_an_address_says_is_no_markup_in_the_frame(client: FlaskClient) -> None:
    text = client.get("/norms?norm=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").get_data(as_text=True)
    assert "alert(1)<" not in text[: text.index("react-entry-point")]
    assert '"><script' not in text[: text.index("react-entry-point")]


@pytest.mark.parametrize(
    "path", ["/%5cevil", "//evil", "/%2fevil", "/%0a", "/%0aabc", "/x%00", "/a b"]
)
def test_whatever_path_is_typed_the_frame_leads_nowhere_else(
    client: FlaskClient, path: str
) -> None:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code < 500
    assert not re.search(r'href="(//|/\\|[^/?#])', answer.get_data(as_text=True))


def test_the_frame_is_kept_by_nobody_who_speaks_another_language(client: FlaskClient) -> None:
    headers = client.get("/norms").headers
    assert "no-cache" in headers["Cache-Control"] or "no-store" in headers["Cache-Control"]
    assert "Cookie" in headers["Vary"]


def test_a_viewer_reads_in_a_line_why_a_button_is_barred() -> None:
    server, told = Flask("app"), words("en")
    assert why_barred(told) is None
    assert barred(told) == {"disabled": False}
    server.config[LOGIN] = True
    with server.test_request_context():
        line, button = why_barred(told, "plan"), barred(told, "plan")
    said = f'id="{button["aria-describedby"]}">{told("access.problem.viewer")}<'
    assert said in as_html(line)
    assert button["title"] == told("access.problem.viewer")


def test_a_chart_of_many_says_by_name_what_its_picture_is_of() -> None:
    told = as_html(picture_files(words("en"), "Age", ("png",)))
    assert 'aria-label="PNG: Age"' in told
    assert "svg" not in told


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/", "/?norm=12"),
        ("/norms", "/norms?norm=12"),
        ("", "?norm=12"),
        ("//elsewhere", "/elsewhere?norm=12"),
        ("/\\elsewhere", "/elsewhere?norm=12"),
        ("/\n", "/%0A?norm=12"),
    ],
)
def test_an_address_is_of_this_server(path: str, written: str) -> None:
    assert address(path, {"norm": "12"}) == written
