"""When somebody leaves, the lead hears once what is left without an owner."""

from datetime import timedelta

import pytest

from bot.people.job import refresh
from bot.text import speak
from storage.kinds import DeliveryKind
from tests.scenarios.conftest import Company, words


def handed(company: Company) -> list[str]:
    return [row.target for row in company.deliveries if row.kind is DeliveryKind.HANDOVER]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_tells_the_lead_what_is_left_without_an_owner(company: Company, language: str) -> None:
    for _ in range(2):
        company.slack.change_person("U0BORIS", deleted=True)
    company.slack.wait(lambda: bool(handed(company)))
    company.at(9, 58)
    (message,) = company.anna.dm
    assert message.text == speak(language).count("handover.left", 1, person="Boris")
    assert "*1.2* First response in 2 hours" in words(message)
    assert "NPS" not in words(message)
    (section,) = [block for block in message.blocks if "accessory" in block]
    assert (section["accessory"]["action_id"], section["accessory"]["value"]) == ("okr_edit", "1.2")
    company.at(10)
    assert handed(company) == ["U0ANNA"]


def test_it_tells_the_admins_where_the_lead_leaves(company: Company) -> None:
    with company.bot.context.database.write() as session:
        boris = company.person("U0BORIS")
        boris.admin = True
        session.merge(boris)
    company.slack.change_person("U0ANNA", deleted=True)
    company.slack.wait(lambda: bool(handed(company)))
    company.at(9, 58)
    assert handed(company) == ["U0BORIS"]
    assert "*1* Customers recommend us" in words(company.boris.dm[-1])
    assert "*1.1* NPS from 40 to 60" in words(company.boris.dm[-1])


def test_it_tells_nobody_of_who_owned_nothing_or_is_back(company: Company) -> None:
    company.slack.change_person("U0VERA", deleted=True)
    company.slack.change_person("U0BORIS", deleted=True)
    company.slack.wait(lambda: bool(handed(company)))
    company.slack.change_person("U0BORIS", deleted=False)
    company.slack.wait(lambda: company.person("U0BORIS").active)
    company.at(9, 58)
    assert handed(company) == ["U0ANNA"]
    assert company.anna.dm == []


def test_it_tells_of_whom_a_refresh_finds_gone(company: Company) -> None:
    company.plan("objectives: [{title: Calls, team: Support, owner: U0VERA, cycle: 2026-Q4}]")
    del company.slack.people["U0VERA"]
    company.clock.move_to(company.clock() + timedelta(days=2))
    refresh(company.bot.context, company.bot.clients)
    refresh(company.bot.context, company.bot.clients)
    company.settle()
    assert handed(company) == ["U0ANNA"]
    assert "*2* Calls" in words(company.anna.dm[-1])
