"""A survey's file and what calls `okrbot` on it."""

from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

Run = Callable[..., Result]
ANSWERS = """id;when;score;plan;say
1;12.10.2026 09:00;10 - Extremely likely;EU;=SUM(1)
2;13.10.2026 23:30;9;US;
3;14.10.2026;NA;EU;
4;14.10.2026;6;EU;-1
5;14.10.2026;7,5;US;=x
6;14.10.2026;11;US;
"""
COLUMNS = ("--score-column", "score", "--time-column", "when", "--id-column", "id", "--segment-column", "plan")


def written(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def imported(run: Run, file: str, *options: str) -> Result:
    return run("surveys", "import", file, "--survey", "relationship", *options)
