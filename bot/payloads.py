"""The shapes of what Slack sends, as far as they are read without asking: new fields of Slack's do no harm."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, TypeAdapter, model_validator

Url = Annotated[str, Field(pattern="^https?://")]
Id = Annotated[str, Field(max_length=32)]
Trigger = Annotated[str, Field(max_length=200)]


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
    event_time: int | None = None


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
    tokens: dict[str, list[str]] | None = None
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


SOUND: TypeAdapter[Any] = TypeAdapter(
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
