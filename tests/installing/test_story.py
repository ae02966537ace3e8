"""The story of an installation, from the first page to the greeting, and what can go wrong on the way."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from sqlalchemy import text

from bot.installing.oauth import INSTALL
from bot.manifest import REDIRECT, SCOPES
from bot.people.flow import leave
from bot.running import begun
from bot.settings import Settings
from storage.deliveries import deliveries_of
from storage.people import admins_of, find_workspaces, person_by_slack_id
from tests.installing.conftest import NOW, URL, Browser, Provider, button, made


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("language", "done"), [("en", "okrbot is installed"), ("ru", "okrbot установлен")])
def test_it_is_installed_by_who_allows_it(provider: Provider, language: str, done: str) -> None:
    browser = provider.browser(language)
    answer = browser.install("T0LOCAL", "U0ANNA")
    assert (answer.status, done in answer.body) == (200, True)
    assert button(answer.body) == "https://slack.com/app_redirect?app=A0OKRBOT&team=T0LOCAL"
    assert provider.bot.clients.of("T0LOCAL").auth_test()["team_id"] == "T0LOCAL"
    with provider.bot.context.database.read() as session:
        workspace = provider.workspace("T0LOCAL")
        anna = person_by_slack_id(session, workspace.id, "U0ANNA")
        (greeting,) = deliveries_of(session, workspace.id)
    assert anna is not None
    assert anna.admin
    assert (workspace.name, workspace.bot_user) == ("Local Slack", "U0OKRBOT")
    assert (greeting.kind, greeting.target) == ("welcome", "U0ANNA")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_asks_for_the_scopes_of_the_manifest_and_comes_back_to_its_address(provider: Provider) -> None:
    asked = parse_qs(urlsplit(button(provider.browser().get(f"{URL}{INSTALL}").body)).query)
    assert asked["scope"] == [",".join(SCOPES)]
    assert asked["redirect_uri"] == [URL + REDIRECT]
    assert "user_scope" not in asked


def test_it_serves_two_companies_apart(provider: Provider) -> None:
    provider.browser().install("T0LOCAL", "U0ANNA")
    provider.browser().install("T0OTHER", "U0BORIS")
    clients = provider.bot.clients
    assert [clients.of(team).auth_test()["team"] for team in ("T0LOCAL", "T0OTHER")] == ["Local Slack", "Other"]
    assert provider.token("T0LOCAL") != provider.token("T0OTHER")
    assert provider.token("T0NOBODY") is None
    with provider.bot.context.database.read() as session:
        (other,) = find_workspaces(session, "T0OTHER")
        assert person_by_slack_id(session, other.id, "U0ANNA") is None


def admins(provider: Provider) -> list[str]:
    with provider.bot.context.database.read() as session:
        return [one.slack_id for one in admins_of(session, provider.workspace("T0LOCAL").id)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_installs_it_once_more_gets_no_rights_by_that(provider: Provider) -> None:
    for person in ("U0ANNA", "U0BORIS"):
        provider.browser().install("T0LOCAL", person)
    assert admins(provider) == ["U0ANNA"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_is_named_in_the_settings_becomes_an_admin_by_installing_it(provider: Provider, settings: Settings) -> None:
    provider.browser().install("T0LOCAL", "U0ANNA")
    named = settings.model_copy(update={"okrbot_admins": ("U0BORIS",)})
    Browser(made(named, provider.slack, provider.clock)[1]).install("T0LOCAL", "U0BORIS")
    assert admins(provider) == ["U0ANNA", "U0BORIS"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_installs_where_every_admin_has_left_is_the_next(provider: Provider) -> None:
    provider.browser().install("T0LOCAL", "U0ANNA")
    with provider.bot.context.database.write() as session:
        (anna,) = admins_of(session, provider.workspace("T0LOCAL").id)
        leave(session, anna, NOW)
    provider.browser().install("T0LOCAL", "U0BORIS")
    assert admins(provider) == ["U0BORIS"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_installation_is_stored_whole_or_not_at_all(provider: Provider) -> None:
    database, browser = provider.bot.context.database, provider.browser()
    with database.write() as session:
        session.execute(text("ALTER TABLE slack_bots RENAME TO gone"))
    assert browser.install("T0LOCAL", "U0ANNA").status == 500
    with database.read() as session:
        assert find_workspaces(session) == []
    with database.write() as session:
        session.execute(text("ALTER TABLE gone RENAME TO slack_bots"))
    assert browser.install("T0LOCAL", "U0ANNA").status == 200
    assert provider.token("T0LOCAL")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_installs_is_greeted_in_the_language_that_slack_knows_and_once(provider: Provider) -> None:
    for _ in range(2):
        provider.browser().install("T0LOCAL", "U0ANNA")
        provider.bot.sender.drain()
    (greeting,) = provider.slack.person("U0ANNA").dm
    assert greeting.text.startswith("Здравствуйте! okrbot установлен")


def test_a_state_is_good_once_and_in_one_browser_only(provider: Provider) -> None:
    browser, foreign = provider.browser(), provider.browser()
    back = browser.at_slack("T0LOCAL", "U0ANNA")
    assert foreign.get(back).status == 400
    kept = dict(browser.cookies)
    assert browser.get(back).status == 200
    again = browser.at_slack("T0LOCAL", "U0ANNA")
    old_state = parse_qs(urlsplit(back).query)["state"][0]
    code = parse_qs(urlsplit(again).query)["code"][0]
    browser.cookies = kept
    replayed = browser.get(f"{URL}{REDIRECT}?code={code}&state={old_state}")
    assert (replayed.status, "Begin again" in replayed.body) == (401, True)


def test_a_state_is_good_for_ten_minutes(provider: Provider) -> None:
    browser = provider.browser()
    back = browser.at_slack("T0LOCAL", "U0ANNA")
    provider.clock.move_to(provider.clock() + timedelta(minutes=10))
    answer = browser.get(back)
    assert (answer.status, "ten minutes" in answer.body) == (401, True)
    assert provider.token("T0LOCAL") is None


def test_another_replica_takes_a_state_and_knows_what_it_brought(provider: Provider) -> None:
    browser = provider.browser()
    back = browser.at_slack("T0LOCAL", "U0ANNA")
    bot, browser.flow = made(provider.bot.context.settings, provider.slack, provider.clock)
    assert browser.get(back).status == 200
    assert provider.token("T0LOCAL") == bot.clients.token("T0LOCAL") is not None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("language", "words"), [("en", "nothing has changed"), ("ru", "ничего не изменилось")])
def test_who_cancels_reads_that_nothing_has_changed(provider: Provider, language: str, words: str) -> None:
    browser = provider.browser(language)
    answer = browser.get(browser.at_slack("T0LOCAL", "U0ANNA", answer="cancel"))
    assert (answer.status, words in answer.body) == (200, True)
    assert button(answer.body) == f"{URL}{INSTALL}"
    with provider.bot.context.database.read() as session:
        assert find_workspaces(session) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_slack_says_back_stands_on_the_page_harmlessly(provider: Provider) -> None:
    answer = provider.browser().get(f"{URL}{REDIRECT}?error=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "&lt;script&gt;" in answer.body
    assert "<script>" not in answer.body


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_whole_organisation_is_refused_in_a_sentence_and_its_token_given_back(provider: Provider) -> None:
    provider.slack.oauth.org_wide = True
    answer = provider.browser().install("T0LOCAL", "U0ANNA")
    assert "not into a whole organisation" in answer.body
    assert {one.error for one in provider.slack.tokens.values()} == {"token_revoked"}
    with provider.bot.context.database.read() as session:
        assert find_workspaces(session) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_local_slack_is_as_strict_as_slack(provider: Provider) -> None:
    browser = provider.browser()
    client = provider.flow.client
    code = parse_qs(urlsplit(browser.at_slack("T0LOCAL", "U0ANNA")).query)["code"][0]
    mine = {"client_id": "1000.2000", "client_secret": "local-client-secret", "redirect_uri": URL + REDIRECT}
    wrong = {
        "invalid_client_id": mine | {"client_id": "1"},
        "bad_client_secret": mine | {"client_secret": "x"},
        "bad_redirect_uri": mine | {"redirect_uri": f"{URL}/"},
        "invalid_code": mine | {"code": "x"},
        "invalid_grant_type": mine | {"grant_type": "password"},
    }
    said = [_refused(client, code=given.pop("code", code), **given) for given in wrong.values()]
    assert said == list(wrong)
    assert client.oauth_v2_access(code=code, **mine)["token_type"] == "bot"
    assert _refused(client, code=code, **mine) == "invalid_code"
    page = requests.get(f"{provider.slack.base_url}oauth/v2/authorize?client_id=1&scope=commands", timeout=20)
    assert page.status_code == 400


def _refused(client: object, **given: str) -> str:
    from slack_sdk.errors import SlackApiError

    with pytest.raises(SlackApiError) as refused:
        client.oauth_v2_access(**given)  # type: ignore[attr-defined]
    return str(refused.value.response["error"])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_start_waits_for_nobody_to_be_read_in_many_workspaces(provider: Provider) -> None:
    provider.browser().install("T0LOCAL", "U0ANNA")
    bot = begun(provider.bot.context.settings)
    bot.studio.close()
    with provider.bot.context.database.read() as session:
        anna = person_by_slack_id(session, provider.workspace("T0LOCAL").id, "U0ANNA")
    assert anna is not None
    assert anna.read_at is None
