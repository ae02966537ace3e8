"""The page's message box takes files: chosen, dropped, several, with words and in threads."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from bot.localslack.server import LocalSlack
from tests.browser.chromium import CHROMIUM
from tests.localslack.conftest import Visit

CSV = b"score,when\n9,2026-11-01\n"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.usefixtures("connected"),
]


def attach(page: Page, *files: str, label: str = "Attach a file") -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=label).first.click()
    chooser.value.set_files(list(files))


def drop(page: Page, name: str, over: str = "#pane", kind: str = "drop") -> None:
    """What a browser does when a file is dragged over an element and let go."""
    data = page.evaluate_handle(
        "name => { const data = new DataTransfer(); data.items.add(new File(['a,b'], name)); return data; }", name
    )
    page.dispatch_event(over, kind, {"dataTransfer": data})


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], str]:
    def made(name: str) -> str:
        (tmp_path / name).write_bytes(CSV)
        return str(tmp_path / name)

    return made


def test_it_sends_a_file_with_words(visit: Visit, slack: LocalSlack, file: Callable[[str], str]) -> None:
    page = visit()
    attach(page, file("may.csv"))
    expect(page.get_by_role("list", name="Files to send")).to_contain_text("may.csv")
    page.get_by_label("Message OKR bot").fill("survey relationship")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article").get_by_role("link", name="may.csv")).to_be_visible()
    expect(page.get_by_role("list", name="Files to send")).to_be_hidden()
    (message,) = slack.person("U0ANNA").dm
    assert (message.text, slack.files[message.files[0]].content) == ("survey relationship", CSV)


def test_it_takes_a_file_out_again(visit: Visit, slack: LocalSlack, file: Callable[[str], str]) -> None:
    page = visit()
    attach(page, file("may.csv"), file("june.csv"))
    page.get_by_role("button", name="Remove may.csv").click()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("article").get_by_role("link")).to_have_text("june.csv")
    assert [len(message.files) for message in slack.person("U0ANNA").dm] == [1]


def test_it_takes_a_file_that_is_dropped(visit: Visit) -> None:
    page = visit()
    drop(page, "may.csv", kind="dragenter")
    expect(page.get_by_text("Drop the file here")).to_be_visible()
    drop(page, "may.csv")
    expect(page.get_by_text("Drop the file here")).to_be_hidden()
    page.get_by_label("Message OKR bot").press("Enter")
    expect(page.get_by_role("article").get_by_role("link", name="may.csv")).to_be_visible()


def test_it_sends_a_file_into_a_thread(visit: Visit, slack: LocalSlack, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="D0ANNA", text="Question")["ts"]
    page = visit(f"?as=U0ANNA&thread={ts}")
    page.get_by_role("complementary", name="Thread").get_by_role("button", name="Attach a file").wait_for()
    drop(page, "may.csv", over="#thread .pane")
    page.get_by_label("Reply in the thread").press("Enter")
    expect(page.get_by_role("button", name="1 reply")).to_be_visible()
    assert [len(reply.files) for reply in slack.person("U0ANNA").thread("D0ANNA", ts)] == [1]


def test_it_keeps_the_file_where_it_could_not_be_sent(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    page = visit()
    attach(page, str(tmp_path / "empty.csv"))
    page.get_by_label("Message OKR bot").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("empty.csv is empty")
    expect(page.get_by_role("list", name="Files to send")).to_contain_text("empty.csv")


def test_it_speaks_the_readers_language(visit: Visit, file: Callable[[str], str]) -> None:
    page = visit("?as=U0BORIS")
    attach(page, file("май.csv"), label="Прикрепить файл")
    expect(page.get_by_role("button", name="Убрать май.csv")).to_be_visible()
    page.get_by_label("You are").select_option("Anna Lind")
    expect(page.get_by_role("button", name="Attach a file").first).to_be_visible()


def test_it_fits_a_phone(visit: Visit, file: Callable[[str], str]) -> None:
    page = visit(width=390)
    attach(page, file(f"{'a very long name ' * 8}.csv"))
    expect(page.get_by_role("button", name="Remove")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
