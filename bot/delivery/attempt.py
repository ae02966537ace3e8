"""One try of one delivery, from the look-up to the answer of Slack, and what a failure makes of it.

A call whose outcome is unknown leaves its delivery unsure: before the next try the message is looked up by its
key, so that nothing is sent twice.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from slack_sdk.errors import SlackApiError

from bot.delivery import slack
from bot.delivery.outgoing import Outgoing, Place
from bot.delivery.refusals import Meaning, closes_to_us, code_of, meaning_of, method_of, retry_after
from bot.delivery.slack import Line, NotNow
from storage.kinds import UNDER_DIGESTS, DeliveryKind, DeliveryState
from storage.outbox import DOUBT, PEOPLE, Claim, Outcome
from storage.points import Point, reach

logger = logging.getLogger(__name__)
LONGEST_WAIT = timedelta(minutes=5)
MOST_DOUBLINGS = 4
"""More make the wait no longer, and of very many no time can be made: what waits for another may be tried often."""
CHARTS, WITHOUT_CHARTS = "charts", timedelta(hours=6)
"""A kind of call that Slack may close like others: a workspace without charts of its own refuses every message that has
one."""
IN_THREADS = (DeliveryKind.REPLY, *UNDER_DIGESTS)
# Renders in a thread of its own: it reads the database, and a digest is drawn.
Ask = Callable[[Claim, datetime], Awaitable[Outgoing | None]]


class Held(NamedTuple):
    """A claim in hand; not said any more after `until`, in monotonic seconds, for its lease runs out then."""

    claim: Claim
    until: float


class Attempt:
    """Remembers whether the message may be there already: what a failure means depends on it."""

    def __init__(self, held: Held, line: Line, ask: Ask) -> None:
        self._claim, self._until = held
        self._line = line
        self._ask = ask
        self._doubtful = held.claim.doubtful
        self._posting = False
        self._refused = ""

    async def make(self) -> Outcome:
        now = self._line.clock()
        try:
            return await self._send(now)
        except NotNow as unasked:
            return Outcome(self._waiting, unasked.why, again=unasked.until, tried=False)
        except Exception as error:  # one failing recipient must not stop the rest
            return self._failed(error, now)

    @property
    def _waiting(self) -> DeliveryState:
        return DeliveryState.UNSURE if self._doubtful else DeliveryState.PENDING

    async def _send(self, now: datetime) -> Outcome:
        claimed = self._claim
        if self._doubtful:
            if place := await slack.find(self._line, claimed, await self._thread(now)):
                return Outcome(DeliveryState.SENT, channel=place.channel, ts=place.ts)
            self._doubtful, claimed = False, claimed._replace(doubtful=False)
        if claimed.expires is not None and claimed.expires <= now:
            return Outcome(DeliveryState.EXPIRED, claimed.error)
        outgoing = await self._rendered(claimed, now)
        return await self._say(outgoing) if outgoing else Outcome(DeliveryState.SKIPPED)

    async def _thread(self, now: datetime) -> str:
        """Where it would be posted."""
        outgoing = await self._rendered(self._claim, now) if self._claim.kind in IN_THREADS else None
        return outgoing.thread if outgoing else ""

    async def _rendered(self, claimed: Claim, now: datetime) -> Outgoing | None:
        """Raises NotNow where it would be too late to say it: nothing is drawn that is handed back then."""
        try:
            async with asyncio.timeout(self._until - self._line.pace.monotonic()) as patience:
                return await self._ask(claimed, now)
        except TimeoutError as late:
            if not patience.expired():
                raise
            raise NotNow from late

    async def _say(self, outgoing: Outgoing) -> Outcome:
        """As it is meant; where Slack refuses that, without its own charts; and where it refuses that, the text."""
        post = outgoing.post
        charts = () if self._line.pace.closed(self._line.team, CHARTS, self._line.clock()) else post.charts
        if charts and post.instead and (place := await self._taken(outgoing, post.around(charts))):
            return Outcome(DeliveryState.SENT, channel=place.channel, ts=place.ts)
        images = await slack.pictured(self._line, post)
        if self._claim.kind is DeliveryKind.DIGEST:
            reach(Point.DIGEST)
        place = await self._shown(outgoing, images or (), charts) or await self._call(outgoing, ())
        if images is None:
            await slack.share(self._line, post.pictures, Place(place.channel, outgoing.thread or place.ts))
        return Outcome(DeliveryState.SENT, self._refused, place.channel, place.ts)

    async def _shown(self, outgoing: Outgoing, images: slack.Blocks, charts: slack.Blocks) -> Place | None:
        """With pictures; none where Slack refuses that. Where it takes the message without its charts, and not with
        them, it is not asked again for a while."""
        post, now = outgoing.post, self._line.clock()
        if charts and not post.instead and (place := await self._taken(outgoing, post.around([*images, *charts]))):
            return place
        place = await self._taken(outgoing, post.around(images))
        if charts and place:
            self._refused = ""
            self._line.pace.close(self._line.team, CHARTS, now, now + WITHOUT_CHARTS)
        return place

    async def _taken(self, outgoing: Outgoing, blocks: slack.Blocks) -> Place | None:
        """None where Slack refuses the blocks: then nothing was posted."""
        try:
            return await self._call(outgoing, blocks)
        except SlackApiError as refused:
            if meaning_of(refused) is not Meaning.PLAIN:
                raise
            logger.exception("Slack refuses our blocks of %s; sending it with less", self._claim.key)
            self._posting, self._refused = False, code_of(refused)
            return None

    async def _call(self, outgoing: Outgoing, blocks: slack.Blocks) -> Place:
        await slack.turn_to_say(self._line, self._claim, outgoing)
        if self._line.pace.monotonic() > self._until:
            raise NotNow
        self._posting = True
        place = await slack.say(self._line, self._claim, outgoing, blocks)
        reach(Point.POST)
        return place

    def _failed(self, error: Exception, now: datetime) -> Outcome:
        code, person = code_of(error), self._claim.target.startswith(PEOPLE)
        match meaning_of(error):
            case Meaning.WAIT:
                again = now + (timedelta(seconds=seconds) if (seconds := retry_after(error)) else self._patience)
                if method := method_of(error):
                    self._line.pace.close(self._line.team, method, now, again)
                return Outcome(self._waiting, code, again=again)
            case Meaning.UNSURE:
                logger.warning("%s failed: %s", self._claim.key, code, exc_info=error)
                state = DeliveryState.UNSURE if self._posting else self._waiting
                return Outcome(state, code, again=now + self._patience)
            case Meaning.PAUSE:
                logger.error("Slack refuses the token of %s: %s", self._line.team, code)
                return Outcome(self._waiting, code, pauses=True)
            case Meaning.SKIP:
                return Outcome(DeliveryState.SKIPPED, code, unreachable=person)
        logger.error("cannot send %s: %s", self._claim.key, code)
        return Outcome(DeliveryState.PARKED, code, unreachable=person and closes_to_us(code))

    @property
    def _patience(self) -> timedelta:
        """Half a minute at first, and longer where it goes on failing."""
        return min(DOUBT * 2.0 ** min(max(0, self._claim.tries - 3), MOST_DOUBLINGS), LONGEST_WAIT)
