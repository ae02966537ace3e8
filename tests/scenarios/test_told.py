"""What could not be delivered is told to whom it concerns, once."""

from datetime import UTC, datetime

import pytest

from bot.alerts.flow import tell
from bot.localslack.errors import Json
from bot.localslack.web import Answer, Effect
from bot.tick import tick
from storage.kinds import DeliveryKind, DeliveryState
from storage.models import Delivery
from storage.outbox import Claim, Outcome
from storage.people import find_workspaces, set_admins
from tests.scenarios.conftest import CHANNEL, Company, words
from tests.scenarios.faults import POST, delivery, later, meet, refused

NEXT_WEEK = datetime(2026, 12, 4, 7, 5, tzinfo=UTC)
one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def alerts(company: Company) -> list[Delivery]:
    return [row for row in company.deliveries if row.kind is DeliveryKind.ALERT]


def planned(company: Company, hour: int) -> None:
    """The clock comes, and no sender does."""
    instant = datetime(2026, 11, 27, hour - 3, tzinfo=UTC)
    company.clock.move_to(instant)
    tick(company.bot.context, instant)


def test_nothing_is_sent_while_the_token_is_refused_and_all_of_it_afterwards(company: Company) -> None:
    meet(company, POST, refused("token_revoked"))
    company.at(10)
    assert paused(company) == "token_revoked"
    probe = meet(company, "auth.test", refused("token_revoked"))
    calls = len(company.slack.ledger)
    later(company, minutes=4)
    assert (len(company.slack.ledger), company.anna.dm) == (calls, [])
    later(company, minutes=1)
    assert (len(probe.met), paused(company), company.anna.dm) == (1, "token_revoked", [])
    later(company, minutes=5)
    assert (paused(company), len(company.anna.dm)) == ("", 1)


def paused(company: Company) -> str:
    with company.bot.context.database.read() as session:
        (workspace,) = find_workspaces(session)
    return workspace.paused_by


FIXES = [
    ("not_in_channel", "/invite <@"),
    ("is_archived", "archived"),
    ("channel_not_found", "does not find"),
    ("restricted_action_read_only_channel", "Slack admin"),
    ("something_new", "something_new"),
]


@one_database
@pytest.mark.parametrize(("error", "fix"), FIXES)
def test_the_lead_is_told_once_what_puts_a_digest_right(company: Company, error: str, fix: str) -> None:
    company.at(10)
    meet(company, POST, refused(error))
    company.at(16)
    told = company.anna.dm[-1].text
    assert "The digest of *Support* for November 27 could not be posted in <#C0SUPPORT>." in told
    assert fix in told
    later(company, minutes=10)
    (alert,) = alerts(company)
    assert (alert.target, alert.state) == ("U0ANNA", DeliveryState.SENT)


@one_database
@pytest.mark.parametrize("language", ["ru"])
def test_the_lead_is_told_in_russian(company: Company) -> None:
    company.at(10)
    meet(company, POST, refused("not_in_channel"))
    company.at(16)
    told = company.anna.dm[-1].text
    assert "Дайджест команды *Support* за 27 ноября не удалось опубликовать" in told
    assert "Пригласите его туда командой /invite" in told


def refuse(company: Company, errors: dict[str, str]) -> None:
    """All that is posted to these places is refused."""

    async def refusing(method: str, args: Json, effect: Effect) -> Answer:
        error = errors.get(args.get("channel", "")) if method == POST else None
        return Answer({"ok": False, "error": error}) if error else effect()

    company.slack.web.interposed = refusing


@one_database
def test_an_alert_that_cannot_be_delivered_makes_no_other(company: Company) -> None:
    company.at(10)
    refuse(company, {CHANNEL: "not_in_channel", "U0ANNA": "cannot_dm_bot"})
    company.at(16)
    later(company, minutes=10)
    (alert,) = alerts(company)
    assert alert.state is DeliveryState.SKIPPED


@one_database
def test_the_admins_are_told_of_a_missing_scope(company: Company) -> None:
    company.at(10)
    with company.bot.context.database.write() as session:
        set_admins(session, 1, ["U0BORIS"])
        row = delivery(company, DeliveryKind.PROMPT)
        claimed = Claim(
            row.id, row.workspace_id, row.kind, row.key, row.subject_id, row.target, "", 2, None, row.due, 1, ""
        )
        for _ in range(2):
            tell(
                session,
                claimed,
                Outcome(DeliveryState.PARKED, "missing_scope: chat:write"),
                company.clock(),
            )
        parked = session.get_one(Delivery, row.id)
        parked.state, parked.error = DeliveryState.PARKED, "missing_scope: chat:write"
        session.add(parked)
    company.settle()
    assert "lacks the scope `chat:write`" in company.boris.dm[-1].text
    assert len(alerts(company)) == 1


def test_the_digest_names_who_cannot_be_reached(company: Company) -> None:
    refuse(company, {"U0ANNA": "cannot_dm_bot"})
    company.at(10)
    assert company.person("U0ANNA").unreachable == "cannot_dm_bot"
    company.at(16)
    (digest,) = company.posts
    assert "Could not be reached, for Slack takes no messages of mine to them: Anna" in words(digest)
    refuse(company, {})
    company.to(NEXT_WEEK)
    assert (len(company.anna.dm), company.person("U0ANNA").unreachable) == (1, "")


@one_database
@pytest.mark.parametrize("error", ["channel_not_found", "restricted_action"])
def test_who_will_go_on_refusing_us_cannot_be_reached_either(company: Company, error: str) -> None:
    refuse(company, {"U0ANNA": error})
    company.at(10)
    assert delivery(company, DeliveryKind.PROMPT).state is DeliveryState.PARKED
    assert (company.person("U0ANNA").unreachable, alerts(company)) == (error, [])


UNASKED = [
    ("en", "Not asked in time: 2 people. I was not running"),
    ("ru", "Вопрос не пришёл вовремя: 2 человека."),
]


@one_database
@pytest.mark.parametrize(("language", "said"), UNASKED)
def test_the_digest_tells_how_many_were_not_asked_in_time(company: Company, said: str) -> None:
    planned(company, 10)
    company.at(16, 1)
    assert [row.state for row in company.deliveries if row.kind is DeliveryKind.PROMPT] == [DeliveryState.EXPIRED] * 2
    company.settle()
    (digest,) = company.posts
    assert said in words(digest)


@one_database
def test_the_lead_is_told_of_a_digest_that_came_too_late(company: Company) -> None:
    company.at(10)
    planned(company, 16)
    company.to(NEXT_WEEK)
    assert delivery(company, DeliveryKind.DIGEST, CHANNEL).state is DeliveryState.EXPIRED
    assert company.posts == []
    told = [message.text for message in company.anna.dm if "could not be posted" in message.text]
    assert len(told) == 1
    assert "before the next check-in opened" in told[0]
