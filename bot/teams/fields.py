"""The fields of a team's form, and what is typed into them, as a piece of a plan."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from bot.forms.figures import number_in, plain
from bot.forms.judged import judged
from bot.forms.sheet import YES, Problem, Typed
from bot.objectives.plans.fields import DAYS, Known
from bot.objectives.plans.plan import MOST_REMINDERS, CheckinPlan, DigestPlan, TeamPlan
from storage.models import Person, Team, Workspace

MOST_MEMBERS = 100
"""As many as Slack's form can begin with; the members of a larger team are left to files."""


class Field(StrEnum):
    NAME = "name"
    CHANNEL = "channel"
    LEAD = "lead"
    MEMBERS = "members"
    LANGUAGE = "language"
    ZONE = "timezone"
    DAY = "day"
    TIME = "time"
    WHOSE = "whose"
    EVERY = "every"
    DUE = "due_hours"
    REMIND = "remind"
    REMIND_AGAIN = "remind_again"
    HOLIDAYS = "holidays"
    DIGEST = "digest_when"
    NAME_MISSING = "name_missing"


REMINDERS = (Field.REMIND, Field.REMIND_AGAIN)
COLUMNS: Mapping[str, tuple[Field, ...]] = {
    "name": (Field.NAME,),
    "channel": (Field.CHANNEL,),
    "lead_id": (Field.LEAD,),
    "members": (Field.MEMBERS,),
    "language": (Field.LANGUAGE,),
    "timezone": (Field.ZONE,),
    "weekday": (Field.DAY,),
    "at": (Field.TIME,),
    "zone": (Field.WHOSE,),
    "every": (Field.EVERY,),
    "due_hours": (Field.DUE,),
    "remind_hours": (Field.REMIND, Field.REMIND_AGAIN),
    "holidays": (Field.HOLIDAYS,),
    "digest_when": (Field.DIGEST,),
    "name_missing": (Field.NAME_MISSING,),
}
"""The fields that show a column. The members are none, but have a history under this name."""

PLACES = {
    "name": Field.NAME,
    "channel": Field.CHANNEL,
    "lead": Field.LEAD,
    "members": Field.MEMBERS,
    "language": Field.LANGUAGE,
    "timezone": Field.ZONE,
    "checkin.day": Field.DAY,
    "checkin.time": Field.TIME,
    "checkin.zone": Field.WHOSE,
    "checkin.every": Field.EVERY,
    "checkin.due_hours": Field.DUE,
    "checkin.remind_hours": Field.REMIND,
    "checkin.holidays": Field.HOLIDAYS,
    "digest.when": Field.DIGEST,
    "digest.name_missing": Field.NAME_MISSING,
}
"""The field that says what is wrong with a field of a plan."""


def as_typed(team: Team, lead: Person, members: Collection[Person]) -> Typed:
    """Without its members where they are too many for a form."""
    shown: Typed = {Field.MEMBERS: ids(members)} if len(members) <= MOST_MEMBERS else {}
    return {Field.NAME: team.name, Field.CHANNEL: team.channel, Field.LEAD: lead.slack_id, **shown, **_rule(vars(team))}


def usual(workspace: Workspace) -> Typed:
    """A new team, as a file that says nothing makes it."""
    rule = {**dict(CheckinPlan()), **dict(DigestPlan()), "language": workspace.language, "timezone": workspace.timezone}
    return {Field.NAME: "", Field.CHANNEL: "", Field.LEAD: "", Field.MEMBERS: "", **_rule(rule)}


def name_in(typed: Typed) -> str:
    return " ".join(typed.get(Field.NAME, "").split())


def ids(people: Collection[Person]) -> str:
    return " ".join(sorted(person.slack_id for person in people))


def _rule(row: Mapping[str, Any]) -> Typed:
    reminders = [plain(hours) for hours in row["remind_hours"][:MOST_REMINDERS]] + [""] * MOST_REMINDERS
    return {
        Field.LANGUAGE: row["language"],
        Field.ZONE: row["timezone"],
        Field.DAY: DAYS[row["weekday"]],
        Field.TIME: f"{row['at']:%H:%M}",
        Field.WHOSE: row["zone"].value,
        Field.EVERY: str(row["every"]),
        Field.DUE: plain(row["due_hours"]),
        Field.REMIND: reminders[0],
        Field.REMIND_AGAIN: reminders[1],
        Field.HOLIDAYS: row["holidays"],
        Field.DIGEST: row["digest_when"].value,
        Field.NAME_MISSING: YES if row["name_missing"] else "",
    }


def team_plan(typed: Typed) -> tuple[TeamPlan | None, list[Problem]]:
    """The team, or what is wrong with it."""
    data = {
        "name": name_in(typed),
        "lead": typed.get(Field.LEAD, ""),
        **({"channel": channel} if (channel := typed.get(Field.CHANNEL, "")) else {}),
        "members": typed.get(Field.MEMBERS, "").split(),
        "language": typed.get(Field.LANGUAGE, ""),
        "timezone": typed.get(Field.ZONE, ""),
        "checkin": _checkin(typed),
        "digest": {"when": typed.get(Field.DIGEST, ""), "name_missing": typed.get(Field.NAME_MISSING) == YES},
    }
    plan, problems = judged(TeamPlan, data, PLACES, Field.NAME, Known((), (), (), (), None))
    return plan, [_at_its_reminder(one, typed) for one in problems]


def _checkin(typed: Typed) -> dict[str, Any]:
    return {
        "day": typed.get(Field.DAY, ""),
        "time": typed.get(Field.TIME, ""),
        "zone": typed.get(Field.WHOSE, ""),
        "every": typed.get(Field.EVERY, ""),
        "due_hours": number_in(typed.get(Field.DUE, "")),
        "remind_hours": [number_in(typed[name]) for name in REMINDERS if typed.get(name)],
        "holidays": typed.get(Field.HOLIDAYS, "").upper(),
    }


def _at_its_reminder(problem: Problem, typed: Typed) -> Problem:
    """A plan has the reminders in one field, the form in two."""
    second = typed.get(Field.REMIND_AGAIN, "")
    wrong = problem.message == "plan.reminder_twice" or problem.values.get("value") == str(number_in(second))
    its = problem.field == Field.REMIND and second and wrong
    return replace(problem, field=Field.REMIND_AGAIN) if its else problem
