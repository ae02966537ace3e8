"""What is worth a thought in an objective, in both languages."""

from collections.abc import Collection

import pytest

from bot.rules.advice import Advice, Hint, KeyResultIdea, ObjectiveIdea, advise
from bot.rules.progress import Baseline, Change, Maintain, Measure, Milestone
from bot.rules.wording import has_number, kpi_for, task_word

TASKS = [
    "Launch the self-service portal",
    "Implement chat bots",
    "Write 20 help articles",
    "To build a knowledge base",
    "We will introduce a loyalty programme",
    "Roll out the new CRM",
    "Set up a feedback survey",
    "Conduct 12 customer interviews",
    "Train the whole support team",
    "Hire two agents",
    "Migrate tickets to the new system",
    "Redesign the onboarding e-mails",
    "Implementation of the NPS survey",
    "Development of a help centre",
    "Publish answers to reviews",
    "Запустить портал самообслуживания",
    "Сделать чат-бот",
    "Внедрить опрос NPS",
    "Написать 20 статей для базы знаний",
    "Разработать программу лояльности",
    "Провести 12 интервью с клиентами",
    "Подготовить скрипты для звонков",
    "Нужно обучить всю поддержку",
    "Нанять двух операторов",
    "Настроить сбор отзывов",
    "Запуск новой CRM",
    "Внедрение базы знаний",
    "Автоматизация ответов",
    "Внедряем чат с клиентами",
    "Перейти на новую телефонию",
]
OUTCOMES = [
    "Customers recommend us",
    "NPS from 40 to 60",
    "First response in 2 hours",
    "Fewer customers leave",
    "Reduce churn from 3 to 2 %",
    "Raise CSAT to 88 %",
    "Launch the portal and cut tickets by 20 %",
    "Questions are solved at the first contact",
    "Testimonials double",
    "Клиенты рекомендуют нас",
    "NPS с 40 до 60",
    "Первый ответ за 2 часа",
    "Реже теряем клиентов",
    "Снизить отток с 3 до 2 %",
    "Повысить удовлетворённость до 88 %",
    "Запустить портал и снизить число обращений на 20 %",
    "Вопросы решаются с первого обращения",
    "Делаемые вовремя ответы: 95 %",
    "Запускаемость не ниже 90 %",
]


@pytest.mark.parametrize("title", TASKS)
def test_it_knows_a_task_by_its_first_words(title: str) -> None:
    word = task_word(title)
    assert word is not None
    assert word in title.casefold()


@pytest.mark.parametrize("title", OUTCOMES)
def test_it_leaves_outcomes_alone(title: str) -> None:
    assert task_word(title) is None


KPIS = {
    "NPS": "nps",
    "Удовлетворённость": "csat",
    "First response": "first_response_time",
    "Отток": "churn",
    "Media placements": "value",
}


@pytest.mark.parametrize(
    ("title", "kpi"),
    [
        ("Customers recommend us", "NPS"),
        ("Лояльность с 40 до 60", "NPS"),
        ("Клиенты рекомендуют нас", "NPS"),
        ("Satisfaction at 85 %", "Удовлетворённость"),
        ("Клиенты довольны ответами: 88 %", "Удовлетворённость"),
        ("Первый ответ за 2 часа", "First response"),
        ("First reply within 2 hours", "First response"),
        ("Churn from 3 to 2 %", "Отток"),
        ("Отток клиентов ниже 2 %", "Отток"),
        ("20 media placements a quarter", "Media placements"),
        ("Revenue of the shop", None),
        ("Выручка магазина", None),
        ("Media budget", None),
    ],
)
def test_it_finds_the_kpi_that_would_show_it(title: str, kpi: str | None) -> None:
    assert kpi_for(title, KPIS) == kpi


def test_it_finds_no_kpi_where_none_is_defined() -> None:
    assert kpi_for("NPS from 40 to 60", {}) is None


@pytest.mark.parametrize(("title", "found"), [("NPS 60", True), ("за 2 часа", True), ("Fast answers", False)])
def test_it_sees_numbers(title: str, *, found: bool) -> None:
    assert has_number(title) is found


def hints(title: str, measure: Measure, value: float | None = None, **more: bool) -> list[Hint]:
    key_result = KeyResultIdea("1.1", title, measure, value, **more)
    return [one.hint for one in advise(ObjectiveIdea("1", "Customers stay", 1, 1, [key_result]), KPIS)]


CHANGE = Change(40, 60)


@pytest.mark.parametrize(
    ("measure", "value", "more", "expected"),
    [
        (CHANGE, None, {"driven": True}, []),
        (CHANGE, 59.9, {"driven": True}, []),
        (CHANGE, 60, {"driven": True}, [Hint.TARGET_MET]),
        (Change(6, 2), 1, {"driven": True}, [Hint.TARGET_MET]),
        (Change(6, 2), 7, {"driven": True}, []),
        (CHANGE, None, {}, [Hint.KPI]),
        (Maintain(85, 95), None, {"driven": True}, []),
        (Maintain(85), None, {"driven": True}, [Hint.ONE_BOUND]),
        (Maintain(None, 5), None, {"driven": True}, [Hint.ONE_BOUND]),
        (Baseline(), None, {"driven": True}, [Hint.NO_TARGET]),
        (Baseline(), None, {"driven": True, "waits": True}, [Hint.NO_START]),
        (Milestone((1, 1)), None, {}, [Hint.NO_NUMBER]),
    ],
)
def test_it_looks_at_how_a_key_result_is_measured(
    measure: Measure, value: float | None, more: dict[str, bool], expected: Collection[Hint]
) -> None:
    assert hints("NPS goes up", measure, value, **more) == expected


def test_it_says_task_rather_than_no_number() -> None:
    assert hints("Launch the portal", Milestone((1, 1))) == [Hint.TASK]


def idea(n: int, of_owner: int = 1, of_team: int = 1) -> ObjectiveIdea:
    found = [KeyResultIdea(f"1.{k}", "Sales", CHANGE, driven=True) for k in range(n)]
    return ObjectiveIdea("1", "Customers stay", of_owner, of_team, found)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (idea(0), [Advice(Hint.NO_KEY_RESULTS, "1")]),
        (idea(5, 5, 5), []),
        (idea(6), [Advice(Hint.MANY_KEY_RESULTS, "1", n=6)]),
        (idea(1, 6, 9), [Advice(Hint.MANY_OBJECTIVES_OF_OWNER, "1", n=6)]),
        (idea(1, 2, 6), [Advice(Hint.MANY_OBJECTIVES_OF_TEAM, "1", n=6)]),
    ],
)
def test_it_counts(written: ObjectiveIdea, expected: list[Advice]) -> None:
    assert list(advise(written, KPIS)) == expected
