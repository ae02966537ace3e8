"""Where the rows behind a KPI are: in okrbot's own tables, or in a table of another database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from sqlmodel import Session

from bot.errors import UserError
from bot.kpis.options import Keep, Options, Source, options_of
from bot.kpis.takes import TAKERS, rows_of
from bot.rules.kpi_surveys import NPS_SCALE, Scale
from storage.facts import Survey
from storage.kinds import Formula, ImportKind
from storage.models import Kpi, Workspace
from storage.numbers import own
from storage.numbers.opening import SourceTrouble, Trouble, looking
from storage.numbers.other import mapped_rows
from storage.numbers.own import Chosen
from storage.numbers.rows import Rows
from storage.surveys import survey_by_name

EFFORT_SCALE = Scale(1, 7)
USUAL_SCALES = {Formula.NPS: NPS_SCALE, Formula.CES: EFFORT_SCALE, Formula.CES_TOP: EFFORT_SCALE}
"""Of another database's scores, where the definition does not say."""

TROUBLES = {
    Trouble.BAD_URL: "kpis.source_bad_url",
    Trouble.NO_DRIVER: "kpis.source_no_driver",
    Trouble.NO_CONNECTION: "kpis.source_no_connection",
    Trouble.NO_TABLE: "kpis.source_no_table",
    Trouble.NO_COLUMN: "kpis.source_no_column",
    Trouble.NO_TIME: "kpis.source_no_time",
    Trouble.TOO_SLOW: "kpis.source_too_slow",
    Trouble.TOO_MANY_ROWS: "kpis.source_too_many_rows",
    Trouble.FAILED: "kpis.source_failed",
}


@dataclass(frozen=True)
class Place:
    """The rows of a KPI: none for a survey that is not stored yet. `orders` stand beside customers."""

    kpi: Kpi
    options: Options
    rows: Rows | None
    orders: Rows | None
    survey: Survey | None
    narrowed: bool

    @property
    def scale(self) -> Scale | None:
        if self.options.own_scale or self.survey is None:
            return self.options.own_scale or USUAL_SCALES.get(self.kpi.formula)
        return Scale(self.survey.low, self.survey.high)

    @property
    def invited(self) -> int | None:
        """How many got the survey: nobody knows how many of them are of a segment."""
        return self.survey.asked if self.survey and not self.narrowed else None

    @property
    def inverted(self) -> bool:
        return self.survey is not None and self.survey.inverted


def at_hand(session: Session, workspace: Workspace, kpi: Kpi) -> Place | None:
    """The rows of a KPI's own filter in okrbot's own tables, for more than one look; none in another database."""
    options = options_of(kpi)
    if options.source is not None:
        return None
    narrowed = () if options.segment is None else (("segment", options.segment),)
    return _own(session, workspace, kpi, options, [*kpi.filter.items(), *narrowed])


@contextmanager
def opened(session: Session, workspace: Workspace, kpi: Kpi, segment: str | None = None) -> Iterator[Place]:
    """The rows of a KPI's own filter, narrowed to a segment; UserError where there are no such rows to be had."""
    options = options_of(kpi)
    if segment is not None and kpi.formula not in TAKERS["segment"]:
        raise UserError("kpis.no_segments", formula=kpi.formula)
    segments = [one for one in (options.segment, segment) if one is not None]
    if options.source is None:
        yield _own(session, workspace, kpi, options, [*kpi.filter.items(), *(("segment", one) for one in segments)])
        return
    if segments and "segment" not in options.source.columns:
        raise UserError("kpis.no_segment_column", table=options.source.table)
    with _explained(options.source), looking(_address(options.source)) as (connection, ask):
        zone, chosen = ZoneInfo(workspace.timezone), list(kpi.filter.items())
        table, columns = options.source.table, options.source.columns
        rows = mapped_rows(connection, ask, rows_of(kpi.formula), table, columns, zone, chosen, segments)
        yield Place(kpi, options, rows, None, None, bool(chosen or segments))


def _address(source: Source) -> str:
    """From the environment, or from .env like every setting."""
    address = os.environ.get(source.url_env) or dotenv_values(".env").get(source.url_env)
    if not address:
        raise UserError("kpis.source_unset", variable=source.url_env)
    return address


@contextmanager
def _explained(source: Source) -> Iterator[None]:
    try:
        yield
    except SourceTrouble as trouble:
        values = {"variable": source.url_env, "table": source.table, **trouble.values}
        raise UserError(TROUBLES[trouble.trouble], **values) from trouble


def _own(session: Session, workspace: Workspace, kpi: Kpi, options: Options, chosen: Chosen) -> Place:
    survey = survey_by_name(session, workspace.id, kpi.survey) if kpi.survey else None
    orders = own.orders(session, workspace.id) if kpi.formula is Formula.CLTV else None
    return Place(
        kpi, options, _own_rows(session, workspace, kpi, options, survey, chosen), orders, survey, bool(chosen)
    )


def _own_rows(
    session: Session, workspace: Workspace, kpi: Kpi, options: Options, survey: Survey | None, chosen: Chosen
) -> Rows | None:
    match rows_of(kpi.formula):
        case ImportKind.SURVEYS:
            answers = own.answer_days if options.keep in (None, Keep.ALL) else own.answers
            return answers(session, survey, chosen) if survey else None
        case ImportKind.TICKETS:
            return own.tickets(session, workspace.id, chosen)
        case ImportKind.CUSTOMERS:
            return own.customers(session, workspace.id, chosen)
        case ImportKind.ORDERS:
            return own.orders(session, workspace.id)
        case ImportKind.REVIEWS:
            return own.reviews(session, workspace.id)
        case ImportKind.VALUES:
            return own.values(session, kpi)


def source_name(kpi: Kpi, options: Options) -> str:
    """Where the rows are, as a person would look for them: "survey NAME", "tickets", "TABLE (VARIABLE)"."""
    if options.source:
        return f"{options.source.table} ({options.source.url_env})"
    if kpi.survey:
        return f"survey {kpi.survey}"
    return "customers, orders" if kpi.formula is Formula.CLTV else str(rows_of(kpi.formula))
