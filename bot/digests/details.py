"""The details under a digest: every key result in a table, the same for the ear, and the pictures of the weeks."""

from collections.abc import Callable, Iterator, Sequence

from slack_sdk.models.blocks import Block, RawTextObject, TableBlock

from bot.delivery.outgoing import LONGEST_ALOUD, Picture, Post
from bot.digests.flow import Digest
from bot.objectives.lines import most_that_fit
from bot.objectives.standing import KeyResultStanding
from bot.phrases.blocks import context, said, section
from bot.phrases.kpis import brief
from bot.phrases.measures import progress_label, span
from bot.phrases.verdicts import paced
from bot.text import Text, cut, escape

MOST_ROWS = 99
"""Of the hundred that Slack takes one is the heading."""
LONGEST_TABLE = 9_000
"""Characters: Slack takes no more than some 13,000 of blocks in all, and pictures come after it."""
LONGEST_CELL = 80
NOTHING = "—"
Cell = Callable[[Text, Digest, KeyResultStanding], str]


def details(text: Text, found: Digest, pictures: tuple[Picture, ...]) -> Post:
    """Most important first: what the table has no room for is counted. Where there are no key results to tell of any
    more, it says that."""
    heading = text("details.title")
    if not found.key_results:
        return said(text("details.none"))
    rows = [_row(text, found, item) for item in found.by_importance]
    shown = list(_that_fit(rows))
    blocks: list[Block] = [section(f"*{heading}*"), _table([[text(name) for name in COLUMNS], *shown])]
    if left := len(rows) - len(shown):
        blocks.append(context(text.count("details.left", left)))
    heard = most_that_fit(text, [_heard(text, row) for row in rows], LONGEST_ALOUD - len(heading) - 2)
    return Post(text=f"{heading}:\n{heard}", blocks=blocks, pictures=pictures, before_pictures=len(blocks))


def _row(text: Text, found: Digest, item: KeyResultStanding) -> list[str]:
    return [cut(cell(text, found, item), LONGEST_CELL) or NOTHING for cell in COLUMNS.values()]


def _that_fit(rows: Sequence[list[str]]) -> Iterator[list[str]]:
    room = LONGEST_TABLE
    for row in rows[:MOST_ROWS]:
        room -= sum(map(len, row))
        if room < 0:
            return
        yield row


def _table(rows: Sequence[Sequence[str]]) -> TableBlock:
    return TableBlock(
        rows=[[RawTextObject(text=cell).to_dict() for cell in row] for row in rows],
        column_settings=[{"is_wrapped": name == "details.key_result"} for name in COLUMNS],
    )


def _heard(text: Text, row: Sequence[str]) -> str:
    """The row in a line: number and title, then each cell that says something after the name of its column."""
    name, *facts = zip(map(text, COLUMNS), row, strict=True)
    told = [f"{column}: {cell}" for column, cell in facts[1:] if cell != NOTHING]
    return escape(" · ".join([f"{name[1]} {facts[0][1]}", *told]))


def _confidence(text: Text, _found: Digest, item: KeyResultStanding) -> str:
    """With what it was before, where that is not the same."""
    if item.confidence is None:
        return ""
    before = item.history[-2].confidence if len(item.history) > 1 else None
    if before in (None, item.confidence):
        return text("details.confidence", confidence=item.confidence)
    return text("details.confidence_before", confidence=item.confidence, before=before)


def _kpi(text: Text, found: Digest, item: KeyResultStanding) -> str:
    reading = next((kpi.reading for kpi in found.kpis if kpi.reading.name == item.kpi), None)
    return text("details.kpi", title=cut(reading.title, 30), value=brief(text, reading)) if reading else ""


COLUMNS: dict[str, Cell] = {
    "details.id": lambda _text, _found, item: item.short_id,
    "details.key_result": lambda _text, _found, item: item.title,
    "details.owner": lambda _text, _found, item: item.owner.name or item.owner.slack_id,
    "details.value": lambda text, _found, item: span(text, item),
    "details.progress": lambda text, _found, item: progress_label(text, item),
    "details.pace": lambda text, _found, item: paced(text, item),
    "details.confidence_of_10": _confidence,
    "details.kpi_column": _kpi,
}
"""Their headings, and what stands below."""
