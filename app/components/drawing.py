"""Inline SVG: a tree of plain lists that the browser turns into elements.

Dash has no SVG elements of its own. A node is ``[tag, attributes, *children]``, a child is a node
or a text. Nothing is ever read as markup, so a name from a register cannot become code; the
script that draws it (``assets/drawing.js``) knows a short list of tags and drops all others.
"""

from typing import Any

from dash.development.base_component import Component

Node = list[Any]


class Drawing(Component):
    """A picture.

    Args:
        tree: root node, an ``svg``.
        id: id of the element around it.
        className: classes of the element around it.
    """

    _namespace = "tirkeu"
    _type = "Drawing"
    _children_props: list[str] = []  # noqa: RUF012 - Dash declares these for each component
    _base_nodes: list[str] = []  # noqa: RUF012 - as above
    available_wildcard_properties: list[str] = []  # noqa: RUF012 - as above

    def __init__(
        self,
        tree: Node,
        id: str | None = None,  # noqa: A002 - the name that Dash looks for
        className: str = "",  # noqa: N803 - as above
    ) -> None:
        self.available_properties = ["id", "tree", "className"]
        self._prop_names = self.available_properties
        self._valid_wildcard_attributes: list[str] = []
        given = {"tree": tree, "className": className}
        super().__init__(**given, **({"id": id} if id else {}))  # type: ignore[no-untyped-call]


def node(tag: str, attributes: dict[str, Any] | None = None, *children: Node | str) -> Node:
    """Return a node of a drawing; attributes take React's names (``className``)."""
    return [tag, attributes or {}, *children]


def texts(tree: Node) -> list[str]:
    """Return every text of a drawing in order, for tests and for search."""
    found: list[str] = []
    for child in tree[2:]:
        found.extend([child] if isinstance(child, str) else texts(child))
    return found
