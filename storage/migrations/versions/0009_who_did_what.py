"""who did what"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0009"
down_revision = "0008"

ACTIONS = (
    "plan_imported", "plan_exported", "data_imported", "team_added", "team_changed", "admins_changed",
    "cycle_changed", "cycle_closed", "objective_added", "objective_changed", "key_result_added", "key_result_changed",
    "initiative_added", "initiative_changed", "archived", "restored", "graded", "kpi_defined", "person_exported",
    "person_forgotten", "app_installed", "app_uninstalled", "token_added", "token_revoked", "hook_added",
    "hook_changed", "hook_revoked", "keys_changed",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=False),
        sa.Column(
            "action",
            sa.Enum(*ACTIONS, name="auditaction", native_enum=False, length=24, create_constraint=True),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_audit_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_workspace_id_at", "audit", ["workspace_id", "at"], unique=False)

    # What is deleted by its age is found by it, and nothing that refers to it is looked for row by row.
    op.create_index("ix_handled_workspace_id_at", "handled", ["workspace_id", "at"], unique=False)
    op.create_index("ix_reply_workspace_id_at", "reply", ["workspace_id", "at"], unique=False)
    op.create_index("ix_reply_prompt_id", "reply", ["prompt_id"], unique=False)
    words = sa.text("(note <> '' OR blocker <> '' OR thanks_to_id IS NOT NULL)")
    op.create_index(
        "ix_check_in_with_words", "check_in", ["workspace_id", "at"], unique=False,
        sqlite_where=words, postgresql_where=words,
    )
