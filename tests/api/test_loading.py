"""What HTTP mode alone needs takes its time to load."""

import subprocess
import sys
from pathlib import Path

import pytest

BUILT = """
from datetime import UTC, datetime
from bot.app import build
from bot.settings import Settings
build(Settings.read(), lambda: datetime.now(UTC))
"""


@pytest.mark.parametrize(
    "begun",
    [
        "from bot.cli.main import app; app(['--help'], standalone_mode=False)",
        "import bot.running, bot.cli.run",
        "import bot.api.tokens, bot.hooks.flow",
        BUILT,
    ],
    ids=["help", "running", "commands", "built"],
)
def test_it_loads_no_server_where_none_is_needed(begun: str, tmp_path: Path) -> None:
    seen = "import sys; print('LOADED', sorted({'fastapi', 'uvicorn', 'starlette', 'cryptography'} & set(sys.modules)))"
    told = subprocess.run(
        [sys.executable, "-c", f"{begun}\n{seen}"], cwd=tmp_path, env={}, capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines()[-1] == "LOADED []"
