"""POST /hooks/{id}: where survey tools bring answers."""

import logging
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from sqlalchemy.exc import OperationalError

from bot.api.problems import AGAIN, problem
from bot.context import Context
from bot.errors import UserError
from bot.hooks import report
from bot.hooks.flow import Gone, found, take
from bot.hooks.signing import Unsigned
from bot.text import Text, speak
from bot.web.body import TooLarge, Unfinished, body_of

logger = logging.getLogger(__name__)
MOST_BYTES = 1024**2
CLOSED = {"Connection": "close"}
"""What has not been read is not waited for."""
STATUSES = {
    "hooks.not_json": HTTPStatus.BAD_REQUEST,
    "imports.import_running": HTTPStatus.SERVICE_UNAVAILABLE,
    "keys.missing": HTTPStatus.SERVICE_UNAVAILABLE,
    "keys.wrong": HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Of mistakes other than that answers cannot be read; what passes is worth another try."""


def hooks(context: Context) -> APIRouter:
    router = APIRouter()
    default = speak(context.settings.okrbot_language)

    async def receive(request: Request) -> Response:
        try:
            body = await body_of(request, MOST_BYTES)
        except TooLarge:
            detail = default("hooks.too_large", most=MOST_BYTES // 1024)
            return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail, CLOSED)
        except Unfinished:
            return problem(HTTPStatus.REQUEST_TIMEOUT, default("web.too_slow"), CLOSED)
        return await run_in_threadpool(_answer, context, default, request, body)

    router.add_route(report.PATH + "/{address}", receive, methods=["POST"])
    return router


def _answer(context: Context, default: Text, request: Request, body: bytes) -> Response:
    """In the workspace's language, once it is known whose it is."""
    text = default
    try:
        hook, workspace = found(context, request.path_params["address"])
        text = speak(workspace.language)
        taken = take(context, hook, workspace, request.headers, body, context.clock())
    except UserError as mistake:
        status = _status(mistake)
        if status is not HTTPStatus.NOT_FOUND:
            logger.warning("hook %s: %s", request.path_params["address"], mistake.message)
        again = AGAIN if status is HTTPStatus.SERVICE_UNAVAILABLE else None
        return problem(status, text(mistake.message, **mistake.values), again)
    except OperationalError:
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, text("api.unavailable"), AGAIN)
    if taken.left:
        logger.warning("hook %s: %d of %d answers are left out", hook.address, len(taken.left), taken.n)
    status = HTTPStatus.OK if not taken.left else HTTPStatus.MULTI_STATUS
    document = report.taken(text, taken)
    return JSONResponse(document, status if taken.result else HTTPStatus.UNPROCESSABLE_ENTITY)


def _status(mistake: UserError) -> HTTPStatus:
    if isinstance(mistake, Gone):
        return HTTPStatus.NOT_FOUND
    if isinstance(mistake, Unsigned):
        return HTTPStatus.UNAUTHORIZED
    return STATUSES.get(mistake.message, HTTPStatus.UNPROCESSABLE_ENTITY)
