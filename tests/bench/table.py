"""Measured rows as lines of a table, one at a time: a measurement takes its while."""

from tests.bench import Row


def heading() -> str:
    return _line("goal", "what", "median", "from .. to", "at most", "")


def line(row: Row) -> str:
    least, most = _number(min(row.figures)), _number(max(row.figures))
    spread = f"{least} .. {most}" if len(row.figures) > 1 else ""
    median = f"{_number(row.median)} {row.unit}".rstrip()
    if row.limit is None:
        return _line(row.goal, row.name, median, spread, "", "")
    return _line(row.goal, row.name, median, spread, f"{row.limit:g}", "ok" if row.ok else "missed")


def _line(goal: str, name: str, median: str, spread: str, limit: str, verdict: str) -> str:
    return f"{goal:<5} {name:<60} {median:>14} {spread:>17} {limit:>8}  {verdict}".rstrip()


def _number(figure: float) -> str:
    return f"{figure:.3g}"
