"""The form of one's own settings, what is typed into it, and the time zones it finds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import (
    CheckboxesElement,
    ExternalDataSelectElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.actions import MY_DATA
from bot.people.caller import Caller
from bot.phrases.blocks import button, section
from bot.phrases.zones import zone_option, zones_called
from bot.preferences.flow import Preferences
from bot.rules.calendar import WORKDAY, hours_of
from bot.text import LANGUAGES, Text, speak
from bot.text.zones import zones

FORM = "preferences"
LANGUAGE, ZONE, FROM, TO = "language", "settings_zone", "remind_from", "remind_to"
COMPANY_DIGEST = "company_digest"
AS_IN_SLACK = "slack"


@dataclass(frozen=True)
class Read:
    """What was wanted, or the errors by field."""

    wanted: Preferences | None = None
    errors: dict[str, str] = field(default_factory=dict)


def form(caller: Caller, now: datetime, *, company: bool = False) -> View:
    """With the choice of the company's digest where `company` says that the person may have it."""
    text, person = caller.text, caller.person
    hours = hours_of(person.remind_from, person.remind_to)
    language = person.language if person.own_language else AS_IN_SLACK
    zone = zone_option(text, caller.zone, now) if person.own_timezone else _as_in_slack(text)
    zone_field = ExternalDataSelectElement(
        action_id=ZONE, initial_option=zone, min_query_length=0, placeholder=_plain(text("settings.type_a_city"))
    )
    return View(
        type="modal",
        callback_id=FORM,
        title=_plain(text("settings.title")),
        submit=_plain(text("form.save")),
        close=_plain(text("form.cancel")),
        blocks=[
            _input(text("settings.language"), LANGUAGE, _select(LANGUAGE, _languages(text), language)),
            _input(text("settings.zone"), ZONE, zone_field, text("settings.zone_hint")),
            _input(text("settings.remind_from"), FROM, _select(FROM, _hours(0), str(hours.first.hour))),
            _input(text("settings.remind_to"), TO, _select(TO, _hours(1), str(hours.last.hour))),
            *([_company_digest(caller)] if company else []),
            _my_data(text),
        ],
    )


def found_zones(caller: Caller, typed: str, now: datetime) -> list[dict[str, Any]]:
    """What is called like what is typed, in either language; with nothing typed, the zones near at hand."""
    text, slack = caller.text, _as_in_slack(caller.text)
    if not typed.strip():
        near = dict.fromkeys([caller.zone, caller.workspace.timezone])
        return [one.to_dict() for one in (slack, *(zone_option(text, zone, now) for zone in near))]
    begins = text("settings.as_in_slack").casefold().startswith(typed.strip().casefold())
    return [one.to_dict() for one in ([slack] if begins else []) + zones_called(text, typed, now)]


def read(caller: Caller, values: Mapping[str, Mapping[str, Any]]) -> Read:
    """`values` is the state of the form."""
    text, typed = caller.text, {name: _chosen(values, name) for name in (LANGUAGE, ZONE, FROM, TO)}
    first, last = _hour(typed[FROM], 0), _hour(typed[TO], 1)
    errors = {
        LANGUAGE: "" if typed[LANGUAGE] in (AS_IN_SLACK, *LANGUAGES) else text("settings.unknown_language"),
        ZONE: "" if typed[ZONE] in (AS_IN_SLACK, caller.zone, *zones()) else text("settings.unknown_zone"),
        FROM: "" if first else text("settings.hours_outside"),
        TO: "" if last and last > first else text("settings.hours_order" if last else "settings.hours_outside"),
    }
    if any(errors.values()):
        return Read(errors={name: error for name, error in errors.items() if error})
    own = {name: "" if typed[name] == AS_IN_SLACK else typed[name] for name in (LANGUAGE, ZONE)}
    return Read(Preferences(own[LANGUAGE], own[ZONE], first, last, _ticked(values, COMPANY_DIGEST)))


def _chosen(values: Mapping[str, Mapping[str, Any]], name: str) -> str:
    option = values.get(name, {}).get(name, {}).get("selected_option")
    return str(option["value"]) if option else ""


def _ticked(values: Mapping[str, Mapping[str, Any]], name: str) -> bool | None:
    """None where it was not in the form."""
    sent = values.get(name, {}).get(name)
    return None if sent is None else bool(sent.get("selected_options"))


def _hour(typed: str, later: int) -> int:
    """0 for what is not offered."""
    return int(typed) if typed in {one.value for one in _hours(later)} else 0


def _company_digest(caller: Caller) -> InputBlock:
    text = caller.text
    wanted = Option(value=COMPANY_DIGEST, text=_plain(text("company.setting_wanted")))
    ticked = [wanted] if caller.person.company_digest else None
    box = CheckboxesElement(action_id=COMPANY_DIGEST, options=[wanted], initial_options=ticked)
    return _input(text("company.setting"), COMPANY_DIGEST, box, text("company.setting_hint"), optional=True)


def _my_data(text: Text) -> SectionBlock:
    shown = button(MY_DATA, text("privacy.button"), spoken=text("privacy.button_spoken"))
    return section(text("privacy.settings"), shown)


def _languages(text: Text) -> list[Option]:
    """Each in its own words."""
    slack = Option(value=AS_IN_SLACK, text=_plain(text("settings.as_in_slack")))
    return [slack, *(Option(value=one, text=_plain(speak(one)("settings.this_language"))) for one in LANGUAGES)]


def _hours(later: int) -> list[Option]:
    hours = range(WORKDAY.first.hour + later, WORKDAY.last.hour + later)
    return [Option(value=str(hour), text=_plain(f"{hour:02}:00")) for hour in hours]


def _as_in_slack(text: Text) -> Option:
    return Option(value=AS_IN_SLACK, text=_plain(text("settings.as_in_slack")))


def _select(name: str, options: Sequence[Option], chosen: str) -> StaticSelectElement:
    initial = next((option for option in options if option.value == chosen), None)
    return StaticSelectElement(action_id=name, options=options, initial_option=initial)


def _input(
    label: str, name: str, element: InputInteractiveElement, hint: str = "", *, optional: bool = False
) -> InputBlock:
    said = _plain(hint) if hint else None
    return InputBlock(block_id=name, label=_plain(label), element=element, hint=said, optional=optional)


def _plain(words: str) -> PlainTextObject:
    return PlainTextObject(text=words)
