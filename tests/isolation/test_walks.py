"""Everything that one can do in a workspace, done beside its mirror: nothing of the mirror is read, told or changed."""

from collections.abc import Iterable
from dataclasses import fields, replace

import pytest

from bot.prompts import flow as prompts_flow
from storage.models import Delivery
from tests.isolation.conftest import Mirrored
from tests.isolation.mirror import APART, MARK, VALUE
from tests.isolation.watching import Watch, watching
from tests.scenarios.cells import CELLS
from tests.scenarios.roles import Ids

LOOSE = {
    "FROM import \nWHERE import.kind = ? AND import.state = ? AND import.lease_until < ?": "whoever imports next takes "
    "away what an import that died has left, of whatever workspace",
    **dict.fromkeys(
        ("SELECT hook.secret \n", "SELECT slack_bots.bot_token, ", "SELECT slack_installations.bot_token, "),
        "all workspaces share their keys: whether these open what is stored is asked of every ciphertext",
    ),
    "WHERE api_token.digest = ?": "the token tells of which workspace it is",
}
"""Statements that nothing holds to one workspace, and why they may."""


@pytest.mark.timeout(300)
@pytest.mark.parametrize("role", ["A", "O", "C"])
def test_no_click_form_command_or_event_reaches_the_mirror(mirrored: Mirrored, role: str) -> None:
    """With ids of one's own workspace, and with those of the mirror, as somebody may make them up."""
    wrong, watch = walked(mirrored, role, CELLS)
    assert not wrong, "\n".join(wrong)
    assert not watch.crossed, "\n\n".join(sorted(watch.crossed))
    assert not (loose := unexplained(watch)), "\n\n".join(loose)
    assert len(watch.seen) > 60


def test_the_walk_finds_one_query_without_its_workspace(mirrored: Mirrored, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(prompts_flow, "delivery_by_id", lambda session, _workspace, row: session.get(Delivery, row))
    _, watch = walked(mirrored, "A", [("action", "checkin_open")])
    assert watch.crossed
    assert unexplained(watch)


def walked(mirrored: Mirrored, role: str, cells: Iterable[tuple[str, str]]) -> tuple[list[str], Watch]:
    wrong: list[str] = []
    with watching(mirrored.company.bot.context.database, mirrored.other) as watch:
        for ids in (mirrored.ids, apart(mirrored.ids)):
            mirrored.ids = ids
            for cell in cells:
                for body in CELLS[cell][0](mirrored, role):
                    kept, said = mirrored.walk(role, body)
                    if not kept:
                        wrong.append(f"{cell} changed the mirror")
                    if MARK in said or str(int(VALUE)) in said:
                        wrong.append(f"{cell} told of the mirror")
    return wrong, watch


def unexplained(watch: Watch) -> list[str]:
    return sorted(one for one in watch.loose if not any(part in one for part in LOOSE))


def apart(ids: Ids) -> Ids:
    """Of the same rows in the mirror."""
    return replace(ids, **{one.name: getattr(ids, one.name) + APART for one in fields(Ids)})
