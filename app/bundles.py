"""The dashboard's own scripts as one file, its style sheets as another, kept by browsers for good.

Half a hundred small files are half a hundred requests: at a second visit a browser asked for each
whether it had changed, which took the server longer than the page itself. Here the name of a file
holds a hash of what is in it, so a browser that has it asks no more; one that changes has another
name. Icons and letters are named in the same way by the style sheets.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path
from typing import Final

from flask import Flask, Response, request
from werkzeug.wrappers import Response as AnyResponse

ASSETS: Final = Path(__file__).with_name("assets")
PREFIX: Final = "/assets/"
IN_HEAD: Final = ("theme.js", "ahead.js")
"""Run before anything is painted or read, and stand in the head of the page."""

VENDOR_FIRST: Final = "vendor/dayjs-*.js"
"""Of other hands, and needed at once; the charts' library comes with the first chart."""

YEAR_SECONDS: Final = 365 * 86_400
TAG: Final = "m"
"""Parameter of an address that holds the hash of what lies there."""

JOINT: Final = b";\n"
NAMED: Final = re.compile(r'url\("((?:icons|fonts)/[\w.-]+)"\)')
TAGGED: Final = re.compile(rf'url\("((?:icons|fonts)/[\w.-]+\?{TAG}=\w+)"\)')
BUNDLED: Final = re.compile(rf"{PREFIX}(head(?=\.\w+\.js)|whole)\.[0-9a-f]+\.(js|css)")
"""Where a bundle lies now or lay before a change."""

READING: Final = ("GET", "HEAD")
KEEPABLE: Final = (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)


@dataclass(frozen=True)
class Bundles:
    """What the pages of a dashboard need of its own files.

    Args:
        folder: where the files lie.
    """

    folder: Path = ASSETS

    @cached_property
    def head(self) -> bytes:
        """The scripts of the head."""
        return JOINT.join((self.folder / name).read_bytes() for name in IN_HEAD)

    @cached_property
    def script(self) -> bytes:
        """All other scripts in the order of their names, then those of others."""
        own = [each for each in sorted(self.folder.glob("*.js")) if each.name not in IN_HEAD]
        files = [*own, *sorted(self.folder.glob(VENDOR_FIRST))]
        return JOINT.join(each.read_bytes() for each in files)

    @cached_property
    def style(self) -> bytes:
        """All style sheets in the order of their names; what they show is named with its hash."""
        files = sorted(self.folder.glob("*.css"))
        text = "\n".join(each.read_text(encoding="utf-8") for each in files)
        return NAMED.sub(lambda found: f'url("{self.tagged(found[1])}")', text).encode()

    @property
    def head_address(self) -> str:
        """Where the scripts of the head lie."""
        return f"{PREFIX}head.{_hash(self.head)}.js"

    @property
    def script_address(self) -> str:
        """Where all other scripts lie."""
        return f"{PREFIX}whole.{_hash(self.script)}.js"

    @property
    def style_address(self) -> str:
        """Where the style sheets lie: in the folder that their icons are named from."""
        return f"{PREFIX}whole.{_hash(self.style)}.css"

    @property
    def tagged_addresses(self) -> frozenset[str]:
        """Where that lies which the style sheets name with its hash."""
        named = TAGGED.findall(self.style.decode())
        return frozenset(f"{PREFIX}{each}" for each in named)

    def tagged(self, name: str) -> str:
        """Return the name of a file with its hash.

        Args:
            name: from the folder on, such as ``icons/save.svg``.
        """
        return f"{name}?{TAG}={_hash((self.folder / name).read_bytes())}"

    def serve(self, server: Flask) -> None:
        """Answer with what is bundled, and let browsers keep it and all that is named by its hash.

        A page that was half loaded when the program was changed asks for a bundle that is no more:
        it is given that of today, to be kept by nobody.

        Args:
            server: the server behind the dashboard.
        """
        held = {
            "head.js": (self.head_address, self.head, "text/javascript"),
            "whole.js": (self.script_address, self.script, "text/javascript"),
            "whole.css": (self.style_address, self.style, "text/css"),
        }
        kept = {address for address, _, _ in held.values()} | self.tagged_addresses

        @server.before_request
        def bundled() -> Response | None:
            found = BUNDLED.fullmatch(request.path)
            if found is None or request.method not in READING:
                return None
            address, content, kind = held[f"{found[1]}.{found[2]}"]
            answer = Response(content, mimetype=kind)
            answer.cache_control.no_store = request.path != address
            return answer

        @server.after_request
        def keep(response: AnyResponse) -> AnyResponse:
            tag = request.args.get(TAG)
            if request.method not in READING or response.status_code not in KEEPABLE:
                return response
            if request.path in kept or f"{request.path}?{TAG}={tag}" in kept:
                response.cache_control.no_cache = None
                response.cache_control.public = True
                response.cache_control.max_age = YEAR_SECONDS
                response.cache_control.immutable = True
            return response


def _hash(content: bytes) -> str:
    return blake2b(content, digest_size=6).hexdigest()
