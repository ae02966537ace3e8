"""A KPI in words."""

from datetime import date, datetime

from bot.kpis.reading import Reading, changed
from bot.kpis.takes import FROM_SURVEY, WITHOUT_MINIMUM
from bot.phrases.values import quantity
from bot.text import Text, escape


def describe(text: Text, reading: Reading, before: Reading | None = None) -> str:
    """The KPI in one sentence of mrkdwn, with its n, days, newest row, and the change since `before`."""
    return escape(sentence(text, reading, before))


def sentence(text: Text, reading: Reading, before: Reading | None = None) -> str:
    """The same in plain text, not escaped."""
    details = ", ".join(_details(text, reading))
    words = {"title": reading.title, "value": shown(text, reading), "details": details}
    has_number = reading.estimate.value is not None and not reading.too_few
    line = text("kpis.line", **words) if has_number else text("kpis.line_without_number", **words)
    if before and (trend := _trend(text, reading, before)):
        line = text("kpis.line_trend", line=line, trend=trend)
    return line


def shown(text: Text, reading: Reading) -> str:
    """The number with its unit, or why there is none to show."""
    if reading.estimate.value is None:
        return text("kpis.no_data")
    if reading.too_few:
        few = "kpis.too_few_answers" if reading.formula in FROM_SURVEY else "kpis.too_few_tickets"
        return text(few, n=text.number(reading.estimate.n))
    return quantity(text, reading.estimate.value, reading.unit)


def days(text: Text, first: date | None, last: date | None) -> str:
    """A period in words, whose ends may be open."""
    if first and last:
        written = text.short_day if first.year == last.year else text.full_day
        return text("kpis.period", first=written(first), last=written(last))
    if first:
        return text("kpis.since", first=text.full_day(first))
    return text("kpis.until", last=text.full_day(last)) if last else text("kpis.all_dates")


def _details(text: Text, reading: Reading) -> list[str]:
    if reading.estimate.value is None:
        return [days(text, reading.first, reading.last)]
    said = [text("kpis.undated") if reading.undated else days(text, reading.first, reading.last)]
    if reading.formula not in WITHOUT_MINIMUM and not reading.too_few:
        said.insert(0, text("kpis.n", n=text.number(reading.estimate.n)))
    if reading.newest:
        said.append(text("kpis.newest", day=_newest(text, reading.newest, reading.last)))
    if reading.provisional:
        said.append(text("kpis.provisional"))
    return said


def _newest(text: Text, newest: datetime | date, last: date | None) -> str:
    day = newest.date() if isinstance(newest, datetime) else newest
    return text.short_day(day) if last and last.year == day.year else text.full_day(day)


def _trend(text: Text, reading: Reading, before: Reading) -> str:
    now, then = reading.estimate.value, before.estimate.value
    if now is None or then is None or reading.too_few or before.too_few:
        return ""
    said = quantity(text, then, before.unit)
    match changed(reading, before):
        case None:
            return text("kpis.before", before=said)
        case False:
            return text("kpis.noise", before=said)
        case True:
            return text("kpis.risen" if now > then else "kpis.fallen", before=said)
