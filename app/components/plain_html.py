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
VOID: Final = frozenset(
    {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
"""Elements that hold nothing and have no end tag."""

RUN: Final = frozenset({"embed", "iframe", "noscript", "object", "script", "style", "xmp"})
"""Elements whose text or source is run, or is no text that can be escaped."""

ADDRESSES: Final = frozenset({"action", "cite", "data", "href", "ping", "poster", "src"})
OWN_ADDRESS: Final = re.compile(r"(/(?![/\\])|[?#])[^\x00-\x1f]*")
"""Of this server: it begins with its path, query or fragment, so that it names no scheme."""

ATTRIBUTE: Final = re.compile(r"[a-z]+(-[a-z]+)*")


def as_html(content: object) -> str:
    """Return components of ``dash.html``, texts and lists of both as HTML.

    Texts are escaped; attributes stand in the order of their names, so that the same components are
    the same text.

    Raises:
        TypeError: there is what no part of a page needs: a component of another library, which only
            Dash can draw; something that is run; an address of elsewhere; content of an element
            that holds none.
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
    if tag in RUN or (tag in VOID and children is not None):
        raise TypeError(tag)
    attributes = "".join(_attribute(name, value) for name, value in sorted(props.items()))
    if tag in VOID:
        return f"<{tag}{attributes}>"
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
    if written in ADDRESSES and not OWN_ADDRESS.fullmatch(str(value)):
        raise TypeError(f"{name}={value}")
    return f' {written}="{escape(str(value))}"'
