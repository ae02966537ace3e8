"""What a form that was sent holds, and the sentences for what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.forms.sheet import YES, Problem, Subject, Typed, read_subject
from bot.text import Text

NAMED = ("selected_user", "selected_conversation", "selected_time", "value")


def about(view: Mapping[str, Any]) -> Subject:
    return read_subject(view.get("private_metadata") or "")


def entered(view: Mapping[str, Any]) -> Typed:
    """By the names of the fields that the form has."""
    values = (view.get("state") or {}).get("values", {})
    return {
        block_id.partition(":")[0]: raw(state) for block_id, actions in values.items() for state in actions.values()
    }


def raw(state: Mapping[str, Any]) -> str:
    if "selected_users" in state:
        return " ".join(sorted(state["selected_users"] or ()))
    if "selected_options" in state:
        return YES if state["selected_options"] else ""
    if "selected_option" in state:
        return str((state["selected_option"] or {}).get("value") or "")
    return next((str(state[name]) for name in NAMED if state.get(name)), "").strip()


def errors(
    text: Text, subject: Subject, typed: Typed, problems: Sequence[Problem], own: Mapping[str, str], elsewhere: str
) -> dict[str, str]:
    """The first problem of each field, by block id. `own` has the sentences of this form in place of those that speak
    of a file's fields; of a field that is not shown it is said `elsewhere`."""
    found: dict[str, str] = {}
    for one in problems:
        name = one.field if one.field in typed else elsewhere
        sentence = text(own.get(one.message, one.message), **one.values)
        # Sentences of a file go on from the name of their field; here they stand alone.
        found.setdefault(f"{name}:{subject.version}", sentence[:1].upper() + sentence[1:])
    return found
