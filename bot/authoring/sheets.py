"""What a form is about, what stands in its fields, and what may be chosen there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.authoring.templates import Sample
from bot.forms.sheet import Choice, Problem
from bot.objectives.standing import Owner
from bot.people.caller import Caller


class Form(StrEnum):
    """The forms, by their callback ids."""

    OBJECTIVE = "author_objective"
    KEY_RESULT = "author_key_result"
    INITIATIVE = "author_initiative"


class Field(StrEnum):
    TEMPLATE = "template"
    TITLE = "title"
    LEVEL = "level"
    TEAM = "team"
    CYCLE = "cycle"
    OWNER = "owner"
    PARENT = "parent"
    VISIBILITY = "visibility"
    WEIGHT = "weight"
    ROLLUP = "rollup"
    KIND = "kind"
    UNIT = "unit"
    START = "start"
    TARGET = "target"
    LOW = "low"
    HIGH = "high"
    STEPS = "steps"
    KPI = "kpi"
    PLACE = "place"
    DONE = "done"


Typed = Mapping[Field, str]
"""What the fields hold, as typed; a person is a Slack id, what was chosen from a list its value, a tick YES."""


@dataclass(frozen=True)
class Subject:
    """What a form is about, by row ids: the objective, and the row inside it (0 for a new one). `version` is that of
    the row as the form shows it, `card` the view that the form was opened from."""

    objective: int = 0
    row: int = 0
    version: int = 0
    card: str = ""
    template: str = ""

    @property
    def mark(self) -> str:
        """Ends the ids of the fields. Slack keeps what is typed under an id, so a new mark starts the fields anew."""
        return f"{self.version}{self.template}"

    def written(self) -> str:
        return f"{self.objective} {self.row} {self.version} {self.card or '-'} {self.template or '-'}"


WRITTEN = re.compile(r"(\d{1,9}) (\d{1,9}) (\d{1,12}) (V[A-Z0-9]{1,30}|-) ([a-z_]{1,30}|-)", re.ASCII)


def read_subject(written: str) -> Subject:
    """One about nothing where it is not as it was written."""
    found = WRITTEN.fullmatch(written)
    if found is None:
        return Subject()
    card, template = ("" if word == "-" else word for word in found.groups()[3:])
    return Subject(int(found[1]), int(found[2]), int(found[3]), card, template)


Choices = tuple[Choice, ...]


@dataclass(frozen=True)
class Meanwhile:
    """A field that somebody else has changed since the form was opened: what it held in the form."""

    field: Field
    yours: str


@dataclass(frozen=True)
class Sheet:
    """One form: `lists` has what may be chosen. `left` is the owner where they are not active any more; `by` has
    changed the row since the form was opened."""

    form: ClassVar[Form]

    caller: Caller
    subject: Subject
    typed: Typed
    lists: Mapping[Field, Choices]
    number: str = ""
    archived: bool = False
    left: Owner | None = None
    changed: tuple[Meanwhile, ...] = ()
    by: Owner | None = None


@dataclass(frozen=True)
class ObjectiveSheet(Sheet):
    """`company` tells that company objectives are among what may be made."""

    form = Form.OBJECTIVE
    company: bool = False


@dataclass(frozen=True)
class KeyResultSheet(Sheet):
    """`objective` is its title; `answers` counts the check-ins on the key result; the form of a `sample` begins with
    its title and its figures."""

    form = Form.KEY_RESULT
    objective: str = ""
    answers: int = 0
    sample: Sample | None = None


@dataclass(frozen=True)
class InitiativeSheet(Sheet):
    form = Form.INITIATIVE
    objective: str = ""


class Outdated(Exception):
    """Nothing was stored: somebody else changed the row after the form was opened. `sheet` is the form as it is now."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet


def problem(field: Field, message: str, **values: object) -> Problem:
    return Problem(field, message, values)
