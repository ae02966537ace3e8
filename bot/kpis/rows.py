"""Where the rows behind a KPI are: a survey's answers, tickets, or numbers sent in."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from bot.kpis.definition import FROM_SURVEY
from bot.kpis.formulas import FCR_DAYS
from bot.rules.kpi_surveys import NPS_SCALE, Scale
from storage.facts import Survey
from storage.kinds import Formula
from storage.kpis import Days, Tally, value_tallies
from storage.models import Kpi
from storage.surveys import newest_answer, score_tallies, survey_by_name
from storage.tickets import Duration, created_tallies, duration_tallies, newest_ticket, solved_tallies

DURATIONS = {
    Formula.FIRST_RESPONSE_TIME: Duration.FIRST_REPLY,
    Formula.RESOLUTION_TIME: Duration.RESOLUTION,
    Formula.HANDLE_TIME: Duration.HANDLE,
}
DATED_BY_SOLUTION = {Formula.RESOLUTION_TIME, Formula.FCR}


@dataclass(frozen=True)
class Rows:
    """A KPI and what picks its rows; no survey where it is not stored yet, or none is meant."""

    kpi: Kpi
    survey: Survey | None
    where: dict[str, str]

    @property
    def scale(self) -> Scale:
        return Scale(round(self.survey.low), round(self.survey.high)) if self.survey else NPS_SCALE

    @property
    def inverted(self) -> bool:
        return self.survey is not None and self.survey.inverted


def rows_of(session: Session, kpi: Kpi, segment: str | None = None) -> Rows:
    """The rows of a KPI's own filter, narrowed to a segment."""
    survey = survey_by_name(session, kpi.workspace_id, kpi.survey) if kpi.survey else None
    return Rows(kpi, survey, kpi.filter if segment is None else kpi.filter | {"segment": segment})


def tallies(session: Session, rows: Rows, days: Days) -> list[Tally]:
    """What the rows of these days add up to, oldest first."""
    formula, workspace_id = rows.kpi.formula, rows.kpi.workspace_id
    if formula in FROM_SURVEY:
        return score_tallies(session, rows.survey, days, rows.where.get("segment")) if rows.survey else []
    if formula in DURATIONS:
        return duration_tallies(session, workspace_id, DURATIONS[formula], days, rows.where)
    if formula is Formula.FCR:
        return solved_tallies(session, workspace_id, FCR_DAYS, days, rows.where)
    if formula is Formula.TICKET_VOLUME:
        return created_tallies(session, workspace_id, days, rows.where)
    return value_tallies(session, rows.kpi, days)


def newest(session: Session, rows: Rows, days: Days) -> datetime | date | None:
    """When the latest row is from; a day for numbers sent in."""
    formula = rows.kpi.formula
    if formula in FROM_SURVEY:
        return newest_answer(session, rows.survey, days, rows.where.get("segment")) if rows.survey else None
    if formula is Formula.VALUE:
        series = value_tallies(session, rows.kpi, days)
        return series[-1].day if series else None
    solved = formula in DATED_BY_SOLUTION
    return newest_ticket(session, rows.kpi.workspace_id, days, rows.where, solved=solved)
