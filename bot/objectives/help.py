"""What /okr can do: help, and what to say to a word that it does not know."""

from collections.abc import Iterator

from slack_sdk.models.blocks import ButtonElement

from bot.actions import LOOK
from bot.commands import LOOKUPS, WORDS, Command, Typed, word_of
from bot.delivery.outgoing import Post
from bot.people.access import Rights
from bot.phrases.blocks import button, row, section
from bot.rules.access import Action
from bot.text import Text, cut, escape

LONGEST_BUTTON = 30
LONGEST_WORD = 100
LOOKING = {
    Command.MINE: "help.mine",
    Command.TEAM: "help.team",
    Command.COMPANY: "help.company",
    Command.ALL: "help.all",
    Command.AT_RISK: "help.at_risk",
    Command.SHOW: "help.show",
    Command.TREE: "help.tree",
    Command.HISTORY: "help.history",
    Command.KPI: "help.kpi",
    Command.DIGEST: "help.digest",
    Command.AGENDA: "help.agenda",
    Command.EXPORT: "help.export",
    Command.HELP: "help.help",
}
DOING = {
    Command.CHECKIN: "help.checkin",
    Command.NEW: "help.new",
    Command.EDIT: "help.edit",
    Command.AWAY: "help.away",
    Command.SETTINGS: "help.settings",
}
LEADING = {Command.CLOSE: "help.close", Command.DOCTOR: "help.doctor"}
GROUPS = {"help.looking": LOOKING, "help.doing": DOING, "help.leading": LEADING}
NEEDED = {Command.NEW: Action.CREATE, Command.CLOSE: Action.GRADE, Command.DOCTOR: Action.DOCTOR}
"""What a person must be allowed, in one of their teams or in the company, for a command to be of use."""


def help_(text: Text, rights: Rights) -> Post:
    """Every command that the person may use, with an example of each."""
    groups = [text("help.title"), *_groups(text, rights)]
    return Post(text="\n\n".join(groups), blocks=[section(group) for group in groups])


def unknown(text: Text, typed: Typed, rights: Rights) -> Post:
    """The command nearest to what was typed, with a button where it only looks something up; else all there are."""
    word = escape(cut(typed.word, LONGEST_WORD))
    if typed.near is None:
        words = text("okr.unknown", word=word)
        everything = help_(text, rights)
        return Post(text=f"{words}\n\n{everything.text}", blocks=[section(words), *everything.blocks])
    words, own = text("okr.unknown_near", word=word, near=typed.near), word_of(WORDS[typed.near], text.language)
    if own.isascii() is not typed.near.isascii():
        words += "\n" + text("okr.in_your_language", word=own)
    all_commands = row([button(LOOK, text("help.button"), Command.HELP)])
    return Post(text=words, blocks=[section(words, _near(typed)), *all_commands])


def _near(typed: Typed) -> ButtonElement | None:
    if typed.near is None or WORDS[typed.near] not in LOOKUPS:
        return None
    asked = cut(f"{typed.near} {typed.rest}".strip(), LONGEST_WORD)
    return button(LOOK, cut(f"/okr {asked}", LONGEST_BUTTON), escape(asked))


def _groups(text: Text, rights: Rights) -> Iterator[str]:
    for heading, commands in GROUPS.items():
        lines = [text(said) for command, said in commands.items() if _allowed(rights, command)]
        if lines:
            yield "\n".join([text(heading), *lines])


def _allowed(rights: Rights, command: Command) -> bool:
    action = NEEDED.get(command)
    return action is None or any(rights.may(action, team) for team in (*rights.teams, None))
