"""Every command of the two pages for other programs, run by a shell against the real site."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot import app
from bot.settings import Settings
from bot.web.server import serving
from storage.db import Database
from tests.api.firm import company

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
SHOWN = re.compile(r"okr_…|https://okrbot\.example\.com/hooks/…|whsec_…")
"""What a page has in place of what is another one each time."""
TOLD = re.compile(r"okr_[\w-]{43}|http://\S+/hooks/\S+|whsec_\S+")
END = "=== end of"


class Shell:
    """One that stays open, so that it keeps its variables."""

    def __init__(self, folder: Path, url: str, **settings: str) -> None:
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        environment = {"PATH": path, "OKRBOT_URL": url, **settings}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        self._bash = subprocess.Popen(["bash"], cwd=folder, env=environment, text=True, **pipes)  # type: ignore[call-overload]
        self._url, self._told = url, ""
        self.run("set -o pipefail")

    def run(self, command: str) -> str:
        """What it prints; what a page shows of secrets becomes what okrbot has told last."""
        secrets = TOLD.findall(self._told)
        command = SHOWN.sub(lambda shown: next(one for one in secrets if one[:4] == shown[0][:4]), command)
        command = command.replace("https://okrbot.example.com", self._url)
        self._bash.stdin.write(f"{command}\nprintf '\\n{END} %s\\n' $?\n")
        self._bash.stdin.flush()
        lines: list[str] = []
        while not (line := self._bash.stdout.readline()).startswith(END):
            assert line, "the shell has gone"
            lines.append(line)
        printed = "".join(lines)
        assert line.split()[-1] == "0", f"{command}\n{printed}"
        self._told = printed if TOLD.search(printed) else self._told
        return printed

    def close(self) -> None:
        self._bash.communicate("exit\n")


def commands(page: str) -> list[str]:
    text = (DOCS / page).read_text()
    return [line[2:] for block in BLOCK.findall(text) for line in block.splitlines() if line.startswith("$ ")]


@pytest.fixture
def shell(sqlite_database: str, tmp_path: Path) -> Iterator[Shell]:
    assert shutil.which("curl"), "the pages are typed with curl"
    assert shutil.which("openssl"), "a webhook is signed with openssl"
    database = Database(sqlite_database)
    with database.write() as session:
        company(session, "T1")
    settings = {"DATABASE_URL": sqlite_database, "OKRBOT_SECRET_KEY": Fernet.generate_key().decode()}
    told = {name.lower(): value for name, value in settings.items()}
    http = {"slack_signing_secret": "s" * 32, "slack_bot_token": "xoxb-none", "port": 0}
    bot = app.build(Settings.model_validate({**told, **http, "okrbot_data_dir": tmp_path}), lambda: datetime.now(UTC))
    with serving(bot) as address:
        opened = Shell(tmp_path, address, **settings)
        yield opened
        opened.close()
    database.close()


def test_the_page_of_the_api_works_as_written(shell: Shell, tmp_path: Path) -> None:
    told = {command: shell.run(command) for command in commands("api.md")}
    found = {command.partition("/api/v1/")[2]: words for command, words in told.items() if "/api/v1/" in command}
    assert [one["title"] for one in json.loads(found['okrs?team=Support"'])["objectives"]] == ["Customers recommend us"]
    assert json.loads(found['kpis/nps?from=2026-10-01&by=month"'])["n"] == 4
    assert json.loads(found['digests/Support"'])["asked"] == 2
    assert json.loads(found['openapi.json"'])["info"]["title"] == "okrbot"
    assert "\nlink: </api/v1/checkins?limit=1&cursor=" in found['checkins?limit=1"']
    assert (tmp_path / "checkins.csv").read_text().startswith("key_result,person,")


def test_the_page_of_webhooks_works_as_written(shell: Shell) -> None:
    before = json.loads(shell.run("okrbot kpi show nps --json"))["n"]
    told = [shell.run(command) for command in commands("webhooks.md")]
    assert {name: json.loads(told[-1])[name] for name in ("answers", "imported", "rejected")} == {
        "answers": 1, "imported": 1, "rejected": 0,
    }  # fmt: skip
    assert json.loads(shell.run("okrbot kpi show nps --json"))["n"] == before + 1
