"""How companies install the app: Slack's page that asks, the code that comes of it, and tokens for codes."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from aiohttp import web

from bot.localslack.errors import Json, Refusal

if TYPE_CHECKING:
    from bot.localslack.workspace import Workspace

CODE_LIFETIME = timedelta(minutes=10)
TOKEN_SECONDS = 43_200
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Local Slack: install {app}</title>
<style>body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 10vh auto; padding: 0 20px }}
select, button {{ font: inherit; padding: 8px 14px; margin: 0 8px 12px 0 }}
button[value=allow] {{ background: #007a5a; color: #fff; border: 0; border-radius: 4px }}
code {{ background: #eee; color: #111; padding: 1px 4px }}</style></head><body>
<h1>{app} asks to be installed</h1><p>It may then: {scopes}</p><form method="post">
<p><label>You are <select name="who">{people}</select></label></p>
<button name="answer" value="allow">Allow</button><button name="answer" value="cancel">Cancel</button>
</form></body></html>"""


@dataclass
class Token:
    """A bot token that came of an installation; `error` is what Slack says to it once it is gone."""

    ends: datetime | None
    error: str = ""


@dataclass(frozen=True)
class _Code:
    slack: "Workspace"
    person: str
    scopes: tuple[str, ...]
    redirect: str
    until: datetime


@dataclass
class OAuth:
    """The app as Slack knows it: what it proves itself with, where it may be called back, whether tokens end."""

    client_id: str = "1000.2000"
    client_secret: str = "local-client-secret"  # noqa: S105 - of an app that exists on loopback only
    redirect_urls: tuple[str, ...] = ()
    rotates: bool = False
    org_wide: bool = False
    _codes: dict[str, _Code] = field(default_factory=dict)
    _refresh: dict[str, tuple["Workspace", str]] = field(default_factory=dict)

    def allow(self, slack: "Workspace", person: str, scopes: Iterable[str], redirect: str) -> str:
        """The code for one installation."""
        code = secrets.token_hex(16)
        self._codes[code] = _Code(slack, person, tuple(scopes), redirect, slack.clock.now() + CODE_LIFETIME)
        return code

    def access(self, given: Json) -> Json:
        """Tokens for a code or for a refresh token; raises what oauth.v2.access says."""
        if given.get("client_id") != self.client_id:
            raise Refusal("invalid_client_id")
        if given.get("client_secret") != self.client_secret:
            raise Refusal("bad_client_secret")
        match given.get("grant_type", "authorization_code"):
            case "authorization_code":
                return self._for_code(str(given.get("code", "")), str(given.get("redirect_uri", "")))
            case "refresh_token":
                return self._for_refresh(str(given.get("refresh_token", "")))
        raise Refusal("invalid_grant_type")

    def end(self, slack: "Workspace") -> None:
        """No refresh token of the company is good any more."""
        self._refresh = {token: held for token, held in self._refresh.items() if held[0] is not slack}

    def _for_code(self, told: str, redirect: str) -> Json:
        code = self._codes.get(told)
        if code is None or code.slack.clock.now() > code.until:
            raise Refusal("invalid_code")
        if code.redirect != redirect:
            raise Refusal("bad_redirect_uri")
        del self._codes[told]
        code.slack.scopes = frozenset(code.scopes)
        enterprise = {"id": "E0LOCAL", "name": "Local Enterprise"} if self.org_wide else None
        return {
            **self._tokens(code.slack, code.person),
            "team": None if self.org_wide else {"id": code.slack.team_id, "name": code.slack.team_name},
            "enterprise": enterprise,
            "is_enterprise_install": self.org_wide,
            "authed_user": {"id": code.person},
        }

    def _for_refresh(self, told: str) -> Json:
        if told not in self._refresh:
            raise Refusal("invalid_refresh_token")
        slack, person = self._refresh.pop(told)
        return {
            **self._tokens(slack, person),
            "team": {"id": slack.team_id, "name": slack.team_name},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _tokens(self, slack: "Workspace", person: str) -> Json:
        kind = "xoxe.xoxb-1-" if self.rotates else "xoxb-"
        token, ends = f"{kind}{secrets.token_hex(24)}", None
        given: Json = {
            "access_token": token,
            "token_type": "bot",
            "scope": ",".join(sorted(slack.scopes)),
            "bot_user_id": slack.bot_user_id,
            "app_id": slack.app_id,
        }
        if self.rotates:
            refresh, ends = f"xoxe-1-{secrets.token_hex(24)}", slack.clock.now() + timedelta(seconds=TOKEN_SECONDS)
            self._refresh[refresh] = (slack, person)
            given |= {"refresh_token": refresh, "expires_in": TOKEN_SECONDS}
        slack.tokens[token] = Token(ends)
        return given


class OAuthPage:
    """`/oauth/v2/authorize`, where somebody of one of the companies allows the app or does not."""

    def __init__(self, slack: "Workspace") -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        path = "/oauth/v2/authorize"
        return [web.get(path, self._ask), web.post(path, self._answer)]

    async def _ask(self, request: web.Request) -> web.Response:
        scopes, _redirect = self._asked(request)
        people = "".join(
            f'<option value="{escape(one.team_id)}:{escape(person.id)}">{escape(person.name)}, {escape(one.team_name)}'
            for one in self._slack.companies
            for person in one.people.values()
            if not (person.bot or person.deleted or person.stranger or person.guest)
        )
        listed = ", ".join(f"<code>{escape(scope)}</code>" for scope in scopes)
        page = PAGE.format(app=escape(self._slack.people[self._slack.bot_user_id].name), scopes=listed, people=people)
        return web.Response(text=page, content_type="text/html")

    async def _answer(self, request: web.Request) -> web.Response:
        scopes, redirect = self._asked(request)
        form = await request.post()
        team, _, person = str(form.get("who", "")).partition(":")
        slack = next((one for one in self._slack.companies if one.team_id == team and person in one.people), None)
        if slack is None:
            raise web.HTTPBadRequest(text="nobody is signed in")
        back = {"state": request.query.get("state", "")}
        if form.get("answer") == "allow":
            back = {"code": self._slack.oauth.allow(slack, person, scopes, redirect), **back}
        else:
            back = {"error": "access_denied", **back}
        raise web.HTTPFound(f"{redirect}?{urlencode(back)}")

    def _asked(self, request: web.Request) -> tuple[list[str], str]:
        """Scopes and address; Slack shows a page with the error where it does not know the app or these."""
        app, asked = self._slack.oauth, request.query
        scopes, redirect = [one for one in asked.get("scope", "").split(",") if one], asked.get("redirect_uri", "")
        if asked.get("client_id") != app.client_id:
            raise web.HTTPBadRequest(text="Invalid client_id parameter")
        if not scopes or not set(scopes) <= self._slack.offered:
            raise web.HTTPBadRequest(text="Invalid permissions requested")
        if redirect not in app.redirect_urls:
            raise web.HTTPBadRequest(text="redirect_uri did not match any configured URIs")
        return scopes, redirect
