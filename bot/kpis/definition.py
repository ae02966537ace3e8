"""What a KPI is, as a file defines it: formula, rows, window, unit."""

import re
from typing import Any

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from bot.kpis.options import Options, Sentiment, refuse_idle
from bot.kpis.takes import FILTERS, FROM_SURVEY, LESS_IS_BETTER, UNITS, rows_of
from storage.kinds import Direction, Formula
from storage.models import Kpi

WINDOW = re.compile(r"[1-9]\d{0,3}d|week|month|quarter|cycle")
COLUMNS = ("name", "title", "survey", "filter", "window", "unit", "direction", "min_n")
OPTIONS = tuple(field for field in Options.model_fields if field != "formula")


class KpiDefinition(Options):
    """Every field of a KPI; `columns` is how they are stored."""

    name: str = Field(min_length=1, max_length=80)
    title: str = ""
    survey: str | None = Field(None, min_length=1, max_length=80, validate_default=True)
    filter: dict[str, str] = Field(default_factory=dict)
    window: str | None = None
    unit: str = Field("", max_length=40)
    direction: Direction | None = None
    min_n: int = Field(30, ge=1, le=1_000_000)

    @field_validator("survey")
    @classmethod
    def _survey_or_source(cls, survey: str | None, info: ValidationInfo) -> str | None:
        formula, source = info.data.get("formula"), info.data.get("source")
        # A source that was refused is not in the data: its own mistake is enough.
        if formula in FROM_SURVEY and survey is None and source is None and "source" in info.data:
            raise PydanticCustomError("kpis.survey_needed", "a survey is needed", {"formula": formula})
        if survey is not None and source is not None:
            raise PydanticCustomError("kpis.survey_and_source", "one of them", {})
        refuse_idle(survey, info)
        return survey

    @field_validator("filter")
    @classmethod
    def _known_columns(cls, chosen: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        formula = info.data.get("formula")
        if formula is None or info.data.get("source"):
            return chosen
        known = filter_columns(formula)
        for column in chosen:
            if column not in known:
                values = {"column": column, "formula": formula, "known": ", ".join(known) or "-"}
                raise PydanticCustomError("kpis.filter_unknown", "no such column", values)
        return chosen

    @field_validator("window")
    @classmethod
    def _known_window(cls, window: str | None) -> str | None:
        if window is not None and not WINDOW.fullmatch(window):
            raise PydanticCustomError("kpis.window_unknown", "no such window", {"window": window})
        return window

    @field_validator("unit")
    @classmethod
    def _known_unit(cls, unit: str, info: ValidationInfo) -> str:
        known = UNITS.get(info.data.get("formula", Formula.VALUE))
        if unit and known and unit not in known:
            values = {"unit": unit, "formula": info.data["formula"], "known": ", ".join(known)}
            raise PydanticCustomError("kpis.unit_unknown", "no such unit", values)
        return unit

    def columns(self) -> dict[str, Any]:
        """The KPI's row without its workspace: an absent unit is the formula's own, an absent direction what is
        better by nature."""
        fields = self.model_dump(mode="json", include=set(OPTIONS), exclude_none=True)
        unit = self.unit or UNITS.get(self.formula, ("",))[0]
        row = {field: getattr(self, field) for field in COLUMNS}
        better = {"unit": unit, "direction": self.direction or self._better()}
        return row | {"formula": self.formula, **better, "options": fields}

    def _better(self) -> Direction:
        bad_reviews = self.formula is Formula.REVIEW_SHARE and self.sentiment is not Sentiment.POSITIVE
        return Direction.DOWN if self.formula in LESS_IS_BETTER or bad_reviews else Direction.UP


def filter_columns(formula: Formula) -> tuple[str, ...]:
    """What a formula's own rows can be filtered by."""
    # The orders of a lifetime value could not be filtered along with its customers.
    return () if formula is Formula.CLTV else FILTERS.get(rows_of(formula), ())


def fields_of(kpi: Kpi) -> dict[str, Any]:
    """Every field of a stored KPI under the name that a file gives it, none where it was not given."""
    row = {field: getattr(kpi, field) for field in ("name", "title", "formula", *COLUMNS[2:])}
    return row | {field: kpi.options.get(field) for field in OPTIONS}
