"""python -m tests.bench.load: a Monday of many companies, and its figures."""

import asyncio
import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import text

from storage.db import Database
from storage.schema import upgrade
from tests.bench.databases import Postgres, postgres
from tests.bench.load.companies import Companies, settle
from tests.bench.load.crowd import Crowd
from tests.bench.load.installed import CLIENT_ID, KEY, install
from tests.bench.load.replicas import running
from tests.bench.load.slack import ManySlacks
from tests.bench.load.story import Story, Told

SECRET = "signing-secret-of-the-load"
UP_SECONDS = 45
"""How long the replicas have to start before all rounds open."""


def main(
    workspaces: Annotated[int, typer.Option(help="Companies.")] = 200,
    people: Annotated[int, typer.Option(help="People in each, ten to a team.")] = 250,
    replicas: Annotated[int, typer.Option(help="Processes of okrbot run.")] = 2,
    rate: Annotated[float, typer.Option(help="Answers a second.")] = 50,
    hours: Annotated[float, typer.Option(help="From the question to the digest.")] = 0.25,
    weeks: Annotated[int, typer.Option(help="Weeks behind them.")] = 1,
    kills: Annotated[int, typer.Option(help="Replicas that are killed, one after the other.")] = 0,
    crashes: Annotated[int, typer.Option(help="Crashes of PostgreSQL.")] = 0,
    share: Annotated[float, typer.Option(help="The share of people who answer.")] = 0.9,
) -> None:
    with postgres() as server, tempfile.TemporaryDirectory() as folder:
        database = Database(server.fresh())
        upgrade(database.engine)
        opens = _full_minute(datetime.now(UTC) + timedelta(seconds=UP_SECONDS + workspaces * people / 2000))
        companies = Companies(workspaces, people, opens, hours, weeks)
        with database.engine.begin() as connection:
            settle(connection, companies)
        install(database, companies)
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
        _say(f"{workspaces} companies of {people}, {replicas} replicas, {rate:g} answers a second")
        told = asyncio.run(_monday(server, database, companies, Path(folder), replicas, rate, (kills, crashes), share))
        _report(told, opens)
        database.close()


async def _monday(
    server: Postgres, database: Database, companies: Companies, folder: Path, replicas: int, rate: float,
    blows: tuple[int, int], share: float,
) -> Told:  # fmt: skip
    slack = ManySlacks()
    async with slack.served():
        settings = {
            "SLACK_SIGNING_SECRET": SECRET, "SLACK_CLIENT_ID": CLIENT_ID, "SLACK_CLIENT_SECRET": "secret",
            "SLACK_API_URL": slack.api_url, "OKRBOT_SECRET_KEY": KEY, "OKRBOT_URL": "https://okrbot.example.com",
            "DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
            "OKRBOT_DATA_DIR": str(folder), "OKRBOT_LOG_LEVEL": "WARNING",
        }  # fmt: skip
        async with running(replicas, settings, folder) as found:
            late = datetime.now(UTC) - companies.opens
            _say(f"up {-late.total_seconds():.0f} s before the rounds open")
            crowd = Crowd(slack, [replica.url for replica in found], SECRET, rate)
            story = Story(companies, slack, crowd, found, server, database.engine, *blows, share, _say)
            try:
                return await story.run()
            finally:
                _keep_logs(folder)


def _report(told: Told, opens: datetime) -> None:
    _say(f"prompts: {told.prompts} sent, {told.missing} missing; doubled messages: {told.doubled}")
    _say(f"answers: {len(told.acks)} acknowledged, {told.lost} of them lost, {told.twice} stored twice")
    _say(f"acks not in time: {told.unanswered}; digests: {told.digests} sent, {told.digests_missing} missing")
    if told.acks:
        _say("ack: " + ", ".join(f"p{share} {_at(told.acks, share):.1f} ms" for share in (50, 90, 99, 99.9, 100)))
    for kind, times in told.posted.items():
        if len(times) > 1:
            seconds = times[-1] - times[0]
            _say(f"{kind}: {len(times)} in {seconds:.1f} s, {len(times) / max(seconds, 1):.0f} a second")
    for blow in told.blows:
        answered, posted = (f"{one:.1f} s" if one is not None else "never" for one in (blow.answered, blow.posted))
        _say(f"{blow.what}: the next answer stored after {answered}, the next message after {posted}")
    _say(f"opened {opens:%H:%M:%S}, through at {datetime.now(UTC):%H:%M:%S}")


def _at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share / 100))] * 1000


def _full_minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0) + timedelta(minutes=1)


def _keep_logs(folder: Path) -> None:
    """Where they are asked for."""
    if kept := os.environ.get("OKRBOT_LOAD_LOGS"):
        for log in folder.glob("*.log"):
            (Path(kept) / log.name).write_bytes(log.read_bytes())


def _say(line: str) -> None:
    sys.stdout.write(f"{datetime.now(UTC):%H:%M:%S} {line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    typer.run(main)
