"""What tests of the end of a cycle share: plans, words, and what they look up."""

from datetime import UTC, datetime

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, PlainTextObject
from sqlmodel import col, select

from bot.localslack.driver import Driver
from storage.key_results import key_result_numbered
from storage.kinds import DeliveryKind, DeliveryState
from storage.models import Cycle, KeyResult
from storage.objectives import cycle_by_name
from storage.people import find_workspaces, set_admins
from tests.scenarios.conftest import Company

PLAN = """
teams:
  - {name: Product, channel: C0PRODUCT, lead: U0BORIS, members: [U0BORIS], timezone: Europe/Moscow, language: LANGUAGE}
objectives:
  - title: People stay
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    key_results:
      - {title: Solved at first contact, owner: U0ANNA, maintain: {min: 85}, unit: "%"}
      - {title: Academy, owner: U0ANNA, milestones: [plan, pilot, launch]}
      - {title: Effort score, owner: U0ANNA, baseline: true}
    initiatives:
      - {title: Self-service, owner: U0BORIS}
  - title: A better product
    team: Product
    owner: U0BORIS
    cycle: 2026-Q4
    key_results:
      - {title: Crashes, owner: U0BORIS, start: 10, target: 1}
"""
NEXT = "cycles: [{name: 2027-Q1, from: 2027-01-01, to: 2027-03-31}]"
YEARS = """
cycles:
  - {name: "2026", from: 2026-01-01, to: 2026-12-31}
  - {name: "2027", from: 2027-01-01, to: 2027-12-31}
"""
AFTERWARDS = datetime(2027, 1, 4, 7, 0, tzinfo=UTC)
MANY = """
objectives:
  - title: Much to do
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    key_results:
"""
WORDS = {
    "en": {"close": "close", "grade": "Grade (0 to 1)", "why": "Why", "show": "show"},
    "ru": {"close": "закрыть", "grade": "Оценка (от 0 до 1)", "why": "Почему", "show": "покажи"},
}


def opened(company: Company, person: Driver, typed: str) -> Driver:
    while person.modal:
        person.close()
    person.slash("/okr", typed)
    company.slack.wait(lambda: person.modal is not None)
    return person


def last_page(person: Driver) -> None:
    """From the form to what closing does."""
    ack = person.submit()
    assert (ack.body or {})["response_action"] == "update", person.errors
    assert ack.problem is None


def done(company: Company, person: Driver) -> str:
    """Stores it, and lets the channels be told; what the person reads then."""
    ack = person.submit()
    assert ack.problem is None
    company.settle()
    return str(person.modal)


def key_result(company: Company, short_id: str) -> KeyResult:
    with company.bot.context.database.read() as session:
        (workspace,) = find_workspaces(session)
        objective, number = map(int, short_id.split("."))
        found = key_result_numbered(session, workspace.id, objective, number)
    assert found is not None
    return found


def cycle(company: Company, name: str = "2026-Q4") -> Cycle:
    with company.bot.context.database.read() as session:
        (workspace,) = find_workspaces(session)
        found = cycle_by_name(session, workspace.id, name)
    assert found is not None
    return found


def carried(company: Company) -> dict[str, KeyResult]:
    """What goes on in another cycle, by the title."""
    with company.bot.context.database.read() as session:
        return {row.title: row for row in session.exec(select(KeyResult).where(col(KeyResult.carried_from_id) > 0))}


def told(company: Company) -> list[tuple[str, DeliveryState]]:
    """The channels that a retrospective went to."""
    kind = DeliveryKind.RETROSPECTIVE
    return [(row.target, row.state) for row in company.deliveries if row.kind is kind]


def admin(company: Company, slack_id: str) -> None:
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        set_admins(session, workspace.id, [slack_id])


def grade_support(company: Company, language: str) -> None:
    """Anna grades all five of her team's key results."""
    say = WORDS[language]
    anna = opened(company, company.anna, say["close"])
    anna.fill({say["grade"]: "0.8", say["why"]: "The last week made it"}, section="NPS")
    anna.fill({say["why"]: "The vendor left"}, section="Academy")
    last_page(anna)


def button(company: Company, person: Driver, action: str, value: int | None = None) -> None:
    """Presses what another feature shows."""
    shown = ButtonElement(action_id=action, text=PlainTextObject(text="Press"), value=str(value) if value else None)
    company.bot.client.chat_postMessage(channel=person.id, text="Press", blocks=[ActionsBlock(elements=[shown])])
    person.click(person.dm[-1], action)
