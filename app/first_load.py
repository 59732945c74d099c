"""What the first answer of a page shows before any script has run.

Dash's page is empty until its scripts are there and the layout has come, seconds under load. The
server therefore writes the frame (name, navigation, that it loads) into the page itself, in the
language that the page will have; ``assets/first.js`` takes it away when the page is drawn.
"""

from typing import Final

from flask import Flask, Response, request

from app.components.plain_html import as_html
from app.frame import first_frame
from app.remembered import remembered_language
from app.visit import visit

FRAME: Final = "{FIRST_FRAME}"
LANGUAGE: Final = "{LANGUAGE}"
"""Places in the page of `app.factory` that are filled in here."""


def send_first_frame(server: Flask) -> None:
    """Fill in the first frame wherever the page is sent.

    Args:
        server: the server behind the dashboard.
    """

    @server.after_request
    def fill(response: Response) -> Response:
        if response.mimetype != "text/html" or response.direct_passthrough:
            return response
        text = response.get_data(as_text=True)
        if FRAME not in text:
            return response
        here = visit(request.path, request.args.to_dict(), remembered_language())
        drawn = as_html(first_frame(here))
        response.set_data(text.replace(FRAME, drawn, 1).replace(LANGUAGE, here.language, 1))
        response.cache_control.no_cache = True  # its language hangs on a cookie
        response.vary.add("Cookie")
        return response
