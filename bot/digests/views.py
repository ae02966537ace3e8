"""The digest as a message: what needs a decision first, then what is on track, numbers, thanks."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, HeaderBlock

from bot.delivery.outgoing import Picture, Post
from bot.digests.aloud import aloud
from bot.digests.findings import answered, asides, decision, heading, kpis, progress_line, rest, thanks
from bot.digests.flow import Digest
from bot.objectives.lines import most_that_fit
from bot.phrases.blocks import LONGEST_HEADER, context, section
from bot.text import Text, cut

MOST_DECISIONS = 12
# Slack takes some 13,000 characters of blocks in all, whatever each of them may hold.
ROOM_FOR_DECISIONS, ROOM_FOR_REST, ROOM_FOR_KPIS, ROOM_FOR_THANKS = 5000, 600, 2000, 600


def digest(text: Text, found: Digest, pictures: tuple[Picture, ...]) -> Post:
    """Pictures follow what needs a decision. The text tells the same findings."""
    headline = f"{progress_line(text, found)}\n*{answered(text, found)}*"
    title = HeaderBlock(text=cut(heading(text, found), LONGEST_HEADER))
    head: list[Block] = [title, *map(section, [headline, *_decisions(text, found)])]
    body: list[Block] = [*map(section, _sections(text, found)), *map(context, asides(text, found))]
    return Post(text=aloud(text, found), blocks=[*head, *body], pictures=pictures, before_pictures=len(head))


def _decisions(text: Text, found: Digest) -> Iterator[str]:
    if not found.risks:
        if found.key_results:
            yield text("digest.no_decisions")
        return
    yield f"*{text('digest.decisions')}*"
    room, shown = ROOM_FOR_DECISIONS, 0
    for risk in found.risks[:MOST_DECISIONS]:
        name, *lines = decision(text, found, risk)
        said = "\n".join([f"*{name}*", *lines])
        if shown and len(said) > room:
            break
        room, shown = room - len(said), shown + 1
        yield said
    if left := len(found.risks) - shown:
        yield text.count("digest.more", left)


def _sections(text: Text, found: Digest) -> Iterator[str]:
    for name, items in rest(text, found):
        yield f"*{name}:* {most_that_fit(text, items, ROOM_FOR_REST, '; ')}"
    if said := kpis(text, found):
        yield f"*{text('digest.kpis')}*\n{most_that_fit(text, said, ROOM_FOR_KPIS)}"
    if said := thanks(text, found):
        yield f"*{text('digest.thanks')}*\n{most_that_fit(text, said, ROOM_FOR_THANKS)}"
