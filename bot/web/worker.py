"""One of several processes that answer at the same address: a whole bot, as every replica is."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from fastapi import FastAPI

from bot import garbage, logs
from bot.app import Okrbot
from bot.running import Ears, begun, working
from bot.settings import Settings
from bot.web.site import site


def replica() -> FastAPI:
    """Called by uvicorn's supervisor in each new process; it ticks and sends while the site is served."""
    garbage.look_seldom()
    settings = Settings.read()
    logs.configure(settings.okrbot_log_level)
    bot = begun(settings)

    @asynccontextmanager
    async def at_work(_site: FastAPI) -> AsyncIterator[None]:
        with working(bot, _served(bot)):
            yield

    return site(bot, at_work)


@contextmanager
def _served(bot: Okrbot) -> Iterator[Ears]:
    """Once nobody is served any more, those who were are told all that they were to be told."""
    yield Ears()
    bot.talkers.shutdown(wait=True)
