"""YAML as text, lists and fields, with the line of each: what a value means is its field's matter.

A plain 10:00 or 2026 or no stays the word that was typed, where YAML would make a number or a false of it.
"""

from dataclasses import dataclass
from typing import Any

import yaml

from bot.objectives.plans.faults import Fault, Lines, Loc, PlanRefused

MOST_NODES = 100_000
DEEPEST = 20
NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True)
class Tree:
    data: dict[str, Any]
    lines: Lines
    faults: list[Fault]


def read_tree(source: str) -> Tree:
    """Of fields that stand twice the first is kept; PlanRefused where there are no fields to read."""
    root = _composed(source)
    if root is None or root.tag == NULL:
        raise PlanRefused([Fault(1, "", "plan.empty_file")])
    if not isinstance(root, yaml.MappingNode):
        raise PlanRefused([Fault(root.start_mark.line + 1, "", "plan.no_fields")])
    walk = _Walk()
    data = walk.fields(root, ())
    return Tree(data, Lines(walk.lines), walk.faults)


def _composed(source: str) -> yaml.Node | None:
    try:
        return yaml.compose(source, yaml.SafeLoader)
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        raise PlanRefused([Fault(mark.line + 1 if mark else 1, "", "plan.not_yaml")]) from broken
    except yaml.reader.ReaderError as broken:
        line = source[: broken.position].count("\n") + 1
        raise PlanRefused([Fault(line, "", "plan.strange_character")]) from broken
    except RecursionError as broken:
        raise PlanRefused([Fault(1, "", "plan.too_deep")]) from broken


class _Walk:
    """Goes through a document and notes where everything stands."""

    def __init__(self) -> None:
        self.lines: dict[Loc, int] = {(): 1}
        self.faults: list[Fault] = []

    def value(self, node: yaml.Node, loc: Loc) -> Any:
        # Aliases may make a short file a huge or an endless tree.
        if len(loc) > DEEPEST or len(self.lines) > MOST_NODES:
            raise PlanRefused([Fault(_line(node), "", "plan.too_deep")])
        match node:
            case yaml.MappingNode():
                return self.fields(node, loc)
            case yaml.SequenceNode():
                return [self.item(item, (*loc, number)) for number, item in enumerate(node.value)]
            case _:
                return None if node.tag == NULL else node.value

    def item(self, node: yaml.Node, loc: Loc) -> Any:
        self.lines[loc] = _line(node)
        return self.value(node, loc)

    def fields(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if name in found:
                first = self.lines[*loc, name]
                self.faults.append(Fault(_line(key), name, "plan.field_twice", {"first": first}))
                continue
            self.lines[*loc, name] = _line(key)
            found[name] = self.value(value, (*loc, name))
        return found


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
