"""What the doctor finds in a company, check by check."""

from slack_sdk import WebClient

from bot.client import web_client
from bot.health.doctor import examine
from bot.health.finding import Check, Finding, State
from tests.scenarios.conftest import Company

TEAM = "teams: [{{name: {name}, lead: U0ANNA, channel: {channel}}}]"


def client(company: Company) -> WebClient:
    return web_client(company.bot.context.settings)


def found(company: Company, check: Check) -> list[Finding]:
    context = company.bot.context
    findings = examine(context.database, context.settings, client(company), context.clock(), context.pulse)
    return [finding for finding in findings if finding.check is check]


def one(company: Company, check: Check) -> tuple[State, str, str]:
    (finding,) = found(company, check)
    return finding.state, finding.says, finding.fix
