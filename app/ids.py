"""Ids of the components that scripts, callbacks and tests reach for."""

from enum import StrEnum


class FrameIds(StrEnum):
    """The frame around every page."""

    MAIN = "main"
    DAY = "day-target"
    MENU = "menu"
    NAVIGATION = "navigation"
    THEME = "theme"
    WORDS = "page-words"
    SCENARIO = "scenario"
    SCENARIO_NAME = "scenario-name"


class ApplicationIds(StrEnum):
    """The Application page."""

    CASE = "case"
    FIRST = "step-first"
    BACK = "step-back"
    NEXT = "step-next"
    LAST = "step-last"
    HEADLINE = "headline"
    STEP = "step-card"
    ANSWER = "answer"
    ANSWER_GO = "answer-go"
    LANES = "lanes"
    PROTOCOL = "protocol"
    FAMILY = "family"
    LEVERS = "levers"
    OUTCOME = "outcome"
    NORM = "norm"
    BEFORE_DAYS = "before-days"
    AFTER_DAYS = "after-days"
    COMPLAINTS = "complaints"
    PERSON_SEARCH = "person-search"
    PERSON_RESULTS = "person-results"
    DWELLING_SEARCH = "dwelling-search"
    DWELLING_RESULTS = "dwelling-results"
    SAVE = "save-protocol"
    SAVE_DECISION = "save-decision"
    DOWNLOAD = "download"
    PRINT = "print"
    COPY = "copy-link"
