"""A person in a Slack client, for tests: looks, clicks, fills in and sends, through the same acts as the page."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from bot.localslack import acts, forms, labels, writing
from bot.localslack.conversations import Message
from bot.localslack.errors import Json
from bot.localslack.inputs import EXTERNAL, INPUTS, Values
from bot.localslack.screens import Shown
from bot.localslack.socket import Ack
from bot.localslack.suggestions import Suggested, Where, suggest
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
        block, element = labels.element(message.blocks, label)
        place = (message.channel, message.ts)
        chosen = self._entered(place, block, element, entered)
        return self._act(acts.click(self._slack, self.id, place, labels.ids(block, element), chosen))

    def click_in_view(self, label: str, section: str | None = None, **entered: Any) -> Ack:
        """Uses an element of the modal, or of the Home tab when no modal is open; `section` as in `fill`."""
        shown = self._shown()
        block, element = labels.element(shown.view["blocks"], label, section)
        chosen = self._entered(shown.id, block, element, entered)
        return self._act(acts.click_in_view(self._slack, self.id, shown.id, labels.ids(block, element), chosen))

    def suggest(self, label: str, query: str, section: str | None = None) -> Suggested:
        """Types in an external select of the modal, or of the Home tab, and chooses nothing."""
        shown = self._shown()
        found = labels.element(shown.view["blocks"], label, section)
        return self._suggest(shown.id, labels.ids(*found), query)

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

    def open_home(self, tab: str = "home") -> None:
        self._run(acts.open_home(self._slack, self.id, tab))

    def fill(self, entries: dict[str, Any], section: str | None = None) -> None:
        """Enters values by label; `section` picks among equal labels by the text above them. In an external select the
        value is typed and the option of that name chosen, or the only one found; (typed, name) are given apart."""
        shown = self._shown()
        for label, value in entries.items():
            block = labels.input_block(shown.view["blocks"], label, section)
            element = block["element"]
            chosen = self._chosen(shown.id, block, element, value)
            state = {"type": element["type"], INPUTS[element["type"]].state: chosen}
            values = {block["block_id"]: {element["action_id"]: state}}
            self._run(acts.fill(self._slack, self.id, shown.id, values))
            if block.get("dispatch_action"):
                self._act(acts.click_in_view(self._slack, self.id, shown.id, labels.ids(block, element), state))

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
        names = {block["block_id"]: block["label"]["text"] for block in blocks if block["type"] == "input"}
        return {names[block_id]: text for block_id, text in self.errors_by_block.items()}

    def _top(self) -> Shown:
        top = self._slack.screens.top(self.id)
        if top is None:
            raise AssertionError(f"{self.id} has no modal open")
        return top

    def _shown(self) -> Shown:
        return self._slack.screens.top(self.id) or self._slack.screens.homes[self.id]

    def _entered(self, where: Where, block: Json, element: Json, entered: Json) -> Json:
        kind = INPUTS.get(element["type"])
        key = kind.state if kind else "selected_option"
        return {**entered, key: self._chosen(where, block, element, entered[key])} if key in entered else entered

    def _chosen(self, where: Where, block: Json, element: Json, value: Any) -> Any:
        if element["type"] not in EXTERNAL or value is None:
            return labels.chosen(forms.within(element), element["type"], value)
        if isinstance(value, list):
            return [self._chosen(where, block, element, one) for one in value]
        query, name = value if isinstance(value, tuple) else (value, None)
        options = forms.within(self._suggest(where, labels.ids(block, element), query).found)
        return options[0] if name is None and len(options) == 1 else labels.option(options, name or query)

    def _suggest(self, where: Where, ids: tuple[str, str], query: str) -> Suggested:
        found: Suggested = self._run(suggest(self._slack, self.id, where, ids, query))
        return found

    def _act(self, act: Coroutine[Any, Any, Ack]) -> Ack:
        ack: Ack = self._run(act)
        return ack
