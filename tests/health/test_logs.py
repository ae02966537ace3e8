"""What the bot logs in a week at its most talkative: events, and nothing that people wrote."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot import logs
from tests.scenarios.conftest import Company
from tests.scenarios.faults import POST, dropped, meet, refused

SAVED = {
    "Value": "47.391",
    "Confidence (0-10)": "3",
    "Note": "the panel went live",
    "Blocker": "waiting for Zanzibar",
    "Thanks to": "U0BORIS",
}
WRITTEN = ("47.391", "panel went live", "Zanzibar", "NPS from 40 to 60", "Customers recommend us")
Lines = list[dict[str, Any]]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def _logged(stream: io.StringIO) -> Iterator[None]:
    """Everything goes to the stream; afterwards logging is as it was."""
    loggers = [logging.getLogger(), *map(logging.getLogger, logs.FLOORS)]
    before = [(logger, logger.level) for logger in loggers]
    handlers = logging.getLogger().handlers[:]
    logging.getLogger().handlers[:] = []
    logs.configure("DEBUG", stream)
    yield
    logging.getLogger().handlers[:] = handlers
    for logger, level in before:
        logger.setLevel(level)


def lines(stream: io.StringIO) -> Lines:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.usefixtures("_logged")
class TestAWeek:
    def test_it_logs_no_answer_and_no_token(self, stream: io.StringIO, company: Company) -> None:
        company.at(10)
        company.answer(company.anna, SAVED)
        company.anna.slash("/okr", "show 1.1")
        company.boris.say("2.1 47.391 waiting for Zanzibar")
        meet(company, POST, dropped, times=2)
        company.at(13)
        meet(company, POST, refused("not_in_channel"))
        company.at(16)
        meet(company, POST, refused("invalid_auth"))
        company.at(16, 5)
        told = stream.getvalue()
        assert len(company.checkins) == 1
        assert {"info", "warning"} <= {line["level"] for line in lines(stream)}
        assert company.slack.bot_token not in told
        assert company.slack.app_token not in told
        assert told.count("ticket=") == told.count("ticket=...")
        loud = [line for line in lines(stream) if line["level"] != "debug"]
        assert [(word, line) for line in loud for word in WRITTEN if word in json.dumps(line)] == []

    def test_it_keeps_slacks_loggers_from_printing_messages(self, stream: io.StringIO, company: Company) -> None:
        company.at(10)
        company.answer(company.anna, SAVED)
        quiet = [line for line in lines(stream) if line["logger"].startswith(("slack", "app.py"))]
        assert {line["level"] for line in quiet} <= {"info", "warning", "error"}
        assert "Zanzibar" not in stream.getvalue()


@pytest.mark.usefixtures("_logged")
def test_it_writes_an_object_a_line_with_keys(stream: io.StringIO) -> None:
    logging.getLogger("bot.anything").warning("%s went wrong", "it", extra={"age": 31})
    (line,) = lines(stream)
    assert (line["event"], line["level"], line["logger"], line["age"]) == (
        "it went wrong", "warning", "bot.anything", 31,
    )  # fmt: skip
    assert line["timestamp"].endswith("Z")


@pytest.mark.usefixtures("_logged")
def test_it_masks_tokens_wherever_they_stand(stream: io.StringIO) -> None:
    token = "xoxb-123-456-AbC"
    try:
        raise ValueError(f"refused: {token} and xapp-1-A0-5-beef")
    except ValueError:
        logging.getLogger("bot").exception("no %s", token, extra={"headers": {"Authorization": f"Bearer {token}"}})
    logging.getLogger("bot").info("wss://wss.slack.com/link/?ticket=5f1-9a&app_id=A0")
    assert "123-456" not in stream.getvalue()
    assert "beef" not in stream.getvalue()
    assert "5f1-9a" not in stream.getvalue()
    assert "ValueError: refused: xoxb-... and xapp-..." in lines(stream)[0]["exception"]


@pytest.mark.usefixtures("_logged")
@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
def test_it_holds_the_level_for_every_library(level: str) -> None:
    stream = io.StringIO()
    logs.configure(level, stream)
    for name in ("bot", "sqlalchemy.pool", "slack_sdk.web", "slack_bolt.App", "apscheduler.executors"):
        for called in ("DEBUG", "INFO", "WARNING", "ERROR"):
            logging.getLogger(name).log(logging.getLevelName(called), "said")
    lowest = {line["level"].upper() for line in lines(stream) if line["logger"] == "bot"}
    assert min(map(logging.getLevelNamesMapping().__getitem__, lowest)) == logging.getLevelName(level)
    assert "debug" not in {line["level"] for line in lines(stream) if line["logger"] != "bot"}


@pytest.mark.usefixtures("_logged")
def test_it_writes_for_eyes_on_a_terminal() -> None:
    stream = Terminal()
    logs.configure("INFO", stream)
    secret = "Zanzibar"
    try:
        raise ValueError(len(secret))
    except ValueError:
        logging.getLogger("bot").exception("went wrong", extra={"code": "abc"})
    told = stream.getvalue()
    assert "went wrong" in told
    assert "code" in told
    assert "ValueError: 8" in told
    assert '"Zanzibar"' not in told  # no values of variables
    assert not told.startswith("{")
