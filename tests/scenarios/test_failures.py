"""What goes wrong is said wherever a person may be: also where Slack gives no address to answer at."""

from typing import Any

import pytest
from slack_bolt import Respond
from slack_sdk import WebClient
from slack_sdk.models.blocks import ActionsBlock, ButtonElement, InputBlock, PlainTextInputElement
from slack_sdk.models.views import View
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.answering import just_ack
from bot.errors import UserError
from bot.failures import Body, talking
from bot.localslack.workspace import Shortcut, ShortcutType
from tests.scenarios.conftest import Company

STORING, TALKING = "storing", "talking"
SENTENCE = "This Slack workspace is not connected"
BUTTONS = ActionsBlock(elements=[ButtonElement(text=name, action_id=name) for name in (STORING, TALKING)])
NOTE = InputBlock(block_id="note", label="Note", element=PlainTextInputElement(action_id="note"))
MODAL = View(type="modal", title="Form", submit="Save", blocks=[BUTTONS, NOTE])
HOME = View(type="home", blocks=[BUTTONS])

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
either = pytest.mark.parametrize("name", [STORING, TALKING])


@pytest.fixture
def company(company: Company) -> Company:
    """With buttons and shortcuts that go wrong: while the bot stores, and while it talks."""
    app, context = company.bot.app, company.bot.context

    def store() -> None:
        raise UserError("people.unknown_workspace")

    def talk(body: Body, respond: Respond, client: WebClient) -> None:
        with talking(context, body, respond, client):
            raise UserError("people.unknown_workspace")

    company.slack.shortcuts = [Shortcut(name, kind, name) for name in (STORING, TALKING) for kind in ShortcutType]
    for listen in (app.shortcut, app.action):
        listen(STORING)(store)
        listen(TALKING)(ack=just_ack, lazy=[talk])
    return company


def wait_for_sentence(company: Company) -> None:
    company.slack.wait(lambda: SENTENCE in str(company.anna.modal))


@either
def test_it_says_in_a_modal_what_went_wrong_in_a_shortcut(company: Company, name: str) -> None:
    assert company.anna.shortcut(name).arrived
    wait_for_sentence(company)


@either
def test_it_says_in_the_conversation_what_went_wrong_with_a_message(company: Company, name: str) -> None:
    assert company.anna.message_shortcut(company.anna.say("late", channel="C0SUPPORT"), name).arrived
    company.slack.wait(lambda: company.anna.ephemerals("C0SUPPORT"))
    assert SENTENCE in company.anna.ephemerals("C0SUPPORT")[0].text
    assert company.anna.modal is None


@either
def test_it_says_in_a_modal_what_went_wrong_in_home(company: Company, name: str) -> None:
    company.bot.client.views_publish(user_id="U0ANNA", view=HOME)
    company.anna.click_in_view(name)
    wait_for_sentence(company)


@either
def test_it_says_over_a_form_what_went_wrong_in_it_and_what_is_typed_stays(company: Company, name: str) -> None:
    company.bot.client.views_open(trigger_id=company.slack.triggers.issue("U0ANNA"), view=MODAL)
    company.anna.fill({"Note": "half a thought"})
    company.anna.click_in_view(name)
    wait_for_sentence(company)
    company.anna.close()
    assert company.anna.values["note"]["note"]["value"] == "half a thought"


@either
def test_it_says_in_place_of_the_third_modal_what_went_wrong_in_it(company: Company, name: str) -> None:
    trigger = company.slack.triggers.issue
    company.bot.client.views_open(trigger_id=trigger("U0ANNA"), view=MODAL)
    for _ in range(2):
        company.bot.client.views_push(trigger_id=trigger("U0ANNA"), view=MODAL)
    company.anna.click_in_view(name)
    wait_for_sentence(company)


def test_it_says_so_where_the_database_does_not_answer(company: Company) -> None:
    def gone(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        raise OperationalError(statement, None, ConnectionError("the server closed the connection"))

    engine = company.bot.context.database.engine
    event.listen(engine, "before_cursor_execute", gone)
    try:
        assert company.anna.slash("/okr", channel="C0SUPPORT").arrived
        company.slack.wait(lambda: company.anna.ephemerals("C0SUPPORT"))
    finally:
        event.remove(engine, "before_cursor_execute", gone)
    assert "Something went wrong" in company.anna.ephemerals("C0SUPPORT")[0].text
