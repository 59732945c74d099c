"""The Application page: one application, step by step."""

from app.pages.application.callbacks import register
from app.pages.application.page import content, day, title

__all__ = ["content", "day", "register", "title"]
