"""Every formula over a survey's answers, few enough to count by hand; intervals by independent code."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from tests.command import Run, written
from tests.contract import answered, figure, interval, lite, taken_in
from tests.kpis.independent import Interval, of_mean, of_share

__all__ = ["lite"]


def of_nps(promoters: int, passives: int, detractors: int) -> Interval:
    """Adjusted Wald: three answers more, of which 3/4 promote, 3/4 detract and 3/2 are passive."""
    n = promoters + passives + detractors + 3
    up, down = (promoters + 3 / 4) / n, (detractors + 3 / 4) / n
    half = 1.96 * sqrt((up + down - (up - down) ** 2) / n)
    return max(-100, 100 * (up - down - half)), min(100, 100 * (up - down + half))


def surveyed(lite: Run, answers: Sequence[object], scale: str, *words: str) -> dict[str, Any]:
    lines = "".join(f"x{place},{answer}\n" for place, answer in enumerate(answers))
    return answered(lite, written(Path("answers.csv"), f"who,score\n{lines}"), "score", scale, *words)


@pytest.mark.parametrize(
    ("up", "even", "down", "value", "rounded"),
    [(50, 30, 20, 30, (14, 44)), (5, 3, 2, 30, (-19, 65)), (3, 0, 0, 100, (-7, 100)), (0, 0, 3, -100, (-100, 7))],
)
def test_it_tells_the_net_promoter_score(
    lite: Run, up: int, even: int, down: int, value: float, rounded: tuple[int, int]
) -> None:
    surveyed(lite, [9] * up + [8] * even + [0] * down, "0-10")
    found = figure(lite, formula="nps", survey="s")
    assert (found["value"], found["n"]) == (pytest.approx(value), up + even + down)
    assert interval(found) == pytest.approx(of_nps(up, even, down), abs=0.01)
    assert (round(found["low"]), round(found["high"])) == rounded


@dataclass(frozen=True)
class Asked:
    """What a survey's answers come to."""

    formula: str
    scale: str
    answers: tuple[float, ...]
    value: float
    n: int
    between: Callable[[], Interval]
    more: dict[str, object] = field(default_factory=dict)


ASKED = (
    Asked("nps", "1-10", (10, 9, 8, 7, 6, 1), 0, 6, partial(of_nps, 2, 2, 2)),
    Asked("csat", "1-5", (5, 5, 5, 4, 4, 3, 1, 1), 62.5, 8, partial(of_share, 5, 8)),
    Asked("csat", "1-10", (10, 9, 8, 8), 50, 4, partial(of_share, 2, 4)),
    Asked("csat", "1-5", (5, 4, 3, 2, 1), 20, 5, partial(of_share, 1, 5), {"top": 1}),
    Asked("csat", "1-4", (4, 4, 4), 100, 3, partial(of_share, 3, 3)),
    Asked("csat_mean", "1-5", (2, 3, 4, 4), 3.25, 4, partial(of_mean, 2, 3, 4, 4)),
    Asked("csat_mean", "1-10", (2, 3, 4, 9), 4.5, 4, partial(of_mean, 2, 3, 4, 9)),
    Asked("ces", "1-7", (7, 6, 5, 5, 4, 3, 1), 31 / 7, 7, partial(of_mean, 7, 6, 5, 5, 4, 3, 1)),
    Asked("ces_top", "1-7", (7, 6, 5, 5, 4, 3, 1), 400 / 7, 7, partial(of_share, 4, 7)),
)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: f"{asked.formula}-{asked.scale}")
def test_it_tells_what_answers_come_to(lite: Run, asked: Asked) -> None:
    surveyed(lite, [*asked.answers, "", "NA"], asked.scale)
    found = figure(lite, formula=asked.formula, survey="s", **asked.more)
    assert (found["value"], found["n"]) == (pytest.approx(asked.value), asked.n)
    assert interval(found) == pytest.approx(asked.between(), abs=0.01)
    assert (found["unit"] == "%") == (asked.formula in ("csat", "ces_top"))


@pytest.mark.parametrize("formula", ["nps", "csat", "csat_mean", "ces", "ces_top"])
def test_it_has_no_number_without_answers_and_no_interval_with_one(lite: Run, formula: str) -> None:
    surveyed(lite, [""], "1-7" if formula.startswith("ces") else "1-10")
    found = figure(lite, formula=formula, survey="s")
    assert (found["value"], found["n"], *interval(found)) == (None, 0, None, None)
    surveyed(lite, ["6"], "1-7" if formula.startswith("ces") else "1-10")
    found = figure(lite, formula=formula, survey="s")
    assert (found["n"], *interval(found)) == (1, None, None)
    assert found["value"] is not None


def test_it_says_that_there_are_too_few_answers(lite: Run) -> None:
    surveyed(lite, [9] * 29, "0-10")
    assert figure(lite, formula="nps", survey="s")["too_few"]
    assert not figure(lite, formula="nps", survey="s", min_n=29)["too_few"]


def test_it_says_that_there_are_too_few_answers_in_words(lite: Run) -> None:
    surveyed(lite, [9] * 29, "0-10")
    figure(lite, formula="nps", survey="s")
    assert "too few answers" in lite("kpi", "show", "k").stdout.lower()


def test_it_counts_answers_of_the_asked(lite: Run) -> None:
    surveyed(lite, [9] * 40 + [""] * 5, "0-10", "--asked", "200")
    found = figure(lite, formula="response_rate", survey="s")
    assert (found["value"], found["n"]) == (pytest.approx(20), 200)
    assert interval(found) == pytest.approx(of_share(40, 200), abs=0.01)


def test_it_counts_the_completed_of_the_started(lite: Run) -> None:
    rows = "at,done\n2026-10-01,Complete\n2026-10-02,Partial\n2026-10-03,complete\n2026-11-01,Partial\n"
    words = ("--survey", "s", "--status-column", "done", "--complete", "Complete,True,1")
    taken_in(lite, "surveys", written(Path("answers.csv"), rows), *words)
    found = figure(lite, formula="response_rate", survey="s")
    assert (found["value"], found["n"]) == (50, 4)
    found = figure(lite, "--from", "2026-10-01", "--to", "2026-10-31", formula="response_rate", survey="s")
    assert (found["value"], found["n"]) == (pytest.approx(200 / 3), 3)


def test_it_has_no_response_rate_where_nobody_knows_who_was_asked(lite: Run) -> None:
    surveyed(lite, [9, 8], "0-10")
    assert figure(lite, formula="response_rate", survey="s")["value"] is None
