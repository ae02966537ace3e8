"""Digests as values, and any digest at all."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.digests.flow import Digest, Thanks
from bot.kpis.trend import KpiTrend
from bot.objectives.standing import KeyResultStanding
from bot.rules.kpi import Estimate
from bot.rules.progress import Change
from storage.models import Person, Round, Team
from tests.kpis.rows import NPS
from tests.objectives.standings import checked_in, key_result, objective

FRIDAY = datetime(2026, 11, 27, 7, tzinfo=UTC)
PLAIN = st.text("abcdeжшя ", min_size=3, max_size=40).map(lambda words: f"Q{words.strip()}")
HOSTILE = st.text("&<>*ж😀a ", min_size=1, max_size=300)
SIZES = st.sampled_from([0, 1, 8, 60, 200]) | st.integers(0, 200)


def gathered(*found: KeyResultStanding, team: str = "Support", name_missing: bool = False, **fields: Any) -> Digest:
    given = {"missing": (), "unreached": (), "unasked": 0, "kpis": (), "thanks": (), **fields}
    return Digest(
        team=Team(id=1, workspace_id=1, name=team, lead_id=1, language="ru", name_missing=name_missing),
        round=Round(
            id=1, workspace_id=1, team_id=1, cycle_id=1, day=date(2026, 11, 27), opens_at=FRIDAY,
            due_at=FRIDAY + timedelta(hours=6),
        ),
        cycle="2026-Q4", answered=1, asked=2, objectives=(objective(1, *found),), score=0.3, expected=0.6, change=0.01,
        **given,
    )  # fmt: skip


def person(name: str, number: int = 1) -> Person:
    return Person(id=number, workspace_id=1, slack_id=f"U{number}", name=name)


def kpi(value: float | None = 62.0, n: int = 134, before: float | None = 61.0, **fields: Any) -> KpiTrend:
    """An NPS with its window and the one before."""
    then = replace(NPS, estimate=Estimate(before, n, se=1.0))
    return KpiTrend(replace(NPS, estimate=Estimate(value, n, se=1.0), **fields), then, (), Change(0, 100))


def digests(words: st.SearchStrategy[str], sizes: st.SearchStrategy[int] = SIZES) -> st.SearchStrategy[Digest]:
    """Of any size, in which all that people write is of `words`."""
    return st.builds(_made, _shapes(words), sizes, st.lists(_kpis(words), max_size=20), _people(words), st.booleans())


def _made(shapes: list[dict[str, Any]], size: int, kpis: list[KpiTrend], people: list[Person], final: bool) -> Digest:
    found = [key_result(*shape["said"], number=n, **shape["fields"]) for n, shape in _numbered(shapes, size)]
    several = [person for person in people for _ in range(1 + size // 10)]
    thanks = tuple(Thanks(one, people[0]) for one in several)
    made = gathered(
        *found, team=people[0].name, name_missing=final, missing=tuple(several), unreached=tuple(several), unasked=size,
        kpis=tuple(kpis), thanks=thanks, kept_back=size,
    )  # fmt: skip
    made.round.final = final
    return made


def _numbered(shapes: list[dict[str, Any]], size: int) -> list[tuple[int, dict[str, Any]]]:
    return [(number, shapes[number % len(shapes)]) for number in range(1, size + 1)]


def _shapes(words: st.SearchStrategy[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    said = st.builds(
        checked_in, st.floats(-50, 150), st.sampled_from([3, 6, 7]), st.none() | st.integers(0, 10),
        blocker=st.just("") | words, note=st.just("") | words,
    )  # fmt: skip
    unit = words.map(lambda written: written[:40])
    fields = st.fixed_dictionaries({"title": words, "name": words, "unit": unit})
    shape = st.fixed_dictionaries({"said": st.lists(said, max_size=3).map(_in_order), "fields": fields})
    return st.lists(shape, min_size=1, max_size=5)


def _in_order(said: list[Any]) -> list[Any]:
    return sorted(said, key=lambda row: row.as_of)


def _kpis(words: st.SearchStrategy[str]) -> st.SearchStrategy[KpiTrend]:
    return st.builds(
        kpi, st.none() | st.floats(-100, 100), st.integers(0, 5000), st.none() | st.floats(-100, 100), title=words
    )


def _people(words: st.SearchStrategy[str]) -> st.SearchStrategy[list[Person]]:
    return st.lists(words, min_size=1, max_size=5).map(
        lambda names: [person(name, number) for number, name in enumerate(names, 1)]
    )
