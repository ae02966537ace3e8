"""One of several processes that answer at the same address: a whole bot, as every replica is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from fastapi import FastAPI

from bot import logs
from bot.running import Ears, begun, working
from bot.settings import Settings
from bot.web.site import site


def replica() -> FastAPI:
    """Called by uvicorn's supervisor in each new process; it ticks and sends while the site is served."""
    settings = Settings.read()
    logs.configure(settings.okrbot_log_level)
    bot = begun(settings)

    @asynccontextmanager
    async def at_work(_site: FastAPI) -> AsyncIterator[None]:
        with working(bot, nullcontext(Ears())):
            yield
            bot.context.pulse.leaving = True
            bot.talkers.shutdown(wait=True)

    return site(bot, at_work)
