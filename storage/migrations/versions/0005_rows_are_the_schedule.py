"""rows are the schedule"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0005"
down_revision = "0004"

DELIVERIES = (
    "prompt", "reminder", "receipt", "digest", "digest_update", "notice", "file", "file_imported", "alert",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "away",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_away_days")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_away_person_id_person")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_away_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_away")),
        sa.UniqueConstraint("person_id", "first", "last", name=op.f("uq_away_person_id_first_last")),
    )
    with op.batch_alter_table("away", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_away_workspace_id"), ["workspace_id"], unique=False)

    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paused_by", sa.String(length=80), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("paused_until", storage.columns.UtcDateTime(timezone=True), nullable=True))
    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.alter_column("paused_by", server_default=None)

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unreachable", sa.String(length=80), nullable=False, server_default=""))
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.alter_column("unreachable", server_default=None)

    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.add_column(sa.Column("holidays", sa.String(length=16), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("next_at", storage.columns.UtcDateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_team_next_at"), ["next_at"], unique=False)
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.alter_column("holidays", server_default=None)

    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("next_at", storage.columns.UtcDateTime(timezone=True), nullable=True))
        batch_op.drop_index("ix_round_closed_due")
        batch_op.create_index(batch_op.f("ix_round_next_at"), ["next_at"], unique=False)

    with op.batch_alter_table("part", schema=None) as batch_op:
        batch_op.add_column(sa.Column("next_at", storage.columns.UtcDateTime(timezone=True), nullable=True))
        batch_op.drop_index("ix_part_state_opens")
        batch_op.create_index(batch_op.f("ix_part_next_at"), ["next_at"], unique=False)

    # What is under way is looked at once, and finds its own next time.
    op.execute("UPDATE round SET next_at = opens_at WHERE closed_at IS NULL")
    op.execute("UPDATE part SET next_at = opens_at WHERE state = 'pending'")

    deliveries = ", ".join(f"'{kind}'" for kind in DELIVERIES)
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rank", sa.Integer(), server_default="2", nullable=False))
        batch_op.drop_index("ix_delivery_state_due")
        batch_op.create_index("ix_delivery_workspace_id_state_rank_due", ["workspace_id", "state", "rank", "due"])
        batch_op.drop_constraint(op.f("ck_delivery_deliverykind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_delivery_deliverykind"), f"kind IN ({deliveries})")
    ranks = {"receipt": 0, "digest_update": 0, "file_imported": 0, "digest": 1, "notice": 1, "file": 1}
    for kind, rank in ranks.items():
        op.execute(f"UPDATE delivery SET rank = {rank} WHERE kind = '{kind}'")  # noqa: S608 - both stand here
