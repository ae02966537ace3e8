"""What a picture tells those who do not see it: findings in words, most important first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.delivery.outgoing import LONGEST_ALT
from bot.objectives.standing import KeyResultStanding
from bot.text import Text, cut

LONGEST_NAME = 80
ENDS = (".", "…", "!", "?")


@dataclass(frozen=True)
class Finding:
    """The id of a sentence that lists `items`, most important first; nothing is said without items."""

    sentence: str
    items: Sequence[str]


def told(text: Text, lead: str, *findings: Finding) -> str:
    """The lead and as many whole items as 1,000 characters hold, those of the first findings first; what is left out
    is counted."""
    said = lead
    for kept in range(sum(len(one.items) for one in findings), -1, -1):
        said = " ".join([lead, *_sentences(text, findings, kept)])
        if len(said) <= LONGEST_ALT:
            return said
    return cut(said, LONGEST_ALT)


def sentences(*words: str) -> str:
    """Each with one end, also where an abbreviation has its own full stop; empty ones are left out."""
    return " ".join(said if said.endswith(ENDS) else f"{said}." for said in words if said)


def called(item: KeyResultStanding) -> str:
    """A key result as one hears it named: its number and its title."""
    return f"{item.short_id} {cut(item.title, LONGEST_NAME)}"


def _sentences(text: Text, findings: Sequence[Finding], kept: int) -> Iterator[str]:
    for one in findings:
        shown, left = one.items[:kept], len(one.items[kept:])
        kept -= len(shown)
        if shown:
            items = "; ".join([*shown, *([text.count("alt.more", left)] if left else [])])
            yield text(one.sentence, items=items.removesuffix("."))  # a unit may end in one: 48 п.
        elif left:
            yield text(one.sentence, items=text.number(left))
