"""A digest for the ear: the findings of its blocks as text, for notifications and screen readers.

What does not fit is left out whole and counted.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bot.delivery.outgoing import LONGEST_ALOUD
from bot.digests.findings import answered, asides, decision, heading, kpis, progress_line, rest, thanks
from bot.digests.flow import Digest
from bot.objectives.lines import most_that_fit
from bot.phrases.blocks import LONGEST_HEADER
from bot.text import Text, cut, escape, fit

LONGEST_FINDING = 600
KEPT = 300
"""What every kind of finding has room for, however much there is of those before it."""


class Said(NamedTuple):
    """Findings of one kind, what they have in common, and what stands between them."""

    lead: str
    items: list[str]
    joint: str


def aloud(text: Text, found: Digest) -> str:
    said = [
        f"{escape(cut(heading(text, found), LONGEST_HEADER))}. {answered(text, found)}.",
        progress_line(text, found),
    ]
    room, following = LONGEST_ALOUD - sum(len(line) + 1 for line in said), list(_kinds(text, found))
    while following:
        one, *following = following
        kept = sum(min(len(_words(text, other, LONGEST_ALOUD)) + 1, KEPT) for other in following)
        words = _words(text, one, room - kept)
        said.append(words)
        room -= len(words) + 1
    return "\n".join(said)


def _kinds(text: Text, found: Digest) -> Iterator[Said]:
    if found.risks:
        items = [fit(". ".join(decision(text, found, risk)), LONGEST_FINDING) for risk in found.risks]
        yield Said(f"{text('digest.decisions')}:\n", items, "\n")
    elif found.key_results:
        yield Said("", [text("digest.no_decisions")], "")
    for name, items in rest(text, found):
        yield Said(f"{name}: ", items, "; ")
    if said := kpis(text, found):
        yield Said(f"{text('digest.kpis')}:\n", said, "\n")
    if said := thanks(text, found):
        yield Said(f"{text('digest.thanks')}: ", said, "; ")
    if said := list(asides(text, found)):
        yield Said("", said, "\n")


def _words(text: Text, said: Said, room: int) -> str:
    return said.lead + most_that_fit(text, said.items, room - len(said.lead), said.joint)
