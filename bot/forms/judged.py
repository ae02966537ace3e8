"""What was typed, judged by the rules of files: problems go to their fields."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.forms.sheet import Problem
from bot.objectives.plans.faults import Lines, faults_of

NOWHERE = Lines({(): 1})
Model = TypeVar("Model", bound=BaseModel)


def judged(
    model: type[Model], data: Mapping[str, Any], fields: Mapping[str, str], elsewhere: str, known: Any = None
) -> tuple[Model | None, list[Problem]]:
    """The piece of a file, or what is wrong with it, at the form's `fields` by the file's names; what is wrong with
    others is said `elsewhere`."""
    try:
        return model.model_validate(data, context=known), []
    except ValidationError as wrong:
        faults = faults_of(wrong, NOWHERE, {})
    return None, [Problem(fields.get(fault.where, elsewhere), fault.message, fault.values) for fault in faults]
