"""okrbot kpi ..."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.options import Json, Workspace

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.kpis.definition import KpiDefinition
    from bot.objectives.plans.tree import Tree

app = typer.Typer(help="KPIs: what they are, and what they say.", no_args_is_help=True)
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Beyond them an instant of a day may have no date at all elsewhere in the world."""


FORMULAS = (
    "Formulas: nps, csat, csat_mean, ces, ces_top, response_rate, churn, retention, cltv, aov, repeat_rate, "
    "conversion, activation, ttfv, resolution_time, first_response_time, fcr, handle_time, ticket_volume, "
    "solved_share, answered_share, review_share, value."
)
KEYS = (
    "Keys: name, formula (needed); title, survey or source, filter, segment, window, unit, direction, min_n, stat, "
    "hours, margin, period, keep, scale, top, lost, present, solved, sentiment, within."
)
EXAMPLE = "For example: kpis: [{name: nps, formula: nps, survey: relationship, window: 90d}]"
"""Kept here because --help must not load what reads definitions; a test compares them."""
HELP = f"Add KPIs, or bring those of the same names up to date.\n\n{EXAMPLE}\n\n{FORMULAS}\n\n{KEYS}"


@app.command(help=HELP)
def define(
    file: Annotated[Path, typer.Argument(help="A list of KPIs under kpis:, as YAML.")],
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    from datetime import UTC

    from bot.cli.desk import complain, desk, say, say_json
    from bot.cli.plan_files import complaints, tree_of
    from bot.kpis import flow, report
    from bot.objectives.plans.faults import PlanRefused
    from storage.audit import note
    from storage.kinds import AuditAction

    with desk() as found:
        place, text = found.workspace(workspace), found.text
        try:
            with found.database.write() as session:
                definitions = _definitions(session, place.id, tree_of(file))
                now = datetime.now(UTC)
                rows = [flow.define(session, place.id, one, now) for one in definitions]
                for one in definitions:
                    note(session, place.id, None, AuditAction.KPI_DEFINED, one.name, now)
        except PlanRefused as refused:
            for line in complaints(text, file, refused):
                complain(line)
            raise
        if as_json:
            say_json({"kpis": [report.definition(kpi) for kpi in rows]})
        else:
            say(text.count("kpis.defined", len(rows), names=", ".join(kpi.name for kpi in rows)))


def _definitions(session: "Session", workspace_id: int, tree: "Tree") -> "tuple[KpiDefinition, ...]":
    """PlanRefused for any mistake, and for a file of anything else."""
    from bot.objectives.plans.faults import PlanRefused
    from bot.objectives.plans.file import known_names, read_plan

    if alien := [name for name in tree.data if name != "kpis"]:
        raise PlanRefused(tree.lines.fault((name,), "kpis.other_section") for name in alien)
    definitions = read_plan(tree, known_names(session, workspace_id, tree, None)).plan.kpis
    if not definitions:
        raise PlanRefused([tree.lines.fault((), "kpis.nothing_defined")])
    return definitions


@app.command("list")
def list_(as_json: Json = False, workspace: Workspace = None) -> None:
    """The KPIs that are defined."""
    from bot.cli.desk import desk, say, say_json
    from bot.kpis import report
    from bot.kpis.flow import kpis

    with desk() as found:
        place = found.workspace(workspace)
        with found.database.read() as session:
            rows = kpis(session, place.id)
        if as_json:
            say_json({"kpis": [report.definition(kpi) for kpi in rows]})
        else:
            say(report.listed(found.text, rows))


@app.command()
def show(
    name: str,
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], metavar="D")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], metavar="D")] = None,
    by: Annotated[Literal["day", "week", "month", "quarter"] | None, typer.Option(help="A series as well.")] = None,
    segment: Annotated[str | None, typer.Option(metavar="S", help="Only the rows of this segment.")] = None,
    as_json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="A table, a row a period.")] = False,
    workspace: Workspace = None,
) -> None:
    """A KPI over its window, or from one day to another. Both days are included."""
    import sys
    from datetime import UTC

    from bot.cli.desk import desk, say, say_json
    from bot.kpis import report
    from bot.kpis.flow import asked_days, kpi_named, previous, shown
    from bot.kpis.windows import Step

    now = datetime.now(UTC)
    with desk() as found:
        if first and last and first > last:
            raise typer.BadParameter(found.text("kpis.days_backwards"), param_hint="--from")
        if not all(FIRST_YEAR <= day.year <= LAST_YEAR for day in (first, last) if day):
            raise typer.BadParameter(found.text("kpis.days_far", first=FIRST_YEAR, last=LAST_YEAR), param_hint="--from")
        place = found.workspace(workspace)
        with found.database.read() as session:
            kpi = kpi_named(session, place.id, name)
            days = asked_days(place, now, first.date() if first else None, last.date() if last else None)
            said, points = shown(session, place, kpi, now, days, Step(by) if by else None, segment)
            plain = as_json or csv
            before = None if plain else previous(session, place, kpi, now, days=days, segment=segment)
        if csv:
            sys.stdout.write(report.table(said, points))
        elif as_json:
            say_json(report.document(said, points))
        else:
            say("\n".join(report.lines(found.text, said, points, before)))
