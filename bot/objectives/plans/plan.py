"""A plan as a file holds it: teams, cycles, KPIs, objectives. Field names are the columns they go to.

The type of a problem, where it begins with "plan.", is the id of its text.
"""

from datetime import date, time
from typing import Annotated, Any

from pydantic import BaseModel, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from bot.kpis.definition import KpiDefinition
from bot.kpis.options import Source
from bot.objectives.plans.fields import (
    Absent,
    ChannelName,
    CycleName,
    Day,
    Holidays,
    Hours,
    Language,
    Name,
    ParentTitle,
    Part,
    PersonName,
    TeamName,
    Time,
    TimeZone,
    Title,
    Weekday,
    Weeks,
    Weight,
)
from bot.objectives.plans.key_result import BoundsPlan, InitiativePlan, KeyResultPlan, StepPlan
from storage.kinds import DigestTime, Level, Visibility, Zone

MOST_REMINDERS = 2


class CheckinPlan(Part):
    weekday: Weekday = Field(4, alias="day")
    at: Time = Field(time(10), alias="time")
    zone: Zone = Zone.PERSON
    every: Weeks = 1
    due_hours: Hours = 6
    remind_hours: tuple[Hours, ...] = (3, 5)
    holidays: Holidays = ""

    @field_validator("remind_hours")
    @classmethod
    def _few_reminders(cls, hours: tuple[float, ...]) -> tuple[float, ...]:
        if len(hours) > MOST_REMINDERS:
            raise PydanticCustomError("plan.too_many_reminders", "too many", {"most": MOST_REMINDERS})
        if len(set(hours)) < len(hours):
            raise PydanticCustomError("plan.reminder_twice", "twice", {})
        return hours


class DigestPlan(Part):
    digest_when: DigestTime = Field(DigestTime.EARLY, alias="when")
    name_missing: bool = False


class TeamPlan(Part):
    name: Name
    lead: PersonName
    channel: ChannelName = ""
    members: Annotated[tuple[PersonName, ...], Absent] = ()
    language: Language | None = None
    timezone: TimeZone | None = None
    checkin: CheckinPlan = CheckinPlan()
    digest: DigestPlan = DigestPlan()

    def columns(self, lead_id: int, *, only_given: bool = False) -> dict[str, Any]:
        """The team's row, without its workspace and its members; what is none is left out."""
        row = self.model_dump(exclude_unset=only_given, exclude_none=True, exclude={"members", "lead"})
        row |= {**row.pop("checkin", {}), **row.pop("digest", {}), "lead_id": lead_id}
        if "remind_hours" in row:
            row["remind_hours"] = list(row["remind_hours"])
        return row


class CyclePlan(Part):
    name: Name
    first: Day = Field(alias="from")
    last: Day = Field(alias="to")

    @field_validator("last")
    @classmethod
    def _not_before_first(cls, last: date, info: ValidationInfo) -> date:
        if "first" in info.data and last < info.data["first"]:
            raise PydanticCustomError("plan.cycle_backwards", "backwards", {"first": str(info.data["first"])})
        return last


class ObjectivePlan(Part):
    title: Title
    key: Name | None = None
    level: Level = Level.TEAM
    team: TeamName
    owner: PersonName
    cycle: CycleName
    parent: ParentTitle | None = None
    visibility: Visibility = Visibility.OPEN
    weight: Weight = 1
    rollup: bool = False
    key_results: Annotated[tuple[KeyResultPlan, ...], Absent] = ()
    initiatives: Annotated[tuple[InitiativePlan, ...], Absent] = ()


class Plan(Part):
    teams: Annotated[tuple[TeamPlan, ...], Absent] = ()
    cycles: Annotated[tuple[CyclePlan, ...], Absent] = ()
    kpis: Annotated[tuple[KpiDefinition, ...], Absent] = ()
    objectives: Annotated[tuple[ObjectivePlan, ...], Absent] = ()


SECTIONS: dict[str, type[BaseModel]] = {
    "": Plan,
    "teams": TeamPlan,
    "checkin": CheckinPlan,
    "digest": DigestPlan,
    "cycles": CyclePlan,
    "kpis": KpiDefinition,
    "source": Source,
    "objectives": ObjectivePlan,
    "key_results": KeyResultPlan,
    "maintain": BoundsPlan,
    "milestones": StepPlan,
    "initiatives": InitiativePlan,
}


def fields_of(model: type[BaseModel]) -> list[str]:
    """The names that a file uses for the fields."""
    return [field.alias or name for name, field in model.model_fields.items()]
