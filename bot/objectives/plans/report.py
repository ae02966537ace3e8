"""What an import did."""

from typing import Any

from bot.objectives.plans.merge import Outcome, Section
from bot.objectives.plans.store import Stored
from bot.text import Text

NAMES = {
    Section.TEAMS: "okrs.teams",
    Section.CYCLES: "okrs.cycles",
    Section.KPIS: "okrs.kpis",
    Section.OBJECTIVES: "okrs.objectives",
    Section.KEY_RESULTS: "okrs.key_results",
    Section.INITIATIVES: "okrs.initiatives",
}


def as_json(stored: Stored, *, dry_run: bool) -> dict[str, Any]:
    counts = {
        section.value: {outcome.value: stored.counts[section, outcome] for outcome in Outcome} for section in Section
    }
    return {**counts, "checked": stored.checked, "dry_run": dry_run}


def as_text(text: Text, stored: Stored, *, dry_run: bool) -> str:
    lines = [text("okrs.tried" if dry_run else "okrs.stored")]
    for section, name in NAMES.items():
        new, changed, same = (stored.counts[section, outcome] for outcome in Outcome)
        if new or changed or same:
            lines.append(text("okrs.counts", section=text(name), new=new, changed=changed, same=same))
    lines.append(text("okrs.checked" if stored.checked else "okrs.not_checked"))
    return "\n".join(lines)
