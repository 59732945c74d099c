"""Hashes of passwords: scrypt (RFC 7914), salted, with its cost written beside it."""

import hashlib
import hmac
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Final

from domain.errors import BadInput

SHORTEST: Final = 12
"""Characters; long enough to do without rules of which signs must be in it (NIST SP 800-63B)."""

LONGEST: Final = 200
SALT_BYTES: Final = 16
HASH_BYTES: Final = 32
AT_ONCE: Final = 2
"""Passwords checked at once in a process: each takes 32 MiB and a processor."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a guess costs.

    Attributes:
        n: rounds and memory, a power of two.
        r: size of a block, in 128 bytes.
        p: how often it is all done.
    """

    n: int = 2**15
    r: int = 8
    p: int = 3

    @property
    def memory(self) -> int:
        """Bytes that OpenSSL may take, with some room."""
        return 130 * self.n * self.r + 130 * self.r * self.p + 1_000_000


USUAL: Final = Cost()
"""One of the equal choices of the OWASP Password Storage Cheat Sheet (2023)."""

_turn = BoundedSemaphore(AT_ONCE)


def hashed(password: str, cost: Cost = USUAL) -> str:
    """Return what is kept of a password.

    Raises:
        BadInput: it is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        expected = f"{SHORTEST} to {LONGEST} characters"
        raise BadInput("password", expected, f"{len(password)} characters")
    salt = secrets.token_bytes(SALT_BYTES)
    parts = (cost.n, cost.r, cost.p, _text(salt), _text(_scrypt(password, salt, cost)))
    return "$".join(["scrypt", *map(str, parts)])


def is_right(password: str, kept: str) -> bool:
    """Say whether a password is the one of which a hash was kept; both take the same time.

    Args:
        password: as it was typed.
        kept: from `hashed`; anything else is nobody's password.
    """
    try:
        kind, n, r, p, salt, known = kept.split("$")
        cost = Cost(int(n), int(r), int(p))
        found = _scrypt(password[: LONGEST + 1], b64decode(salt), cost)
        return kind == "scrypt" and hmac.compare_digest(found, b64decode(known))
    except ValueError:
        return False


def _scrypt(password: str, salt: bytes, cost: Cost) -> bytes:
    data = password.encode(errors="surrogatepass")
    with _turn:
        return hashlib.scrypt(
            data, salt=salt, n=cost.n, r=cost.r, p=cost.p, maxmem=cost.memory, dklen=HASH_BYTES
        )


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")
