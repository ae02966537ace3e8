"""The tree of alignment with none, one, eight and sixty objectives, with long titles, deep, and in a circle."""

from collections.abc import Iterator, Sequence

from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from bot.pictures.tree import tree
from bot.text import speak
from charts.layout import Layout
from charts.tree import TreeChart, layout_tree
from storage.kinds import Level
from tests.objectives.standings import checked_in, key_result, objective

TITLES = {
    "en": (
        "Customers recommend us", "First answers within two hours", "Academy for partners", "Nobody calls twice",
        "Onboarding in a day", "A portal that answers", "Reviews that convince", "Orders without errors",
    ),
    "ru": (
        "Клиенты нас рекомендуют", "Первый ответ за два часа", "Академия для партнёров", "Никто не звонит дважды",
        "Подключение за один день", "Портал, который отвечает", "Отзывы, которые убеждают", "Заказы без ошибок",
    ),
}  # fmt: skip
LONG = {
    "en": "Increase weekly activation of newly invited teams in the enterprise segment without lowering retention, "
    "and keep the share of those who come back after a month above what it was before the change of prices",
    "ru": "Увеличить долю команд, которые в первую неделю настроили отчёты и провели встречу по целям квартала, "
    "не снижая удержание и не увеличивая нагрузку на поддержку в отделениях, где новый портал ещё не включён",
}
TEAMS = {"en": ("Company", "Support", "Product", "Sales"), "ru": ("Компания", "Поддержка", "Продукт", "Продажи")}
HEADINGS = {"en": "How the objectives hang together", "ru": "Как связаны цели"}
PARENTS = (None, 1, 1, 2, 2, 4, 3, None)


def samples() -> Iterator[tuple[str, Layout]]:
    for language in ("en", "ru"):
        empty = speak(language)("chart.tree_none")
        yield f"tree-{language}-0", layout_tree(TreeChart(HEADINGS[language], "", (), empty))
        for count in (1, 8, 60):
            yield f"tree-{language}-{count}", _drawn(language, [_sample(language, n) for n in range(count)])
        yield f"tree-{language}-long", _drawn(language, _long(language))
        yield f"tree-{language}-deep", _drawn(language, _deep(language))


def _drawn(language: str, found: Sequence[ObjectiveStanding]) -> Layout:
    sketch = tree(speak(language), HEADINGS[language], found)
    assert sketch
    return sketch.layout


def _sample(language: str, n: int, **fields: object) -> ObjectiveStanding:
    """Eight make a tree, and each further eight another one."""
    place, first = n % 8, n - n % 8
    parent = PARENTS[place]
    given = {
        "title": TITLES[language][place],
        "team": TEAMS[language][place % 4],
        "level": Level.TEAM if parent else Level.COMPANY,
        "parent": first + parent if parent else None,
        **fields,
    }
    return objective(n + 1, *_key_results(n), **given)


def _key_results(n: int) -> tuple[KeyResultStanding, ...]:
    match n % 5:
        case 0:
            return (key_result(checked_in(70, 7)), key_result(checked_in(66, 7), number=2))
        case 1:
            return (key_result(checked_in(12, 7, 2)),)
        case 2:
            return (key_result(checked_in(50, 7)), key_result(number=2))
        case 3:
            return (key_result(),)
        case _:
            return ()


def _long(language: str) -> list[ObjectiveStanding]:
    return [_sample(language, n, title=LONG[language], team=LONG[language][:80]) for n in range(4)]


def _deep(language: str) -> list[ObjectiveStanding]:
    """Each supports the one before, twelve levels down."""
    return [_sample(language, n, parent=n or None, level=Level.PERSON) for n in range(12)]
