"""The company's Slack: its people, channels, and the bot's command, shortcuts and events, as in manifest.yaml."""

from bot.localslack.sample.files import fields_of
from bot.localslack.server import LocalSlack
from bot.localslack.workspace import Command, Shortcut, ShortcutType

COMPANY = "company.yaml"


def furnish(slack: LocalSlack) -> None:
    company = fields_of(COMPANY)
    slack.team_name = company["name"]
    slack.commands = [Command(**command) for command in company["commands"]]
    slack.shortcuts = [Shortcut(**{**one, "type": ShortcutType(one["type"])}) for one in company["shortcuts"]]
    slack.bot_events = frozenset(company["events"])
    for person in company["people"]:
        slack.add_person(**person)
    for channel in company["channels"]:
        slack.add_channel(**channel)


def zones() -> dict[str, str]:
    """The IANA zone of each person by Slack id."""
    return {person["id"]: person["tz"] for person in fields_of(COMPANY)["people"]}
