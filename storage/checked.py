"""Whether what is kept twice is still the same: surveys' histograms beside their answers."""

from sqlmodel import Session, col, select

from storage import histogram, imported
from storage.db import WRITES, Database
from storage.facts import Survey, SurveyAnswer
from storage.kinds import Openness


def wrong_surveys(database: Database) -> list[Survey]:
    """Those whose histogram is not what their answers add up to, by name."""
    with database.read() as session:
        surveys = session.exec(select(Survey).order_by(col(Survey.name), col(Survey.id))).all()
        return [survey for survey in surveys if histogram.differs(session.connection(), _scope(survey))]


def repair(database: Database, survey: Survey) -> None:
    """Builds a survey's histogram anew; an import into it waits for its turn. Only the exchange holds a lock.

    Refused while an import is under way.
    """
    with database.engine.connect() as connection:
        connection.detach()  # temporary tables go with it
        with Session(bind=connection, expire_on_commit=False) as session:
            begun = imported.begin(session, SurveyAnswer, _scope(survey), Openness.OPEN)
            session.commit()
            connection.execution_options(**{WRITES: False})
            days = histogram.rebuild(session.connection(), _scope(survey))
            session.commit()
            connection.execution_options(**{WRITES: True})
            imported.finish(session, begun)
            histogram.replace(session.connection(), days, _scope(survey))
            session.commit()


def _scope(survey: Survey) -> dict[str, int]:
    return {"workspace_id": survey.workspace_id, "survey_id": survey.id}
