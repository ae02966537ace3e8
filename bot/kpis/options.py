"""What only some formulas take, and the table of another database."""

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from bot.kpis.takes import COLUMNS, NEEDED, TAKERS, rows_of
from bot.kpis.windows import Step
from bot.rules.kpi_surveys import Scale
from storage.kinds import Formula
from storage.models import Kpi

DAYS = re.compile(r"[1-9]\d{0,2}d")
SCALE = re.compile(r"(\d{1,3})\s*[-\u2013]\s*(\d{1,3})", re.ASCII)
VARIABLE = re.compile(r"[A-Za-z_]\w*", re.ASCII)

WITHOUT_SCALE = {Formula.CSAT, Formula.CSAT_MEAN}
"""Their scale is the survey's: scores of another database do not tell theirs."""
BESIDES = {
    "segment": ("segment",),
    "keep": ("respondent", "time"),
    "lost": ("status",),
    "present": ("status",),
    "solved": ("status",),
}
"""The columns of another database's table that a field reads, besides those of its formula."""


class Stat(StrEnum):
    MEAN = "mean"
    MEDIAN = "median"
    P90 = "p90"


class Hours(StrEnum):
    CALENDAR = "calendar"
    BUSINESS = "business"


class Keep(StrEnum):
    """Which answers of one respondent count."""

    ALL = "all"
    FIRST = "first"
    LATEST = "latest"


class Sentiment(StrEnum):
    NEGATIVE = "negative"
    POSITIVE = "positive"


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Word = Annotated[str, Field(min_length=1, max_length=80)]
Words = Annotated[tuple[Word, ...], BeforeValidator(_one_or_many), Field(min_length=1)]


class Part(BaseModel):
    """An unknown key is refused. A problem's `type`, where it begins with "kpis.", is the id of its text."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Source(Part):
    """A table in another database; its address stands in an environment variable, never in a file."""

    url_env: str
    table: str = Field(min_length=1, max_length=200)
    columns: dict[str, Word]

    @field_validator("url_env")
    @classmethod
    def _a_variable(cls, name: str) -> str:
        if not VARIABLE.fullmatch(name):
            # The name is not repeated: it may be an address with a password.
            raise PydanticCustomError("kpis.url_env_malformed", "no variable", {})
        return name


class Options(Part):
    """The formula with the fields that say nothing for most others."""

    formula: Formula
    source: Source | None = None
    stat: Stat | None = None
    hours: Hours | None = None
    margin: float | None = Field(None, ge=0, le=1, allow_inf_nan=False)
    period: Step | None = None
    keep: Keep | None = None
    scale: str | None = Field(None, validate_default=True)
    top: int | None = Field(None, ge=1, le=4)
    lost: Words | None = None
    present: Words | None = None
    solved: Words | None = None
    sentiment: Sentiment | None = None
    within: str | None = None
    segment: str | None = Field(None, min_length=1, max_length=80)

    @field_validator("source")
    @classmethod
    def _columns_of_the_formula(cls, source: Source | None, info: ValidationInfo) -> Source | None:
        formula = info.data.get("formula")
        if source is None or formula is None or formula is Formula.CLTV:
            return source
        known = COLUMNS[rows_of(formula)]
        for field in source.columns:
            if field not in known:
                values = {"field": field, "formula": formula, "known": ", ".join(known)}
                raise PydanticCustomError("kpis.column_unknown", "no such field", values)
        for group in NEEDED[formula]:
            if not any(field in source.columns for field in group):
                values = {"formula": formula, "needed": ", ".join(group)}
                raise PydanticCustomError("kpis.column_needed", "a column is needed", values)
        return source

    @field_validator("hours")
    @classmethod
    def _hours_of_own_tickets(cls, hours: Hours | None, info: ValidationInfo) -> Hours | None:
        if hours is Hours.BUSINESS and info.data.get("source"):
            raise PydanticCustomError("kpis.business_hours_elsewhere", "only for imported tickets", {})
        return hours

    @field_validator("scale")
    @classmethod
    def _low_to_high(cls, scale: str | None) -> str | None:
        if scale is not None and ((ends := SCALE.fullmatch(scale)) is None or int(ends[1]) >= int(ends[2])):
            raise PydanticCustomError("kpis.scale_malformed", "no scale", {"scale": scale})
        return scale

    @field_validator("scale")
    @classmethod
    def _scale_of_the_formula(cls, scale: str | None, info: ValidationInfo) -> str | None:
        formula = info.data.get("formula")
        if scale is None and formula in WITHOUT_SCALE and info.data.get("source"):
            raise PydanticCustomError("kpis.scale_needed", "a scale is needed", {"formula": formula})
        ends = SCALE.fullmatch(scale) if scale and formula is Formula.REVIEW_SHARE else None
        if ends and ends[2] not in ("5", "10"):
            raise PydanticCustomError("kpis.review_scale", "no scale of reviews", {"scale": scale})
        return scale

    @field_validator("within")
    @classmethod
    def _whole_days(cls, within: str | None) -> str | None:
        if within is not None and not DAYS.fullmatch(within):
            raise PydanticCustomError("kpis.within_malformed", "no days", {"within": within})
        return within

    @field_validator("period")
    @classmethod
    def _longer_than_a_day(cls, period: Step | None) -> Step | None:
        if period is Step.DAY:
            raise PydanticCustomError("kpis.period_unknown", "no period", {"period": period})
        return period

    @field_validator(*BESIDES)
    @classmethod
    def _has_its_columns(cls, value: Any, info: ValidationInfo) -> Any:
        source = info.data.get("source")
        missing = [column for column in BESIDES[info.field_name or ""] if source and column not in source.columns]
        if value not in (None, Keep.ALL) and missing:
            values = {"formula": info.data.get("formula"), "needed": ", ".join(missing)}
            raise PydanticCustomError("kpis.column_needed", "a column is needed", values)
        return value

    @field_validator(*(field for field in TAKERS if field != "survey"))
    @classmethod
    def _says_something(cls, value: Any, info: ValidationInfo) -> Any:
        refuse_idle(value, info)
        return value

    @property
    def own_scale(self) -> Scale | None:
        ends = SCALE.fullmatch(self.scale) if self.scale else None
        return Scale(int(ends[1]), int(ends[2])) if ends else None

    @property
    def within_days(self) -> int | None:
        return int(self.within[:-1]) if self.within else None


def refuse_idle(value: Any, info: ValidationInfo) -> None:
    """A field that says nothing for the formula is a mistake: what was meant would not happen."""
    formula, field = info.data.get("formula"), info.field_name
    if value is not None and formula and formula not in TAKERS[field or ""]:
        name = "kpis.survey_idle" if field == "survey" else "kpis.field_idle"
        raise PydanticCustomError(name, "says nothing here", {"formula": formula, "field": field})


def options_of(kpi: Kpi) -> Options:
    """A stored KPI's options, typed again."""
    return Options.model_validate({"formula": kpi.formula, **kpi.options})
