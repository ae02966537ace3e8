"""The findings of a digest in words: what its blocks show, and what is read aloud, is made of them."""

from collections.abc import Iterator, Sequence

from bot.digests.flow import Digest
from bot.objectives.lines import LONGEST_SAID, most_that_fit, title
from bot.objectives.standing import KeyResultStanding
from bot.objectives.urgency import Risk
from bot.phrases.kpis import describe, now_says
from bot.phrases.measures import span
from bot.phrases.people import name_of
from bot.phrases.verdicts import reasons
from bot.rules.attention import Reason, Status
from bot.text import Text, cut, escape
from storage.models import Person

REST = {
    Status.SLIGHTLY_BEHIND: "digest.slightly_behind",
    Status.ON_TRACK: "digest.on_track",
    Status.NO_DATA: "digest.no_data",
}
LONGEST_BRIEF = 60
LONGEST_NAMES = 500


def heading(text: Text, found: Digest) -> str:
    """Plain text, not escaped."""
    return text(
        "digest.final_title" if found.round.final else "digest.title",
        team=found.team.name,
        day=text.day(found.round.day),
    )


def answered(text: Text, found: Digest) -> str:
    return text("digest.answered", answered=found.answered, asked=found.asked)


def progress_line(text: Text, found: Digest) -> str:
    if found.score is None:
        return text("digest.no_progress")
    sentence = text("digest.progress", score=text.percent(found.score))
    if found.expected is not None:
        sentence = text(
            "digest.progress_expected", score=text.percent(found.score), expected=text.percent(found.expected)
        )
    return " ".join([sentence, *_change(text, found.change)])


def decision(text: Text, found: Digest, risk: Risk) -> list[str]:
    """Lines: what it is, where it stands and why it needs a decision, whose it is, and what blocks it since when."""
    item = risk.key_result
    facts = [*filter(None, [escape(span(text, item)), _now_says(text, found, item)])]
    facts.append(text("digest.reasons", reasons=reasons(text, item), day=text.day(risk.since)))
    if item.confidence is not None and Reason.LOW_CONFIDENCE not in item.reasons:
        facts.append(text("phrase.confidence", confidence=item.confidence))
    lines = [f"{item.short_id} {title(item.title)}", " · ".join(facts)]
    lines.append(text("okr.owner", owner=name_of(item.owner)))
    if item.last and item.last.blocker and risk.blocked:
        words = escape(cut(item.last.blocker, LONGEST_SAID))
        lines.append(text("okr.blocked_since", words=words, day=text.day(risk.blocked)))
    elif item.last and item.last.note:
        lines.append(text("receipt.note", words=escape(cut(item.last.note, LONGEST_SAID))))
    return lines


def rest(text: Text, found: Digest) -> Iterator[tuple[str, list[str]]]:
    """What needs no decision: what it has in common, and each of it."""
    for status, message in REST.items():
        if items := found.with_status(status):
            yield text(message), [_brief(text, found, item) for item in items]


def kpis(text: Text, found: Digest) -> list[str]:
    return [describe(text, kpi.reading, kpi.before) for kpi in found.told_kpis]


def thanks(text: Text, found: Digest) -> list[str]:
    return [text("digest.thanked", giver=name_of(one.giver), taker=name_of(one.taker)) for one in found.thanks]


def asides(text: Text, found: Digest) -> Iterator[str]:
    """What is left out, and why some did not answer: never asked, or not to be reached; who, if the team wants it."""
    if found.kept_back:
        yield text.count("digest.kept_back", found.kept_back)
    if found.unasked:
        yield text.count("digest.unasked", found.unasked)
    if found.unreached:
        yield text("digest.unreached", names=_names(text, found.unreached))
    if found.team.name_missing and found.missing:
        yield text("digest.missing", names=_names(text, found.missing))


def _change(text: Text, change: float | None) -> Iterator[str]:
    if change is None:
        return
    points = round(change * 100)
    if points == 0:
        yield text("digest.unchanged")
    else:
        yield text.count("digest.up" if points > 0 else "digest.down", abs(points))


def _brief(text: Text, found: Digest, item: KeyResultStanding) -> str:
    name, said = f"{item.short_id} {escape(cut(item.title, LONGEST_BRIEF))}", _now_says(text, found, item)
    return f"{name} ({said})" if said else name


def _now_says(text: Text, found: Digest, item: KeyResultStanding) -> str:
    return escape(now_says(text, found.kpi_of(item), item.value))


def _names(text: Text, people: Sequence[Person]) -> str:
    return most_that_fit(text, [name_of(person) for person in people], LONGEST_NAMES, ", ")
