"""rows that kpis are computed from"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0002"
down_revision = "0001"

FORMULAS = (
    "nps",
    "csat",
    "csat_mean",
    "ces",
    "ces_top",
    "response_rate",
    "churn",
    "retention",
    "cltv",
    "aov",
    "repeat_rate",
    "conversion",
    "activation",
    "ttfv",
    "first_response_time",
    "resolution_time",
    "handle_time",
    "fcr",
    "ticket_volume",
    "solved_share",
    "answered_share",
    "review_share",
    "value",
)
DELIVERIES = ("prompt", "reminder", "receipt", "digest", "digest_update", "notice", "file", "file_imported")
HISTOGRAM = """
INSERT INTO survey_day (workspace_id, survey_id, day, segment, score, n, newest_at)
SELECT workspace_id, survey_id, day, segment, score, count(*), max(at) FROM survey_answer
GROUP BY workspace_id, survey_id, day, segment, score
"""


def upgrade() -> None:
    op.create_table(
        "customer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=80), nullable=False),
        sa.Column("start_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("start_day", sa.Date(), nullable=True),
        sa.Column("end_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("end_day", sa.Date(), nullable=True),
        sa.Column("activated_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("first_value_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("activated", sa.Boolean(), nullable=True),
        sa.Column("lost", sa.Boolean(), nullable=True),
        sa.Column("retained", sa.Boolean(), nullable=True),
        sa.Column("converted", sa.Boolean(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("segment", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_customer_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("workspace_id", "external_id", name=op.f("uq_customer_workspace_id_external_id")),
    )
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.create_index("ix_customer_start", ["workspace_id", "start_day"], unique=False)

    op.create_table(
        "dropped_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=32), nullable=False),
        sa.Column("message", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "sent",
                "asked",
                "importing",
                "imported",
                "left",
                "refused",
                name="droppedstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dropped_file_person_id_person")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_dropped_file_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dropped_file")),
        sa.UniqueConstraint("workspace_id", "message", "file", name=op.f("uq_dropped_file_workspace_id_message_file")),
    )
    with op.batch_alter_table("dropped_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dropped_file_person_id"), ["person_id"], unique=False)

    op.create_table(
        "import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "surveys",
                "tickets",
                "customers",
                "orders",
                "reviews",
                "values",
                name="importkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "closed", name="openness", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("lease_until", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_import_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import")),
    )
    with op.batch_alter_table("import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "purchase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=80), nullable=False),
        sa.Column("customer", sa.String(length=80), nullable=False),
        sa.Column("at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("refunded", sa.Float(), nullable=False),
        sa.Column("margin", sa.Float(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_purchase_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase")),
        sa.UniqueConstraint("workspace_id", "external_id", name=op.f("uq_purchase_workspace_id_external_id")),
    )
    with op.batch_alter_table("purchase", schema=None) as batch_op:
        batch_op.create_index("ix_purchase_day", ["workspace_id", "day"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=80), nullable=False),
        sa.Column("at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("rating", sa.Float(), nullable=True),
        sa.Column("sentiment", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_review_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("workspace_id", "external_id", name=op.f("uq_review_workspace_id_external_id")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index("ix_review_day", ["workspace_id", "day"], unique=False)

    op.create_table(
        "survey_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("segment", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("newest_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("n > 0", name=op.f("ck_survey_day_n")),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_day_survey_id_survey")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_survey_day_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_day")),
    )
    with op.batch_alter_table("survey_day", schema=None) as batch_op:
        batch_op.create_index("ix_survey_day_survey_id_day", ["survey_id", "day"], unique=False)

    formulas = ", ".join(f"'{formula}'" for formula in FORMULAS)
    with op.batch_alter_table("kpi", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_kpi_formula"), type_="check")
        batch_op.create_check_constraint(op.f("ck_kpi_formula"), f"formula IN ({formulas})")
        batch_op.add_column(sa.Column("options", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("kpi", schema=None) as batch_op:
        batch_op.alter_column("options", server_default=None)

    deliveries = ", ".join(f"'{kind}'" for kind in DELIVERIES)
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_delivery_deliverykind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_delivery_deliverykind"), f"kind IN ({deliveries})")

    with op.batch_alter_table("kpi_value", schema=None) as batch_op:
        batch_op.add_column(sa.Column("import_id", sa.Integer(), nullable=True))

    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked", sa.Integer(), nullable=True))

    with op.batch_alter_table("survey_answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("complete", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("import_id", sa.Integer(), nullable=True))
        batch_op.drop_index("ix_survey_answer_day")
    op.execute(HISTOGRAM)

    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("first_reply_business_seconds", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("resolution_business_seconds", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("import_id", sa.Integer(), nullable=True))
