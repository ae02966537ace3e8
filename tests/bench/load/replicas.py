"""The bot as an operator runs it: processes of `okrbot run` in HTTP mode, started again when they die."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientError, ClientSession, ClientTimeout

STARTING_SECONDS = 60
RESTART_SECONDS = 1.0
OKRBOT = (sys.executable, "-m", "bot", "run")


@dataclass
class Replica:
    settings: Mapping[str, str]
    log: Path
    port: int = field(default_factory=lambda: _free_port())
    restarts: int = 0
    process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def keep(self) -> None:
        """Runs it, and runs it again a second after it has died."""
        while True:
            with self.log.open("ab") as log:
                environment = {**os.environ, **self.settings, "PORT": str(self.port)}
                self.process = await asyncio.create_subprocess_exec(*OKRBOT, env=environment, stdout=log, stderr=log)
            try:
                await self.process.wait()
            except asyncio.CancelledError:
                self.process.terminate()
                await self.process.wait()
                raise
            self.restarts += 1
            await asyncio.sleep(RESTART_SECONDS)

    def kill(self) -> None:
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGKILL)

    async def up(self) -> None:
        """Raises TimeoutError with the end of its log where it does not come up."""
        async with ClientSession(timeout=ClientTimeout(total=2)) as session:
            for _ in range(STARTING_SECONDS * 5):
                with contextlib.suppress(ClientError, TimeoutError, OSError):
                    async with session.get(f"{self.url}/healthz") as answer:
                        if answer.status == 200:
                            return
                await asyncio.sleep(0.2)
        raise TimeoutError(self.log.read_text()[-2000:])


@asynccontextmanager
async def running(number: int, settings: Mapping[str, str], folder: Path) -> AsyncIterator[list[Replica]]:
    replicas = [Replica(settings, folder / f"replica{one}.log") for one in range(number)]
    tasks = [asyncio.create_task(replica.keep()) for replica in replicas]
    try:
        await asyncio.gather(*(replica.up() for replica in replicas))
        yield replicas
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
