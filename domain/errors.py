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
        shown = " ".join(str(got).split())
        shown = shown if len(shown) <= SHOWN_CHARACTERS else shown[: SHOWN_CHARACTERS - 1] + "…"
        super().__init__(f"{where}: expected {expected}, got {shown or 'nothing'}")
        self.where, self.expected, self.got = where, expected, got

    def __reduce__(self) -> tuple[type["BadInput"], tuple[str, str, object]]:
        """Let a worker process hand the error on."""
        return type(self), (self.where, self.expected, str(self.got))


SHOWN_CHARACTERS = 80
"""How much of a wrong value a message repeats: enough to recognise it, never a screenful."""
