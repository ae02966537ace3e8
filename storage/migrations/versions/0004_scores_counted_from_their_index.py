"""scores counted from their index"""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("survey_day", schema=None) as batch_op:
        batch_op.drop_index("ix_survey_day_survey_id_day")
        batch_op.create_index("ix_survey_day_scores", ["survey_id", "day", "score", "n", "workspace_id"], unique=False)
