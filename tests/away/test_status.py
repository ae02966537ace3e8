"""What a status in Slack says about being away."""

from datetime import date

import pytest

from bot.away.status import status_of


@pytest.mark.parametrize(
    "status",
    [
        {"status_emoji": ":palm_tree:", "status_text": ""},
        {"status_emoji": ":airplane:", "status_text": "to Lima"},
        {"status_emoji": ":face_with_thermometer:"},
        {"status_text": "Vacationing"},
        {"status_text": "On holiday until Monday"},
        {"status_text": "Out sick"},
        {"status_text": "OOO"},
        {"status_text": "out of office"},
        {"status_text": "В отпуске"},
        {"status_text": "Отпуск до 5 декабря"},
        {"status_text": "болею"},
        {"status_text": "На больничном"},
        {"status_text": "выходной"},
    ],
)
def test_it_sees_that_somebody_is_away(status: dict[str, str]) -> None:
    assert status_of(status).says_away


@pytest.mark.parametrize(
    "status",
    [
        {},
        {"status_emoji": ":house_with_garden:", "status_text": "Working from home"},
        {"status_emoji": ":calendar:", "status_text": "In a meeting"},
        {"status_emoji": ":bus:", "status_text": "Commuting"},
        {"status_text": "Back from vacation"},
        {"status_emoji": ":palm_tree:", "status_text": "вернулась из отпуска"},
        {"status_text": "pictures of the office"},
        {"status_text": "В отделе продаж"},
    ],
)
def test_it_does_not_take_anything_else_for_it(status: dict[str, str]) -> None:
    assert not status_of(status).says_away


@pytest.mark.parametrize(
    ("expires", "last"),
    [
        (1796590799, "2026-12-06"),  # Sunday, 23:59:59 in Moscow
        (1796590800, "2026-12-06"),  # midnight
        (1796626800, "2026-12-06"),  # ten on Monday morning
        (1796659200, "2026-12-07"),  # seven on Monday evening
        (0, None),
        (10**15, None),
    ],
)
def test_it_takes_a_day_that_lasts_to_its_evening_for_the_last(expires: int, last: str | None) -> None:
    found = status_of({"status_expiration": expires}).last_day("Europe/Moscow")
    assert found == (date.fromisoformat(last) if last else None)
