"""The digest as a message: what needs a decision first, then what is on track, numbers, thanks."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, HeaderBlock

from bot.delivery.outgoing import Picture, Post
from bot.digests.flow import Digest
from bot.kpis.trend import KpiTrend
from bot.objectives.standing import KeyResultStanding
from bot.phrases.blocks import context, section
from bot.phrases.kpis import describe, now_says
from bot.phrases.measures import span
from bot.phrases.people import name_of
from bot.phrases.verdicts import REASON
from bot.rules.attention import Reason, Status
from bot.text import Text, cut, escape
from storage.models import Person

REST = {
    Status.SLIGHTLY_BEHIND: "digest.slightly_behind",
    Status.ON_TRACK: "digest.on_track",
    Status.NO_DATA: "digest.no_data",
}
MOST_DECISIONS = 12
MOST_THANKS = 10
LONGEST_SAID = 300


def digest(text: Text, found: Digest, pictures: tuple[Picture, ...]) -> Post:
    """Pictures follow what needs a decision. The fallback text tells the same findings."""
    headline = _headline(text, found)
    head = [HeaderBlock(text=_title(text, found)[:150]), *map(section, [headline, *_decisions(text, found)])]
    body = [section(words) for words in _sections(text, found)]
    fallback = "\n".join([_plain(text, found), *(escape(picture.alt) for picture in pictures)])
    return Post(
        text=fallback, blocks=[*head, *body, *_silent(text, found)], pictures=pictures, before_pictures=len(head)
    )


def _title(text: Text, found: Digest) -> str:
    return text(
        "digest.final_title" if found.round.final else "digest.title",
        team=found.team.name,
        day=text.day(found.round.day),
    )


def _answered(text: Text, found: Digest) -> str:
    return text("digest.answered", answered=found.answered, asked=found.asked)


def _plain(text: Text, found: Digest) -> str:
    needing = [item.short_id for item in _needing(found)]
    lines = [f"{escape(_title(text, found))}: {_answered(text, found)}.", progress_line(text, found)]
    if needing:
        lines.append(text("digest.plain_decisions", ids=", ".join(needing)))
    return "\n".join(line for line in lines if line)


def _headline(text: Text, found: Digest) -> str:
    return "\n".join(line for line in (progress_line(text, found), f"*{_answered(text, found)}*") if line)


def progress_line(text: Text, found: Digest) -> str:
    if found.score is None:
        return text("digest.no_progress")
    sentence = text("digest.progress", score=text.percent(found.score))
    if found.expected is not None:
        sentence = text(
            "digest.progress_expected", score=text.percent(found.score), expected=text.percent(found.expected)
        )
    return " ".join([sentence, *_change(text, found.change)])


def _change(text: Text, change: float | None) -> Iterator[str]:
    if change is None:
        return
    points = round(change * 100)
    if points == 0:
        yield text("digest.unchanged")
    else:
        yield text.count("digest.up" if points > 0 else "digest.down", abs(points))


def _decisions(text: Text, found: Digest) -> Iterator[str]:
    if needing := _needing(found):
        yield text("digest.decisions")
        yield from (_decision(text, found, item) for item in needing[:MOST_DECISIONS])
        if len(needing) > MOST_DECISIONS:
            yield text.count("digest.more", len(needing) - MOST_DECISIONS)


def _sections(text: Text, found: Digest) -> Iterator[str]:
    for status, message in REST.items():
        if rest := [item for item in found.key_results if item.status is status]:
            yield text(message, items="; ".join(_short(text, found, item) for item in rest))
    if found.kpis:
        yield "\n".join([text("digest.kpis"), *(_kpi(text, kpi) for kpi in found.kpis)])
    if found.thanks:
        said = [text("digest.thanked", giver=name_of(one.giver), taker=name_of(one.taker)) for one in found.thanks]
        yield "\n".join([text("digest.thanks"), *said[:MOST_THANKS]])


def _needing(found: Digest) -> list[KeyResultStanding]:
    """Those with the most reasons first."""
    needing = [item for item in found.key_results if item.status is Status.NEEDS_ATTENTION]
    return sorted(needing, key=lambda item: -len(item.reasons))


def _short(text: Text, found: Digest, item: KeyResultStanding) -> str:
    name, said = f"{item.short_id} {escape(item.title)}", _now_says(text, found, item)
    return f"{name} ({said})" if said else name


def _now_says(text: Text, found: Digest, item: KeyResultStanding) -> str:
    return escape(now_says(text, found.kpi_of(item), item.value))


def _decision(text: Text, found: Digest, item: KeyResultStanding) -> str:
    facts = [*filter(None, [escape(span(text, item)), _now_says(text, found, item)]), ", ".join(_reasons(text, item))]
    if item.confidence is not None and Reason.LOW_CONFIDENCE not in item.reasons:
        facts.append(text("phrase.confidence", confidence=item.confidence))
    lines = [f"*{item.short_id} {escape(item.title)}*", " · ".join(facts)]
    lines.append(text("digest.owner", owner=name_of(item.owner)))
    if item.last and item.last.blocker:
        lines.append(text("receipt.blocker", words=escape(cut(item.last.blocker, LONGEST_SAID))))
    elif item.last and item.last.note:
        lines.append(text("receipt.note", words=escape(cut(item.last.note, LONGEST_SAID))))
    return "\n".join(lines)


def _reasons(text: Text, item: KeyResultStanding) -> Iterator[str]:
    for reason in item.reasons:
        if reason is Reason.LOW_CONFIDENCE:
            yield text("digest.low_confidence", confidence=item.confidence)
        else:
            yield text(REASON[reason])


def _kpi(text: Text, kpi: KpiTrend) -> str:
    return describe(text, kpi.reading, kpi.before)


def _silent(text: Text, found: Digest) -> list[Block]:
    """What is left out, and why some did not answer: never asked, or not to be reached; who, if the team wants it."""
    return [context(words) for words in _why(text, found)]


def _why(text: Text, found: Digest) -> Iterator[str]:
    if found.kept_back:
        yield text.count("digest.kept_back", found.kept_back)
    if found.unasked:
        yield text.count("digest.unasked", found.unasked)
    if found.unreached:
        yield text("digest.unreached", names=_names(found.unreached))
    if found.team.name_missing and found.missing:
        yield text("digest.missing", names=_names(found.missing))


def _names(people: Sequence[Person]) -> str:
    return ", ".join(name_of(person) for person in people)
