"""The browser page, driven in Chromium against a small bot of its own."""

import base64
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.localslack.server import LocalSlack
from bot.localslack.workspace import ClockMove, Command
from tests.browser.chromium import CHROMIUM
from tests.localslack.conftest import Visit

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
DM, ANNA = "D0ANNA", "U0ANNA"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def button(label: str, action_id: str, **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(label), "action_id": action_id, **more}


def actions(*buttons: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "actions", "block_id": "actions", "elements": list(buttons)}]


def asked(block_id: str, label: str, element: dict[str, Any]) -> dict[str, Any]:
    element = {"action_id": "entered", **element}
    return {"type": "input", "block_id": block_id, "optional": True, "label": plain(label), "element": element}


def form(*, extra: bool = False) -> dict[str, Any]:
    """Two key results whose inputs share their labels."""
    blocks: list[dict[str, Any]] = []
    for name in ("NPS", "Reply time"):
        blocks += [
            {"type": "section", "block_id": f"{name}-title", "text": {"type": "mrkdwn", "text": f"*{name}*"}},
            asked(f"{name}-value", "Value", {"type": "number_input", "is_decimal_allowed": True}),
            asked(f"{name}-note", "Note", {"type": "plain_text_input"}),
        ]
    added = [asked("extra", "Extra", {"type": "plain_text_input"})] if extra else []
    title, submit, close = plain("Check-in"), plain("Save"), plain("Cancel")
    blocks += [*added, *actions(button("Ask more", "more"))]
    return {"type": "modal", "title": title, "submit": submit, "close": close, "callback_id": "form", "blocks": blocks}


@pytest.fixture
def submitted(connected: SocketModeHandler) -> list[dict[str, Any]]:
    """What the bot was sent; it refuses the note "bad" and adds a field on *Ask more*."""
    app: App = connected.app
    received: list[dict[str, Any]] = []

    def open_form(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=form())
        ack()

    def ask_more(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        client.views_update(view_id=body["view"]["id"], view=form(extra=True))
        ack()

    def submit(ack: Ack, view: dict[str, Any]) -> None:
        values = view["state"]["values"]
        received.append(values)
        bad = values["NPS-note"]["entered"]["value"] == "bad"
        ack(response_action="errors", errors={"NPS-note": "Say it better."}) if bad else ack()

    app.action("open")(open_form)
    app.action("more")(ask_more)
    app.view("form")(submit)
    return received


@pytest.fixture
def opened(visit: Visit, client: WebClient, submitted: list[dict[str, Any]]) -> Page:
    """Anna's page with the form open."""
    assert submitted == []
    client.chat_postMessage(channel=DM, text="Due", blocks=actions(button("Check in", "open")))
    page = visit()
    page.get_by_role("button", name="Check in").click()
    expect(page.get_by_role("dialog", name="Check-in")).to_be_visible()
    return page


def test_it_starts_in_the_conversation_with_the_bot(visit: Visit) -> None:
    page = visit()
    expect(page.get_by_label("You are").locator("option:checked")).to_have_text("Anna Lind")
    expect(page.get_by_role("textbox", name="Message OKR bot")).to_be_visible()
    expect(page).to_have_url(re.compile(f"as={ANNA}&in={DM}"))


def test_it_sends_what_was_entered_in_a_form(opened: Page, submitted: list[dict[str, Any]]) -> None:
    opened.get_by_role("group", name="Reply time").get_by_label("Value").fill("3.5")
    opened.get_by_role("button", name="Save").click()
    expect(opened.get_by_role("dialog")).to_be_hidden()
    assert submitted[0]["Reply time-value"]["entered"]["value"] == "3.5"
    assert submitted[0]["NPS-value"]["entered"]["value"] is None


@pytest.mark.parametrize(("label", "entry", "message"), [("Value", "abc", "number"), ("Note", "bad", "Say it better.")])
def test_it_shows_an_error_at_its_field(opened: Page, label: str, entry: str, message: str) -> None:
    field = opened.get_by_role("group", name="NPS").get_by_label(label)
    field.fill(entry)
    opened.get_by_role("button", name="Save").click()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(message))
    expect(field).to_have_value(entry)
    expect(field).to_be_focused()


def test_it_keeps_what_was_typed_while_the_bot_changes_the_form(opened: Page) -> None:
    note = opened.get_by_role("group", name="NPS").get_by_label("Note")
    note.fill("half typed")
    opened.get_by_role("button", name="Ask more").click()
    expect(opened.get_by_label("Extra")).to_be_visible()
    expect(note).to_have_value("half typed")


def test_it_closes_a_form_on_escape_and_gives_the_focus_back(opened: Page) -> None:
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("dialog")).to_be_hidden()
    expect(opened.get_by_role("button", name="Check in")).to_be_focused()


def test_it_writes_hostile_text_as_text(visit: Visit, client: WebClient) -> None:
    hostile = "<img src=x onerror=alert(1)> <javascript:alert(1)|press> <script>alert(2)</script>"
    client.chat_postMessage(channel=DM, text=f"{hostile} end")
    page = visit()
    expect(page.get_by_text("alert(2)")).to_be_visible()
    assert page.locator("article img, article script, article a").count() == 0


def test_it_draws_slack_markup(visit: Visit, client: WebClient) -> None:
    client.chat_postMessage(
        channel=DM,
        text="*bold* _it_ ~old~ `code` 2*3*4 <https://example.com/?a=1&amp;b=2|a link> <@U0BORIS> &lt;b&gt;\n> said",
    )
    text = visit().get_by_role("article").locator(".block-text")
    expect(text).to_have_text("bold it old code 2*3*4 a link @Boris Kim <b>said")
    expect(text.locator("strong, em, s, code, blockquote")).to_have_text(["bold", "it", "old", "code", "said"])
    expect(text.get_by_role("link", name="a link")).to_have_attribute("href", "https://example.com/?a=1&b=2")


def test_it_shows_a_new_message_at_once(visit: Visit, client: WebClient) -> None:
    page = visit("?as=U0BORIS&in=C0TEAM")
    expect(page.get_by_text("This is the beginning of #team.")).to_be_visible()
    client.chat_postMessage(channel="C0TEAM", text="Fresh")
    expect(page.get_by_role("log").first.get_by_text("Fresh")).to_be_visible()


def test_it_shows_a_picture_when_it_is_ready(visit: Visit, client: WebClient) -> None:
    client.files_upload_v2(channel=DM, content=PNG, filename="nps.png", title="NPS", alt_txt="NPS is rising")
    picture = visit().get_by_role("img", name="NPS is rising")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 1)


def test_it_marks_what_only_one_person_sees(visit: Visit, client: WebClient) -> None:
    client.chat_postEphemeral(channel="C0TEAM", user=ANNA, text="Psst")
    expect(visit(f"?as={ANNA}&in=C0TEAM").get_by_text("Only visible to you")).to_be_visible()
    expect(visit("?as=U0BORIS&in=C0TEAM").get_by_text("Psst")).to_have_count(0)


def test_it_says_in_a_thread_what_is_typed_there(visit: Visit, client: WebClient, slack: LocalSlack) -> None:
    ts = client.chat_postMessage(channel=DM, text="Question")["ts"]
    page = visit(f"?as={ANNA}&thread={ts}")
    page.get_by_label("Reply in the thread").fill("2.1 48")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="1 reply")).to_be_visible()
    assert [reply.text for reply in slack.person(ANNA).thread(DM, ts)] == ["2.1 48"]


def test_it_offers_the_commands_after_a_slash(visit: Visit, slack: LocalSlack) -> None:
    slack.commands = [Command("/okr", "Look OKRs up", "show ID")]
    page = visit()
    box = page.get_by_label("Message OKR bot")
    box.press_sequentially("/o")
    expect(page.get_by_role("option", name="Look OKRs up")).to_be_visible()
    box.press("Tab")
    expect(box).to_have_value("/okr ")


def test_it_moves_the_clock_in_the_persons_time_zone(visit: Visit, slack: LocalSlack) -> None:
    def in_an_hour(now: datetime) -> datetime:
        return now + timedelta(hours=1)

    slack.clock_moves = [ClockMove("hour", "+1 hour", in_an_hour), ClockMove("none", "Never", lambda _now: None)]
    page = visit(f"?as={ANNA}")
    expect(page.get_by_role("button", name="Never")).to_be_disabled()
    page.get_by_role("button", name="+1 hour").click()
    expect(page.locator("#clock")).to_have_text("Fri 27 Nov 2026, 11:55 Europe/Berlin (GMT+1)")


def test_it_moves_the_clock_while_it_goes_to_another_person(visit: Visit, slack: LocalSlack) -> None:
    """Both in one task of the page: what the other person sees is not there yet."""
    slack.clock_moves = [ClockMove("hour", "+1 hour", lambda now: now + timedelta(hours=1))]
    page = visit(f"?as={ANNA}")
    expect(page.get_by_role("heading", name="OKR bot")).to_be_visible()
    page.evaluate("""() => {
        const people = document.getElementById("person")
        people.value = "U0BORIS"
        people.dispatchEvent(new Event("change"))
        document.querySelector("#moves button").click()
    }""")
    expect(page.locator("#clock")).to_contain_text("15:55 Asia/Almaty")


def test_it_hides_the_channels_of_others(visit: Visit) -> None:
    page = visit(f"?as={ANNA}&in=C0SECRET")
    expect(page.get_by_role("heading", name="secret")).to_be_visible()
    page.get_by_label("You are").select_option("Boris Kim")
    expect(page.get_by_role("heading", name="OKR bot")).to_be_visible()
    expect(page.get_by_role("link", name="secret")).to_have_count(0)


def test_it_fits_a_phone(visit: Visit) -> None:
    page = visit(width=390)
    page.get_by_role("button", name="Conversations").click()
    page.get_by_role("link", name="team").click()
    expect(page.get_by_role("heading", name="team")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
