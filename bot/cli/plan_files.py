"""YAML files on the command line: read whole, their mistakes named line by line."""

from collections.abc import Iterator
from pathlib import Path

from bot.errors import UserError
from bot.imports.words import refusal
from bot.objectives.plans.faults import PlanRefused
from bot.objectives.plans.tree import Tree, read_tree
from bot.text import Text
from storage.imports.file import read_bytes
from storage.imports.refusal import Refused

LARGEST = 2 * 1024 * 1024


def tree_of(file: Path) -> Tree:
    """Raises UserError for what is no file of text, PlanRefused for what is no YAML."""
    try:
        return read_tree(read_bytes(file, LARGEST).decode("utf-8-sig"))
    except Refused as refused:
        raise refusal(refused) from refused
    except UnicodeDecodeError as strange:
        raise UserError("okrs.not_utf8", file=file) from strange


def complaints(text: Text, file: Path, refused: PlanRefused) -> Iterator[str]:
    """A line a mistake."""
    for fault in refused.faults:
        problem = text(fault.message, **fault.values)
        if fault.where:
            yield text("plan.fault", file=file.name, line=fault.line, field=fault.where, problem=problem)
        else:
            yield text("plan.fault_of_line", file=file.name, line=fault.line, problem=problem)
