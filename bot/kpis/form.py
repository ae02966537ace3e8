"""The form of a KPI, and what is said once it is stored."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.forms import elements
from bot.forms.sheet import MOST_OPTIONS, Choice, Sheet
from bot.kpis.defining import Field
from bot.kpis.takes import rows_of
from bot.objectives.lines import LONGEST_TITLE
from bot.phrases.blocks import context
from bot.phrases.notice import notice
from bot.text import Text, cut, escape
from storage.kinds import Direction, Formula, ImportKind
from storage.models import Kpi

LONGEST = {Field.NAME: 80, Field.TITLE: 255, Field.UNIT: 40}
LABELS: Mapping[str, str] = {
    Field.NAME: "kpi_form.name",
    Field.TITLE: "kpi_form.title",
    Field.FORMULA: "kpi_form.formula",
    Field.SURVEY: "kpi_form.survey",
    Field.WINDOW: "kpi_form.window",
    Field.UNIT: "kpi_form.unit",
    Field.DIRECTION: "kpi_form.direction",
    Field.MIN_N: "kpi_form.min_n",
}
HINTS: Mapping[str, str] = {
    Field.NAME: "kpi_form.name_hint",
    Field.TITLE: "kpi_form.title_hint",
    Field.SURVEY: "kpi_form.survey_hint",
    Field.WINDOW: "kpi_form.window_hint",
    Field.UNIT: "kpi_form.unit_hint",
    Field.DIRECTION: "kpi_form.direction_hint",
    Field.MIN_N: "kpi_form.min_n_hint",
}
OPTIONAL = {Field.TITLE, Field.SURVEY, Field.WINDOW, Field.UNIT, Field.DIRECTION}
FORMULAS: Mapping[Formula, str] = {
    Formula.NPS: "kpi_form.nps",
    Formula.CSAT: "kpi_form.csat",
    Formula.CSAT_MEAN: "kpi_form.csat_mean",
    Formula.CES: "kpi_form.ces",
    Formula.CES_TOP: "kpi_form.ces_top",
    Formula.RESPONSE_RATE: "kpi_form.response_rate",
    Formula.FIRST_RESPONSE_TIME: "kpi_form.first_response_time",
    Formula.RESOLUTION_TIME: "kpi_form.resolution_time",
    Formula.HANDLE_TIME: "kpi_form.handle_time",
    Formula.FCR: "kpi_form.fcr",
    Formula.SOLVED_SHARE: "kpi_form.solved_share",
    Formula.ANSWERED_SHARE: "kpi_form.answered_share",
    Formula.TICKET_VOLUME: "kpi_form.ticket_volume",
    Formula.CHURN: "kpi_form.churn",
    Formula.RETENTION: "kpi_form.retention",
    Formula.CONVERSION: "kpi_form.conversion",
    Formula.ACTIVATION: "kpi_form.activation",
    Formula.TTFV: "kpi_form.ttfv",
    Formula.CLTV: "kpi_form.cltv",
    Formula.AOV: "kpi_form.aov",
    Formula.REPEAT_RATE: "kpi_form.repeat_rate",
    Formula.REVIEW_SHARE: "kpi_form.review_share",
    Formula.VALUE: "kpi_form.value",
}
ONLY_IN_FILES = {Formula.CLTV}
"""They need more than the form asks for; a KPI that has one keeps it."""
ROWS: Mapping[ImportKind, str] = {
    ImportKind.SURVEYS: "kpi_form.of_surveys",
    ImportKind.TICKETS: "kpi_form.of_tickets",
    ImportKind.CUSTOMERS: "kpi_form.of_customers",
    ImportKind.ORDERS: "kpi_form.of_orders",
    ImportKind.REVIEWS: "kpi_form.of_reviews",
    ImportKind.VALUES: "kpi_form.of_values",
}
WINDOWS: Mapping[str, str] = {
    "week": "kpi_form.week",
    "month": "kpi_form.month",
    "quarter": "kpi_form.quarter",
    "cycle": "kpi_form.cycle",
}
DAYS = (7, 14, 28, 30, 60, 90, 180, 365)
BETTER: Mapping[str, str] = {Direction.UP: "kpi_form.more_is_better", Direction.DOWN: "kpi_form.less_is_better"}
OWN_WORDS = {
    "kpis.survey_needed": "kpi_form.survey_needed",
    "kpis.survey_idle": "kpi_form.survey_idle",
    "kpis.survey_and_source": "kpi_form.survey_and_source",
    "kpis.field_idle": "kpi_form.option_idle",
    "kpis.column_needed": "kpi_form.column_needed",
    "kpis.unit_unknown": "kpi_form.unit_unknown",
    "plan.not_one_of": "author.missing",
}
"""Where the sentence for a file speaks of what stands in it."""


def form(text: Text, sheet: Sheet) -> View:
    """Of a new KPI, or of one that is there, whose name stays."""
    surveys = sheet.lists[Field.SURVEY][:MOST_OPTIONS]
    fields: dict[Field, Any] = {
        Field.NAME: elements.words(sheet, Field.NAME, LONGEST[Field.NAME]),
        Field.TITLE: elements.words(sheet, Field.TITLE, LONGEST[Field.TITLE]),
        Field.FORMULA: elements.grouped(text, sheet, Field.FORMULA, _formulas(text, sheet)),
        Field.SURVEY: elements.select(text, sheet, Field.SURVEY, surveys),
        Field.WINDOW: elements.select(text, sheet, Field.WINDOW, _windows(text, sheet)),
        Field.UNIT: elements.words(sheet, Field.UNIT, LONGEST[Field.UNIT]),
        Field.DIRECTION: elements.select(
            text, sheet, Field.DIRECTION, [Choice(value, text(name)) for value, name in BETTER.items()]
        ),
        Field.MIN_N: elements.number(sheet, Field.MIN_N, whole=True),
    }
    blocks: list[Block] = [*elements.notes(text, sheet, LABELS, _yours(text, sheet))]
    if sheet.subject.row:
        del fields[Field.NAME]
        blocks.append(context(text("kpi_form.stays", name=escape(sheet.typed[Field.NAME]))))
    if not surveys:
        del fields[Field.SURVEY]
        blocks.append(context(text("kpi_form.no_surveys")))
    blocks += [_field(text, sheet, field, element) for field, element in fields.items()]
    blocks.append(context(text("kpi_form.more_in_files")))
    return elements.view(text, sheet, text("kpi_form.edit" if sheet.subject.row else "kpi_form.new"), blocks)


def stored(text: Text, kpi: Kpi, *, new: bool) -> View:
    words = text(
        "kpi_form.made" if new else "kpi_form.changed",
        title=escape(cut(kpi.title or kpi.name, LONGEST_TITLE)),
        name=escape(kpi.name),
    )
    return notice(text, [words], "kpi_form.new" if new else "kpi_form.edit")


def _field(text: Text, sheet: Sheet, name: Field, element: Any) -> Block:
    hint = text(HINTS[name]) if name in HINTS else ""
    return elements.field(sheet, name, text(LABELS[name]), element, optional=name in OPTIONAL, hint=hint)


def _formulas(text: Text, sheet: Sheet) -> dict[str, list[Choice]]:
    groups: dict[str, list[Choice]] = {text(name): [] for name in ROWS.values()}
    for formula, name in FORMULAS.items():
        if formula not in ONLY_IN_FILES or formula == sheet.typed[Field.FORMULA]:
            groups[text(ROWS[rows_of(formula)])].append(Choice(formula, text(name)))
    return groups


def _windows(text: Text, sheet: Sheet) -> list[Choice]:
    """The usual ones, and the KPI's own."""
    found = {f"{days}d": text.count("kpi_form.days", days) for days in DAYS}
    found |= {value: text(name) for value, name in WINDOWS.items()}
    own = sheet.typed[Field.WINDOW]
    if own and own not in found:
        found = {own: text.count("kpi_form.days", int(own[:-1])), **found}
    return [Choice(value, label) for value, label in found.items()]


def _yours(text: Text, sheet: Sheet) -> dict[str, str]:
    """What stood in fields that hold no words."""
    labels: dict[str, dict[str, str]] = {
        Field.FORMULA: {value.value: text(name) for value, name in FORMULAS.items()},
        Field.SURVEY: {one.value: one.label for one in sheet.lists[Field.SURVEY]},
        Field.WINDOW: {one.value: one.label for one in _windows(text, sheet)},
        Field.DIRECTION: {value: text(name) for value, name in BETTER.items()},
    }
    return {name: escape(labels[name].get(yours, "")) for name, yours in sheet.changed.items() if name in labels}
