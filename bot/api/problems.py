"""What went wrong, as RFC 9457 has it: application/problem+json with a sentence."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError, ResponseValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from bot.errors import UserError
from bot.text import Text, speak

logger = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
MISSING = frozenset(
    {"kpis.unknown", "kpis.none_defined", "objectives.unknown_team", "objectives.no_teams", "preview.no_round"}
)
"""What is named and not there; any other mistake is in how it was asked."""


UNREADABLE = "kpis.source_"
"""How the sentences begin on another database that cannot be read."""
AGAIN = {"Retry-After": "30"}


class Fault(BaseModel):
    """One parameter that cannot be taken."""

    parameter: str = Field(examples=["since"])
    reason: str = Field(examples=["Input should be a day such as 2026-11-27"])


class Problem(BaseModel):
    """RFC 9457. `detail` is a sentence for a person."""

    type: str = Field("about:blank", examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is no team “Suport”. Did you mean “Support”?"])
    errors: list[Fault] | None = None


class Refusal(Exception):
    """An answer that is none: the status, the id of the sentence and its values, and headers."""

    def __init__(self, status: HTTPStatus, message: str, headers: Mapping[str, str] | None = None, **values: object):
        super().__init__(message)
        self.status, self.message, self.headers, self.values = status, message, headers, values


def problem(
    status: int, detail: str, headers: Mapping[str, str] | None = None, errors: list[Fault] | None = None
) -> JSONResponse:
    found = Problem(type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors)
    content = found.model_dump(exclude_none=True)
    return JSONResponse(content, status, {"Cache-Control": "no-store", **(headers or {})}, MEDIA_TYPE)


def explain(app: FastAPI, language: str) -> None:
    """`language` is that of sentences to whoever is not known yet."""
    app.state.language = language
    for kind, handler in (
        (Refusal, _refused),
        (UserError, _mistaken),
        (RequestValidationError, _malformed),
        (HTTPException, _other),
        (OperationalError, _unreachable),
        (ResponseValidationError, _misshapen),
        (Exception, _failed),
    ):
        app.add_exception_handler(kind, handler)


def _text(request: Request) -> Text:
    return getattr(request.state, "text", None) or speak(request.app.state.language)


async def _refused(request: Request, error: Any) -> JSONResponse:
    return problem(error.status, _text(request)(error.message, **error.values), error.headers)


async def _mistaken(request: Request, error: Any) -> JSONResponse:
    sentence = _text(request)(error.message, **error.values)
    if error.message.startswith(UNREADABLE):
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, sentence, AGAIN)
    return problem(HTTPStatus.NOT_FOUND if error.message in MISSING else HTTPStatus.UNPROCESSABLE_ENTITY, sentence)


async def _malformed(request: Request, error: Any) -> JSONResponse:
    errors = [Fault(parameter=str(one["loc"][-1]), reason=one["msg"]) for one in error.errors()]
    named = ", ".join(dict.fromkeys(one.parameter for one in errors))
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, _text(request)("api.malformed", names=named), None, errors)


async def _other(request: Request, error: Any) -> JSONResponse:
    message = SENTENCES.get(error.status_code, "api.refused")
    return problem(error.status_code, _text(request)(message), error.headers)


async def _unreachable(request: Request, error: Any) -> JSONResponse:
    logger.error("the database cannot be reached: %s", type(error.orig).__name__)
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, _text(request)("api.unavailable"), AGAIN)


async def _misshapen(request: Request, error: Any) -> JSONResponse:
    """A mistake of ours; what people wrote stays out of the log."""
    logger.error("an answer is not as described: %s", [one["loc"] for one in error.errors()])
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, _text(request)("api.failed"))


async def _failed(request: Request, _error: Any) -> JSONResponse:
    """Whoever serves logs it."""
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, _text(request)("api.failed"))


SENTENCES = {HTTPStatus.NOT_FOUND: "api.no_such_page", HTTPStatus.METHOD_NOT_ALLOWED: "api.only_reads"}
