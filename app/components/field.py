"""A native field whose value belongs to the browser: no answer of the server writes into it.

Dash's own fields send every letter through its renderer; a lever that is dragged has no time for
that. The script that draws it is ``assets/field.js``.
"""

from collections.abc import Mapping

from dash.development.base_component import Component


class Field(Component):
    """A field.

    Args:
        id: id of the field.
        value: what stands in it when it is drawn.
        named: its other attributes, such as ``type`` or ``aria-label``; the script knows a short
            list of them and drops all others.
    """

    _namespace = "tirkeu"
    _type = "Field"
    _children_props: list[str] = []  # noqa: RUF012 - Dash declares these for each component
    _base_nodes: list[str] = []  # noqa: RUF012 - as above
    available_wildcard_properties: list[str] = []  # noqa: RUF012 - as above

    def __init__(
        self,
        id: str,  # noqa: A002 - the name that Dash looks for
        value: str,
        named: Mapping[str, str],
    ) -> None:
        self.available_properties = ["id", "value", "named"]
        self._prop_names = self.available_properties
        self._valid_wildcard_attributes: list[str] = []
        super().__init__(id=id, value=value, named=dict(named))  # type: ignore[no-untyped-call]
