"""Components written as HTML: the same elements, every text escaped."""

import pytest
from dash import dcc, html

from app.components.attributes import attributes
from app.components.plain_html import as_html


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (None, ""),
        ("a < b & c", "a &lt; b &amp; c"),
        (12, "12"),
        (["a", None, html.Strong("b")], "a<strong>b</strong>"),
        (html.P("x", className="quiet small"), '<p class="quiet small">x</p>'),
        (html.Div(tabIndex="0", hidden=True), '<div hidden tabindex="0"></div>'),
        (html.Details(open=False), "<details></details>"),
        (html.Span(style={"width": "5%", "--at": 2}), '<span style="width: 5%; --at: 2"></span>'),
        (html.Br(), "<br>"),
        (["a", html.Hr(className="x"), "b"], 'a<hr class="x">b'),
        (html.Img(src="/assets/x.svg", alt=""), '<img alt="" src="/assets/x.svg">'),
        (html.A("x", href="#at:here"), '<a href="#at:here">x</a>'),
        (html.A("x", href="?day=1"), '<a href="?day=1">x</a>'),
        (
            html.A("<x>", href='/a?b="c"', **attributes({"aria-label": "<"})),
            '<a aria-label="&lt;" href="/a?b=&quot;c&quot;">&lt;x&gt;</a>',
        ),
    ],
)
def test_a_component_is_written_as_its_element(content: object, written: str) -> None:
    assert as_html(content) == written


@pytest.mark.parametrize(
    "content",
    [
        dcc.Store(id="x"),
        html.P(**attributes({"data-x onclick": "1"})),
        html.Script("run()"),
        html.Iframe(src="/norms"),
        html.Br("text"),
        html.A(href="javascript:run()"),
        html.A(href=" javascript:run()"),
        html.A(href="https://example.org"),
        html.A(href="//example.org"),
        html.A(href="/\\example.org"),
        html.A(href="/\t/example.org"),
        html.Img(src="data:image/svg+xml,x"),
    ],
)
def test_what_html_cannot_hold_is_refused(content: object) -> None:
    with pytest.raises(TypeError):
        as_html(content)
