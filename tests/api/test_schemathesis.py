"""Whatever the description allows, and much that it does not, gets the answer that the description promises."""

import os
from http import HTTPStatus
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from bot.api.site import ROOT, api, mounted
from bot.context import Context
from bot.settings import Settings
from tests.api.conftest import Reading
from tests.api.firm import NOW

ENDLESS = 10**9
EXAMPLES = {"default": 10, "long": 300}[os.environ.get("HYPOTHESIS_PROFILE", "default")]


class Site:
    """The API over a database that each test brings: what it describes needs none."""

    database: Any = None

    def __init__(self) -> None:
        context = Context(self, lambda: NOW, Settings(_env_file=None), wake=lambda: None)  # type: ignore[arg-type]
        self._site = Starlette(routes=[mounted(api(context, per_minute=ENDLESS))])

    def __getattr__(self, name: str) -> Any:
        return getattr(self.database, name)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._site(scope, receive, send)


site = Site()
schema = schemathesis.openapi.from_asgi(f"{ROOT}/openapi.json", site)


@pytest.fixture
def bearer(lite: Reading) -> dict[str, str]:
    site.database = lite.database
    return {"Authorization": f"Bearer {lite.token(private=True)}"}


@pytest.mark.timeout(900)
@schema.parametrize()
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_it_answers_as_described(case: "schemathesis.Case[Any]", bearer: dict[str, str]) -> None:
    """All checks; but a KPI may have no segments, and two days may stand in the wrong order: no schema tells that."""
    response = case.call(headers=bearer)
    of_kpi = response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY and case.path == "/kpis/{name}"
    case.validate_response(response, headers=bearer, excluded_checks=[positive_data_acceptance] if of_kpi else [])
