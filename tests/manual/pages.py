"""The manual's pages as they are written: their commands, their files and where their links lead."""

import re
import shlex
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
README = DOCS.parent / "README.md"
FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^\1```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
TYPED = ("sh", "console", "")
SHELL = (">", ">>", "|", "&&")
"""Behind these a command is no longer ours."""


@dataclass(frozen=True)
class Typed:
    """A command of ours as somebody types it, and the variables that stand before it."""

    words: list[str]
    variables: dict[str, str]


def pages() -> list[Path]:
    return [README, *sorted(DOCS.rglob("*.md"))]


def name_of(page: Path) -> str:
    return str(page.relative_to(DOCS.parent))


def typed(page: Path) -> list[Typed]:
    """Every line of a page that begins with okrbot, where it tells what to type."""
    lines = (
        line.strip().removeprefix("$ ")
        for _, language, text in FENCED.findall(page.read_text())
        if language in TYPED
        for line in text.splitlines()
    )
    found = (_read(shlex.split(line, comments=True)) for line in lines if "okrbot " in line and "docker" not in line)
    return [one for one in found if one.words]


def _read(words: list[str]) -> Typed:
    variables = {}
    while words and "=" in words[0]:
        name, _, variables[name] = words.pop(0).partition("=")
    ours = words and words[0].removeprefix(".venv/bin/") == "okrbot"
    return Typed(list(takewhile(lambda word: word not in SHELL, words[1:])) if ours else [], variables)


def yaml_in(page: Path) -> list[str]:
    return [text for _, language, text in FENCED.findall(page.read_text()) if language == "yaml"]


def links(page: Path) -> list[str]:
    """Within the project, without what stands in code."""
    return LINK.findall(FENCED.sub("", page.read_text()))
