"""The readings of an ambiguous text: each switch has a default and another."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from domain.errors import BadInput

Value = str | bool


def _switch(*rules: str, default: Value, other: Value) -> Any:  # noqa: ANN401 - typed by its field
    """Return a field that knows its other reading and the rules that it touches."""
    return field(default=default, metadata={"default": default, "other": other, "rules": rules})


_GRANDKIN = ("RES-10.grandparent", "RES-10.grandchild")
_BY_BIRTH = (
    "RES-10.child",
    "RES-10.parent",
    "RES-10.full_sibling",
    "RES-10.half_sibling",
    *_GRANDKIN,
    "RES-10.in_law",
    "RES-10.relative_of_kin",
)
_BY_MARRIAGE = ("RES-10.spouse", "RES-10.in_law", "RES-10.relative_of_kin")
_KINSHIP = (*_BY_BIRTH, "RES-10.spouse", "RES-10.ward")


@dataclass(frozen=True, slots=True)
class Readings:
    """One value per switch; the defaults are the readings that the pilot is taken to mean."""

    norm_reading: str = _switch("RES-08", default="whole_places", other="density")
    no_norm: str = _switch("RES-08", default="not_reached", other="reached")
    area: str = _switch("RES-06", "RES-08", default="total", other="useful")
    count_temporary: bool = _switch("RES-07", default=True, other=False)
    count_under_14: bool = _switch("RES-07", default=False, other=True)
    sibling: str = _switch("RES-10.full_sibling", default="any", other="both")
    half_sibling: str = _switch("RES-10.half_sibling", default="inclusive", other="strict")
    grandkin: str = _switch(*_GRANDKIN, default="sensible", other="literal")
    in_law_grandparents: str = _switch("RES-10.in_law", default="of_spouse", other="of_applicant")
    in_law_symmetric: bool = _switch("RES-10.in_law", default=False, other=True)
    in_law_children: bool = _switch("RES-10.in_law", default=False, other=True)
    spouse: str = _switch(*_BY_MARRIAGE, default="current", other="ever")
    adoption: str = _switch(*_BY_BIRTH, default="replace", other="both")
    direction: str = _switch(
        "RES-10.child", "RES-10.parent", *_GRANDKIN, default="applicant_is", other="either"
    )
    co_owner: str = _switch(*_KINSHIP, default="any", other="all")
    protected_owner: str = _switch("RES-02", "RES-05", default="any", other="all")
    owner_himself: str = _switch("RES-16", default="exempt", other="literal")
    hall_norm: bool = _switch("RES-04", default=False, other=True)
    owner_consent: str = _switch("RES-13", default="required", other="not_required")
    recheck_at_signing: bool = _switch("RES-14", default=True, other=False)
    expiry_day: str = _switch("IDC-05", "IDC-06", default="valid", other="expired")
    reason: str = _switch("IDC-04", default="registry", other="stated")
    exemptions: str = _switch(
        "RES-09", "RES-10.ward", "RES-10.relative_of_kin", default="pilot_list", other="order_677"
    )
    duty_2026: str = _switch("IDC-10", default="due", other="exempt")


class Switch(NamedTuple):
    """A reading as a lever: its two values and the rules that it changes."""

    name: str
    default: Value
    other: Value
    rules: tuple[str, ...]

    @property
    def values(self) -> tuple[Value, Value]:
        """Both values, the default first."""
        return self.default, self.other


SWITCHES: dict[str, Switch] = {
    f.name: Switch(f.name, f.metadata["default"], f.metadata["other"], f.metadata["rules"])
    for f in fields(Readings)
}
"""Every switch by its name, in the order of ``Readings``."""


def readings_from(chosen: Mapping[str, object], where: str) -> Readings:
    """Return the readings that a file or an address chooses; those left out keep the default.

    Args:
        chosen: value by switch name; None keeps the default.
        where: named in the message when something does not fit.

    Raises:
        BadInput: for a switch or a value that does not exist.
    """
    known: dict[str, Any] = {}
    for name, value in chosen.items():
        switch = SWITCHES.get(name)
        if switch is None:
            raise BadInput(f"{where}.{name}", "the name of a reading", name)
        if value is None:
            continue
        if not any(value is v or (isinstance(v, str) and value == v) for v in switch.values):
            options = [str(v).lower() for v in switch.values]
            got = f'"{value}"' if value in options else value  # a text that says true is none
            raise BadInput(f"{where}.{name}", " or ".join(options), got)
        known[name] = value
    return Readings(**known)
