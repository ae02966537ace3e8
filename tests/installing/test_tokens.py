"""Tokens: encrypted wherever they are kept, found without a question to the database, changed in time by one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError
from sqlalchemy import event

from bot.app import build
from bot.errors import UserError
from bot.keys import new_key
from storage.db import Database
from storage.deliveries import owe
from storage.kinds import DeliveryKind
from tests.command import Run, at_command
from tests.installing.conftest import Provider, made


@contextmanager
def asked(database: Database) -> Iterator[list[str]]:
    """The statements that run meanwhile."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield found
    event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture
def rotating(provider: Provider) -> Provider:
    """Slack gives tokens that end after twelve hours."""
    provider.slack.oauth.rotates = True
    provider.browser().install("T0LOCAL", "U0ANNA")
    return provider


def test_no_secret_stands_in_clear_in_the_database_or_the_log(
    rotating: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    given = [*rotating.slack.tokens, *rotating.slack.oauth._refresh, "local-client-secret"]
    assert len(given) == 3
    database = rotating.bot.context.database
    if database.engine.dialect.name == "sqlite":
        folder = Path(str(database.engine.url.database)).parent
        stored = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    else:
        with database.engine.connect() as connection:
            tables = connection.exec_driver_sql("select tablename from pg_tables where schemaname = 'public'").scalars()
            stored = "".join(
                str(connection.exec_driver_sql(f'select t::text from "{name}" t').all())  # noqa: S608
                for name in list(tables)
            ).encode()
    assert b"gAAAA" in stored
    for secret in given:
        assert secret.encode() not in stored
        assert secret not in caplog.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_code_that_slack_refuses_is_not_logged(provider: Provider, caplog: pytest.LogCaptureFixture) -> None:
    provider.flow.settings.client_secret = "another"
    browser = provider.browser()
    back = browser.at_slack("T0LOCAL", "U0ANNA")
    assert browser.get(back).status == 401
    assert "bad_client_secret" in caplog.text
    assert back.partition("code=")[2].partition("&")[0] not in caplog.text


def test_the_usual_request_asks_no_database(provider: Provider) -> None:
    provider.browser().install("T0LOCAL", "U0ANNA")
    first = provider.token("T0LOCAL")
    with asked(provider.bot.context.database) as statements:
        assert [provider.token("T0LOCAL") for _ in range(3)] == [first] * 3
    assert statements == []
    provider.clock.move_to(provider.clock() + timedelta(seconds=60))
    with asked(provider.bot.context.database) as statements:
        provider.token("T0LOCAL")
    assert len(statements) > 0


def test_a_token_is_changed_two_hours_before_it_ends(rotating: Provider) -> None:
    first, began = rotating.token("T0LOCAL"), rotating.clock()
    rotating.clock.move_to(began + timedelta(hours=9, minutes=59))
    assert rotating.token("T0LOCAL") == first
    rotating.clock.move_to(began + timedelta(hours=10, minutes=1))
    second = rotating.token("T0LOCAL")
    assert second != first
    assert rotating.bot.clients.of("T0LOCAL").auth_test()["ok"]
    assert len(rotating.slack.tokens) == 2


@pytest.mark.timeout(120)
def test_of_many_that_want_a_new_token_one_fetches_it(rotating: Provider) -> None:
    """Two replicas with ten threads each, after the token has ended."""
    bots = [rotating.bot, made(rotating.bot.context.settings, rotating.slack, rotating.clock)[0]]
    rotating.clock.move_to(rotating.clock() + timedelta(hours=13))
    with ThreadPoolExecutor(20) as threads:
        found = list(threads.map(lambda turn: bots[turn % 2].clients.token("T0LOCAL"), range(20)))
    assert len(set(found)) == 1
    assert len(rotating.slack.tokens) == 2
    assert list(rotating.slack.tokens)[-1] == found[0]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_token_that_slack_does_not_change_serves_until_it_ends(rotating: Provider) -> None:
    first, began = rotating.token("T0LOCAL"), rotating.clock()
    rotating.slack.oauth.end(rotating.slack)  # the refresh token is good no more
    rotating.clock.move_to(began + timedelta(hours=11))
    assert rotating.token("T0LOCAL") == first
    rotating.clock.move_to(began + timedelta(hours=12, minutes=1))
    assert rotating.token("T0LOCAL") is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_ended_token_is_refused_by_slack(rotating: Provider) -> None:
    client = rotating.bot.clients.of("T0LOCAL")
    rotating.clock.move_to(rotating.clock() + timedelta(hours=13))
    with pytest.raises(SlackApiError) as refused:
        client.auth_test()
    assert refused.value.response["error"] == "token_expired"


@pytest.fixture
def run(provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    return at_command(provider.bot.context.settings.database_url, tmp_path, monkeypatch)


def test_keys_are_changed_by_command_and_the_old_one_can_go(
    provider: Provider, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.browser().install("T0LOCAL", "U0ANNA")
    token, (old,) = provider.token("T0LOCAL"), provider.bot.context.settings.okrbot_secret_key
    new = run("keys", "new").stdout.strip()
    monkeypatch.setenv("OKRBOT_SECRET_KEY", f"{new}, {old}")
    assert run("keys", "rotate").stdout.startswith("2 stored secrets are encrypted with the newest key now.")
    alone = provider.bot.context.settings.model_copy(update={"okrbot_secret_key": (new,)})
    assert made(alone, provider.slack, provider.clock)[0].clients.token("T0LOCAL") == token


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_another_key_is_a_sentence_at_the_start(provider: Provider, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    provider.browser().install("T0LOCAL", "U0ANNA")
    another = provider.bot.context.settings.model_copy(update={"okrbot_secret_key": (new_key(),)})
    with pytest.raises(UserError, match=r"keys\.wrong"):
        build(another, provider.clock)
    monkeypatch.setenv("OKRBOT_SECRET_KEY", new_key())
    refused = run("keys", "rotate")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "stored with another key" in refused.stderr


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_no_key_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKRBOT_SECRET_KEY", "secret")
    assert "OKRBOT_SECRET_KEY" in run("keys", "rotate").stderr
    monkeypatch.delenv("OKRBOT_SECRET_KEY")
    assert "okrbot keys new" in run("keys", "rotate").stderr


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_doctor_names_a_key_that_does_not_fit(
    provider: Provider, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.browser().install("T0LOCAL", "U0ANNA")
    monkeypatch.setenv("OKRBOT_SECRET_KEY", new_key())
    assert "the key of OKRBOT_SECRET_KEY does not open them" in run("doctor").stdout
    monkeypatch.setenv("OKRBOT_SECRET_KEY", provider.bot.context.settings.okrbot_secret_key[0])
    assert "The key opens the stored tokens." in run("doctor").stdout


@pytest.mark.timeout(120)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sending_goes_on_with_the_new_token(rotating: Provider) -> None:
    rotating.bot.sender.drain()
    first = list(rotating.slack.tokens)
    rotating.clock.move_to(rotating.clock() + timedelta(hours=13))
    with rotating.bot.context.database.write() as session:
        workspace = rotating.workspace("T0LOCAL")
        owe(
            session, workspace.id, DeliveryKind.WELCOME, "welcome:again",
            target="U0BORIS", subject_id=0, due=rotating.clock(),
        )  # fmt: skip
    rotating.bot.sender.drain()
    assert len(rotating.slack.person("U0BORIS").dm) == 1
    assert len(rotating.slack.tokens) == len(first) + 1
    assert rotating.workspace("T0LOCAL").paused_by == ""
