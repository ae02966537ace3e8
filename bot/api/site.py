"""The REST API: put together, and described by OpenAPI at /api/v1/openapi.json, which needs no token."""

import re
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from starlette.routing import Mount

from bot.api.pace import PER_MINUTE, Pace
from bot.api.problems import Problem, explain
from bot.api.routes import router
from bot.context import Context

ROOT = "/api/v1"
ABOUT = (
    "Reads what okrbot knows: objectives, check-ins, KPIs, teams, cycles and digests, as `okrbot ... --json` prints "
    "them. Shares and progress are fractions, times are in UTC, people are Slack ids. Tables come as CSV too: by the "
    "header Accept, or by `?format=csv`. Mistakes are told as RFC 9457 has it. Each token may ask {most} times a "
    "minute; a process counts for itself."
)


def api(context: Context, per_minute: int = PER_MINUTE) -> FastAPI:
    """Without pages of its own: those of FastAPI load scripts from elsewhere."""
    app = FastAPI(
        title="okrbot",
        version=version("okrbot"),
        description=ABOUT.format(most=per_minute),
        docs_url=None,
        redoc_url=None,
        servers=[{"url": ROOT}],
        root_path_in_servers=False,
        redirect_slashes=False,
    )
    app.state.context, app.state.pace = context, Pace(per_minute)
    app.include_router(router)
    explain(app, context.settings.okrbot_language)
    _describe(app)
    return app


def mounted(app: FastAPI) -> Mount:
    """Below ROOT, whatever stands there: Starlette's own pattern ends at the end of a line, and a name may hold one."""
    found = Mount(ROOT, app)
    found.path_regex = re.compile(found.path_regex.pattern, re.DOTALL)
    return found


def _describe(app: FastAPI) -> None:
    """Adds what a problem is, which no page answers with when all goes well."""
    told = app.openapi

    def described() -> dict[str, Any]:
        found = told()
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        found["components"]["schemas"] |= {**schema.pop("$defs"), "Problem": schema}
        return found

    app.openapi = described  # type: ignore[method-assign]
