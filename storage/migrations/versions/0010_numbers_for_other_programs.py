"""numbers for other programs"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0010"
down_revision = "0009"

SIGNATURES = sa.Enum(
    "standard", "hmac-sha256-base64", "hmac-sha256-hex",
    name="signature", native_enum=False, create_constraint=True, length=24,
)  # fmt: skip


def instant(name: str, *, nullable: bool = True) -> sa.Column[datetime]:
    return sa.Column(name, storage.columns.UtcDateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        instant("created_at", nullable=False),
        instant("expires_at"),
        instant("revoked_at"),
        instant("used_at"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_api_token_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_token_digest")),
    )
    with op.batch_alter_table("api_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_token_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "hook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=32), nullable=False),
        sa.Column("survey", sa.String(length=80), nullable=False),
        sa.Column("signature", SIGNATURES, nullable=False),
        sa.Column("header", sa.String(length=80), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=False),
        instant("created_at", nullable=False),
        instant("revoked_at"),
        instant("used_at"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_hook_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hook")),
        sa.UniqueConstraint("address", name=op.f("uq_hook_address")),
    )
    with op.batch_alter_table("hook", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hook_workspace_id"), ["workspace_id"], unique=False)

    # Check-ins are told page by page, in the order of their instants.
    op.drop_index("ix_check_in_workspace_id", "check_in")
    op.create_index("ix_check_in_workspace_id_at", "check_in", ["workspace_id", "at", "id"], unique=False)
