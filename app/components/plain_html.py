"""Components written as HTML, for parts of a page that a script puts in their place.

Dash keeps a listener for every component that it draws, and all of them run at every change on
the page: a thousand rows and cells make each move of a lever slow. What needs no callback is
cheaper as text.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import Final

from dash.development.base_component import Component

NAMESPACE: Final = "dash_html_components"
WORDS_OF_HTML: Final = {"className": "class", "tabIndex": "tabindex", "htmlFor": "for"}
ATTRIBUTE: Final = re.compile(r"[a-z]+(-[a-z]+)*")


def as_html(content: object) -> str:
    """Return components of ``dash.html``, texts and lists of both as HTML.

    Texts are escaped; attributes stand in the order of their names, so that the same components are
    the same text.

    Raises:
        TypeError: there is a component of another library, which only Dash can draw.
    """
    if content is None:
        return ""
    if isinstance(content, (list, tuple)):
        return "".join(map(as_html, content))
    if isinstance(content, Component):
        return _element(content)
    return escape(str(content), quote=False)


def _element(component: Component) -> str:
    said = component.to_plotly_json()
    if said["namespace"] != NAMESPACE:
        raise TypeError(f"{said['namespace']}.{said['type']}")
    props = dict(said["props"])
    children, tag = props.pop("children", None), said["type"].lower()
    attributes = "".join(_attribute(name, value) for name, value in sorted(props.items()))
    return f"<{tag}{attributes}>{as_html(children)}</{tag}>"


def _attribute(name: str, value: object) -> str:
    written = WORDS_OF_HTML.get(name, name)
    if not ATTRIBUTE.fullmatch(written):
        raise TypeError(name)
    if value is None or value is False:
        return ""
    if value is True:
        return f" {written}"
    if isinstance(value, Mapping):
        value = "; ".join(f"{key}: {worth}" for key, worth in value.items())
    return f' {written}="{escape(str(value))}"'
