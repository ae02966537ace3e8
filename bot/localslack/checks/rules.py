"""The words in which the tables of rules are written: a rule looks at a value and tells its problems."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Rule = Callable[[Any, str], Iterator[str]]
"""Takes a value and its JSON pointer; yields messages in Slack's words."""


def problem(text: str, at: str) -> str:
    return f"[ERROR] {text} [json-pointer:{at}]"


def string(most: int, least: int = 1) -> Rule:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must provide a string", at)
        elif len(value) < least:
            yield problem(f"must be more than {least - 1} characters", at)
        elif len(value) > most:
            yield problem(f"must be less than {most + 1} characters", at)

    return check


def matching(pattern: str, what: str) -> Rule:
    compiled = re.compile(pattern)

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must provide a string", at)
        elif not compiled.fullmatch(value):
            yield problem(f"must be {what}", at)

    return check


def address(most: int) -> Rule:
    length = string(most)

    def check(value: Any, at: str) -> Iterator[str]:
        problems = list(length(value, at))
        if not problems and not re.match(r"(https?|slack)://\S|mailto:\S", value):
            problems.append(problem("invalid url", at))
        yield from problems

    return check


def boolean(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield problem("must provide a boolean", at)


def whole(least: int, most: int) -> Rule:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield problem("must provide an integer", at)
        elif not least <= value <= most:
            yield problem(f"must be between {least} and {most}", at)

    return check


def number(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield problem("must provide a number", at)


def positive(value: Any, at: str) -> Iterator[str]:
    problems = list(number(value, at))
    if not problems and value <= 0:
        problems.append(problem("must be greater than 0", at))
    yield from problems


def one_of(*allowed: str) -> Rule:
    def check(value: Any, at: str) -> Iterator[str]:
        if value not in allowed:
            yield problem(f"must be a valid enum value: {', '.join(allowed)}", at)

    return check


def nullable(rule: Rule) -> Rule:
    def check(value: Any, at: str) -> Iterator[str]:
        if value is not None:
            yield from rule(value, at)

    return check


def items(rule: Rule, most: int, least: int = 1) -> Rule:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield problem("must provide an array", at)
            return
        if len(value) < least:
            yield problem(f"must have at least {least} items", at)
        if len(value) > most:
            yield problem(f"no more than {most} items allowed", at)
        for index, item in enumerate(value):
            yield from rule(item, f"{at}/{index}")

    return check


@dataclass(frozen=True)
class Shape:
    """An object with these fields and no others; `also` holds the rules between fields."""

    required: Mapping[str, Rule] = field(default_factory=dict)
    optional: Mapping[str, Rule] = field(default_factory=dict)
    also: Sequence[Rule] = ()

    def __call__(self, value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must provide an object", at)
            return
        problems = list(self._fields(value, at))
        yield from problems
        # Rules between fields may rely on each field being sound.
        if not problems:
            for rule in self.also:
                yield from rule(value, at)

    def _fields(self, value: Mapping[str, Any], at: str) -> Iterator[str]:
        known = {**self.required, **self.optional}
        for name in self.required:
            if name not in value:
                yield problem(f"missing required field: {name}", at)
        for name, held in value.items():
            if name in known:
                yield from known[name](held, f"{at}/{name}")
            else:
                yield problem(f"invalid additional property: {name}", at)


def tagged(kinds: Mapping[str, Rule]) -> Rule:
    """Objects whose `type` says which rule holds."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must provide an object", at)
        elif "type" not in value:
            yield problem("missing required field: type", at)
        elif value["type"] not in kinds:
            yield problem(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            yield from kinds[value["type"]](value, at)

    return check


def exactly_one(*names: str) -> Rule:
    def check(value: Any, at: str) -> Iterator[str]:
        if sum(name in value for name in names) != 1:
            yield problem(f"must have exactly one of: {', '.join(names)}", at)

    return check


def at_least_one(*names: str) -> Rule:
    def check(value: Any, at: str) -> Iterator[str]:
        if not any(name in value for name in names):
            yield problem(f"must have at least one of: {', '.join(names)}", at)

    return check
