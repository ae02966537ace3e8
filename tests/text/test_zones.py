"""Time zones are found by what people call them, in both languages."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from bot.text.zones import find_zones, zone_name, zones

EN, RU = Locale("en"), Locale("ru")
AUTUMN = datetime(2026, 11, 27, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Москва", "Europe/Moscow"),
        ("мос", "Europe/Moscow"),
        ("  BERLIN ", "Europe/Berlin"),
        ("york", "America/New_York"),
        ("new y", "America/New_York"),
        ("Нью-Йорк", "America/New_York"),
        ("europe/ky", "Europe/Kyiv"),
        ("Киев", "Europe/Kyiv"),
        ("Калькутта", "Asia/Kolkata"),
        ("utc", "UTC"),
    ],
)
def test_it_finds_a_zone_by_its_city_in_either_language(typed: str, zone: str) -> None:
    assert zone in find_zones(typed, (EN, RU))


def test_it_finds_nothing_for_what_is_no_place() -> None:
    assert list(find_zones("zzz", (EN, RU))) == []


def test_it_knows_every_zone_it_offers_and_has_room_for_its_name() -> None:
    assert len(zones()) > 400
    assert len(set(zones())) == len(zones())
    for zone in zones():
        ZoneInfo(zone)
        assert max(len(zone_name(zone, locale, AUTUMN)) for locale in (EN, RU)) <= 75


@pytest.mark.parametrize(
    ("zone", "locale", "name"),
    [
        ("Europe/Moscow", RU, "Москва · Europe/Moscow · UTC+3"),
        ("Asia/Kolkata", EN, "Kolkata · Asia/Kolkata · UTC+5:30"),
        ("America/New_York", EN, "New York · America/New_York · UTC−5"),
        ("UTC", RU, "UTC"),
    ],
)
def test_it_says_where_a_zone_is_and_how_far_from_utc(zone: str, locale: Locale, name: str) -> None:
    assert zone_name(zone, locale, AUTUMN) == name
