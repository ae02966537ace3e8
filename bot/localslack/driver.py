"""A person in a Slack client, for tests: looks, clicks, fills in and sends, through the same acts as the page."""

from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from typing import Any

from bot.localslack import acts, inputs, writing
from bot.localslack.conversations import Message
from bot.localslack.errors import Json
from bot.localslack.inputs import INPUTS, Values
from bot.localslack.screens import Shown
from bot.localslack.socket import Ack
from bot.localslack.workspace import Workspace

Run = Callable[[Coroutine[Any, Any, Any]], Any]


class Driver:
    def __init__(self, slack: Workspace, person_id: str, run: Run) -> None:
        self._slack = slack
        self._run = run
        self._filled: Values = {}
        self._filled_in: str | None = None
        self.id = person_id

    @property
    def dm(self) -> list[Message]:
        """The direct message with the bot, newest last."""
        return self.read(self._slack.dm_of(self.id).id)

    def read(self, channel: str) -> list[Message]:
        return self._slack.conversations[channel].seen_by(self.id)

    def thread(self, channel: str, ts: str) -> list[Message]:
        return [message for message in self.read(channel) if message.is_reply and message.thread_ts == ts]

    def ephemerals(self, channel: str) -> list[Message]:
        return [message for message in self.read(channel) if message.ephemeral_to == self.id]

    @property
    def modal(self) -> Json | None:
        top = self._slack.screens.top(self.id)
        return {**top.view, "id": top.id, "hash": top.hash} if top else None

    @property
    def home(self) -> Json | None:
        home = self._slack.screens.homes.get(self.id)
        return {**home.view, "id": home.id, "hash": home.hash} if home else None

    @property
    def values(self) -> Values:
        """What the inputs of the modal hold, as Slack would send it."""
        return self._top().values

    def click(self, message: Message, label: str, **entered: Any) -> Ack:
        """Uses an element of a message, by its label or action_id; selects take e.g. selected_user="U1"."""
        block, element = _labelled(message.blocks, label)
        place, ids = (message.channel, message.ts), (block["block_id"], element["action_id"])
        return self._act(acts.click(self._slack, self.id, place, ids, _entered(element, entered)))

    def click_in_view(self, label: str, **entered: Any) -> Ack:
        """Uses an element of the modal, or of the Home tab when no modal is open."""
        shown = self._slack.screens.top(self.id) or self._slack.screens.homes[self.id]
        block, element = _labelled(shown.view["blocks"], label)
        ids = (block["block_id"], element["action_id"])
        return self._act(acts.click_in_view(self._slack, self.id, shown.id, ids, _entered(element, entered)))

    def slash(self, command: str, text: str = "", channel: str | None = None) -> Ack:
        where = channel or self._slack.dm_of(self.id).id
        return self._act(acts.slash(self._slack, self.id, where, f"{command} {text}"))

    def shortcut(self, name: str) -> Ack:
        """Picks a global shortcut, by its name or callback_id."""
        return self._act(acts.shortcut(self._slack, self.id, name))

    def message_shortcut(self, message: Message, name: str) -> Ack:
        return self._act(acts.message_shortcut(self._slack, self.id, (message.channel, message.ts), name))

    def say(self, text: str, channel: str | None = None, thread_ts: str | None = None) -> Message:
        where = channel or self._slack.dm_of(self.id).id
        said: Message = self._run(writing.say(self._slack, self.id, where, text, thread_ts))
        return said

    def edit(self, message: Message, text: str) -> Message:
        """Changes one's own message."""
        edited: Message = self._run(writing.edit(self._slack, self.id, (message.channel, message.ts), text))
        return edited

    def delete(self, message: Message) -> None:
        """Deletes one's own message."""
        self._run(writing.delete(self._slack, self.id, (message.channel, message.ts)))

    def upload(self, name: str, content: bytes, text: str = "", thread_ts: str | None = None) -> Message:
        """Sends a file to the bot, as one drops it into the direct message, with or without words."""
        return self.upload_all({name: content}, text, thread_ts=thread_ts)

    def upload_all(
        self, files: Mapping[str, bytes], text: str = "", channel: str | None = None, thread_ts: str | None = None
    ) -> Message:
        place = (channel or self._slack.dm_of(self.id).id, thread_ts)
        sent: Message = self._run(writing.upload(self._slack, self.id, place, list(files.items()), text))
        return sent

    def open_home(self) -> None:
        self._run(acts.open_home(self._slack, self.id))

    def fill(self, entries: dict[str, Any], section: str | None = None) -> None:
        """Enters values by label; `section` picks among equal labels by the text above them."""
        top = self._top()
        for label, value in entries.items():
            block = _input(top.view["blocks"], label, section)
            element = block["element"]
            state = {"type": element["type"], INPUTS[element["type"]].state: _chosen(element, value)}
            values = {block["block_id"]: {element["action_id"]: state}}
            self._run(acts.fill(self._slack, self.id, top.id, values))
            if block.get("dispatch_action"):
                ids = (block["block_id"], element["action_id"])
                self._act(acts.click_in_view(self._slack, self.id, top.id, ids, state))

    def submit(self, force: bool = False) -> Ack:
        """Presses the submit button; `force` sends what Slack's client refuses at the field."""
        return self._act(acts.submit(self._slack, self.id, self._top().id, {}, force))

    def close(self) -> None:
        self._run(acts.close(self._slack, self.id, self._top().id))

    @property
    def errors_by_block(self) -> dict[str, str]:
        top = self._slack.screens.top(self.id)
        return dict(top.errors) if top else {}

    @property
    def errors(self) -> dict[str, str]:
        """The errors at the fields, by label."""
        blocks = self.modal["blocks"] if self.modal else ()
        labels = {block["block_id"]: block["label"]["text"] for block in blocks if block["type"] == "input"}
        return {labels[block_id]: text for block_id, text in self.errors_by_block.items()}

    def _top(self) -> Shown:
        top = self._slack.screens.top(self.id)
        if top is None:
            raise AssertionError(f"{self.id} has no modal open")
        return top

    def _act(self, act: Coroutine[Any, Any, Ack]) -> Ack:
        ack: Ack = self._run(act)
        return ack


def _labelled(blocks: Sequence[Json], label: str) -> tuple[Json, Json]:
    found = [(block, element) for block, element in inputs.elements(blocks) if label in _names(block, element)]
    if not found:
        known = [name for block, element in inputs.elements(blocks) for name in _names(block, element)]
        raise AssertionError(f"nothing here is called {label!r}, only {known}")
    return found[0]


def _names(block: Json, element: Json) -> Iterator[str]:
    yield element["action_id"]
    for shown in (element.get("text"), element.get("placeholder"), block.get("label")):
        if isinstance(shown, dict):
            yield shown["text"]


def _input(blocks: Sequence[Json], label: str, section: str | None) -> Json:
    above = ""
    for block in blocks:
        if block["type"] in ("section", "header"):
            above = (block.get("text") or {}).get("text", "")
        if block["type"] == "input" and block["label"]["text"] == label and (section is None or section in above):
            return block
    raise AssertionError(f"no input {label!r} under {section!r}")


def _entered(element: Json, entered: Json) -> Json:
    kind = INPUTS.get(element["type"])
    if element["type"] == "overflow" or (kind and kind.state in entered):
        key = kind.state if kind else "selected_option"
        return {key: _chosen(element, entered[key])}
    return entered


def _chosen(element: Json, value: Any) -> Any:
    """Options may be named by their text or value; text and numbers are entered as text."""
    if isinstance(value, list):
        return [_chosen(element, one) for one in value]
    groups = element.get("option_groups", ())
    for option in [*element.get("options", ()), *(one for group in groups for one in group["options"])]:
        if value in (option["value"], option["text"]["text"]):
            return option
    return str(value) if isinstance(value, int | float) and element["type"].endswith("_input") else value
