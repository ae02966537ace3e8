"""A digest's numbers as JSON; shares and the change are fractions, people are Slack ids."""

from typing import Any

from bot.digests.flow import Digest, moved
from bot.kpis import report as kpis
from bot.objectives import report as objectives
from bot.text import Text


def document(text: Text, found: Digest) -> dict[str, Any]:
    """Who did not answer is named only where the team chose so."""
    return {
        "team": found.team.name,
        "cycle": found.cycle,
        "round": f"{found.team.name} {found.round.day.isoformat()}",
        "answered": found.answered,
        "asked": found.asked,
        "missing": [person.slack_id for person in found.missing] if found.team.name_missing else None,
        "score": found.score,
        "expected": found.expected,
        "change": found.change,
        "thanks": [{"from": one.giver.slack_id, "to": one.taker.slack_id} for one in found.thanks],
        "kpis": [{**kpis.document(one.reading, one.points), "changed": moved(one)} for one in found.kpis],
        **objectives.as_json(text, found.objectives),
    }
