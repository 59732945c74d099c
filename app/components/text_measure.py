"""How wide a text comes out in the project's font, near enough to break lines in a drawing."""

from typing import Final

NARROW: Final = frozenset("ijlftrI.,:;!|()[]'’· ")
SOFT_HYPHEN: Final = "\u00ad"
DIGITS: Final = frozenset("0123456789")
WIDE: Final = frozenset("mw\u0436\u0448\u0449\u044e\u043c\u0444\u044b")
WIDEST: Final = frozenset("MW@%…—\u2116\u0416\u0428\u0429\u042e\u041c\u0424\u042b")
"""The Cyrillic letters among them as their numbers."""
NARROW_SHARE, USUAL_SHARE, DIGIT_SHARE, CAPITAL_SHARE = 0.34, 0.59, 0.64, 0.75
WIDE_SHARE, WIDEST_SHARE = 0.84, 1.04
"""Shares of the font size, measured on Inter, rounded up."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text in pixels.

    Args:
        text: one line.
        size: font size in pixels.
        bold: weight 600 and more is about 4 % wider.
    """
    shares = (_share(character) for character in text)
    return sum(shares) * size * (1.04 if bold else 1.0)


def _share(character: str) -> float:
    if character in NARROW:
        return NARROW_SHARE
    if character in DIGITS:
        return DIGIT_SHARE
    if character in WIDEST:
        return WIDEST_SHARE
    if character in WIDE:
        return WIDE_SHARE
    return CAPITAL_SHARE if character.isupper() else USUAL_SHARE


def lines(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Break a text at its spaces into lines that fit.

    Args:
        text: any text.
        size: font size in pixels.
        room: width of a line in pixels; a single longer word has a line of its own, or breaks
            at the soft hyphens it is written with.
        bold: as in `width`.
    """
    broken: list[str] = []
    for word in _pieces(text, size, room, bold=bold):
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and width(longer, size, bold=bold) <= room:
            broken[-1] = longer
        else:
            broken.append(word)
    return broken or [""]


def _pieces(text: str, size: float, room: float, *, bold: bool) -> list[str]:
    pieces: list[str] = []
    for word in text.split():
        whole = word.replace(SOFT_HYPHEN, "")
        if SOFT_HYPHEN not in word or width(whole, size, bold=bold) <= room:
            pieces.append(whole)
        else:
            *heads, last = word.split(SOFT_HYPHEN)
            pieces += [*(f"{head}-" for head in heads), last]
    return pieces
