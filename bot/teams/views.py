"""The form of a team, and what is said once it is stored."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    HeaderBlock,
    InputBlock,
    TimePickerElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.forms import elements
from bot.forms.sheet import YES, Choice, Sheet
from bot.health.finding import Finding
from bot.objectives.plans.fields import CHANNEL, DAYS
from bot.phrases.blocks import context
from bot.phrases.findings import advice
from bot.phrases.notice import notice
from bot.teams.fields import MOST_MEMBERS, Field
from bot.text import LANGUAGES, Text, escape, speak
from storage.kinds import DigestTime, Zone
from storage.models import Team

LONGEST_NAME = 80
LONGEST_CODE = 16
MONDAY = date(2026, 1, 5)
LABELS: Mapping[str, str] = {
    Field.NAME: "teams.name",
    Field.CHANNEL: "teams.channel",
    Field.LEAD: "teams.lead",
    Field.MEMBERS: "teams.members",
    Field.LANGUAGE: "settings.language",
    Field.ZONE: "settings.zone",
    Field.DAY: "teams.day",
    Field.TIME: "teams.time",
    Field.WHOSE: "teams.whose",
    Field.EVERY: "teams.every",
    Field.DUE: "teams.due",
    Field.REMIND: "teams.remind",
    Field.REMIND_AGAIN: "teams.remind_again",
    Field.HOLIDAYS: "teams.holidays",
    Field.DIGEST: "teams.digest_when",
    Field.NAME_MISSING: "teams.missing",
}
HINTS: Mapping[str, str] = {
    Field.CHANNEL: "teams.channel_hint",
    Field.LEAD: "teams.lead_hint",
    Field.MEMBERS: "teams.members_hint",
    Field.LANGUAGE: "teams.language_hint",
    Field.ZONE: "teams.zone_hint",
    Field.WHOSE: "teams.whose_hint",
    Field.EVERY: "teams.every_hint",
    Field.DUE: "teams.due_hint",
    Field.REMIND: "teams.remind_hint",
    Field.HOLIDAYS: "teams.holidays_hint",
    Field.NAME_MISSING: "teams.missing_hint",
}
OPTIONAL = {Field.CHANNEL, Field.MEMBERS, Field.REMIND, Field.REMIND_AGAIN, Field.HOLIDAYS, Field.NAME_MISSING}
PEOPLE = (Field.LEAD, Field.MEMBERS)
"""Who is chosen there is read from Slack at once."""
WHOSE = {Zone.PERSON: "teams.whose_person", Zone.TEAM: "teams.whose_team"}
EVERY = {"1": "teams.every_week", "2": "teams.every_2_weeks", "4": "teams.every_4_weeks"}
WHEN = {DigestTime.EARLY: "teams.digest_early", DigestTime.DEADLINE: "teams.digest_deadline"}
OWN_WORDS = {
    "plan.bad_person": "teams.nobody",
    "plan.email_needs_token": "teams.nobody",
    "plan.bad_channel": "teams.no_such_channel",
    "plan.channel_needs_token": "teams.no_such_channel",
    "plan.not_one_of": "author.missing",
    "plan.bad_zone": "settings.unknown_zone",
}
"""Where the sentence of a plan speaks of what stands in a file."""


def form(text: Text, sheet: Sheet, now: datetime) -> View:
    """Who is in the team, when it checks in, how its digest is."""
    title = text("teams.edit" if sheet.subject.row else "teams.new")
    chosen = _choices(text)
    blocks: list[Block] = [
        *elements.notes(text, sheet, LABELS, _yours(text, sheet)),
        _field(text, sheet, Field.NAME, elements.words(sheet, Field.NAME, LONGEST_NAME)),
        _field(text, sheet, Field.LEAD, UserSelectElement(initial_user=sheet.typed[Field.LEAD] or None)),
        _members(text, sheet),
        _field(text, sheet, Field.CHANNEL, _channel(sheet)),
        _select(text, sheet, Field.LANGUAGE, chosen),
        _field(text, sheet, Field.ZONE, elements.zone(text, sheet, Field.ZONE, now)),
        _header(text, "teams.rule"),
        _select(text, sheet, Field.DAY, chosen),
        _field(text, sheet, Field.TIME, TimePickerElement(initial_time=sheet.typed[Field.TIME] or None)),
        _select(text, sheet, Field.WHOSE, chosen),
        _select(text, sheet, Field.EVERY, chosen),
        *(
            _field(text, sheet, name, elements.number(sheet, name))
            for name in (Field.DUE, Field.REMIND, Field.REMIND_AGAIN)
        ),
        _field(text, sheet, Field.HOLIDAYS, elements.words(sheet, Field.HOLIDAYS, LONGEST_CODE)),
        _header(text, "teams.digest"),
        _select(text, sheet, Field.DIGEST, chosen),
        _field(text, sheet, Field.NAME_MISSING, elements.tick(sheet, Field.NAME_MISSING, text("teams.missing_yes"))),
    ]
    return elements.view(text, sheet, title, blocks)


def stored(text: Text, team: Team, *, new: bool, findings: Sequence[Finding] = ()) -> View:
    """That it is stored, and what keeps the digest from its channel."""
    said = text("teams.made" if new else "teams.changed", team=escape(team.name))
    told = [advice(text, one, team.timezone) for one in findings if one.fix]
    return notice(text, [said, *told], "teams.new" if new else "teams.edit")


def _field(text: Text, sheet: Sheet, name: Field, element: object) -> InputBlock:
    hint = text(HINTS[name]) if name in HINTS else ""
    return elements.field(
        sheet, name, text(LABELS[name]), element, optional=name in OPTIONAL, hint=hint, dispatch=name in PEOPLE
    )


def _select(text: Text, sheet: Sheet, name: Field, choices: Mapping[Field, Sequence[Choice]]) -> InputBlock:
    return _field(text, sheet, name, elements.select(text, sheet, name, choices[name]))


def _choices(text: Text) -> dict[Field, list[Choice]]:
    days = [Choice(day, text.weekday(MONDAY + timedelta(days=number))) for number, day in enumerate(DAYS)]
    return {
        Field.LANGUAGE: [Choice(one, speak(one)("settings.this_language")) for one in LANGUAGES],
        Field.DAY: [Choice(day.value, day.label[:1].upper() + day.label[1:]) for day in days],
        Field.WHOSE: [Choice(value, text(name)) for value, name in WHOSE.items()],
        Field.EVERY: [Choice(value, text(name)) for value, name in EVERY.items()],
        Field.DIGEST: [Choice(value, text(name)) for value, name in WHEN.items()],
    }


def _members(text: Text, sheet: Sheet) -> Block:
    if Field.MEMBERS not in sheet.typed:
        words = text.count("teams.members_many", MOST_MEMBERS)
        return context(words)
    members = sheet.typed[Field.MEMBERS].split()
    return _field(text, sheet, Field.MEMBERS, UserMultiSelectElement(initial_users=members or None))


def _channel(sheet: Sheet) -> ConversationSelectElement:
    channel = sheet.typed[Field.CHANNEL]
    return ConversationSelectElement(
        initial_conversation=channel if CHANNEL.fullmatch(channel) else None,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )


def _header(text: Text, name: str) -> HeaderBlock:
    return HeaderBlock(text=text(name))


def _yours(text: Text, sheet: Sheet) -> dict[str, str]:
    """What stood in fields that hold no words, in mrkdwn."""
    chosen = {name: {one.value: one.label for one in choices} for name, choices in _choices(text).items()}
    return dict(_told(text, sheet, chosen))


def _told(text: Text, sheet: Sheet, chosen: Mapping[Field, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for name, yours in sheet.changed.items():
        match name:
            case Field.LEAD | Field.MEMBERS:
                yield name, " ".join(f"<@{escape(one)}>" for one in yours.split())
            case Field.CHANNEL:
                yield name, f"<#{escape(yours)}>" if yours else ""
            case Field.NAME_MISSING:
                yield name, text("teams.missing_yes" if yours == YES else "teams.missing_no")
            case Field.LANGUAGE | Field.DAY | Field.WHOSE | Field.EVERY | Field.DIGEST:
                yield name, escape(chosen[Field(name)].get(yours, ""))
