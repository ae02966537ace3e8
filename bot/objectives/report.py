"""How objectives stand, for the command line: the JSON that scripts rely on, and lines for people.

Shares and progress are fractions, people are Slack ids.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from bot.objectives.standing import InitiativeStanding, KeyResultStanding, ObjectiveStanding
from bot.phrases.measures import progress_label, span
from bot.phrases.verdicts import PACE, REASON
from bot.rules.progress import Baseline, Change, Maintain
from bot.text import Text


def as_json(text: Text, found: Sequence[ObjectiveStanding]) -> dict[str, Any]:
    return {"objectives": [_objective(text, one) for one in found]}


def _objective(text: Text, found: ObjectiveStanding) -> dict[str, Any]:
    return {
        "id": str(found.number),
        "title": found.title,
        "level": found.level.value,
        "team": found.team,
        "owner": found.owner.slack_id,
        "cycle": found.cycle,
        "parent": None if found.parent is None else str(found.parent),
        "score": found.score.progress,
        "status": found.status.value,
        "key_results": [_key_result(text, one) for one in found.key_results],
        "initiatives": [_initiative(one, found.key_results) for one in found.initiatives],
    }


def _key_result(text: Text, found: KeyResultStanding) -> dict[str, Any]:
    return {
        "id": found.short_id,
        "title": found.title,
        "owner": found.owner.slack_id,
        "kind": found.kind.value,
        "unit": found.unit,
        **_measure(found),
        "value": found.value,
        "progress": found.progress,
        "confidence": found.confidence,
        "pace": found.pace.value if found.pace else None,
        "expected": found.expected,
        "attention": [{"code": reason.value, "text": text(REASON[reason])} for reason in found.reasons],
        "forecast": asdict(found.forecast) if found.forecast else None,
        "kpi": found.kpi,
    }


def _measure(found: KeyResultStanding) -> dict[str, Any]:
    match found.measure:
        case Change(start, target):
            return {"start": start, "target": target}
        case Maintain(low, high):
            return {"start": None, "target": None, "min": low, "max": high}
        case Baseline(start):
            return {"start": start, "target": None}
        case _:
            return {"start": None, "target": None, "steps": [asdict(step) for step in found.steps]}


def _initiative(found: InitiativeStanding, key_results: Sequence[KeyResultStanding]) -> dict[str, Any]:
    hangs_on = next((one.short_id for one in key_results if one.id == found.key_result_id), None)
    return {
        "title": found.title,
        "owner": found.owner.slack_id,
        "state": found.state.value,
        "key_result": hangs_on,
    }


def as_text(text: Text, found: Sequence[ObjectiveStanding]) -> str:
    return "\n".join(line for one in found for line in _lines(text, one)) or text("okrs.nothing")


def _lines(text: Text, found: ObjectiveStanding) -> Iterator[str]:
    score = "" if found.score.progress is None else text.percent(found.score.progress)
    yield "  ".join(filter(None, (f"{found.number}.", found.title, score, f"[{found.team}, {found.cycle}]")))
    for one in found.key_results:
        verdict = text(PACE[one.verdict]) if one.verdict else ""
        reasons = "; ".join(text(REASON[reason]) for reason in one.reasons)
        stands = (one.short_id, one.title, progress_label(text, one), span(text, one), verdict, reasons)
        yield "    " + "  ".join(filter(None, stands))
