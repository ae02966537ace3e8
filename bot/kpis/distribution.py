"""How the answers behind an NPS are distributed."""

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.errors import UserError
from bot.kpis.figures import Asked
from bot.kpis.flow import asked_of, window_of
from bot.kpis.formulas import nps_scores, scale_of, scores_of
from bot.kpis.sources import Place, opened
from storage.kinds import Formula
from storage.models import Kpi, Workspace


def scores(
    session: Session, workspace: Workspace, kpi: Kpi, now: datetime, place: Place | None = None
) -> Mapping[int, int]:
    """How many gave each score of the scale, of the very answers that the NPS counts over its window; empty for other
    formulas, where nobody answered, and where the answers cannot be read."""
    if kpi.formula is not Formula.NPS:
        return {}
    today = now.astimezone(ZoneInfo(workspace.timezone)).date()
    try:
        with nullcontext(place) if place else opened(session, workspace, kpi) as known:
            asked = asked_of(known, [window_of(session, kpi, today)], today)
            return _given(asked) if asked else {}
    except UserError:
        return {}


def _given(asked: Asked) -> Mapping[int, int]:
    told, scale = scores_of(asked), scale_of(asked)
    if told is None:
        return {}
    counts = nps_scores(told.counts[0], scale)
    return {score: counts.get(score, 0) for score in range(round(scale.low), round(scale.high) + 1)}
