"""The fields of a plan: what may be typed into each, and what is said where it is not that.

The type of each problem is the id of its text.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from math import isfinite
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from bot.objectives.plans.directory import Directory
from bot.objectives.plans.faults import nearest
from bot.rules.holidays import is_known
from bot.text import LANGUAGES

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
RELATIVE = re.compile(r"([+-]\s*\d+(?:[.,]\d+)?)\s*%")
PERSON = re.compile(r"[UW][A-Z0-9]{2,31}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
CHANNEL = re.compile(r"[CG][A-Z0-9]{2,31}")
CHANNEL_NAME = re.compile(r"#[^\s#]{1,80}")


class Part(BaseModel):
    """A piece of a plan: an unknown field is refused by name."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


@dataclass(frozen=True)
class Known:
    """The names a plan may refer to: those of the file itself and those stored; no directory = not asked."""

    teams: Collection[str]
    cycles: Collection[str]
    kpis: Collection[str]
    objectives: Collection[str]
    directory: Directory | None


@dataclass(frozen=True)
class Relative:
    """A target as a share of the start: 0.25 is +25 %."""

    share: float


def _day(value: Any) -> date:
    if not (isinstance(value, str) and DAY.fullmatch(value)):
        raise PydanticCustomError("plan.bad_day", "no day", {})
    try:
        return date.fromisoformat(value)
    except ValueError as unknown:
        raise PydanticCustomError("plan.bad_day", "no day", {}) from unknown


def _time(value: Any) -> time:
    if not (isinstance(value, str) and CLOCK.fullmatch(value)):
        raise PydanticCustomError("plan.bad_time", "no time", {})
    hour, minute = value.split(":")
    return time(int(hour), int(minute))


def _weekday(value: Any) -> int:
    if value not in DAYS:
        raise _not_one_of(DAYS)
    return DAYS.index(str(value))


def _weeks(value: Any) -> int:
    if value not in ("1", "2", "4"):
        raise _not_one_of(("1", "2", "4"))
    return int(value)


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise _not_one_of(LANGUAGES)
    return value


def _zone(value: str) -> str:
    if value not in _zones():
        raise PydanticCustomError("plan.bad_zone", "no zone", {"near": nearest(value, _zones()) or "Europe/Moscow"})
    return value


@cache
def _zones() -> frozenset[str]:
    """With the names that places had before; they are looked for on the disk."""
    return frozenset(available_timezones())


def _holidays(value: str) -> str:
    if value and not is_known(value):
        raise PydanticCustomError("plan.bad_holidays", "no country", {})
    return value


def _target(value: Any) -> float | Relative | None:
    if value is None:
        return None
    if isinstance(value, str) and (relative := RELATIVE.fullmatch(value.strip())):
        return Relative(float(relative[1].replace(" ", "").replace(",", ".")) / 100)
    try:
        number = float(value)
    except (TypeError, ValueError) as wrong:
        raise PydanticCustomError("plan.bad_target", "no target", {}) from wrong
    if not isfinite(number):
        raise PydanticCustomError("plan.bad_target", "no target", {})
    return number


def _person(value: str, info: ValidationInfo[Known]) -> str:
    directory = info.context.directory
    if EMAIL.fullmatch(value):
        if directory is None:
            raise PydanticCustomError("plan.email_needs_token", "not checked", {})
    elif not PERSON.fullmatch(value):
        raise PydanticCustomError("plan.bad_person", "no person", {})
    if directory and value not in directory.people:
        raise PydanticCustomError("plan.unknown_person", "no such person", {})
    return value


def _channel(value: str, info: ValidationInfo[Known]) -> str:
    directory = info.context.directory
    if CHANNEL_NAME.fullmatch(value):
        if directory is None:
            raise PydanticCustomError("plan.channel_needs_token", "not checked", {})
    elif not CHANNEL.fullmatch(value):
        raise PydanticCustomError("plan.bad_channel", "no channel", {})
    if directory and value not in directory.channels:
        raise PydanticCustomError("plan.unknown_channel", "no such channel", {})
    return value


def _team(value: str, info: ValidationInfo[Known]) -> str:
    if value not in info.context.teams:
        raise PydanticCustomError("plan.unknown_team", "no such team", _near(value, info.context.teams))
    return value


def _cycle(value: str, info: ValidationInfo[Known]) -> str:
    if value not in info.context.cycles:
        raise PydanticCustomError("plan.unknown_cycle", "no such cycle", _near(value, info.context.cycles))
    return value


def _kpi(value: str, info: ValidationInfo[Known]) -> str:
    if value not in info.context.kpis:
        raise PydanticCustomError("plan.unknown_kpi", "no such KPI", _near(value, info.context.kpis))
    return value


def _parent(value: str, info: ValidationInfo[Known]) -> str:
    if value not in info.context.objectives:
        raise PydanticCustomError("plan.unknown_parent", "no such objective", _near(value, info.context.objectives))
    return value


def _near(value: str, known: Collection[str]) -> dict[str, Any]:
    """What a sentence about an unknown name offers instead."""
    return {"near": nearest(value, known) or ", ".join(sorted(known)[:5]) or "-"}


def _not_one_of(known: Collection[str]) -> PydanticCustomError:
    return PydanticCustomError("plan.not_one_of", "not one of", {"known": ", ".join(known)})


Absent = BeforeValidator(lambda value: [] if value is None else value)
Name = Annotated[str, Field(min_length=1, max_length=80)]
Title = Annotated[str, Field(min_length=1, max_length=255)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Weight = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Hours = Annotated[float, Field(gt=0, le=168)]
Day = Annotated[date, PlainValidator(_day)]
Time = Annotated[time, PlainValidator(_time)]
Weekday = Annotated[int, PlainValidator(_weekday)]
Weeks = Annotated[int, PlainValidator(_weeks)]
Target = Annotated[float | Relative | None, PlainValidator(_target)]
Language = Annotated[str, AfterValidator(_language)]
TimeZone = Annotated[str, AfterValidator(_zone)]
Holidays = Annotated[str, Field(max_length=16), AfterValidator(_holidays)]
PersonName = Annotated[str, AfterValidator(_person)]
ChannelName = Annotated[str, AfterValidator(_channel)]
TeamName = Annotated[str, AfterValidator(_team)]
CycleName = Annotated[str, AfterValidator(_cycle)]
KpiName = Annotated[str, AfterValidator(_kpi)]
ParentTitle = Annotated[str, AfterValidator(_parent)]
