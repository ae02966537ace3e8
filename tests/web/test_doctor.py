"""What the doctor says of HTTP mode: no app token is asked for, and the address is looked at."""

from datetime import UTC, datetime

from bot.client import web_client
from bot.health.doctor import examine
from bot.health.finding import Check, Finding, State
from bot.localslack.http import Requests
from bot.phrases.findings import says
from bot.text import speak
from tests.scenarios.asking import ask
from tests.scenarios.conftest import Company, words

ZONE = "UTC"


def examined(company: Company, **settings: object) -> dict[Check, Finding]:
    own = company.bot.context
    changed = own.settings.model_copy(update=settings)
    found = examine(own.database, changed, web_client(changed), datetime.now(UTC))
    return {finding.check: finding for finding in found}


def test_it_asks_for_no_app_token_and_knows_the_address(company: Company, requests: Requests) -> None:
    url = requests.url.removesuffix("/slack/events")
    found = examined(company, slack_app_token="", okrbot_url=url)
    assert Check.APP_TOKEN not in found
    assert found[Check.SETTINGS].says == "health.settings_http"
    assert (found[Check.ADDRESS].state, found[Check.ADDRESS].values) == (State.OK, {"url": requests.url})
    assert "Event Subscriptions" in says(speak("en"), found[Check.ADDRESS], ZONE)


def test_it_warns_where_nobody_or_somebody_else_answers(company: Company) -> None:
    silent = examined(company, okrbot_url="http://127.0.0.1:9")[Check.ADDRESS]
    other = examined(company, okrbot_url=company.slack.base_url.rstrip("/"))[Check.ADDRESS]
    unknown = examined(company, okrbot_url="")[Check.ADDRESS]
    assert {one.state for one in (silent, other, unknown)} == {State.WARNING}
    assert "HTTP 404" in says(speak("en"), other, ZONE) or "HTTP 405" in says(speak("en"), other, ZONE)
    assert "OKRBOT_URL" in says(speak("ru"), unknown, ZONE)


def test_it_says_inside_the_bot_that_all_is_well_without_a_socket(company: Company) -> None:
    company.bot.tick()
    said = words(ask(company.slack, company.anna, "doctor"))
    assert "for HTTP mode" in said
    assert "socket" not in said.lower()
