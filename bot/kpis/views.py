"""What /okr kpi answers: a list of KPIs, or one with its interval, its weeks and the key results that it drives.

The weeks are told in words: Slack shows a file only to those with whom it was shared, and an ephemeral message
shares nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from slack_sdk.models.blocks import (
    Block,
    SectionBlock,
)

from bot.actions import SHOW, SHOW_KPI
from bot.delivery.outgoing import Post
from bot.kpis.lookup import PAGE, Listed, Page, Shown, Unknown
from bot.kpis.reading import Point, Reading
from bot.kpis.takes import WITHOUT_MINIMUM
from bot.objectives.lines import LONGEST_TITLE, key_result_line, most_that_fit
from bot.objectives.standing import KeyResultStanding
from bot.phrases.blocks import button, context, row, said, section
from bot.phrases.kpis import describe, interval, number, source
from bot.text import Text, cut, escape

MORE_KPIS = "kpi_more"
MOST_DRIVEN = 10


def listed(text: Text, page: Page) -> Post:
    """One page of KPIs, each with the way to see all of it."""
    if not page.total:
        return said(text("kpis.none_to_see"))
    title, left = text.count("kpis.title", page.total), page.total - page.first - len(page.listed)
    blocks: list[Block] = [section(f"*{title}*"), *(_card(text, one) for one in page.listed)]
    if left > 0:
        more = button(MORE_KPIS, text("okr.button_more"), str(page.first + PAGE))
        blocks += [context(text.count("kpis.left", left)), *row([more])]
    return Post(text=title, blocks=blocks)


def shown(text: Text, found: Shown) -> Post:
    reading = _short(found.reading)
    blocks: list[Block] = [
        section(_told(text, reading, found.before)),
        context("\n".join(_details(text, reading))),
    ]
    if found.weeks:
        lines = [text("kpis.weeks"), *(_week(text, reading, point) for point in found.weeks)]
        blocks.append(section(most_that_fit(text, lines)))
    return Post(text=describe(text, reading, found.before), blocks=[*blocks, *_driven(text, found.driven)])


def unknown(text: Text, found: Unknown) -> Post:
    name = escape(cut(found.name, LONGEST_TITLE))
    if found.near is None:
        return said(text("kpis.unknown_here", name=name))
    return said(text("kpis.unknown_near", name=name, near=escape(found.near)))


def _driven(text: Text, driven: Sequence[KeyResultStanding]) -> Iterator[Block]:
    if driven:
        yield section(text("kpis.drives"))
    for item in driven[:MOST_DRIVEN]:
        spoken = text("okr.button_show_what", id=item.short_id)
        yield section(key_result_line(text, item), button(SHOW, text("okr.button_show"), item.short_id, spoken=spoken))
    if len(driven) > MOST_DRIVEN:
        yield context(text.count("okr.key_results_left", len(driven) - MOST_DRIVEN))


def _card(text: Text, one: Listed) -> SectionBlock:
    reading = _short(one.reading)
    spoken = text("okr.button_show_what", id=cut(reading.title, 50))
    show = button(SHOW_KPI, text("okr.button_show"), reading.name, spoken=spoken)
    return section(_told(text, reading, one.before), show)


def _told(text: Text, reading: Reading, before: Reading | None) -> str:
    return describe(text, replace(reading, title=f"*{reading.title}*"), before)


def _details(text: Text, reading: Reading) -> Iterator[str]:
    """How sure the number is, and where it comes from."""
    if not reading.too_few and (bounds := interval(text, reading.estimate, reading.unit)):
        yield escape(bounds)
    if reading.formula not in WITHOUT_MINIMUM:
        yield text("kpis.minimum", n=text.number(reading.min_n))
    yield escape(text("kpis.source", source=source(text, reading)))
    if reading.inverted:
        yield text("kpis.inverted")


def _week(text: Text, reading: Reading, point: Point) -> str:
    """A week with its n; a number that rests on too few answers is marked as such."""
    span, estimate = text.span(point.period.first, point.period.last, year=False), point.estimate
    if estimate.value is None:
        return text("kpis.point", days=span, value=text("kpis.no_data"))
    value = escape(number(text, estimate.value, reading.unit))
    if reading.formula not in WITHOUT_MINIMUM:
        few = estimate.n < reading.min_n
        value = text("kpis.value_few" if few else "kpis.value_n", value=value, n=text.number(estimate.n))
    return text("kpis.point", days=span, value=value)


def _short(reading: Reading) -> Reading:
    return replace(reading, title=cut(reading.title, LONGEST_TITLE))
