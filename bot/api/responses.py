"""What OpenAPI says of the answers, with an example of each."""

from typing import Any

from bot.api.examples import CSV, JSON
from bot.api.problems import MEDIA_TYPE

SCHEMA = {"$ref": "#/components/schemas/Problem"}
WHOLE = {"type": "integer", "minimum": 1}
PAGED = {"Link": {"description": "The next page; none on the last.", "schema": {"type": "string"}}}


def answers(
    name: str, *, csv: bool = False, named: bool = False, headers: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What a page may answer: `named` where it may be asked for what is not there."""
    content: dict[str, Any] = {"application/json": {"example": JSON[name]}}
    if csv:
        content["text/csv"] = {"schema": {"type": "string"}, "example": CSV[name]}
    responses: dict[int | str, dict[str, Any]] = {
        200: {"description": "As it stands now.", "content": content, "headers": headers or {}},
        401: _problem("No token, or one that is unknown, expired or revoked.", "WWW-Authenticate"),
        406: _problem("The header Accept wants neither of the shapes there are."),
        422: _problem("A parameter is unknown or malformed."),
        429: _problem("The token asked too often.", "Retry-After"),
        503: _problem("The database, or the one that a KPI is read from, cannot be reached.", "Retry-After"),
    }
    if named:
        responses[404] = _problem("What is named is not there, or not for this token.")
    return {"responses": responses, "response_model_exclude_unset": True}


def _problem(description: str, header: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {"description": description, "content": {MEDIA_TYPE: {"schema": SCHEMA}}}
    if header:
        found["headers"] = {header: {"schema": WHOLE if header == "Retry-After" else {"type": "string"}}}
    return found
