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
