"""What a KPI is, as a file defines it: formula, rows, window, unit."""

import re
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from storage.kinds import Direction, Formula

WINDOW = re.compile(r"[1-9]\d{0,3}d|week|month|quarter|cycle")
FROM_SURVEY = {Formula.NPS, Formula.CSAT, Formula.CSAT_MEAN}
DURATIONS = {Formula.FIRST_RESPONSE_TIME, Formula.RESOLUTION_TIME, Formula.HANDLE_TIME}
FROM_TICKETS = DURATIONS | {Formula.FCR, Formula.TICKET_VOLUME}
TIME_UNITS = ("h", "min", "days")
UNITS: dict[Formula, tuple[str, ...]] = {
    Formula.CSAT: ("%",),
    Formula.FCR: ("%",),
    Formula.FIRST_RESPONSE_TIME: TIME_UNITS,
    Formula.RESOLUTION_TIME: TIME_UNITS,
    Formula.HANDLE_TIME: ("min", "h", "days"),
}


class KpiDefinition(BaseModel):
    """An unknown key is refused. A problem's `type`, where it begins with "kpis.", is the id of its text."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=80)
    formula: Formula
    title: str = ""
    survey: str | None = Field(None, min_length=1, max_length=80, validate_default=True)
    filter: dict[str, str] = {}
    window: str | None = None
    unit: str = Field("", max_length=40)
    direction: Direction | None = None
    min_n: int = Field(30, ge=1)

    @field_validator("survey")
    @classmethod
    def _survey_where_it_counts(cls, survey: str | None, info: ValidationInfo) -> str | None:
        formula = info.data.get("formula")
        if formula in FROM_SURVEY and survey is None:
            raise PydanticCustomError("kpis.survey_needed", "a survey is needed", {"formula": formula})
        if formula and formula not in FROM_SURVEY and survey is not None:
            raise PydanticCustomError("kpis.survey_idle", "a survey says nothing here", {"formula": formula})
        return survey

    @field_validator("filter")
    @classmethod
    def _known_columns(cls, chosen: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        formula = info.data.get("formula")
        known = filter_columns(formula) if formula else tuple(chosen)
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
        natural = Direction.DOWN if self.formula in DURATIONS else Direction.UP
        unit = self.unit or UNITS.get(self.formula, ("",))[0]
        return self.model_dump() | {"unit": unit, "direction": self.direction or natural}


def filter_columns(formula: Formula) -> tuple[str, ...]:
    """What a formula's rows can be filtered by."""
    if formula in FROM_TICKETS:
        return ("tier", "status", "segment")
    return ("segment",) if formula in FROM_SURVEY else ()
