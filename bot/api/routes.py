"""The pages: each reads, and answers with the document that a command prints."""

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from bot.api import documents
from bot.api.asked import Asked, Name, OfCheckIns, OfKpi, OfObjectives, cursor
from bot.api.problems import Refusal
from bot.api.reader import Reader, reader
from bot.api.responses import PAGED, answers
from bot.api.shape import csv_file, wants_csv
from bot.checkins import log
from bot.digests import report as digests
from bot.digests.flow import newest
from bot.kpis import report as kpi_report
from bot.kpis.flow import asked_days, kpi_named, kpis, shown
from bot.objectives import report, table
from bot.objectives.flow import team_named
from bot.objectives.plans import export

router = APIRouter(dependencies=[Depends(reader)])
Reading = Annotated[Reader, Depends(reader)]
Answer = dict[str, Any] | Response


@router.get("/okrs", response_model=documents.Okrs, **answers("okrs", csv=True, named=True))
def okrs(request: Request, asked: Annotated[OfObjectives, Query()], by: Reading) -> Answer:
    """How objectives stand: those of the open cycles, or of the one that is named."""
    as_csv = wants_csv(request, asked)
    with by.database.read() as session:
        found = by.objectives(session, asked.team, asked.cycle)
    return csv_file("okrs", table.as_csv(found)) if as_csv else report.as_json(by.text, found)


@router.get("/checkins", response_model=documents.CheckIns, **answers("checkins", csv=True, named=True, headers=PAGED))
def checkins(request: Request, response: Response, asked: Annotated[OfCheckIns, Query()], by: Reading) -> Answer:
    """Check-ins, oldest first, a page at a time: the header Link leads to the next one."""
    as_csv = wants_csv(request, asked)
    with by.database.read() as session:
        page = log.page(
            session,
            by.workspace,
            team_id=by.team_id(session, asked.team),
            cycle_id=by.cycle_id(session, asked.cycle),
            since=asked.since,
            only_open=not by.private,
            after=asked.after,
            limit=asked.limit,
        )
    link = _next(request, page)
    response.headers.update(link)
    return csv_file("checkins", log.as_table(page.rows), link) if as_csv else log.as_document(page.rows)


@router.get("/kpis", response_model=documents.Kpis, **answers("kpis"))
def all_kpis(request: Request, asked: Annotated[Asked, Query()], by: Reading) -> Answer:
    """What the KPIs are, by name."""
    wants_csv(request, asked)
    with by.database.read() as session:
        found = kpis(session, by.workspace.id)
    return {"kpis": [kpi_report.definition(kpi) for kpi in found]}


@router.get("/kpis/{name:path}", response_model=documents.Kpi, **answers("kpi", csv=True, named=True))
def kpi(
    request: Request,
    name: Annotated[Name, Path(examples=["nps"])],
    asked: Annotated[OfKpi, Query()],
    by: Reading,
) -> Answer:
    """A KPI over its window, or from one day to another, both included."""
    as_csv = wants_csv(request, asked)
    if asked.from_ and asked.to and asked.from_ > asked.to:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "api.days_backwards")
    with by.database.read() as session:
        days = asked_days(by.workspace, by.now, asked.from_, asked.to)
        row = kpi_named(session, by.workspace.id, name)
        said, points = shown(session, by.workspace, row, by.now, days, asked.by, asked.segment)
    return csv_file("kpi", kpi_report.table(said, points)) if as_csv else kpi_report.document(said, points)


@router.get("/teams", response_model=documents.Teams, **answers("teams"))
def teams(request: Request, asked: Annotated[Asked, Query()], by: Reading) -> Answer:
    """The teams, with their people and their rules."""
    wants_csv(request, asked)
    with by.database.read() as session:
        found = export.teams(session, by.workspace.id)
    return {"teams": found}


@router.get("/cycles", response_model=documents.Cycles, **answers("cycles"))
def cycles(request: Request, asked: Annotated[Asked, Query()], by: Reading) -> Answer:
    """The cycles, by their first day."""
    wants_csv(request, asked)
    with by.database.read() as session:
        found = export.cycles(session, by.workspace.id)
    return {"cycles": found}


@router.get("/digests/{team:path}", response_model=documents.Digest, **answers("digest", named=True))
def digest(
    request: Request,
    team: Annotated[Name, Path(examples=["Support"])],
    asked: Annotated[Asked, Query()],
    by: Reading,
) -> Answer:
    """What a team's newest round amounts to now."""
    wants_csv(request, asked)
    with by.database.read() as session:
        row = team_named(session, by.workspace.id, team)
        found = newest(session, by.workspace, row, by.now, only_open=not by.private)
    return digests.document(by.text, found)


def _next(request: Request, page: log.Page) -> dict[str, str]:
    """Where the next page is, as it was asked for."""
    if page.next is None:
        return {}
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    query = urlencode([*asked, ("cursor", cursor(page.next))])
    return {"Link": f'<{request.scope.get("root_path", "")}/checkins?{query}>; rel="next"'}
