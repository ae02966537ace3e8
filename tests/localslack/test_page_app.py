"""The page's shortcuts, its changing of messages, and its Home, driven in Chromium against a small bot of its own."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.localslack.server import LocalSlack
from tests.browser.chromium import CHROMIUM
from tests.localslack.conftest import Visit
from tests.localslack.limits import Json, actions, button, entry, modal, option, plain, section

DM = "D0ANNA"
OBJECTIVES = ("Customers recommend us", "Customers stay")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


def select() -> Json:
    return {"type": "external_select", "action_id": "parent", "min_query_length": 0, "placeholder": plain("Objective")}


def home(told: str) -> Json:
    language = {
        "type": "static_select",
        "action_id": "language",
        "options": [option("English"), option("Русский", "ru")],
    }
    row = {"type": "overflow", "action_id": "row", "options": [option("History")]}
    blocks = [section(text=plain(told), accessory=row), {**actions(button(), language, select()), "block_id": "mine"}]
    return {"type": "home", "blocks": blocks}


@pytest.fixture
def done(app: App) -> list[str]:
    """What people did; Home tells of it each time."""
    done: list[str] = []

    def take(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        (one,) = body["actions"]
        done.append(f"{one['action_id']} {(one.get('selected_option') or {}).get('value')}")
        client.views_publish(user_id=body["user"]["id"], view=home(f"told {len(done)} times"))

    def opened(event: dict[str, Any], client: WebClient) -> None:
        if event["tab"] == "home":
            client.views_publish(user_id=event["user"], view=home("nothing yet"))

    def pick(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        done.append(f"{body['callback_id']} {(body.get('message') or {}).get('text')}")
        client.views_open(trigger_id=body["trigger_id"], view=modal(entry(select(), block_id="field")))

    def find(ack: Ack, body: dict[str, Any]) -> None:
        ack(options=[option(name, name) for name in OBJECTIVES if body["value"].lower() in name.lower()])

    def save(ack: Ack, view: Json) -> None:
        ack()
        done.append(view["state"]["values"]["field"]["parent"]["selected_option"]["value"])

    for action in ("go", "language", "row", "parent"):
        app.action(action)(take)
    for name in ("check_in", "add_blocker"):
        app.shortcut(name)(pick)
    app.options("parent")(find)
    app.event("app_home_opened")(opened)
    app.view("")(save)
    return done


def found(page: Page) -> Locator:
    return page.get_by_role("listbox", name="What was found").get_by_role("option")


@pytest.fixture
def at_home(visit: Visit, done: list[str]) -> Page:
    page = visit()
    page.get_by_role("tab", name="Home").click()
    expect(page.get_by_text("nothing yet")).to_be_visible()
    assert done == []
    return page


def test_it_offers_the_shortcuts_to_the_keyboard(visit: Visit, done: list[str]) -> None:
    page = visit()
    page.get_by_role("button", name="Shortcuts").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem")).to_have_text(["Check in", "New objective"])
    expect(page.get_by_role("menuitem", name="Check in")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert done == ["check_in None"]


def test_it_offers_the_message_shortcuts(visit: Visit, client: WebClient, done: list[str]) -> None:
    client.chat_postMessage(channel="C0TEAM", text="The vendor is late")
    page = visit("?as=U0ANNA&in=C0TEAM")
    message = page.get_by_role("article")
    message.get_by_role("button", name="More actions").click()
    expect(page.get_by_role("menuitem")).to_have_text([r"Add as blockerOKR bot"])
    page.get_by_role("menuitem").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert done == ["add_blocker The vendor is late"]


def test_it_changes_and_deletes_ones_own_message(visit: Visit, slack: LocalSlack) -> None:
    anna = slack.person("U0ANNA")
    anna.say("48 & more")
    page = visit()
    message = page.get_by_role("article")
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Edit message").click()
    box = page.get_by_role("textbox", name="Edit message")
    expect(box).to_be_focused()
    box.fill("49 & more")
    page.keyboard.press("Enter")
    expect(message).to_contain_text("(edited)")
    assert [one.text for one in anna.dm] == ["49 &amp; more"]
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete message").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(message).to_have_count(0)
    assert anna.dm == []


def test_home_is_drawn_anew_and_the_focus_stays(at_home: Page, done: list[str]) -> None:
    at_home.get_by_role("button", name="Go").click()
    expect(at_home.get_by_text("told 1 times")).to_be_visible()
    expect(at_home.get_by_role("button", name="Go")).to_be_focused()
    at_home.get_by_role("tabpanel").get_by_role("button", name="More actions").click()
    at_home.get_by_role("menuitem", name="History").click()
    expect(at_home.get_by_text("told 2 times")).to_be_visible()
    at_home.get_by_role("tabpanel").locator("select").select_option("Русский")
    expect(at_home.get_by_text("told 3 times")).to_be_visible()
    assert done == ["go None", "row v", "language ru"]


def test_it_asks_the_bot_while_one_types(at_home: Page, done: list[str]) -> None:
    box = at_home.get_by_role("combobox", name="Objective")
    box.click()
    expect(found(at_home)).to_have_text(list(OBJECTIVES))
    box.press_sequentially("stay")
    expect(found(at_home)).to_have_text(["Customers stay"])
    box.press("Enter")
    expect(at_home.get_by_text("told 1 times")).to_be_visible()
    expect(box).to_have_value("Customers stay")
    assert done == ["parent Customers stay"]


def test_it_sends_what_was_found_in_a_form(visit: Visit, done: list[str]) -> None:
    page = visit()
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="Check in").click()
    box = page.get_by_role("dialog").get_by_role("combobox")
    box.fill("recommend")
    expect(found(page)).to_have_count(1)
    found(page).click()
    expect(box).to_have_value("Customers recommend us")
    page.get_by_role("dialog").locator("button[type=submit]").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert done == ["check_in None", "Customers recommend us"]
