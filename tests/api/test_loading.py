import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["bot.cli.main", "bot.app", "bot.api.tokens", "bot.hooks.flow"])
def test_it_loads_no_server_where_none_is_needed(module: str) -> None:
    code = f"import sys, {module}; sys.exit(bool({{'fastapi', 'uvicorn', 'cryptography'}} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
