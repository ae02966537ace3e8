"""The words of answers in English and Russian, as patterns; letters' case does not matter, nor does ё for е."""

import re
from functools import cache

END = r"(?![\w/])(?![.,:-]\d)"
"""Where a word or a number is over: 48 is none in 48x, 48/50, 48.5, 4-8."""
LEVEL = r"(?P<level>[-\u2212]?\d{1,9}(?:[.,]\d{1,9})?)"
BEFORE_LEVEL = r"\.?\s*(?:is\b|level\b|-(?=\s)|[:=\u2013\u2014])?\s*"
CONFIDENT = r"(?:confidence|confident|conf|уверенность|уверен[аы]?|увер|ув)"
CONFIDENCE = rf"(?:(?:with\s+)?{CONFIDENT}{BEFORE_LEVEL}|[cс]=?){LEVEL}(?:\s*(?:/|of|out\s+of|из)\s*10)?{END}(?!\s?%)"
CONFIDENCE_AFTER = rf"(?P<level>10|\d)\s+(?:confidence|conf|уверенность)(?!\w)(?!{BEFORE_LEVEL}[-\u2212]?\d)"
CONFIDENCE_UNREAD = rf"{CONFIDENT}(?!\w)(?:[:=\s]*{LEVEL}\s?%?)?"
OUT_OF = rf"(?P<part>\d{{1,9}})\s*(?:/|of\b|out\s+of\b|из\b)\s*(?P<whole>\d{{1,9}}){END}(?!%)"
SAME = (
    r"(?:(?:still\s+)?the\s+same|same|no\s+changes?|unchanged|nothing\s+(?:has\s+)?changed|as\s+before|without\s+changes?"
    r"|без\s+(?:изменени[йяе]|перемен)|то\s*же(?:\s+самое)?|так\s+же|как\s+(?:и\s+)?(?:было|раньше|прежде)"
    r"|(?:ничего\s+)?не\s+(?:изменил[аои](?:сь)?|изменился|поменял[аои]сь|поменялся))(?!\w)"
)
ALL = r"(?:all|everything|for\s+all|все|всем|по\s+всем)"
REST = r"(?:(?:for\s+)?the\s+rest|rest|(?:the\s+)?others?|everything\s+else|остальн(?:ое|ые)|по\s+остальным|прочее)"
PLEASE = r"(?:\s*,?\s*(?:please|thanks|thank\s+you|пожалуйста|спасибо))?"
DONE = (
    r"(?:(?:done|ready|finished|completed|готово|сделано|выполнено|завершено)\s*[:=]?\s*"
    r"(?P<count>\d{1,3}|all|everything|все)(?:\s+(?:steps?|шаг(?:а|ов)?))?"
    r"|(?P<count_first>\d{1,3}|all|everything|все)\s+(?:steps?\s+|шаг(?:а|ов|и)?\s+)?"
    rf"(?:done|ready|finished|completed|готов[оы]?|сделано|выполнено)){END}(?!\s*(?:,|and|и)\s*\d)"
)
STEPS = (
    r"(?P<only>(?:only|только)\s+)?(?:done|ready|готово|сделано|(?P<many>steps|шаги)|step|шаг)\s*[:=]?\s*"
    rf"(?P<numbers>\d{{1,3}}(?:(?:\s*,\s*|\s+and\s+|\s+и\s+|\s+)\d{{1,3}}(?!\w))*){END}(?:\s+(?:done|готовы?|сделаны?))?"
)
CLEAR = (
    r"(?:no\s+blockers?|not\s+blocked|unblocked|no\s+longer\s+blocked|nothing\s+blocks|без\s+блокеров|нет\s+блокеров"
    r"|блокеров\s+нет|ничего\s+не\s+мешает|ничто\s+не\s+мешает|больше\s+не\s+мешает)(?!\w)"
)
BLOCKER = (
    r"(?P<sure>blocked\s+(?:by|on)\b|(?:blocked|blockers?|blocking|что\s+мешает|мешает|мешают|блокеры?|блокирует)\s*:)"
    r"|(?:blockers?|мешает|мешают|блокеры?|блокирует)(?!\w)"
)
NOTE = r"(?:notes?|comment|комментарий|заметка|примечание)\s*:"
THANKS = (
    r"(?:(?:many\s+)?thanks(?:\s+to)?|thank\s+you|thx|kudos(?:\s+to)?|(?:большое\s+)?спасибо|благодарю|благодарность)"
    r"\s*[:,]?\s*<@(?P<thanked>[UW][A-Z0-9]{1,30})(?:\|[^>\n]*)?>"
    r"(?P<more>(?:\s*(?:,|and|и|&)?\s*<@[UW][A-Z0-9]{1,30}(?:\|[^>\n]*)?>)*)"
)
FILLER = r"(?:value|is|now|it's|значение|сейчас|теперь|стало)(?=\s*[:=]?\s*[-\u2212]?[\d$€£₽])\s*[:=]?"
GREETING = {
    "help", "hi", "hello", "hey", "yo", "thanks", "thx", "ok", "okay", "good", "done", "how", "start", "test",
    "помощь", "помоги", "привет", "здравствуйте", "здравствуй", "спасибо", "ок", "окей", "хорошо", "да", "нет", "как",
    "старт", "тест", "good morning", "good afternoon", "thank you", "how to answer", "how do i answer",
    "what can you do", "доброе утро", "добрый день", "добрый вечер", "как ответить", "что ты умеешь",
    "как это работает",
}  # fmt: skip

UNITS = {
    "h": r"h|hrs?|hours?|ч|час(?:а|ов)?",
    "min": r"m|mins?|minutes?|мин|минут[аы]?",
    "days": r"d|days?|дн|день|дня|дней",
    "%": r"%|pct|per\s?cent|проц|процент(?:а|ов|ы)?",
    "points": r"points?|pts?|p\.?p|балл(?:а|ов|ы)?|пункт(?:а|ов|ы)?|п\.?\s?п",
    "$": r"\$|usd|dollars?|доллар(?:а|ов|ы)?",
    "€": r"€|eur|euros?|евро",
    "£": r"£|gbp|pounds?|фунт(?:а|ов|ы)?",
    "₽": r"₽|rub|r[ou]+bles?|руб|рубл(?:ь|я|ей|и)|р",
}
"""Units that people write in many ways, by the name that key results have them under."""
TIME = ("h", "min", "days")
TIMES = {
    r"k|к|тыс|тысяч[аи]?|thousands?": 1e3,
    r"mln|mio|millions?|млн|миллион(?:а|ов)?": 1e6,
    r"bn|billions?|млрд|миллиард(?:а|ов)?": 1e9,
}
MILLION = "m"
SPACE = "[ \u00a0\u202f\u2009']"
GROUPED = rf"\d{{1,3}}(?:{SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?"
PLAIN = r"\d+(?:[.,]\d+)*|[.,]\d+"


def pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def family(unit: str) -> str:
    """The name under which a unit is known, however it is written; its own words where it is not known."""
    words = unit.casefold().strip().rstrip(".")
    return next((name for name, ways in UNITS.items() if pattern(ways).fullmatch(words)), words)


def times(word: str) -> float:
    """What a word multiplies by: 1000 for k."""
    known = (factor for ways, factor in TIMES.items() if pattern(ways).fullmatch(word))
    return next(known, 1e6 if word.casefold() == MILLION else 1.0)


@cache
def number_in(unit: str) -> re.Pattern[str]:
    """A number in a key result's unit, or in another one: m is minutes where time is measured, else millions."""
    timed = family(unit) in TIME
    ways = [way for name, way in UNITS.items() if name != "min"]
    ways.append(UNITS["min"] if timed else UNITS["min"].removeprefix("m|"))
    if unit and family(unit) not in UNITS:
        ways.insert(0, _own(unit))
    factors = "|".join([*TIMES, *([] if timed else [MILLION])])
    return pattern(
        rf"(?P<sign>[-\u2212\u2013+]?)(?P<before>[$€£₽]?)(?P<digits>{GROUPED}|{PLAIN})(?![.,]?\d)"
        rf"(?:\s?(?P<times>{factors})(?!\w)\.?)?(?:\s?(?P<unit>{'|'.join(ways)})(?!\w)\.?)?{END}"
    )


def _own(unit: str) -> str:
    """A unit nobody else knows, in any of its Russian cases: клиентов, клиента."""
    stem = unit[: max(4, len(unit) - 2)] if unit.isalpha() else unit
    return re.escape(stem) + (r"\w{0,3}" if unit.isalpha() else "")
