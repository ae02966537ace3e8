import pytest

from bot.commands import (
    LOOKUPS,
    WORDS,
    Command,
    Typed,
    asked,
    asking_for_team,
    asks_for,
    asks_for_company_digest,
    read_command,
    without_team_word,
    word_of,
)


@pytest.mark.parametrize("typed", ["", "  ", "\n"])
def test_it_means_mine_where_nothing_is_typed(typed: str) -> None:
    assert read_command(typed) == Typed(Command.MINE)


@pytest.mark.parametrize("typed", ["show 2.1", " SHOW  2.1 ", "Покажи 2.1", "показать 2.1"])
def test_it_reads_a_command_and_what_follows(typed: str) -> None:
    read = read_command(typed)
    assert (read.command, read.rest) == (Command.SHOW, "2.1")


@pytest.mark.parametrize("typed", ["doctor", "Проверка"])
def test_it_reads_the_word_for_the_doctor_in_both_languages(typed: str) -> None:
    assert read_command(typed).command is Command.DOCTOR


@pytest.mark.parametrize(("typed", "near"), [("hlep", "help"), ("помощ", "помощь"), ("shw 1", "show"), ("xyzzy", None)])
def test_it_knows_the_nearest_word_to_an_unknown_one(typed: str, near: str | None) -> None:
    read = read_command(typed)
    assert (read.command, read.near) == (None, near)


def test_it_reads_what_slack_has_escaped() -> None:
    assert read_command("&lt;b&gt; &amp;amp;") == Typed(None, "<b>", "&amp;")


@pytest.mark.parametrize(
    ("typed", "near"), [("рудз", "help"), ("ыщц 2", "show"), ("gjrf;b 2.1", "покажи"), ("htpth", None)]
)
def test_it_knows_words_typed_on_the_other_keyboard(typed: str, near: str | None) -> None:
    assert read_command(typed).near == near


@pytest.mark.parametrize("command", Command)
def test_it_has_a_word_in_both_languages(command: Command) -> None:
    english, russian = (word_of(command, language) for language in ("en", "ru"))
    assert WORDS[english] is WORDS[russian] is command
    assert (english.isascii(), russian.isascii()) == (True, False)


def test_it_reads_a_button_as_a_command() -> None:
    body = {"actions": [{"value": "команда R&amp;D"}]}
    assert asked(body) == Typed(Command.TEAM, "команда", "R&D")
    assert asks_for(Command.TEAM)(body)
    assert not asks_for(Command.KPI)(body)
    assert asked({"actions": [{}]}) == Typed(Command.MINE)


def test_it_changes_nothing_by_a_button_that_looks_up() -> None:
    assert LOOKUPS.isdisjoint(
        {Command.NEW, Command.EDIT, Command.CLOSE, Command.AWAY, Command.CHECKIN, Command.SETTINGS}
    )


@pytest.mark.parametrize(
    ("typed", "company"),
    [
        ("digest company", True),
        ("ДАЙДЖЕСТ  Компания ", True),
        ("digest компания", True),
        ("digest", False),
        ("digest company two", False),
        ("digest team company", False),
        ("agenda company", False),
        ("company", False),
    ],
)
def test_it_tells_the_companys_digest_from_a_teams(typed: str, company: bool) -> None:
    assert asks_for_company_digest({"command": "/okr", "text": typed}) is company
    assert asks_for_company_digest({"actions": [{"value": typed}]}) is company


@pytest.mark.parametrize("name", ["Company", "компания", "Support", "Team", "Команда А"])
@pytest.mark.parametrize("command", [Command.DIGEST, Command.AGENDA, Command.TEAM])
def test_it_can_ask_for_a_team_of_any_name(command: Command, name: str) -> None:
    read = read_command(asking_for_team(command, name))
    assert read.command is command
    assert name in (read.rest, without_team_word(read.rest))
    assert not asks_for_company_digest({"actions": [{"value": asking_for_team(command, name)}]})


@pytest.mark.parametrize(("typed", "name"), [("team", "team"), ("team Blue", "Blue"), ("команда  А", "А"), ("", "")])
def test_it_leaves_out_the_word_for_team_before_a_name(typed: str, name: str) -> None:
    assert without_team_word(typed) == name
