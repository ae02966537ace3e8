"""workspaces that install the app"""

from typing import Any

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0008"
down_revision = "0007"

DELIVERIES = (
    "prompt", "reminder", "receipt", "digest", "digest_update", "notice", "file", "file_imported", "alert",
    "reply", "reply_update", "later", "away_hint", "thanks", "handover", "retrospective",
    "digest_details", "digest_agenda", "company_digest", "welcome",
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.add_column(sa.Column("uninstalled_at", storage.columns.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("sender", sa.String(length=64), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("sender_until", storage.columns.UtcDateTime(timezone=True), nullable=True))
    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.alter_column("sender", server_default=None)

    deliveries = ", ".join(f"'{kind}'" for kind in DELIVERIES)
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_delivery_workspace_id_state_rank_due")
        batch_op.create_index("ix_delivery_state_workspace_id_rank_due", ["state", "workspace_id", "rank", "due"])
        batch_op.drop_constraint(op.f("ck_delivery_deliverykind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_delivery_deliverykind"), f"kind IN ({deliveries})")

    _installed(
        "slack_bots",
        sa.Column("rotating_until", storage.columns.UtcDateTime(timezone=True), nullable=True),
    )
    _installed(
        "slack_installations",
        sa.Column("enterprise_url", sa.Text(), nullable=True),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("user_token", sa.Text(), nullable=True),
        sa.Column("user_scopes", sa.Text(), nullable=True),
        sa.Column("user_refresh_token", sa.Text(), nullable=True),
        sa.Column("user_token_expires_at", sa.DateTime(), nullable=True),
        sa.Column("incoming_webhook_url", sa.Text(), nullable=True),
        sa.Column("incoming_webhook_channel", sa.Text(), nullable=True),
        sa.Column("incoming_webhook_channel_id", sa.Text(), nullable=True),
        sa.Column("incoming_webhook_configuration_url", sa.Text(), nullable=True),
        sa.Column("token_type", sa.String(length=32), nullable=True),
    )
    op.create_table(
        "slack_oauth_states",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=200), nullable=False),
        sa.Column("expire_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slack_oauth_states")),
        sa.UniqueConstraint("state", name=op.f("uq_slack_oauth_states_state")),
    )
    op.create_index(op.f("ix_slack_oauth_states_expire_at"), "slack_oauth_states", ["expire_at"], unique=False)


def _installed(name: str, *more: sa.Column[Any]) -> None:
    """One of slack_sdk's two tables of installations."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("app_id", sa.String(length=32), nullable=False),
        sa.Column("enterprise_id", sa.String(length=32), nullable=True),
        sa.Column("enterprise_name", sa.Text(), nullable=True),
        sa.Column("team_id", sa.String(length=32), nullable=True),
        sa.Column("team_name", sa.Text(), nullable=True),
        sa.Column("bot_token", sa.Text(), nullable=True),
        sa.Column("bot_id", sa.String(length=32), nullable=True),
        sa.Column("bot_user_id", sa.String(length=32), nullable=True),
        sa.Column("bot_scopes", sa.Text(), nullable=True),
        sa.Column("bot_refresh_token", sa.Text(), nullable=True),
        sa.Column("bot_token_expires_at", sa.DateTime(), nullable=True),
        sa.Column("is_enterprise_install", sa.Boolean(), nullable=False),
        sa.Column("installed_at", sa.DateTime(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f(f"fk_{name}_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_workspace_id"), name, ["workspace_id"], unique=False)
