"""Looks at what Slack sends before Bolt does: at shapes they do not expect Bolt, and listeners after it, fail in ways
that leave Slack without an ack. Only what is read without asking is looked at, so new fields of Slack's do no harm.
"""

import logging
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, TypeAdapter, ValidationError, model_validator
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.builtin.client import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot import failures

logger = logging.getLogger(__name__)
Url = Annotated[str, Field(pattern="^https?://")]
Id = Annotated[str, Field(max_length=32)]
Trigger = Annotated[str, Field(max_length=200)]


class Guarded(SocketModeHandler):
    """Hands on what is sound, and answers the rest itself, in the language of those whom it cannot know."""

    def __init__(self, app: App, app_token: str, language: str, **options: Any) -> None:
        super().__init__(app, app_token, **options)
        self._language = language

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        req.payload = cleaned(req.payload)
        try:
            _SOUND.validate_python(req.payload)
        except ValidationError as unsound:
            told = failures.refuse(self._language, req.payload, _places(unsound))
            req.payload = {}  # so that nobody after us stumbles over it
            client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id, payload=told or None))
        else:
            super().handle(client, req)


def cleaned(value: Any) -> Any:
    """The same without the letters that no database keeps: NUL and halves of surrogate pairs."""
    match value:
        case str():
            return value if value.isprintable() else value.replace("\0", "").encode(errors="replace").decode()
        case dict():
            return {cleaned(name): cleaned(inside) for name, inside in value.items()}
        case list():
            return [cleaned(inside) for inside in value]
    return value


def _places(unsound: ValidationError) -> str:
    """Where it is unsound, without what stands there."""
    found = (".".join(str(name) for name in error["loc"]) for error in unsound.errors(include_input=False))
    return ", ".join(found)[:500]


class _Model(BaseModel):
    model_config = ConfigDict(strict=True)


class _Named(_Model):
    id: Id


class _Head(_Model):
    """What any payload may carry."""

    type: str | None = None
    command: str | None = None
    callback_id: str | None = None
    trigger_id: Trigger | None = None
    response_url: Url | None = None
    response_urls: list["_ResponseUrl"] = []
    team: _Named | None = None
    enterprise: str | _Named | None = None
    enterprise_id: str | None = None
    channel: _Named | None = None
    message: "_Message | None" = None
    authorizations: list["_Authorization"] | None = None
    is_ext_shared_channel: bool = False
    view: "_View | None" = None


class _Message(_Model):
    user: str | _Named | None = None
    subtype: str | None = None
    text: str | None = None
    ts: str | None = None
    thread_ts: str | None = None


class _ResponseUrl(_Model):
    response_url: Url


class _Authorization(_Model):
    team_id: str | None = None
    enterprise_id: str | None = None


class _Command(_Head):
    command: str
    text: str = ""
    team_id: Id
    user_id: Id
    trigger_id: Trigger
    response_url: Url


class _Shortcut(_Head):
    """A global one, that is answered in a modal."""

    team: _Named
    user: _Named
    trigger_id: Trigger
    callback_id: str


class _MessageShortcut(_Shortcut):
    response_url: Url
    channel: _Named
    message: "_Target"


class _Target(_Message):
    ts: str


class _Clicked(_Head):
    """In a message, which can be answered there, or in a view."""

    team: _Named
    user: _Named
    trigger_id: Trigger
    actions: Annotated[list["_Action"], Field(min_length=1)]

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self.response_url is None and self.view is None:
            raise ValueError("nowhere to answer")
        return self


class _Suggestion(_Head):
    """What somebody types where the bot finds the options."""

    team: _Named
    user: _Named
    block_id: str
    action_id: str
    value: str


class _Form(_Head):
    team: _Named
    user: _Named
    view: "_View"


class _View(_Model):
    id: str
    type: str
    callback_id: str = ""
    private_metadata: str = ""
    app_installed_team_id: str | None = None
    team_id: str | None = None
    state: "_State | None" = None


class _State(_Model):
    values: dict[str, dict[str, "_Entered"]] = {}


class _Option(_Model):
    value: str


class _Entered(_Model):
    value: str | None = None
    selected_user: Id | None = None
    selected_users: list[Id] | None = None
    selected_option: _Option | None = None
    selected_options: list[_Option] | None = None
    selected_conversation: Id | None = None
    selected_conversations: list[Id] | None = None
    selected_channel: Id | None = None
    selected_channels: list[Id] | None = None
    selected_date: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")] | None = None
    selected_time: Annotated[str, Field(pattern=r"^\d\d:\d\d$")] | None = None


class _Action(_Entered):
    type: str
    action_id: str
    block_id: str


class _Event(_Head):
    team_id: Id
    event_id: Id
    event: "_Happened"


class _Happened(_Model):
    type: str
    subtype: str | None = None
    user: "Id | _User | None" = None
    channel: str | _Named | None = None
    channel_type: str | None = None
    team: str | None = None
    user_team: str | None = None
    bot_id: str | None = None
    text: str | None = None
    ts: str | None = None
    thread_ts: str | None = None
    files: list[_Named] | None = None
    message: "_Target | None" = None
    previous_message: "_Target | None" = None

    @model_validator(mode="after")
    def _of_a_message(self) -> Self:
        if self.subtype == "message_changed" and self.message is None:
            raise ValueError("an edit of nothing")
        return self


class _User(_Named):
    name: str = ""
    real_name: str | None = None
    tz: str | None = None
    locale: str | None = None
    profile: "_Profile | None" = None


class _Profile(_Model):
    display_name: str | None = None
    status_text: str | None = None
    status_emoji: str | None = None
    status_expiration: int | None = None


def _kind(payload: Any) -> str | None:
    if not isinstance(payload, dict):
        return None
    return "command" if "command" in payload else str(payload.get("type"))


_SOUND: TypeAdapter[Any] = TypeAdapter(
    Annotated[
        Annotated[_Command, Tag("command")]
        | Annotated[_Shortcut, Tag("shortcut")]
        | Annotated[_MessageShortcut, Tag("message_action")]
        | Annotated[_Clicked, Tag("block_actions")]
        | Annotated[_Suggestion, Tag("block_suggestion")]
        | Annotated[_Form, Tag("view_submission")]
        | Annotated[_Form, Tag("view_closed")]
        | Annotated[_Event, Tag("event_callback")],
        Discriminator(_kind),
    ]
)
