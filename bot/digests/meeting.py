"""What /okr digest and /okr agenda show: the digest as it would go out, and the agenda of a meeting about it."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, HeaderBlock

from bot.delivery.outgoing import Post
from bot.digests.agenda import STANDING_MINUTES, Agenda, Decision, Question
from bot.digests.flow import Digest
from bot.digests.views import digest, progress_line
from bot.objectives.lines import LONGEST_SAID, most_that_fit, title
from bot.phrases.blocks import context, section
from bot.phrases.kpis import describe
from bot.phrases.measures import span
from bot.phrases.people import name_of
from bot.phrases.verdicts import REASON
from bot.text import Text, cut, escape, speak

LONGEST_HEADER = 150
MOST_WRITTEN = 20
QUESTIONS = {
    Question.UNBLOCK: "agenda.unblock",
    Question.NO_CHECKIN: "agenda.no_checkin",
    Question.STALE: "agenda.stale",
    Question.DISAGREES: "agenda.disagrees",
    Question.BEHIND: "agenda.behind",
    Question.LOW_CONFIDENCE: "agenda.low_confidence",
}


def previewed(text: Text, found: Digest, pictures: tuple[str, ...]) -> Post:
    """The team's digest in the team's language, told to one person in theirs that it is no more than a preview. Files
    go to no one person's eyes alone, so what the pictures say stands in words."""
    post = digest(speak(found.team.language), found, ())
    told: list[Block] = [section(text("preview.picture", words=escape(words))) for words in pictures]
    first, rest = post.blocks[: post.before_pictures], post.blocks[post.before_pictures :]
    intro = text("preview.closed" if found.round.closed_at else "preview.open")
    return Post(text=f"{intro}\n{post.text}", blocks=[context(intro), *first, *told, *rest])


def agenda(text: Text, found: Agenda) -> Post:
    """Numbered, each with its minutes and who speaks."""
    team = found.digest.team.name
    heading = text("agenda.title", team=team)
    points = [
        most_that_fit(text, [f"*{number}. {lines[0]}*", *lines[1:]])
        for number, lines in enumerate(_points(text, found), 1)
    ]
    total = text.count("agenda.total", found.minutes)
    blocks = [HeaderBlock(text=cut(heading, LONGEST_HEADER)), section(total), *map(section, points)]
    if found.written:
        blocks.append(section(most_that_fit(text, list(_written(text, found)))))
    return Post(text=f"{escape(heading)}. {total}", blocks=[*blocks, context(text("agenda.from_digest"))])


def _points(text: Text, found: Agenda) -> Iterator[list[str]]:
    lead = text("agenda.lead_speaks")
    yield [text("agenda.standing", minutes=_minutes(text, STANDING_MINUTES)), lead, progress_line(text, found.digest)]
    yield from (list(_decision(text, one)) for one in found.decisions)
    if found.watched:
        items = [f"• {item.short_id} {title(item.title)} — {name_of(item.owner)}" for item in found.watched]
        yield [text("agenda.watch", minutes=_minutes(text, found.watch_minutes)), *items]
    if found.kpi_minutes:
        said = [describe(text, kpi.reading, kpi.before) for kpi in found.digest.kpis]
        yield [text("agenda.kpis", minutes=_minutes(text, found.kpi_minutes)), lead, *said]
    if found.thanks_minutes:
        takers = sorted({name_of(one.taker) for one in found.digest.thanks})
        yield [text("agenda.thanks", minutes=_minutes(text, found.thanks_minutes)), ", ".join(takers)]


def _decision(text: Text, decision: Decision) -> Iterator[str]:
    item = decision.key_result
    yield text("agenda.decide", id=item.short_id, title=title(item.title), minutes=_minutes(text, decision.minutes))
    yield text("agenda.speaks", owner=name_of(item.owner))
    reasons = ", ".join(text(REASON[reason]) for reason in item.reasons)
    yield " · ".join(filter(None, [escape(span(text, item)), reasons]))
    if item.last and item.last.blocker:
        yield text("receipt.blocker", words=escape(cut(item.last.blocker, LONGEST_SAID)))
    yield text("agenda.question", question=text(QUESTIONS[decision.question]))


def _written(text: Text, found: Agenda) -> Iterator[str]:
    yield text("agenda.written")
    for item in found.written[:MOST_WRITTEN]:
        yield f"• {item.short_id} {title(item.title)} — {name_of(item.owner)}"
    if (left := len(found.written) - MOST_WRITTEN) > 0:
        yield text.count("okr.lines_left", left)


def _minutes(text: Text, minutes: int) -> str:
    return text.count("agenda.minutes", minutes)
