"""A team in the ninth week of its cycle, with all that a picture may have to show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.objectives.standing import ObjectiveStanding
from storage.key_results import Answer
from storage.kinds import Kind
from tests.objectives.standings import FRIDAY, checked_in, key_result, objective


@dataclass(frozen=True)
class Words:
    team: str
    titles: Sequence[str]
    long: str
    very_long: str


WORDS = {
    "en": Words(
        "Support",
        (
            "NPS from 40 to 60", "First response within 2 hours", "Solved at first contact", "Customer academy",
            "Self-service share", "Media placements", "Churn under 3 %", "Activation of new teams",
        ),
        "Increase weekly activation of newly invited teams in the enterprise segment without lowering retention",
        "Every customer who writes to us in the evening or at the weekend gets a first answer by a human being within "
        "two hours, in their own language, from a colleague who has read what was said before",
    ),
    "ru": Words(
        "Поддержка",
        (
            "NPS с 40 до 60", "Первый ответ за 2 часа", "Решено с первого обращения", "Академия клиента",
            "Доля самообслуживания", "Публикации в СМИ", "Отток ниже 3 %", "Активация новых команд",
        ),
        "Увеличить долю команд, которые в первую неделю настроили отчёты и провели встречу по целям квартала",
        "Каждый клиент, который пишет нам вечером или в выходные, получает первый ответ от человека в течение двух "
        "часов, на своём языке и от сотрудника, который прочитал всё, что было сказано раньше",
    ),
}  # fmt: skip

MEASURES: Sequence[dict[str, Any]] = (
    {"start": 40.0, "target": 60.0, "unit": "points"},
    {"start": 6.0, "target": 2.0, "unit": "h"},
    {"kind": Kind.MAINTAIN, "low": 85.0, "start": None, "target": None, "unit": "%"},
    {"kind": Kind.MILESTONE, "steps": 5, "start": None, "target": None, "unit": ""},
    {"start": 20.0, "target": 30.0, "unit": "%"},
    {"start": 0.0, "target": 40.0, "unit": ""},
    {"start": 5.0, "target": 3.0, "unit": "%"},
    {"kind": Kind.BASELINE, "start": None, "target": None, "unit": "%"},
)
HOSTILE = ("<!channel> $x^$ & <@U1> *Ж* 😀 " * 12)[:255]
"""A title as long as any, which comes alive where it is not taken for plain text."""
OPENINGS = [FRIDAY + timedelta(weeks=week) for week in range(8)]
Course = Sequence[tuple[float, int | None] | None]
COURSES: Sequence[Course] = (
    ((40, 7), (41, 7), (44, 8), (43, 7), (47, 8), (48, 8), (50, 8), (51, 9), (54, 9)),
    ((6, 8), (5.8, 7), None, (5.9, 6), (6.2, 5), None, (6.1, 4), (6.3, 3), (6.4, 2)),
    ((88, 8), (87, 8), (84, 6), None, None, None, (83, 5), (86, 7), (87, 8)),
    ((0, 6), (1, 6), (1, None), (2, 7), (2, 7), (2, 6), (3, 7), (3, 7), (3, 7)),
    ((20, 9), (24, 9), (27, 10), (29, 10), (30, 10), (31, 10), (32, 10), (33, 10), (34, 10)),
    ((2, 5), (2, 4), (2, 4), (2, 3), (2, 0), None, None, None, None),
    (None, None, None, None, None, None, None, None, (4.6, 6)),
    (None,) * 9,
)


def team(language: str, count: int, title: str = "") -> tuple[ObjectiveStanding, ...]:
    """So many key results in objectives of up to eight; all of them with `title` where one is given."""
    size = len(COURSES)
    return tuple(
        _objective(language, range(first, min(first + size, count)), first // size + 1, title)
        for first in range(0, count, size)
    )


def answers(course: Course) -> list[Answer]:
    return [checked_in(told[0], week, told[1]) for week, told in enumerate(course) if told is not None]


def _objective(language: str, numbers: Sequence[int], of: int, title: str) -> ObjectiveStanding:
    words = WORDS[language]
    found = [
        key_result(
            *answers(COURSES[number % len(COURSES)]),
            number=place,
            of=of,
            openings=OPENINGS,
            title=title or words.titles[number % len(COURSES)],
            **MEASURES[number % len(COURSES)],
        )
        for place, number in enumerate(numbers, 1)
    ]
    return objective(of, *found, team=words.team)
