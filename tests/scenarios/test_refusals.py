"""What Slack refuses for good: skipped, parked with its reason, or sent as plain text."""

from dataclasses import replace

import pytest

from storage.kinds import DeliveryKind, DeliveryState
from tests.scenarios.conftest import Company
from tests.scenarios.faults import POST, delivery, later, meet, refused


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_too_long"])
def test_it_sends_the_text_alone_where_slack_refuses_the_blocks(company: Company, error: str) -> None:
    faulty = meet(company, POST, refused(error))
    company.at(10)
    assert faulty.met[0]["blocks"]
    (prompt,) = company.anna.dm
    assert (list(prompt.blocks), "waiting for your answer" in prompt.text) == ([], True)
    row = delivery(company, DeliveryKind.PROMPT)
    assert (row.state, row.error) == (DeliveryState.SENT, error)


def test_it_parks_what_slack_refuses_even_as_text(company: Company) -> None:
    meet(company, POST, refused("invalid_blocks"), times=2)
    company.at(10)
    row = delivery(company, DeliveryKind.PROMPT)
    assert (row.state, row.error, company.anna.dm) == (DeliveryState.PARKED, "invalid_blocks", [])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("error", ["user_disabled", "cannot_dm_bot", "messages_tab_disabled", "user_not_found"])
def test_it_skips_a_person_who_cannot_be_written_to(company: Company, error: str) -> None:
    meet(company, POST, refused(error))
    company.at(10)
    row = delivery(company, DeliveryKind.PROMPT)
    assert (row.state, row.error) == (DeliveryState.SKIPPED, error)
    assert len(company.boris.dm) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "error", ["channel_not_found", "not_in_channel", "is_archived", "restricted_action", "new_one"]
)
def test_it_parks_what_somebody_has_to_mend(company: Company, error: str) -> None:
    company.at(10)
    meet(company, POST, refused(error))
    company.at(16)
    later(company, minutes=10)
    row = delivery(company, DeliveryKind.DIGEST, "C0SUPPORT")
    assert (row.state, row.error, row.tries) == (DeliveryState.PARKED, error, 1)


def test_it_names_the_scope_that_is_missing(company: Company) -> None:
    company.slack.scopes -= {"files:write"}
    company.at(10)
    company.at(16)
    row = delivery(company, DeliveryKind.DIGEST, "C0SUPPORT")
    assert (row.state, row.error) == (DeliveryState.PARKED, "missing_scope: files:write")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth"])
def test_it_pauses_while_the_token_is_refused(company: Company, error: str) -> None:
    meet(company, POST, refused(error))
    company.at(10)
    assert delivery(company, DeliveryKind.PROMPT).state is DeliveryState.PENDING
    later(company, minutes=5)
    assert [len(company.anna.dm), len(company.boris.dm)] == [1, 1]


def test_it_gives_up_at_the_deadline_and_says_so(company: Company) -> None:
    meet(company, POST, refused("internal_error", 500), times=9)
    company.at(10)
    company.at(15)
    company.at(16)
    row = delivery(company, DeliveryKind.PROMPT)
    assert (row.state, row.sent_at, company.anna.dm) == (DeliveryState.EXPIRED, None, [])


def test_it_skips_who_was_deactivated_before_it_heard_of_it(company: Company) -> None:
    people = company.slack.people
    people["U0BORIS"] = replace(people["U0BORIS"], deleted=True)
    company.at(10)
    company.at(16)
    assert [len(company.anna.dm), len(company.posts)] == [1, 1]
    assert delivery(company, DeliveryKind.PROMPT, "U0BORIS").state is DeliveryState.SKIPPED
    assert all(row.state is DeliveryState.SKIPPED for row in company.deliveries if row.target == "U0BORIS")
