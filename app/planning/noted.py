"""From what a planner's page notes about itself to a visit, and from a visit to the next one."""

from app.visit import Visit, visit


def visit_of(path: str, noted: object) -> Visit | None:
    """Return the visit that a page noted: query and language; None where no page noted it so."""
    if not isinstance(noted, dict):
        return None
    query, language = noted.get("query"), noted.get("language")
    if not isinstance(query, dict) or not isinstance(language, str):
        return None
    return visit(path, query, language)


def moved(here: Visit, changes: dict[str, str | None]) -> Visit:
    """Return the same visit with some parameters changed; None takes one away."""
    kept = {k: v for k, v in {**here.query, **changes}.items() if v is not None}
    return visit(here.path, kept, here.language)
