"""A KPI in words."""

from datetime import date, datetime

from bot.kpis.options import Stat
from bot.kpis.reading import Reading, changed, rounded
from bot.kpis.takes import WITHOUT_MINIMUM, rows_of
from bot.phrases.values import quantity
from bot.rules.kpi import Estimate
from bot.text import Text, escape
from storage.kinds import ImportKind

TOO_FEW = {
    ImportKind.SURVEYS: "kpis.too_few_answers",
    ImportKind.TICKETS: "kpis.too_few_tickets",
    ImportKind.CUSTOMERS: "kpis.too_few_customers",
    ImportKind.ORDERS: "kpis.too_few_orders",
    ImportKind.REVIEWS: "kpis.too_few_reviews",
}

KINDS = {
    "tickets": "kpis.from_tickets",
    "customers": "kpis.from_customers",
    "orders": "kpis.from_orders",
    "reviews": "kpis.from_reviews",
    "values": "kpis.from_values",
}
STATS: dict[Stat | None, str] = {Stat.MEDIAN: "kpis.median", Stat.P90: "kpis.p90"}
"""A mean needs no name."""


def describe(text: Text, reading: Reading, before: Reading | None = None) -> str:
    """The KPI in one sentence of mrkdwn, with its n, days, newest row, and the change since `before`."""
    return escape(sentence(text, reading, before))


def sentence(text: Text, reading: Reading, before: Reading | None = None) -> str:
    """The same in plain text, not escaped."""
    details = ", ".join(details_of(text, reading))
    words = {"title": reading.title, "value": shown(text, reading), "details": details}
    has_number = reading.estimate.value is not None and not reading.too_few
    line = text("kpis.line", **words) if has_number else text("kpis.line_without_number", **words)
    if before and (trend := _trend(text, reading, before)):
        line = text("kpis.line_trend", line=line, trend=trend)
    return line


def shown(text: Text, reading: Reading) -> str:
    """The number with its unit, or why there is none to show."""
    if reading.failure:
        return text("kpis.unreadable")
    if reading.estimate.value is None:
        return text("kpis.no_data")
    if reading.too_few:
        return text(TOO_FEW[rows_of(reading.formula)], n=text.number(reading.estimate.n))
    return number(text, reading.estimate.value, reading.unit)


def brief(text: Text, reading: Reading) -> str:
    """The number with its n, or why there is none to show; plain text."""
    said = shown(text, reading)
    if reading.failure or reading.checked_in is None or reading.formula in WITHOUT_MINIMUM:
        return said
    return f"{said}, {_n(text, reading)}"


def interval(text: Text, estimate: Estimate, unit: str) -> str:
    """Where the true value lies, empty where nothing tells; plain text."""
    if estimate.low is None or estimate.high is None:
        return ""
    return text("kpis.interval", low=text.number(rounded(estimate.low)), high=number(text, estimate.high, unit))


def source(text: Text, reading: Reading) -> str:
    """Where the rows are, in words; plain text. A table of another database is called as the definition does."""
    if reading.survey:
        return text("kpis.from_survey", name=reading.survey)
    kinds = reading.source.split(", ")
    return ", ".join(text(KINDS[kind]) if kind in KINDS else kind for kind in kinds)


def number(text: Text, value: float, unit: str) -> str:
    """A computed value as sentences, charts and forms all show it, and as a check-in stores it."""
    return quantity(text, rounded(value), unit)


def now_says(text: Text, reading: Reading | None, last: float | None) -> str:
    """What the KPI says now where that is not the last value; plain text, empty where there is nothing to say."""
    if reading is None or reading.checked_in is None or reading.checked_in == last:
        return ""
    return text("kpis.now_says", value=brief(text, reading))


def days(text: Text, first: date | None, last: date | None) -> str:
    """A period in words, whose ends may be open."""
    if first and last:
        return text.span(first, last)
    if first:
        return text("kpis.since", first=text.full_day(first))
    return text("kpis.until", last=text.full_day(last)) if last else text("kpis.all_dates")


def details_of(text: Text, reading: Reading) -> list[str]:
    """What stands beside the number: how many answers, which days, the newest row; plain text."""
    if reading.estimate.value is None:
        return [days(text, reading.first, reading.last)]
    said = [text("kpis.undated") if reading.undated else days(text, reading.first, reading.last)]
    if reading.formula not in WITHOUT_MINIMUM and not reading.too_few:
        said.insert(0, _n(text, reading))
    if reading.stat in STATS and not reading.too_few:
        said.insert(0, text(STATS[reading.stat]))
    if reading.newest:
        said.append(text("kpis.newest", day=_newest(text, reading.newest, reading)))
    if reading.provisional:
        said.append(text("kpis.provisional"))
    return said


def _n(text: Text, reading: Reading) -> str:
    n = text.number(reading.estimate.n)
    return text("kpis.n_counted", n=n, counted=reading.counted) if reading.counted else text("kpis.n", n=n)


def _newest(text: Text, newest: datetime | date, reading: Reading) -> str:
    """With its year where the days beside it do not tell it."""
    day = newest.date() if isinstance(newest, datetime) else newest
    first, last = reading.first, reading.last
    told = last and (last.year == day.year or (first and first <= day <= last))
    return text.short_day(day) if told else text.full_day(day)


def _trend(text: Text, reading: Reading, before: Reading) -> str:
    now, then = reading.estimate.value, before.estimate.value
    if now is None or then is None or reading.too_few or before.too_few:
        return ""
    said = number(text, then, before.unit)
    match changed(reading, before):
        case None:
            return text("kpis.before", before=said)
        case False:
            return text("kpis.noise", before=said)
        case True:
            return text("kpis.risen" if now > then else "kpis.fallen", before=said)
