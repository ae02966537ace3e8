"""What is wrong with a plan file: each mistake with its line and field, all of them at once."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.errors import UserError

Loc = tuple[str | int, ...]
"""Where in a document: ("objectives", 0, "title")."""

LONGEST_SHOWN = 60
QUOTED = re.compile(r"'([^']*)'")
WORDS = {
    "missing": "plan.missing",
    "string_type": "plan.not_text",
    "string_too_short": "plan.empty",
    "string_too_long": "plan.too_long",
    "float_parsing": "plan.not_a_number",
    "float_type": "plan.not_a_number",
    "finite_number": "plan.not_a_number",
    "int_parsing": "plan.not_a_whole_number",
    "int_from_float": "plan.not_a_whole_number",
    "int_type": "plan.not_a_whole_number",
    "greater_than": "plan.too_small",
    "greater_than_equal": "plan.too_small_from",
    "less_than_equal": "plan.too_large",
    "bool_parsing": "plan.not_yes_or_no",
    "bool_type": "plan.not_yes_or_no",
    "tuple_type": "plan.not_a_list",
    "dict_type": "plan.not_fields",
    "model_type": "plan.not_fields",
    "model_attributes_type": "plan.not_fields",
    "enum": "plan.not_one_of",
}


@dataclass(frozen=True)
class Fault:
    """One mistake; its text is `message` with `values`."""

    line: int
    where: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


class PlanRefused(UserError):
    """Nothing was stored: the file has `faults`."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("plan.refused")


@dataclass(frozen=True)
class Lines:
    """The line, from 1, of each place in a document."""

    numbers: Mapping[Loc, int]

    def of(self, loc: Loc) -> int:
        """The line of a place, or of the nearest one around it that is in the document."""
        while loc not in self.numbers:
            loc = loc[:-1]
        return self.numbers[loc]

    def fault(self, loc: Loc, message: str, **values: object) -> Fault:
        where = ".".join(part for part in loc if isinstance(part, str))
        return Fault(self.of(loc), where, message, values)


def faults_of(problems: ValidationError, lines: Lines, fields: Mapping[str, Iterable[str]]) -> list[Fault]:
    """The mistakes that a model found; `fields` are those a section knows, for a hint at the nearest."""
    return [_fault(problem, lines, fields) for problem in problems.errors(include_url=False)]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like `word`, none where none is."""
    return next(iter(difflib.get_close_matches(word, list(known), 1)), None)


def _fault(problem: ErrorDetails, lines: Lines, fields: Mapping[str, Iterable[str]]) -> Fault:
    loc, kind = problem["loc"], problem["type"]
    if kind == "extra_forbidden":
        return _unknown_field(loc, lines, fields)
    values = {"value": str(problem["input"])[:LONGEST_SHOWN], **problem.get("ctx", {})}
    if kind == "enum":
        values["known"] = ", ".join(QUOTED.findall(values["expected"]))
    # A type with a point in it is a text id of the model's own.
    message = kind if "." in kind else WORDS.get(kind, "plan.malformed")
    return lines.fault(loc, message, **values)


def _unknown_field(loc: Loc, lines: Lines, fields: Mapping[str, Iterable[str]]) -> Fault:
    section = next((part for part in reversed(loc[:-1]) if isinstance(part, str)), "")
    known, word = list(fields[section]), str(loc[-1])
    near = nearest(word, known)
    if near is None:
        return lines.fault(loc, "plan.unknown_field", known=", ".join(known))
    return lines.fault(loc, "plan.unknown_field_near", near=near)
