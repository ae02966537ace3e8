"""What a form is about, what stands in its fields, and why nothing of it was stored."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from bot.people.caller import Caller
from storage.changes import Edited, changes_since
from storage.models import Person

YES = "yes"
MOST_OPTIONS = 100
WRITTEN = re.compile(r"(\d{1,9}) (\d{1,12})", re.ASCII)
Typed = Mapping[str, str]
"""What the fields hold, by their names: people are Slack ids with a space between two, what was chosen from a list is
its value, a tick YES."""


@dataclass(frozen=True)
class Subject:
    """The row that a form changes, 0 for a new one, and its version as the form shows it."""

    row: int = 0
    version: int = 0

    def written(self) -> str:
        return f"{self.row} {self.version}"


def read_subject(written: str) -> Subject:
    """A new row where it is not as it was written."""
    found = WRITTEN.fullmatch(written)
    return Subject(int(found[1]), int(found[2])) if found else Subject()


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class Editor:
    """Somebody who changed a row; their own row does not outlive the transaction that stored nothing."""

    name: str
    slack_id: str


@dataclass(frozen=True)
class Sheet:
    """One form: `lists` has what may be chosen where that depends on what is stored. `changed` has what stood in the
    fields that somebody else, `by`, has changed since the form was opened."""

    form: str
    caller: Caller
    subject: Subject
    typed: Typed
    lists: Mapping[str, tuple[Choice, ...]] = dataclasses.field(default_factory=dict)
    changed: Typed = dataclasses.field(default_factory=dict)
    by: Editor | None = None


@dataclass(frozen=True)
class Problem:
    """A sentence to say at a field."""

    field: str
    message: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)


class Mistakes(Exception):
    """Nothing was stored: what was typed has problems."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(problem.message for problem in problems))
        self.problems = problems


class Outdated(Exception):
    """Nothing was stored: somebody else changed the row after the form was opened. `sheet` is the form as it is now."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet


def refuse_outdated(
    session: Session, row: Edited, fields: Mapping[str, tuple[str, ...]], now: Sheet, subject: Subject, typed: Typed
) -> None:
    """Raises Outdated where saving would undo what somebody else has changed since. `fields` are those that show the
    columns, `now` is the form as it would open now."""
    if now.subject.version == subject.version:
        return
    edits = changes_since(session, row, subject.version)
    touched = {name for edit in edits for name in fields.get(edit.field, ())}
    yours = {name: typed[name] for name in now.typed if name in touched & set(typed) and typed[name] != now.typed[name]}
    if yours:
        ids = [edit.person_id for edit in reversed(edits) if edit.person_id]
        by = session.get_one(Person, ids[0]) if ids else None
        standing = {**now.typed, **typed, **{name: now.typed[name] for name in yours}}
        raise Outdated(replace(now, typed=standing, changed=yours, by=Editor(by.name, by.slack_id) if by else None))
