"""What must hold at the end of a run, each promise with a sentence for every time that it was broken."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import select

from bot.rounds.telling import first_key
from storage.deliveries import OPEN
from storage.kinds import DeliveryKind, DeliveryState
from storage.models import CheckIn, Delivery, Person, Round, Team
from tests.faults.course import Course
from tests.faults.firm import ADMIN, WEEK, Opening
from tests.faults.ledger import Post, posts, updated

MOST_REMINDERS = 2


@dataclass(frozen=True)
class Evidence:
    """What Slack shows and what the database holds, after a run."""

    course: Course
    posts: list[Post]
    people: dict[str, int]
    """Row ids by Slack id."""
    deliveries: dict[str, Delivery]
    rounds: dict[tuple[str, date], int]
    """Row ids by channel and day."""
    checkins: list[tuple[str, date, float]]

    def key(self, opening: Opening) -> str:
        local = opening.at.astimezone(ZoneInfo(self.course.firm.zones[opening.person]))
        return f"prompt:{self.people[opening.person]}:{local:%Y-%m-%dT%H:%M}"

    def digest_key(self, channel: str, day: date) -> str:
        return first_key(DeliveryKind.DIGEST, self.rounds.get((channel, day), 0))

    def digest(self, channel: str, day: date) -> Post | None:
        key = self.digest_key(channel, day)
        return next((post for post in self.posts if post.key == key), None)


def gathered(course: Course) -> Evidence:
    with course.database.read() as session:
        people = {person.slack_id: person.id for person in session.exec(select(Person))}
        said = select(Person, Round, CheckIn).where(CheckIn.person_id == Person.id, CheckIn.round_id == Round.id)
        return Evidence(
            course=course,
            posts=posts(course.slack),
            people=people,
            deliveries={row.key: row for row in session.exec(select(Delivery))},
            rounds={(team.channel, row.day): row.id for row, team in session.exec(select(Round, Team).join(Team))},
            checkins=[(person.slack_id, round_.day, row.value) for person, round_, row in session.exec(said)],
        )


def broken(course: Course) -> list[str]:
    """A sentence for every promise broken; none is what one wants."""
    found = gathered(course)
    rules = (one_prompt, one_digest, one_thread, one_company_digest, polite_reminders, every_answer, nothing_left)
    return [sentence for rule in (*rules, everything_once, receipts) for sentence in rule(found)]


def everything_once(found: Evidence) -> Iterator[str]:
    """Whatever its kind."""
    for key, times in Counter(post.key for post in found.posts).items():
        if times > 1:
            yield f"{key} was posted {times} times"


def one_prompt(found: Evidence) -> Iterator[str]:
    """A prompt for each opening, in time, or told of in the digest; and no other prompt."""
    prompts = {post.key: post for post in found.posts if post.kind == "prompt"}
    expected = {found.key(opening): opening for opening in found.course.firm.openings}
    tolerance = found.course.tolerance
    for key, opening in expected.items():
        if (post := prompts.get(key)) and not opening.at - tolerance <= post.at < opening.due + tolerance:
            yield f"{key} was posted at {post.at}, not within {opening.at} and {opening.due}"
    yield from (f"{key} was not due" for key in prompts.keys() - expected.keys())
    missing = {key: opening for key, opening in expected.items() if key not in prompts}
    for key, opening in missing.items():
        if not any(outage.swallows(opening) for outage in found.course.outages):
            yield f"{key} is missing, and there was time for it"
    for channel, people in found.course.firm.channels.items():
        for day in found.course.firm.days:
            keys = [key for key, opening in missing.items() if opening.day == day and opening.person in people]
            if len(keys) != (told := _told_of(found, channel, day)):
                yield f"{len(keys)} prompts of {channel} on {day} are missing, and {told} are told of: {keys}"


def _told_of(found: Evidence, channel: str, day: date) -> int:
    """How many were not asked, as the digest says it."""
    post = found.digest(channel, day)
    message = found.course.slack.conversations[channel].message(post.ts) if post else None
    told = re.search(r"Not asked in time: (\d+)", str(message.blocks)) if message else None
    return int(told[1]) if told else 0


def one_digest(found: Evidence) -> Iterator[str]:
    """For each team and week, or told as expired."""
    for channel in found.course.firm.channels:
        for day in found.course.firm.days:
            row = found.deliveries.get(found.digest_key(channel, day))
            if found.digest(channel, day) is None and (row is None or row.state is not DeliveryState.EXPIRED):
                yield f"the digest of {channel} on {day} is missing ({row.state if row else 'never planned'})"


def one_thread(found: Evidence) -> Iterator[str]:
    """Under each digest its details, and the agenda where there was something to decide."""
    posted = {post.key for post in found.posts}
    for digest in (post for post in found.posts if post.kind == "digest"):
        for kind, more in ((DeliveryKind.DIGEST_DETAILS, ()), (DeliveryKind.DIGEST_AGENDA, (DeliveryState.SKIPPED,))):
            key = first_key(kind, int(digest.key.partition(":")[2]))
            state = found.deliveries[key].state
            if (state is DeliveryState.SENT) != (key in posted):
                yield f"{key} is {state}, and it was {'' if key in posted else 'not '}posted"
            if state not in (DeliveryState.SENT, DeliveryState.EXPIRED, *more):
                yield f"{key} is missing under its digest ({state})"


def one_company_digest(found: Evidence) -> Iterator[str]:
    """On the Monday after each round, or told as expired."""
    posted = {post.key for post in found.posts}
    for day in found.course.firm.days:
        year, week, _ = (day + WEEK).isocalendar()
        key = f"company_digest:{found.people[ADMIN]}:{year}-{week:02}"
        row = found.deliveries.get(key)
        if key not in posted and (row is None or row.state is not DeliveryState.EXPIRED):
            yield f"{key} is missing ({row.state if row else 'never planned'})"


def polite_reminders(found: Evidence) -> Iterator[str]:
    """At most two for a prompt, none before it and none after its answer or its deadline."""
    openings = {(opening.person, opening.day): opening for opening in found.course.firm.openings}
    asked = {(post.channel, post.day): post for post in found.posts if post.kind == "prompt"}
    reminders = [post for post in found.posts if post.kind == "reminder"]
    for (channel, day), times in Counter((post.channel, post.day) for post in reminders).items():
        if times > MOST_REMINDERS:
            yield f"{channel} was reminded {times} times on {day}"
    for post in reminders:
        person = f"U{post.channel[1:]}"
        prompt, said = asked.get((post.channel, post.day)), found.course.crowd.said.get((person, post.day))
        if prompt is None or post.at < prompt.at:
            yield f"{post.key} came before any prompt"
        if said and said[1] < post.at:
            yield f"{post.key} came at {post.at}, after the answer at {said[1]}"
        if post.at >= openings[person, post.day].due + found.course.tolerance:
            yield f"{post.key} came after the deadline"


def every_answer(found: Evidence) -> Iterator[str]:
    """Each acknowledged one is stored once, with its value; and nothing is stored that nobody said."""
    stored: dict[tuple[str, date], list[float]] = {}
    for person, day, value in found.checkins:
        stored.setdefault((person, day), []).append(value)
    for (person, day), (value, _) in found.course.crowd.said.items():
        if stored.get((person, day)) != [value]:
            yield f"{person} said {value} on {day}, and {stored.get((person, day))} is stored"
    yield from (f"{who} never said {values}" for who, values in stored.items() if who not in found.course.crowd.said)


def receipts(found: Evidence) -> Iterator[str]:
    """The prompt of each acknowledged answer is a receipt afterwards."""
    changed, said = updated(found.course.slack), found.course.crowd.said
    for post in found.posts:
        answer = said.get((f"U{post.channel[1:]}", post.day)) if post.kind == "prompt" else None
        if answer and changed.get((post.channel, post.ts), answer[1] - WEEK) < answer[1]:
            yield f"{post.key} shows no receipt for the answer at {answer[1]}"


def nothing_left(found: Evidence) -> Iterator[str]:
    """No row is stuck on its way."""
    for row in found.deliveries.values():
        if row.state in OPEN:
            yield f"{row.key} is still {row.state} after {row.tries} tries: {row.error}"
        if row.state is DeliveryState.PARKED:
            yield f"{row.key} was parked: {row.error}"


def lateness(found: Evidence) -> list[timedelta]:
    """By how much each prompt came after its opening, in order."""
    at = {found.key(opening): opening.at for opening in found.course.firm.openings}
    return sorted(post.at - at[post.key] for post in found.posts if post.key in at)


def counted(course: Course) -> dict[str, int]:
    """What a run went through, and what became of it."""
    found = gathered(course)
    late = lateness(found)
    return {
        "prompts": len(late),
        "digests": sum(post.kind == "digest" for post in found.posts),
        "answers": len(course.crowd.said),
        "kills": course.kills,
        "calls": course.weather.calls,
        "faulted": course.weather.faulted,
        "missing": len([*one_prompt(found), *one_digest(found)]),
        "doubled": len([*everything_once(found)]),
        "lost": len([*every_answer(found)]),
    }


def late_at(course: Course, share: float) -> timedelta:
    """How late the prompts came, but for the latest of them: a share of 0.99 leaves one of a hundred out."""
    late = lateness(gathered(course))
    return late[math.ceil(share * len(late)) - 1]
