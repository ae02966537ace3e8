import pytest

from bot.commands import LOOKUPS, WORDS, Command, Typed, asked, asks_for, read_command, word_of


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
