"""What a title gives away, in English and in Russian: a task, a number, the KPI that would show it."""

import re
from collections.abc import Collection, Iterator, Mapping

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
NUMBER = re.compile(r"\d")
LEAST_STEM = 4
STEM = 5

# What one does, and is then done with.
TASKS = frozenset(
    WORD.findall(
        "launch implement write create build develop introduce deploy prepare conduct organise organize run hire train "
        "make do migrate integrate ship release design document complete finish deliver start test add move buy "
        "install configure fix set roll draft publish hold plan redesign rewrite automate update upgrade enable "
        "implementation launching creation creating development developing deployment rollout introduction preparation "
        "building writing installing migration migrating training hiring "
        "запустить сделать внедрить написать создать разработать провести подготовить настроить обучить нанять "
        "организовать построить переписать интегрировать автоматизировать обновить добавить завершить перенести "
        "выпустить составить оформить описать купить подключить установить перейти открыть закончить собрать "
        "запускаем делаем внедряем пишем создаём создаем разрабатываем проводим готовим настраиваем обучаем нанимаем "
        "запуск внедрение разработка создание подготовка проведение написание настройка обучение интеграция "
        "автоматизация обновление переход"
    )
)
# What is better afterwards, by the beginnings of the words.
OUTCOMES = frozenset(
    WORD.findall(
        "increase improve reduce raise cut lower grow decrease double halve drop boost shorten "
        "увелич повыс повыш улучш сниз сниж сократ уменьш вырас ускор поднят удво"
    )
)
LEADING = frozenset({"to", "we", "will", "please", "мы", "нужно", "надо"})

CONCEPTS: Mapping[str, tuple[str, ...]] = {
    "nps": ("nps", "recommend", "promoter", "loyal", "рекоменд", "лояльн", "промоутер"),
    "csat": ("csat", "satisf", "happy", "удовлетвор", "довольн"),
    "ces": ("ces", "effort", "easy", "усили", "легко"),
    "first_response_time": ("first response", "first reply", "respond", "первый ответ", "первого ответа", "отвеча"),
    "resolution_time": ("resolution time", "time to resol", "time to solution", "срок решен", "время решен", "решения"),
    "fcr": ("first contact", "first call", "fcr", "первого обращ", "первого контакт", "повторных обращ"),
    "handle_time": ("handling time", "handle time", "aht", "время обработк", "времени обработк"),
    "ticket_volume": ("tickets", "contacts a", "число обращений", "обращений в", "количество обращений"),
    "churn": ("churn", "leave us", "отток", "уход клиент"),
    "retention": ("retention", "retain", "удержан"),
    "cltv": ("lifetime value", "cltv", "ltv", "ценность клиент"),
    "aov": ("average order", "order value", "aov", "средний чек", "среднего чека"),
    "repeat_rate": ("repeat", "buy again", "повторных покуп", "повторные покуп", "повторной покуп"),
    "conversion": ("conversion", "convert", "конверси"),
    "activation": ("activat", "активац", "активир"),
    "ttfv": ("first value", "time to value", "первой польз", "первой ценност"),
    "response_rate": ("response rate", "answer rate", "доля ответивших", "доли ответивших", "отклик"),
    "review_share": ("reviews", "отзыв"),
}
"""How people speak of what a formula measures, in words or beginnings of words."""
ALIKE = {"csat_mean": "csat", "ces_top": "ces"}


def task_word(title: str) -> str | None:
    """The word that makes a title read like a task; none where the title goes on to say what gets better."""
    words = [word.casefold() for word in WORD.findall(title)]
    first = next((word for word in words if word not in LEADING), "")
    if first not in TASKS or (has_number(title) and any(word.startswith(tuple(OUTCOMES)) for word in words)):
        return None
    return first


def has_number(title: str) -> bool:
    return NUMBER.search(title) is not None


def kpi_for(title: str, kpis: Mapping[str, str]) -> str | None:
    """The title of the KPI that would show it: one whose formula measures what is spoken of, else the one that shares
    most words with it. `kpis` are formulas by title."""
    spoken = title.casefold()
    meant = [kpi for kpi, formula in kpis.items() if _speaks(spoken, CONCEPTS.get(ALIKE.get(formula, formula), ()))]
    near = {kpi: len(set(_stems(kpi)) & set(_stems(title))) for kpi in meant or kpis}
    best = max(near, key=lambda kpi: near[kpi], default=None)
    return best if best is not None and (meant or near[best] > 1) else None


def _speaks(spoken: str, marks: Collection[str]) -> bool:
    """Whether one of the marks begins a word."""
    return any(re.search(rf"(?<!\w){re.escape(mark)}", spoken) for mark in marks)


def _stems(words: str) -> Iterator[str]:
    for word in WORD.findall(words.casefold()):
        if len(word) >= LEAST_STEM:
            yield word[:STEM]
