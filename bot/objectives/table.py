"""Key results as a table for spreadsheets."""

from collections.abc import Iterator, Sequence

from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from bot.rules.progress import Baseline, Change, Maintain
from bot.text import cells

COLUMNS = (
    *("id", "objective", "key_result", "team", "cycle", "owner", "kind", "unit", "start", "target"),
    *("min", "max", "value", "progress", "confidence", "pace", "attention"),
)


def as_csv(found: Sequence[ObjectiveStanding]) -> str:
    """A row a key result; progress is a fraction."""
    return cells.as_csv(COLUMNS, (_row(one, key_result) for one in found for key_result in one.key_results))


def _row(one: ObjectiveStanding, found: KeyResultStanding) -> Iterator[object]:
    yield from (found.short_id, one.title, found.title, one.team, one.cycle, found.owner.slack_id)
    yield from (found.kind.value, found.unit)
    yield found.measure.start if isinstance(found.measure, Change | Baseline) else None
    yield found.measure.target if isinstance(found.measure, Change) else None
    yield from (found.measure.min, found.measure.max) if isinstance(found.measure, Maintain) else (None, None)
    yield from (found.value, found.progress, found.confidence, found.pace)
    yield " ".join(found.reasons)
