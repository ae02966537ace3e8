"""The history of an objective or a key result in words."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.actions import SHOW
from bot.commands import Command
from bot.delivery.outgoing import Post
from bot.objectives.blocks import more
from bot.objectives.details import said_in
from bot.objectives.history import CheckedIn, Edited, Entry, History
from bot.objectives.lines import LONGEST_SAID, most_that_fit, title
from bot.phrases.blocks import button, row, section
from bot.phrases.people import name_of
from bot.phrases.values import quantity
from bot.text import Text, cut, escape

PAGE = 10
FIELDS = {
    "title": "history.title",
    "owner_id": "history.owner",
    "unit": "history.unit",
    "kind": "history.kind",
    "start": "history.start",
    "target": "history.target",
    "relative_target": "history.target",
    "low": "history.low",
    "high": "history.high",
    "weight": "history.weight",
    "kpi_id": "history.kpi",
    "level": "history.level",
    "team_id": "history.team",
    "cycle_id": "history.cycle",
    "parent_id": "history.parent",
    "visibility": "history.visibility",
    "rollup": "history.rollup",
    "state": "history.state",
    "steps": "history.steps",
    "grade": "history.grade",
    "grade_note": "history.grade_note",
    "outcome": "history.outcome",
}
FIGURES = ("start", "target", "low", "high")
WORDS = {
    ("kind", "change"): "history.kind_change",
    ("kind", "maintain"): "history.kind_maintain",
    ("kind", "milestone"): "history.kind_milestone",
    ("kind", "baseline"): "history.kind_baseline",
    ("level", "company"): "history.level_company",
    ("level", "team"): "history.level_team",
    ("level", "person"): "history.level_person",
    ("visibility", "open"): "history.visibility_open",
    ("visibility", "team"): "history.visibility_team",
    ("rollup", "True"): "history.yes",
    ("rollup", "False"): "history.no",
    ("state", "open"): "history.state_open",
    ("state", "closed"): "history.state_closed",
    ("outcome", "carried"): "became.carried",
    ("outcome", "done"): "became.done",
    ("outcome", "dropped"): "became.dropped",
}


def timeline(text: Text, found: History, zone: str, first: int = 0) -> Post:
    """One page of it, from the one at place `first` on; days and hours are those of `zone`."""
    heading = text("history.heading", id=found.short_id, title=title(found.title))
    everything = list(_grouped(found.entries))
    entries, left = everything[first : first + PAGE], len(everything) - first - PAGE
    blocks = [section(heading if entries else f"{heading}\n{text('history.none')}")]
    blocks += [section(most_that_fit(text, list(_entry(text, group, zone, found.short_id)))) for group in entries]
    back = button(SHOW, text("okr.button_show"), found.short_id, spoken=text("okr.button_show_what", id=found.short_id))
    rest = more(text, f"{Command.HISTORY} {found.short_id}", first + PAGE, text.count("history.left", left))
    return Post(text=heading, blocks=[*blocks, *(rest if left > 0 else row([back]))])


def _grouped(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """What one person edited of one thing at once is told at once."""
    for _, group in groupby(entries, key=_together):
        yield list(group)


def _together(entry: Entry) -> object:
    if isinstance(entry, CheckedIn):
        return entry.answer.id
    return entry.at, entry.short_id, entry.thing, entry.person.id if entry.person else None


def _entry(text: Text, group: Sequence[Entry], zone: str, asked: str) -> Iterator[str]:
    first = group[0]
    who = name_of(first.person) if first.person else text("history.nobody")
    short_id = first.item.short_id if isinstance(first, CheckedIn) else first.short_id
    about = [short_id] if short_id != asked else []
    yield " · ".join([f"*{text.moment(first.at, zone)}*", who, *about])
    if isinstance(first, CheckedIn):
        yield from _checked_in(text, first)
    else:
        yield from (_edited(text, one) for one in group if isinstance(one, Edited))


def _checked_in(text: Text, entry: CheckedIn) -> Iterator[str]:
    yield said_in(text, entry.item, entry.answer)
    if entry.answer.note:
        yield text("receipt.note", words=escape(cut(entry.answer.note, LONGEST_SAID)))
    if entry.answer.blocker:
        yield text("receipt.blocker", words=escape(cut(entry.answer.blocker, LONGEST_SAID)))


def _edited(text: Text, entry: Edited) -> str:
    thing = f"{title(entry.thing)}: " if entry.thing else ""
    match entry.field, entry.after:
        case "archived_at", None:
            return thing + text("history.restored")
        case "archived_at", _:
            return thing + text("history.archived")
        case "title", words if words is not None and entry.before is None:
            return text("history.created", words=title(words))
    if entry.field not in FIELDS:
        return thing + text("history.other")
    before, after = (_value(text, entry, value) for value in (entry.before, entry.after))
    return thing + text("history.edit", field=text(FIELDS[entry.field]), before=before, after=after)


def _value(text: Text, entry: Edited, value: str | None) -> str:
    """A stored value as people say it; an em dash for none."""
    if value is None or value == "":
        return "—"
    if (entry.field, value) in WORDS:
        return text(WORDS[entry.field, value])
    if entry.field in FIGURES:
        return escape(quantity(text, float(value), entry.unit))
    if entry.field == "relative_target":
        return text.percent(float(value))
    if entry.field in ("weight", "grade"):
        return text.number(float(value))
    return text("history.quoted", words=escape(cut(value, LONGEST_SAID)))
