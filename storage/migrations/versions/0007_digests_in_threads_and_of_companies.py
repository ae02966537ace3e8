"""digests in threads, and of companies"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

DELIVERIES = (
    "prompt", "reminder", "receipt", "digest", "digest_update", "notice", "file", "file_imported", "alert",
    "reply", "reply_update", "later", "away_hint", "thanks", "handover", "retrospective",
    "digest_details", "digest_agenda", "company_digest",
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("company_digest", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.alter_column("company_digest", server_default=None)

    deliveries = ", ".join(f"'{kind}'" for kind in DELIVERIES)
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_delivery_deliverykind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_delivery_deliverykind"), f"kind IN ({deliveries})")
