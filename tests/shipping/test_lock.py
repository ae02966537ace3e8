"""Who installs the lock alone has all that the program loads: what the tests bring along hides nothing."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import bot

LOCK = Path("requirements.txt")
LOAD = """
import pkgutil, sys
before = set(sys.modules)
import bot
for found in pkgutil.walk_packages(bot.__path__, "bot."):
    if not found.name.endswith("__main__"):
        __import__(found.name)
print(*sorted({name.partition(".")[0] for name in sys.modules.keys() - before}))
"""


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_all_that_it_loads_is_locked_for_who_runs_it() -> None:
    locked = {plain(name) for name in re.findall(r"^([\w.-]+)==", LOCK.read_text("utf-8"), re.MULTILINE)}
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    owners = packages_distributions()
    owned = {plain(owner) for name in done.stdout.split() for owner in owners.get(name, ())}
    assert bot.__name__ in done.stdout.split()
    assert owned - locked <= {"okrbot", "setuptools"}
