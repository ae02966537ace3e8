"""What the picture of a KPI shows, and what it tells those who do not see it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.delivery.outgoing import LONGEST_ALT
from bot.errors import UserError
from bot.kpis.reading import Reading, changed
from bot.kpis.trend import KpiTrend
from bot.pictures.trend import trend, trend_alt
from bot.rules.kpi import Estimate
from bot.rules.progress import Baseline, Change, Maintain, Measure
from bot.text import LANGUAGES, speak
from charts.layout import Role
from storage.kinds import Formula
from tests.charts.reading import joined, marks, off_the_card, overlapping, texts
from tests.charts.samples.trend import kpi, reading
from tests.pictures.team import HOSTILE


def told(found: KpiTrend, language: str = "en") -> str:
    return trend_alt(speak(language), found).replace("\u00a0", " ")


def over(now: Reading, before: Reading | None, measure: Measure = Baseline()) -> KpiTrend:  # noqa: B008
    return replace(kpi([44, 46], measure), reading=now, before=before)


def test_it_tells_the_change_the_target_and_the_weeks() -> None:
    assert told(kpi([44, 46, None, 48])) == (
        "NPS. Aug 30 – Nov 27, 2026: up from 41 points (n = 480) to 48.2 points (n = 520), beyond noise. "
        "Not met: target 60 points. "
        "By week, 4 weeks: from 44 points (n=90, week of November 2) to 48 points (n=12, week of November 23). "
        "1 week without a number."
    )
    assert "было 41 п. (n = 480), стало 48,2 п. (n = 520), рост больше погрешности. Не выполнено: цель 60 п. " in told(
        kpi([44, 46, None, 48]), "ru"
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (48.0, "up from 41 points (n = 480) to 48 points (n = 520), beyond noise."),
        (35.0, "down from 41 points (n = 480) to 35 points (n = 520), beyond noise."),
        (42.0, "42 points (n = 520), 41 points (n = 480) before, within noise."),
        (41.0, "41 points (n = 520), 41 points (n = 480) before, within noise."),
    ],
)
def test_it_calls_a_change_what_the_one_rule_for_noise_calls_one(value: float, said: str) -> None:
    now, before = reading(value), reading(41, 480)
    assert said in told(over(now, before))
    assert ("beyond noise" in said) == changed(now, before)


def test_it_claims_no_change_of_what_has_no_noise_to_judge_by() -> None:
    sent_in = reading(None, formula=Formula.VALUE)
    now, before = replace(sent_in, estimate=Estimate(48, 1)), replace(sent_in, estimate=Estimate(41, 1))
    assert "48 points, 41 points before; whether that is more than noise cannot be said." in told(over(now, before))


@pytest.mark.parametrize("before", [None, reading(None), reading(41, 12)])
def test_it_compares_with_nothing_where_there_is_nothing_to_compare_with(before: Reading | None) -> None:
    assert "Aug 30 – Nov 27, 2026: 48.2 points (n = 520). By week" in told(over(reading(48.2), before))


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (reading(48, 12), "too few answers (12). Too early to judge: target 60 points."),
        (reading(None), "no data yet. Too early to judge: target 60 points."),
        (reading(None, failure=UserError("kpis.unreadable")), "cannot be read"),
    ],
)
def test_it_says_why_there_is_no_number(now: Reading, said: str) -> None:
    assert said in told(over(now, reading(41), Change(40, 60)))


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (Change(40, 48), "Met: target 48 points."),
        (Change(60, 50), "Met: target 50 points."),
        (Change(60, 40), "Not met: target 40 points."),
        (Maintain(40, 55), "Met: from 40 to 55 points."),
        (Maintain(50), "Not met: at least 50 points."),
        (Maintain(None, 40), "Not met: at most 40 points."),
    ],
)
def test_it_tells_whether_the_target_is_met(measure: Measure, said: str) -> None:
    assert said in told(over(reading(48), None, measure))


@pytest.mark.parametrize(("measure", "lines"), [(Change(40, 60), 1), (Maintain(40, 55), 2), (Baseline(), 0)])
def test_it_draws_the_target_or_both_bounds(measure: Measure, lines: int) -> None:
    assert len(marks(trend(speak("en"), kpi([44, 46], measure)).layout, Role.TARGET)) == lines


def test_it_has_the_finding_under_its_title() -> None:
    layout = trend(speak("en"), kpi([44, 46])).layout
    assert joined(layout, Role.SUBTITLE).startswith("By week. Aug 30 – Nov 27, 2026: up from 41")


def test_it_has_n_below_every_week_and_explains_the_hollow_ones() -> None:
    layout = trend(speak("en"), kpi([40 + number for number in range(12)])).layout
    assert len(texts(layout, Role.NOTE)) == 12
    assert "too few answers" in texts(layout, Role.LEGEND)
    assert "too few answers" not in texts(trend(speak("en"), kpi([44, 46])).layout, Role.LEGEND)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fields", [{"title": HOSTILE, "unit": HOSTILE}, {"title": "Ж" * 300}])
def test_it_stays_on_the_card_and_short_whatever_people_write(language: str, fields: dict[str, Any]) -> None:
    found = kpi([1e12, -1e12, None, 0.001], Change(0, 1e12), **fields)
    sketch = trend(speak(language), found)
    assert len(sketch.alt) <= LONGEST_ALT
    assert off_the_card(sketch.layout) == []
    assert overlapping(sketch.layout) == []
