"""What a team's form stores: the same as a file would, and nothing where something is wrong."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from bot.errors import UserError
from bot.forms.sheet import YES, Mistakes, Typed
from bot.objectives.plans.export import as_yaml, document
from bot.objectives.plans.merge import Outcome, Section
from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from bot.people.caller import Caller
from bot.teams.fields import MOST_MEMBERS, Field
from bot.teams.flow import opened, save
from storage.changes import changes_of
from storage.models import Team, Workspace
from storage.people import ensure_person, members_of, new_workspace, set_admins, set_members, team_by_id

NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
PLAN = "teams:\n  - {name: Support, lead: U0ANNA, members: [U0ANNA, U0BORIS]}\n"
PEOPLE = ("U0ANNA", "U0BORIS", "U0OLGA")


@pytest.fixture
def workspace(session: Session) -> Workspace:
    found = new_workspace(session, "en", "Europe/Moscow", "T1")
    store_plan(session, found, read_tree(PLAN), None, NOW)
    set_admins(session, found.id, ["U0BORIS"])
    for slack_id in PEOPLE:
        ensure_person(session, found.id, slack_id).read_at = NOW
    session.flush()
    return found


def caller(session: Session, workspace: Workspace, slack_id: str = "U0ANNA") -> Caller:
    return Caller(workspace, ensure_person(session, workspace.id, slack_id))


def change(session: Session, by: Caller, team_id: int, typed: Typed) -> Team:
    sheet = opened(session, by, team_id)
    return save(session, by, NOW, sheet.subject, {**sheet.typed, **typed})


def test_it_changes_nothing_where_nothing_was_typed(session: Session, workspace: Workspace) -> None:
    found = change(session, caller(session, workspace), 1, {})
    assert changes_of(session, found) == []


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({Field.NAME: " "}, Field.NAME, "plan.empty"),
        ({Field.NAME: "n" * 81}, Field.NAME, "plan.too_long"),
        ({Field.LEAD: ""}, Field.LEAD, "plan.bad_person"),
        ({Field.LEAD: "U0NEW"}, Field.LEAD, "teams.not_read_yet"),
        ({Field.MEMBERS: "U0ANNA U0NEW"}, Field.MEMBERS, "teams.not_read_yet"),
        ({Field.CHANNEL: "general"}, Field.CHANNEL, "plan.bad_channel"),
        ({Field.LANGUAGE: "de"}, Field.LANGUAGE, "plan.not_one_of"),
        ({Field.ZONE: "Moscow"}, Field.ZONE, "plan.bad_zone"),
        ({Field.DAY: "someday"}, Field.DAY, "plan.not_one_of"),
        ({Field.TIME: ""}, Field.TIME, "plan.bad_time"),
        ({Field.WHOSE: "mine"}, Field.WHOSE, "plan.not_one_of"),
        ({Field.EVERY: "3"}, Field.EVERY, "plan.not_one_of"),
        ({Field.DUE: "a day"}, Field.DUE, "plan.not_a_number"),
        ({Field.DUE: "169"}, Field.DUE, "plan.too_large"),
        ({Field.REMIND: "-1"}, Field.REMIND, "plan.too_small"),
        ({Field.REMIND: "", Field.REMIND_AGAIN: "0"}, Field.REMIND_AGAIN, "plan.too_small"),
        ({Field.REMIND: "5"}, Field.REMIND_AGAIN, "plan.reminder_twice"),
        ({Field.HOLIDAYS: "Mars"}, Field.HOLIDAYS, "plan.bad_holidays"),
        ({Field.DIGEST: "never"}, Field.DIGEST, "plan.not_one_of"),
    ],
)
def test_it_says_at_its_field_what_a_file_would_hear(
    session: Session, workspace: Workspace, typed: Typed, field: Field, message: str
) -> None:
    with pytest.raises(Mistakes) as wrong:
        change(session, caller(session, workspace), 1, typed)
    assert [(one.field, one.message) for one in wrong.value.problems] == [(field, message)]


def test_a_member_may_open_neither_form(session: Session, workspace: Workspace) -> None:
    olga = caller(session, workspace, "U0OLGA")
    for team_id, message in ((1, "access.set_up_team"), (0, "access.set_up_company")):
        with pytest.raises(UserError) as refused:
            opened(session, olga, team_id)
        assert refused.value.message == message


def test_a_team_of_another_company_is_not_there(session: Session, workspace: Workspace) -> None:
    other = new_workspace(session, "en", "UTC", "T2")
    store_plan(session, other, read_tree(PLAN), None, NOW)
    boris = caller(session, workspace, "U0BORIS")
    for team_id in (2, 99):
        with pytest.raises(UserError) as gone:
            opened(session, boris, team_id)
        assert gone.value.message == "teams.gone"


def test_a_lead_who_left_may_stay_so_that_the_rest_can_be_mended(session: Session, workspace: Workspace) -> None:
    ensure_person(session, workspace.id, "U0ANNA").active = False
    boris = caller(session, workspace, "U0BORIS")
    assert change(session, boris, 1, {Field.NAME: "Care"}).name == "Care"
    change(session, boris, 1, {Field.LEAD: "U0OLGA"})
    with pytest.raises(Mistakes) as wrong:
        change(session, boris, 1, {Field.LEAD: "U0ANNA"})
    assert [one.message for one in wrong.value.problems] == ["author.owner_gone"]


def test_a_team_too_large_for_a_form_keeps_its_people(session: Session, workspace: Workspace) -> None:
    team = team_by_id(session, workspace.id, 1)
    assert team is not None
    set_members(session, team, [ensure_person(session, workspace.id, f"U1P{n}") for n in range(MOST_MEMBERS)])
    anna = caller(session, workspace)
    assert Field.MEMBERS not in opened(session, anna, 1).typed
    change(session, anna, 1, {Field.MEMBERS: "U0ANNA"})
    assert len(members_of(session, 1)) == MOST_MEMBERS + 2


HOURS = st.sampled_from(["1", "2.5", "6", "168", "0,25"])
FORMS = st.fixed_dictionaries(
    {
        Field.NAME: st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=80),
        Field.LEAD: st.sampled_from(PEOPLE),
        Field.CHANNEL: st.sampled_from(["", "C0SUPPORT"]),
        Field.MEMBERS: st.sets(st.sampled_from(PEOPLE)).map(lambda ids: " ".join(sorted(ids))),
        Field.LANGUAGE: st.sampled_from(["en", "ru"]),
        Field.ZONE: st.sampled_from(["UTC", "Asia/Kolkata"]),
        Field.DAY: st.sampled_from(["mon", "sun"]),
        Field.TIME: st.times().map(lambda at: f"{at:%H:%M}"),
        Field.WHOSE: st.sampled_from(["person", "team"]),
        Field.EVERY: st.sampled_from(["1", "2", "4"]),
        Field.DUE: HOURS,
        Field.REMIND: HOURS | st.just(""),
        Field.REMIND_AGAIN: HOURS | st.just(""),
        Field.HOLIDAYS: st.sampled_from(["", "RU", "de-by"]),
        Field.DIGEST: st.sampled_from(["early", "deadline"]),
        Field.NAME_MISSING: st.sampled_from(["", YES]),
    }
)


def _apart(typed: dict[Field, str]) -> bool:
    """Two reminders after the same hours are refused."""
    return not typed[Field.REMIND] or typed[Field.REMIND] != typed[Field.REMIND_AGAIN]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=FORMS.filter(_apart))
def test_what_it_stores_goes_out_to_a_file_and_comes_in_again_unchanged(
    session: Session, workspace: Workspace, typed: Typed
) -> None:
    with session.begin_nested() as nested:
        team = change(session, caller(session, workspace, "U0BORIS"), 0, typed)
        shown = opened(session, caller(session, workspace, "U0BORIS"), team.id).typed
        written = as_yaml(document(session, workspace.id))
        again = store_plan(session, workspace, read_tree(written), None, NOW)
        assert dict(again.counts) == {(Section.TEAMS, Outcome.SAME): 2}
        elsewhere = new_workspace(session, "en", "UTC", "T3")
        store_plan(session, elsewhere, read_tree(written), None, NOW)
        assert document(session, elsewhere.id) == document(session, workspace.id)
        assert shown[Field.MEMBERS] == typed[Field.MEMBERS]
        nested.rollback()
