"""Who is behind one of Slack's payloads."""

from dataclasses import dataclass

from bot.people.zones import zone_of
from bot.text import Text, speak
from storage.models import Person, Workspace


@dataclass(frozen=True)
class Caller:
    workspace: Workspace
    person: Person

    @property
    def text(self) -> Text:
        """The texts in the person's language, the workspace's where none is known."""
        return speak(self.person.language or self.workspace.language)

    @property
    def zone(self) -> str:
        return zone_of(self.person, self.workspace)
