"""What a form holds, and the sentences for what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.authoring.elements import action_of, block_of
from bot.authoring.sheets import Field, Form, Subject, Typed, read_subject
from bot.forms.entered import raw
from bot.forms.sheet import Problem
from bot.phrases.values import unit_called
from bot.text import Text

OWN_WORDS = {
    "plan.missing": "author.missing",
    "plan.no_measure": "author.no_target",
    "plan.no_start": "author.no_start",
    "plan.start_is_target": "author.start_is_target",
    "plan.no_bound": "author.no_bound",
    "plan.bounds_crossed": "author.bounds_crossed",
    "plan.no_steps": "author.no_steps",
    "plan.too_many_steps": "author.too_many_steps",
    "plan.bad_target": "author.bad_target",
    "plan.bad_person": "author.owner_missing",
    "plan.email_needs_token": "author.owner_missing",
}
"""Where the sentence of a plan speaks of the names that fields have in a file."""

FIELDS = frozenset(Field)


def about(view: Mapping[str, Any]) -> Subject:
    return read_subject(view.get("private_metadata") or "")


def filled_in(view: Mapping[str, Any]) -> tuple[Form, Subject, Typed]:
    """Which form it is, what it is about and what stands in it."""
    return Form(view["callback_id"]), about(view), typed_in(view)


def typed_in(view: Mapping[str, Any]) -> Typed:
    """The fields that the form has, each with what stands in it."""
    values = (view.get("state") or {}).get("values", {})
    found = {}
    for block_id, actions in values.items():
        name = block_id.partition(":")[0]
        if name in FIELDS and action_of(Field(name)) in actions:
            found[Field(name)] = raw(actions[action_of(Field(name))])
    if Field.UNIT in found:
        found[Field.UNIT] = unit_called(found[Field.UNIT])
    return found


def errors(text: Text, subject: Subject, typed: Typed, problems: Sequence[Problem]) -> dict[str, str]:
    """The first problem of each field, by block id; of a field that is not shown it is said at the title."""
    found: dict[str, str] = {}
    for one in problems:
        field = Field(one.field) if one.field in typed else Field.TITLE
        found.setdefault(block_of(field, subject), sentence(text, one.message, **one.values))
    return found


def sentence(text: Text, message: str, **values: object) -> str:
    """Sentences of a plan go on from the name of their field; here they stand alone."""
    words = text(OWN_WORDS.get(message, message), **values)
    return words[:1].upper() + words[1:]
