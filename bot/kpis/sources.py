"""Where the rows behind a KPI are: in okrbot's own tables, or in a table of another database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlmodel import Session

from bot.errors import UserError
from bot.kpis.options import Options, options_of
from bot.kpis.takes import TAKERS, rows_of
from bot.rules.kpi_surveys import NPS_SCALE, Scale
from storage.facts import Survey
from storage.kinds import Formula, ImportKind
from storage.models import Kpi, Workspace
from storage.numbers import own
from storage.numbers.own import Chosen
from storage.numbers.rows import Rows
from storage.surveys import survey_by_name

EFFORT_SCALE = Scale(1, 7)
USUAL_SCALES = {Formula.NPS: NPS_SCALE, Formula.CES: EFFORT_SCALE, Formula.CES_TOP: EFFORT_SCALE}
"""Of another database's scores, where the definition does not say."""


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


@contextmanager
def opened(session: Session, workspace: Workspace, kpi: Kpi, segment: str | None = None) -> Iterator[Place]:
    """The rows of a KPI's own filter, narrowed to a segment; UserError where there are no such rows to be had."""
    options = options_of(kpi)
    if segment is not None and kpi.formula not in TAKERS["segment"]:
        raise UserError("kpis.no_segments", formula=kpi.formula)
    segments = [one for one in (options.segment, segment) if one is not None]
    chosen = [*kpi.filter.items(), *(("segment", one) for one in segments)]
    yield _own(session, workspace, kpi, options, chosen)


def _own(session: Session, workspace: Workspace, kpi: Kpi, options: Options, chosen: Chosen) -> Place:
    survey = survey_by_name(session, workspace.id, kpi.survey) if kpi.survey else None
    orders = own.orders(session, workspace.id) if kpi.formula is Formula.CLTV else None
    return Place(kpi, options, _own_rows(session, workspace, kpi, survey, chosen), orders, survey, bool(chosen))


def _own_rows(session: Session, workspace: Workspace, kpi: Kpi, survey: Survey | None, chosen: Chosen) -> Rows | None:
    match rows_of(kpi.formula):
        case ImportKind.SURVEYS:
            return own.answers(session, survey, chosen) if survey else None
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
