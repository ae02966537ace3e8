"""what a prompt has shown"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "shown",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("prompt_id", sa.Integer(), nullable=False),
        sa.Column("key_result_id", sa.Integer(), nullable=False),
        sa.Column(
            "surface",
            sa.Enum("prompt", "form", name="surface", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("value", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["key_result_id"], ["key_result.id"], name=op.f("fk_shown_key_result_id_key_result")),
        sa.ForeignKeyConstraint(["prompt_id"], ["delivery.id"], name=op.f("fk_shown_prompt_id_delivery")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_shown_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown")),
        sa.UniqueConstraint(
            "prompt_id", "key_result_id", "surface", name=op.f("uq_shown_prompt_id_key_result_id_surface")
        ),
    )
    with op.batch_alter_table("shown", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shown_key_result_id"), ["key_result_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shown_workspace_id"), ["workspace_id"], unique=False)
