"""What the bot says of a file that was sent to it: what it understood, what is in doubt, what became of the rows."""

from collections.abc import Iterator
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    PlainTextObject,
)

from bot.delivery.outgoing import Post
from bot.imports.drop import Dropped
from bot.imports.names import FIELD_NAMES, IN_SLACK, KIND_IN_SENTENCE, KIND_NAMES, ORDER_NAMES
from bot.imports.told import Told
from bot.imports.words import REASONS
from bot.phrases.blocks import section
from bot.text import Text, escape, fit
from storage.imports.refusal import Reason
from storage.imports.times import DateOrder
from storage.kinds import DroppedState, ImportKind

IMPORT, CHANGE, LEAVE, KIND = "file_import", "file_change", "file_leave", "file_kind_"
LONGEST_NAME, LONGEST_CELL = 80, 60
MOST_CHARACTERS = 2900


def answer(found: Dropped) -> Post:
    """The one message about a file, as things stand."""
    text, said = found.caller.text, found.told
    lines = list(_lines(text, found))
    words = fit("\n".join(lines), MOST_CHARACTERS)
    blocks: list[Block] = [section(words)]
    if found.row.state is DroppedState.ASKED:
        blocks.append(_buttons(text, found.row.id, said))
    doubtful = said.doubt and found.row.state in (DroppedState.ASKED, DroppedState.REFUSED)
    told = " ".join(dict.fromkeys([lines[0], _doubt(text, said)])) if doubtful else lines[0]
    return Post(text=fit(_plain(told), MOST_CHARACTERS), blocks=blocks)


def _lines(text: Text, found: Dropped) -> Iterator[str]:
    said, name = found.told, shortened(found.row.name, LONGEST_NAME)
    match found.row.state:
        case DroppedState.IMPORTING:
            yield text("files.importing", file=name)
        case DroppedState.LEFT:
            yield text("files.left", file=name)
        case DroppedState.IMPORTED:
            yield text("files.done", file=name, what=_what(text, said))
            yield from _became(text, said)
        case _ if said.doubt:
            if said.kind and said.open:
                yield text("files.seems", file=name, what=_what(text, said))
            elif name:
                yield f"*{name}*"
            yield from _understood(text, said) if said.counts else ()
            yield _doubt(text, said)
            yield from _left_out(text, said)
        case _:
            yield text("files.understood", file=name, what=_what(text, said))
            yield from _understood(text, said)
            yield from _left_out(text, said)
            yield text("files.nothing_yet")


def _what(text: Text, said: Told) -> str:
    kind = text(KIND_IN_SENTENCE[ImportKind(said.kind)])
    return text("files.kind_named", kind=kind, name=escape(said.name)) if said.name else kind


def _understood(text: Text, said: Told) -> Iterator[str]:
    columns = [
        text("files.column", field=text(FIELD_NAMES[field]), column=shortened(str(said.chosen[field])))
        for field in said.fields
        if said.chosen.get(field)
    ]
    yield "• " + text("files.columns", columns=" · ".join(columns))
    yield "• " + " · ".join(_counted(text, said))
    if said.first and said.last:
        days = {"first": _day(text, said.first), "last": _day(text, said.last)}
        order = said.chosen.get("date_order")
        yield "• " + text("files.days", **days) + (f" · {text(ORDER_NAMES[DateOrder(order)])}" if order else "")
    elif "time" in said.fields or "created" in said.fields:
        yield "• " + text("files.undated")
    read = [str(said.chosen[name]) for name in ("encoding", "sheet") if said.chosen.get(name)]
    if read:
        yield "• " + text("files.read_as", how=escape(", ".join(read)))


def _counted(text: Text, said: Told) -> Iterator[str]:
    counts = said.counts
    yield text.count("files.rows", counts["rows"])
    if said.kind == ImportKind.SURVEYS:
        yield text("files.answered", n=text.number(counts["readable"] - counts["unanswered"]))
        yield text("files.unanswered", n=text.number(counts["unanswered"]))
        yield text("files.scale", scale=said.chosen.get("scale"))
    if counts["skipped"]:
        yield text("files.empty_rows", n=text.number(counts["skipped"]))


def _became(text: Text, said: Told) -> Iterator[str]:
    counts = {name: text.number(n) for name, n in said.counts.items()}
    yield text("imports.result_of_survey" if said.kind == ImportKind.SURVEYS else "imports.result", **counts)
    if said.counts["rejected"]:
        yield text("files.rejected_in_thread")


def _left_out(text: Text, said: Told) -> Iterator[str]:
    """The first rows that are left out, with the reasons."""
    rejected = said.counts.get("rejected", 0)
    if rejected:
        yield text.count("files.cannot_be_read", rejected)
    for row in said.errors:
        reason = text(REASONS[Reason(row["reason"])])
        cell = {"column": shortened(row["column"]), "value": shortened(row["value"])}
        yield "   " + text("imports.row", row=row["row"], reason=reason, **cell)
    if rejected > len(said.errors):
        yield "   …"


def _doubt(text: Text, said: Told) -> str:
    values = {
        name: text.number(value) if isinstance(value, int) else shortened(str(value), 600)
        for name, value in said.values.items()
    }
    return text(IN_SLACK.get(said.doubt, said.doubt), **values)


def _buttons(text: Text, dropped_id: int, said: Told) -> ActionsBlock:
    labels: list[tuple[str, str, str | None]] = []
    if said.doubt == "files.which_kind":
        labels = [(f"{KIND}{kind}", name, None) for kind, name in KIND_NAMES.items()]
    elif said.doubt:
        labels = [(CHANGE, "files.button.answer", "primary")]
    else:
        labels = [(IMPORT, "files.button.import", "primary"), (CHANGE, "files.button.change", None)]
    labels.append((LEAVE, "files.button.leave", None))
    return ActionsBlock(
        elements=[
            ButtonElement(action_id=action, text=PlainTextObject(text=text(label)), value=str(dropped_id), style=style)
            for action, label, style in labels
        ]
    )


def shortened(words: str, most: int = LONGEST_CELL) -> str:
    """A person's words on one line, cut before they are escaped."""
    line = " ".join(words.split())
    return escape(line if len(line) <= most else line[:most] + "…")


def _day(text: Text, day: str) -> str:
    return text.full_day(date.fromisoformat(day))


def _plain(line: str) -> str:
    """Without the stars of bold type: notifications show them."""
    return line.replace("*", "")
