"""/okr settings in the local Slack: language, time zone and hours, with at once what follows."""

from datetime import timedelta
from typing import NamedTuple

import pytest

from bot.localslack.driver import Driver
from tests.scenarios.asking import ask
from tests.scenarios.conftest import FRIDAY, THURSDAY, Company, words


class Labels(NamedTuple):
    typed: str
    title: str
    language: str
    zone: str
    first: str
    last: str
    slack: str
    city: str
    other_language: str


LABELS = {
    "en": Labels(
        "settings", "Your settings", "Language", "Time zone", "Reminders from", "Reminders until", "As in Slack",
        "Novosib", "Русский",
    ),
    "ru": Labels(
        "настройки", "Ваши настройки", "Язык", "Часовой пояс", "Напоминать с", "Напоминать до", "Как в Slack",
        "новосиб", "English",
    ),
}  # fmt: skip
both = pytest.mark.parametrize("language", ["en", "ru"])


@pytest.fixture
def labels(language: str) -> Labels:
    return LABELS[language]


def open_settings(company: Company, person: Driver, labels: Labels) -> None:
    person.slash("/okr", labels.typed)
    company.slack.wait(lambda: person.modal is not None and person.modal["title"]["text"] == labels.title)


def saved(person: Driver) -> None:
    assert person.submit().arrived
    assert person.modal is None, person.errors


@both
def test_it_speaks_the_language_that_was_chosen_at_once_and_slacks_again(company: Company, labels: Labels) -> None:
    boris, other = company.boris, {"en": "Ваши OKR", "ru": "Your OKRs"}
    own = {"en": "Your OKRs", "ru": "Ваши OKR"}
    language = company.person(boris.id).language
    open_settings(company, boris, labels)
    boris.fill({labels.language: labels.other_language})
    saved(boris)
    assert company.person(boris.id).own_language
    assert other[language] in words(ask(company.slack, boris))
    there = LABELS["ru" if language == "en" else "en"]
    open_settings(company, boris, there)
    boris.fill({there.language: there.slack})
    saved(boris)
    company.slack.wait(lambda: company.person(boris.id).language == language)
    assert own[language] in words(ask(company.slack, boris))


@both
def test_it_finds_a_zone_by_its_city_and_rounds_that_have_not_opened_move_with_it(
    company: Company, labels: Labels
) -> None:
    boris = company.boris
    company.to(THURSDAY)
    open_settings(company, boris, labels)
    boris.fill({labels.zone: labels.city})
    saved(boris)
    assert company.person(boris.id).timezone == "Asia/Novosibirsk"
    company.to(FRIDAY - timedelta(hours=4) + timedelta(minutes=5))  # 10:00 where Boris lives now
    assert len(boris.dm) == 1
    assert company.anna.dm == []


def test_it_takes_slacks_zone_again_at_once(company: Company) -> None:
    boris, labels = company.boris, LABELS["en"]
    for city, zone in (("Novosib", "Asia/Novosibirsk"), (("", "As in Slack"), "Europe/Moscow")):
        open_settings(company, boris, labels)
        boris.fill({"Time zone": city})
        saved(boris)
        company.slack.wait(lambda zone=zone: company.person(boris.id).timezone == zone)  # type: ignore[misc]
    assert not company.person(boris.id).own_timezone


@both
def test_it_keeps_hours_for_reminders_and_says_at_the_field_what_is_wrong(company: Company, labels: Labels) -> None:
    boris = company.boris
    open_settings(company, boris, labels)
    boris.fill({labels.first: "14:00", labels.last: "12:00"})
    boris.submit()
    assert list(boris.errors) == [labels.last]
    assert company.person(boris.id).remind_from is None
    boris.fill({labels.last: "17:00"})
    saved(boris)
    kept = company.person(boris.id)
    assert (kept.remind_from, kept.remind_to) == (14, 17)
    assert (kept.own_language, kept.own_timezone) == (False, False)


def test_it_shows_again_what_was_chosen(company: Company) -> None:
    boris, labels = company.boris, LABELS["en"]
    open_settings(company, boris, labels)
    boris.fill({"Time zone": "Berlin", "Reminders from": "11:00"})
    saved(boris)
    open_settings(company, boris, labels)
    chosen = {name: fields[name]["selected_option"]["value"] for name, fields in boris.values.items()}
    assert chosen == {
        "language": "slack", "settings_zone": "Europe/Berlin", "remind_from": "11", "remind_to": "18",
    }  # fmt: skip


def test_it_refuses_strangers_politely(company: Company) -> None:
    company.slack.person("U0MAX").slash("/okr", "settings")
    max_ = company.slack.person("U0MAX")
    company.slack.wait(lambda: bool(max_.ephemerals(company.slack.dm_of("U0MAX").id)))
    assert max_.modal is None
