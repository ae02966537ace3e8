"""What /okr digest and /okr agenda show: the digest as it would go out, and the agenda of a meeting about it."""

from collections.abc import Iterator

from slack_sdk.models.blocks import HeaderBlock

from bot.delivery.outgoing import LONGEST_ALOUD, Post
from bot.digests.agenda import STANDING_MINUTES, Agenda, Decision, Question
from bot.digests.findings import progress_line
from bot.digests.flow import Digest
from bot.digests.views import digest
from bot.objectives.lines import LONGEST_SAID, most_that_fit, title
from bot.phrases.blocks import LONGEST_HEADER, context, section
from bot.phrases.kpis import describe
from bot.phrases.measures import span
from bot.phrases.people import name_of
from bot.phrases.pictures import in_words
from bot.phrases.verdicts import reasons
from bot.text import Text, cut, escape, fit, speak

LONGEST_POINT = 800
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
    intro = text("preview.closed" if found.round.closed_at else "preview.open")
    after = context(text("preview.thread"))
    return Post(text=f"{intro}\n{post.text}", blocks=[context(intro), *post.around(in_words(text, pictures)), after])


def agenda(text: Text, found: Agenda, closing: str = "agenda.from_digest") -> Post:
    """Numbered, each with its minutes and who speaks; a text with the id `closing` ends it."""
    heading = cut(text("agenda.title", team=found.digest.team.name), LONGEST_HEADER)
    total = text.count("agenda.total", found.minutes)
    points = [(f"{number}. {lines[0]}", lines[1:]) for number, lines in enumerate(_points(text, found), 1)]
    blocks = [HeaderBlock(text=heading), section(total)]
    blocks += [section(most_that_fit(text, [f"*{point}*", *lines])) for point, lines in points]
    if found.written:
        blocks.append(section(most_that_fit(text, list(_written(text, found)))))
    opening = f"{escape(heading)}. {total}"
    heard = [fit(". ".join([point, *lines]), LONGEST_POINT) for point, lines in points]
    heard = [opening, most_that_fit(text, heard, LONGEST_ALOUD - len(opening) - 1)]
    return Post(text="\n".join(heard), blocks=[*blocks, context(text(closing))])


def _points(text: Text, found: Agenda) -> Iterator[list[str]]:
    lead = text("agenda.lead_speaks")
    yield [text("agenda.standing", minutes=_minutes(text, STANDING_MINUTES)), lead, progress_line(text, found.digest)]
    yield from (list(_decision(text, one)) for one in found.decisions)
    if found.watched:
        items = [f"• {item.short_id} {title(item.title)} — {name_of(item.owner)}" for item in found.watched]
        yield [text("agenda.watch", minutes=_minutes(text, found.watch_minutes)), *items]
    if found.kpi_minutes:
        said = [describe(text, kpi.reading, kpi.before) for kpi in found.kpis]
        yield [text("agenda.kpis", minutes=_minutes(text, found.kpi_minutes)), lead, *said]
    if found.thanks_minutes:
        takers = sorted({name_of(one.taker) for one in found.digest.thanks})
        yield [text("agenda.thanks", minutes=_minutes(text, found.thanks_minutes)), ", ".join(takers)]


def _decision(text: Text, decision: Decision) -> Iterator[str]:
    item = decision.key_result
    yield text("agenda.decide", id=item.short_id, title=title(item.title), minutes=_minutes(text, decision.minutes))
    yield text("agenda.speaks", owner=name_of(item.owner))
    yield " · ".join(filter(None, [escape(span(text, item)), reasons(text, item)]))
    if item.last and decision.blocked:
        words = escape(cut(item.last.blocker, LONGEST_SAID))
        yield text("okr.blocked_since", words=words, day=text.day(decision.blocked))
    yield text("agenda.question", question=text(QUESTIONS[decision.question]))


def _written(text: Text, found: Agenda) -> Iterator[str]:
    yield text("agenda.written")
    for item in found.written[:MOST_WRITTEN]:
        yield f"• {item.short_id} {title(item.title)} — {name_of(item.owner)}"
    if (left := len(found.written) - MOST_WRITTEN) > 0:
        yield text.count("okr.lines_left", left)


def _minutes(text: Text, minutes: int) -> str:
    return text.count("agenda.minutes", minutes)
