"""all of OKR in Slack"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0006"
down_revision = "0005"

DELIVERIES = (
    "prompt", "reminder", "receipt", "digest", "digest_update", "notice", "file", "file_imported", "alert",
    "reply", "reply_update", "later", "away_hint", "thanks", "handover", "retrospective",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "away_hint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("asked", "away", "here", name="hintstate", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_away_hint_days")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_away_hint_person_id_person")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_away_hint_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_away_hint")),
        sa.UniqueConstraint("person_id", "first", "last", name=op.f("uq_away_hint_person_id_first_last")),
    )
    with op.batch_alter_table("away_hint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_away_hint_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "grade_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key_result_id", sa.Integer(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key_result_id"], ["key_result.id"], name=op.f("fk_grade_draft_key_result_id_key_result")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_grade_draft_person_id_person")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_grade_draft_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_draft")),
        sa.UniqueConstraint("person_id", "key_result_id", name=op.f("uq_grade_draft_person_id_key_result_id")),
    )
    with op.batch_alter_table("grade_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grade_draft_key_result_id"), ["key_result_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_grade_draft_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "home",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=24), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.Column("view_hash", sa.String(length=64), nullable=False),
        sa.Column("at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_home_person_id_person")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_home_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home")),
        sa.UniqueConstraint("person_id", name=op.f("uq_home_person_id")),
    )
    with op.batch_alter_table("home", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_home_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("ts", sa.String(length=32), nullable=False),
        sa.Column("thread_ts", sa.String(length=32), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("prompt_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "understood",
                "unread",
                "undone",
                name="replystate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("checkins", sa.JSON(), nullable=False),
        sa.Column("problem", sa.String(length=80), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reply_person_id_person")),
        sa.ForeignKeyConstraint(["prompt_id"], ["delivery.id"], name=op.f("fk_reply_prompt_id_delivery")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_reply_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
        sa.UniqueConstraint("workspace_id", "channel", "ts", name=op.f("uq_reply_workspace_id_channel_ts")),
    )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.alter_column("withdrawn", server_default=None)

    with op.batch_alter_table("cycle", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_at", storage.columns.UtcDateTime(timezone=True), nullable=True))

    with op.batch_alter_table("initiative", schema=None) as batch_op:
        batch_op.add_column(sa.Column("archived_at", storage.columns.UtcDateTime(timezone=True), nullable=True))

    with op.batch_alter_table("key_result", schema=None) as batch_op:
        batch_op.add_column(sa.Column("grade", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("grade_note", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("outcome", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("carried_from_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("archived_at", storage.columns.UtcDateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_key_result_carried_from_id_key_result"), "key_result", ["carried_from_id"], ["id"]
        )
        batch_op.create_check_constraint(op.f("ck_key_result_grade"), "grade IS NULL OR grade BETWEEN 0 AND 1")
        batch_op.create_check_constraint(op.f("ck_key_result_outcome"), "outcome IN ('done', 'carried', 'dropped')")
    with op.batch_alter_table("key_result", schema=None) as batch_op:
        batch_op.alter_column("grade_note", server_default=None)

    with op.batch_alter_table("objective", schema=None) as batch_op:
        batch_op.add_column(sa.Column("carried_from_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("archived_at", storage.columns.UtcDateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_objective_carried_from_id_objective"), "objective", ["carried_from_id"], ["id"]
        )

    with op.batch_alter_table("part", schema=None) as batch_op:
        batch_op.add_column(sa.Column("later_at", storage.columns.UtcDateTime(timezone=True), nullable=True))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("admin", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("own_language", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("own_timezone", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("remind_from", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("remind_to", sa.Integer(), nullable=True))
    with op.batch_alter_table("person", schema=None) as batch_op:
        for column in ("admin", "own_language", "own_timezone"):
            batch_op.alter_column(column, server_default=None)

    with op.batch_alter_table("shown", schema=None) as batch_op:
        batch_op.alter_column("prompt_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("form_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_shown_form_id_form"), "form", ["form_id"], ["id"])
        batch_op.create_unique_constraint(
            batch_op.f("uq_shown_form_id_key_result_id_surface"), ["form_id", "key_result_id", "surface"]
        )
        batch_op.create_check_constraint(op.f("ck_shown_place"), "prompt_id IS NOT NULL OR form_id IS NOT NULL")

    deliveries = ", ".join(f"'{kind}'" for kind in DELIVERIES)
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_delivery_deliverykind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_delivery_deliverykind"), f"kind IN ({deliveries})")
