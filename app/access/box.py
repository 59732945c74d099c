"""Who is logged in, in the header of every page, with the way out."""

from dash import html
from dash.development.base_component import Component
from flask import has_request_context

from app.access.cookies import held
from app.access.login import LOGOUT_PATH
from app.access.sessions import form_token
from app.access.user import current_user
from app.components.attributes import attributes
from app.i18n import Words


def who_box(words: Words) -> Component | None:
    """Return the user's name and role and a button to log out; None where nobody has logged in.

    Args:
        words: the visitor's.
    """
    user = current_user()
    if not user.name or not has_request_context():
        return None
    said = html.Span(
        [html.Strong(user.name, title=user.name), html.Span(words(f"access.role.{user.role}"))],
        className="who-name",
    )
    out = html.Button(
        words("access.out"),
        type="submit",
        name="token",
        value=form_token(held()),
        className="button",
    )
    return html.Form(
        [said, out],
        action=LOGOUT_PATH,
        method="post",
        className="who",
        **attributes({"aria-label": words("access.who")}),
    )
