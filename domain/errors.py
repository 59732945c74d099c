"""Errors that a person can act on: where it is, what was expected, what came."""


class TirkeuError(Exception):
    """Anything that the project itself reports, as one line of plain words."""


class BadInput(TirkeuError):
    """A value from outside (file, form, address, environment) that cannot be used.

    Args:
        where: the place as its author would name it, ``case.json: application.side``.
        expected: what would have been accepted.
        got: what came, shortened to stay on one line.
    """

    def __init__(self, where: str, expected: str, got: object) -> None:
        place, shown = _line(where, PLACE_CHARACTERS), _line(str(got), SHOWN_CHARACTERS)
        super().__init__(f"{place}: expected {expected}, got {shown or 'nothing'}")
        self.where, self.expected, self.got = where, expected, got

    def __reduce__(self) -> tuple[type["BadInput"], tuple[str, str, object]]:
        """Let a worker process hand the error on."""
        return type(self), (self.where, self.expected, str(self.got))


SHOWN_CHARACTERS = 80
"""How much of a wrong value a message repeats: enough to recognise it, never a screenful."""

PLACE_CHARACTERS = 400
"""How much of a place: it may be a long path, or a key that somebody made up."""


def _line(text: str, most: int) -> str:
    """Return a text on one line that any output can write, cut short."""
    flat = " ".join(text.split()).encode(errors="backslashreplace").decode()
    return flat if len(flat) <= most else flat[: most - 1] + "…"
