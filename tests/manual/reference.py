"""docs/reference: every command, every setting and every field of a file, as the code has them."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer
from pydantic import BaseModel
from typer.core import TyperGroup, TyperOption

from bot.cli.main import app
from bot.objectives.plans.plan import SECTIONS

HERE = Path(__file__).parents[2]
FOLDER = HERE / "docs" / "reference"
SETTING = re.compile(r"([A-Z_]+)=(.*)")
MADE = "<!-- Made by python -m tests.manual from the code: change it there. -->"
TAKES = {
    "day": "`mon` to `sun`", "time": '`"HH:MM"`', "every": "1, 2 or 4 weeks", "from": "a date", "to": "a date",
    "lead": "a Slack id or an e-mail", "owner": "a Slack id or an e-mail", "members": "a list of Slack ids or e-mails",
    "channel": "a Slack id or `#name`", "holidays": "a country or a part of one: `DE`, `DE-BY`",
    "language": "`en` or `ru`", "timezone": "an IANA time zone", "target": 'a number, or `"+25%"` of the start',
    "parent": "the title of an objective", "window": "a length of time: `90d`, `12w`, `3m`",
    "checkin": "[fields](#checkin)", "digest": "[fields](#digest)", "source": "[fields](#source)",
    "maintain": "[fields](#maintain)", "teams": "a [list](#teams)", "cycles": "a [list](#cycles)",
    "kpis": "a [list](#kpis)", "objectives": "a [list](#objectives)", "key_results": "a [list](#key_results)",
    "milestones": "a [list](#milestones), at most 10", "initiatives": "a [list](#initiatives)",
}  # fmt: skip
"""Where the type alone says too little."""
DEFAULTS = {"day": "fri", "time": "10:00"}
TOP = {
    "": "A file has these sections, in any order. What is absent stays as it is.",
    "source": "Under a KPI that reads its rows from another database.",
    "checkin": "Under a team.",
    "digest": "Under a team.",
    "key_results": "Under an objective. Each is measured in one way: `target`, `maintain`, `milestones` or `baseline`.",
    "maintain": "Under a key result.",
    "milestones": "Under a key result; a step may also be a text alone.",
    "initiatives": "Under an objective or a key result. They never count in progress.",
}


def pages() -> Mapping[str, str]:
    """Texts of pages by the names of their files."""
    return {
        "commands.md": _page("Commands", _commands()),
        "settings.md": _page("Settings", _settings()),
        "yaml.md": _page("OKRs as YAML", _fields()),
    }


def _page(title: str, lines: Iterator[str]) -> str:
    return "\n".join([MADE, "", f"# {title}", "", *lines]) + "\n"


def _commands() -> Iterator[str]:
    yield "Answers come on stdout, errors on stderr. Exit code 1: it could not be done; 2: wrong use."
    yield "`--json` prints one JSON document and nothing else."
    for words, command in leaves():
        yield from _command(words, command)


def leaves() -> Iterator[tuple[str, Any]]:
    """Every command with all its words, and what Typer makes of it."""
    waiting: list[tuple[str, Any]] = [("okrbot", typer.main.get_command(app))]
    while waiting:
        words, command = waiting.pop(0)
        if isinstance(command, TyperGroup):
            waiting += [(f"{words} {name}", found) for name, found in command.commands.items()]
        else:
            yield words, command


def _command(words: str, command: Any) -> Iterator[str]:
    context = command.context_class(command, info_name=words)
    usage = " ".join(one for one in command.collect_usage_pieces(context) if one != "[OPTIONS]")
    yield from ("", f"## {words}", "", " ".join((command.help or "").split()), "")
    yield from ("```text", f"{words} {usage}".strip(), "```")
    records = [one.get_help_record(context) for one in command.params if isinstance(one, TyperOption)]
    if options := [record for record in records if record]:
        yield from ("", "| option | what it does |", "|---|---|")
        yield from (f"| `{_cells(option)}` | {_cells(said)} |" for option, said in options)


def _settings() -> Iterator[str]:
    """In the words of .env.example: a comment stands above what it is about."""
    yield "From the environment or a file `.env` in the folder where okrbot starts. An empty value counts as not set."
    yield "What is wrong or missing is named at the start, all of it at once."
    yield from ("", "| setting | what it is | default |", "|---|---|---|")
    said: list[str] = []
    for line in (HERE / ".env.example").read_text().splitlines():
        if line.startswith("#"):
            said.append(line.removeprefix("#").strip())
        elif found := SETTING.fullmatch(line):
            default = f"`{found[2]}`" if found[2] else ""
            yield f"| `{found[1]}` | {_cells(' '.join(said))} | {default} |"
            said = []
        else:
            said = []


def _fields() -> Iterator[str]:
    yield "`okrbot okrs import FILE.yaml` reads it, `okrbot okrs export` writes it. What has no default is needed."
    for name, model in SECTIONS.items():
        yield from ("", f"## {name or 'The file'}", "", *([TOP[name], ""] if name in TOP else ()))
        yield from ("| field | takes | default |", "|---|---|---|")
        yield from _rows(model)


def _rows(model: type[BaseModel]) -> Iterator[str]:
    schema = model.model_json_schema()
    needed = schema.get("required", ())
    for name, field in schema["properties"].items():
        default = "" if name in needed else DEFAULTS.get(name) or _written(field.get("default"))
        takes = TAKES.get(name) or _takes(field, schema.get("$defs", {}))
        yield f"| `{name}` | {_cells(takes)} | {_cells(default)} |"


def _takes(field: Mapping[str, Any], named: Mapping[str, Any]) -> str:
    """What a field takes, in words, from its JSON schema."""
    if reference := field.get("$ref"):
        return _takes(named[reference.rpartition("/")[2]], named)
    if choices := field.get("anyOf"):
        return " or ".join(dict.fromkeys(_takes(one, named) for one in choices if one.get("type") != "null"))
    if one_of := field.get("enum"):
        return ", ".join(f"`{value}`" for value in one_of)
    match field.get("type"):
        case "array":
            return f"a list: {_takes(field['items'], named)}" if field.get("items") else "a list"
        case "object":
            return "fields"
        case "integer":
            return "a whole number"
        case "number":
            return "a number"
        case "boolean":
            return "true or false"
    return {"date": "a date", "time": "a time"}.get(str(field.get("format")), "a text")


def _written(default: object) -> str:
    match default:
        case None | "" | dict():
            return "none"
        case bool():
            return f"`{default}`".lower()
        case list() if not default:
            return "none"
    return f"`{default}`"


def _cells(words: str) -> str:
    return words.replace("|", "\\|")
