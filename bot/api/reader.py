"""Who reads: every request is let in here, or not."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel import Session

from bot.api.pace import Pace
from bot.api.problems import Refusal
from bot.api.shape import HEADERS
from bot.api.tokens import bearer
from bot.context import Context
from bot.objectives.flow import standings, team_named, without_private
from bot.objectives.standing import ObjectiveStanding
from bot.text import Text, speak
from storage.db import Database
from storage.models import Workspace
from storage.objectives import cycle_by_name

SCHEME = HTTPBearer(
    scheme_name="token", description="A token of `okrbot tokens create`, which begins with okr_.", auto_error=False
)
UNKNOWN = {"WWW-Authenticate": 'Bearer realm="okrbot", error="invalid_token"'}


@dataclass(frozen=True)
class Reader:
    """A token's workspace at this instant; `private` may see what is private to teams."""

    database: Database
    workspace: Workspace
    text: Text
    private: bool
    now: datetime

    def team_id(self, session: Session, name: str | None) -> int | None:
        return team_named(session, self.workspace.id, name).id if name else None

    def cycle_id(self, session: Session, name: str | None) -> int | None:
        if name is None:
            return None
        found = cycle_by_name(session, self.workspace.id, name)
        if found is None:
            raise Refusal(HTTPStatus.NOT_FOUND, "api.unknown_cycle", name=name)
        return found.id

    def objectives(self, session: Session, team: str | None, cycle: str | None) -> tuple[ObjectiveStanding, ...]:
        """Those of open cycles where no cycle is named."""
        team_id, cycle_id = self.team_id(session, team), self.cycle_id(session, cycle)
        found = standings(session, self.workspace.id, self.now, team_id=team_id, cycle_id=cycle_id)
        return found if self.private else without_private(found)


def reader(
    request: Request, response: Response, given: Annotated[HTTPAuthorizationCredentials | None, Depends(SCHEME)]
) -> Reader:
    """Refusal without a token that is good, and for one that asks too often."""
    context: Context = request.app.state.context
    pace: Pace = request.app.state.pace
    now = context.clock()
    if given is None:
        raise Refusal(HTTPStatus.UNAUTHORIZED, "api.token_needed", {"WWW-Authenticate": 'Bearer realm="okrbot"'})
    found = bearer(context.database, given.credentials, now)
    if found is None:
        raise Refusal(HTTPStatus.UNAUTHORIZED, "api.token_refused", UNKNOWN)
    response.headers.update(HEADERS)
    text = request.state.text = speak(found.workspace.language)
    if wait := pace.wait(found.token_id, now):
        raise Refusal(HTTPStatus.TOO_MANY_REQUESTS, "api.too_often", {"Retry-After": str(wait)}, most=pace.per_minute)
    return Reader(context.database, found.workspace, text, found.private, now)
