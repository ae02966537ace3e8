import pytest

from bot.commands import Command, Typed, read_command


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
