from datetime import UTC, date, datetime

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.text import escape, language_of, speak
from bot.text.numbers import read_number, written


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("48", 48),
        ("48.5", 48.5),
        ("48,5", 48.5),
        ("1 200", 1200),
        ("1\u00a0200,5", 1200.5),
        ("1,234.5", 1234.5),
        ("1,234,567", 1234567),
        ("-3.5", -3.5),
        ("\u22123,5 %", -3.5),
        (" +7 ", 7),
        (".5", 0.5),
    ],
)
def test_it_reads_numbers_as_people_write_them(typed: str, value: float) -> None:
    assert read_number(typed) == value


@pytest.mark.parametrize("typed", ["", "abc", "4a", "1.2.3", "--1", "nan", "inf", "1e5", "%", "4 8 x", "٤٨x"])
def test_it_reads_nothing_else_as_a_number(typed: str) -> None:
    assert read_number(typed) is None


@given(st.floats(min_value=-1e9, max_value=1e9).map(lambda value: round(value, 2)), st.sampled_from(["en", "ru"]))
def test_it_reads_what_it_writes(value: float, language: str) -> None:
    if language == "en" and abs(value) >= 1000 and value == int(value) and abs(value) < 1_000_000:
        return  # "1,200" is a decimal comma to whoever types it
    assert read_number(written(value, Locale(language))) == pytest.approx(value)


@pytest.mark.parametrize(("language", "words"), [("en", "1,234.5"), ("ru", "1\u00a0234,5")])
def test_it_writes_numbers_as_the_language_does(language: str, words: str) -> None:
    assert speak(language).number(1234.5) == words


@pytest.mark.parametrize(("language", "between"), [("en", ","), ("ru", "\u00a0")])
def test_it_writes_numbers_of_any_size(language: str, between: str) -> None:
    assert speak(language).number(1e30) == "1" + f"{between}000" * 10
    assert len(speak(language).number(-1.7e308)) == 310 + 102


def test_it_never_writes_minus_zero() -> None:
    assert speak("en").number(-0.001) == "0"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Friday, November 27, 16:00"), ("ru", "пятница, 27 ноября, 16:00")]
)
def test_it_tells_a_moment_in_a_zone(language: str, words: str) -> None:
    moment = datetime(2026, 11, 27, 13, 0, tzinfo=UTC)
    assert speak(language).moment(moment, "Europe/Moscow") == words


@pytest.mark.parametrize(
    ("n", "words"),
    [(1, "1 ключевой результат ждёт"), (3, "3 ключевых результата ждут"), (5, "5 ключевых результатов ждут")],
)
def test_it_counts_in_russian(n: int, words: str) -> None:
    assert words in speak("ru").count("prompt.notice", n, due="завтра")


@pytest.mark.parametrize(("locale", "language"), [("ru-RU", "ru"), ("en-GB", "en"), ("de-DE", "en"), (None, "en")])
def test_it_finds_a_language_for_every_locale(locale: str | None, language: str) -> None:
    assert language_of(locale) == language


def test_it_kills_markup_in_a_persons_words() -> None:
    assert escape("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


def test_it_tells_a_day_without_its_year() -> None:
    assert speak("ru").day(date(2026, 11, 27)) == "27 ноября"
