"""What an import stores, and what a second one changes."""

from typing import Any

import pytest
from sqlmodel import Session, select

from bot.objectives.flow import standings
from bot.objectives.plans.directory import Directory
from bot.objectives.plans.export import as_yaml, document
from bot.objectives.plans.faults import PlanRefused
from bot.objectives.plans.merge import Outcome, Section
from bot.people.directory import Profile
from bot.rules.progress import Baseline, Change, Maintain, Milestone
from storage.models import Cycle, Objective, Team, Workspace
from storage.people import members_of, new_workspace, person_by_slack_id
from tests.objectives.plan import ALIGNED, NOW, PLAN, edited, edits, key_results, load


def test_it_stores_a_plan_with_all_its_measures(session: Session, workspace: Workspace) -> None:
    load(session, workspace, PLAN)
    found = key_results(session, workspace)
    assert [(one.short_id, one.measure) for one in found.values()] == [
        ("1.1", Change(40, 60)),
        ("1.2", Baseline()),
        ("1.3", Maintain(85)),
        ("1.4", Milestone((1, 2))),
        ("1.5", Baseline()),
    ]


def test_it_gives_a_team_the_usual_rule_and_its_workspaces_language(session: Session, workspace: Workspace) -> None:
    load(session, workspace, PLAN)
    team = session.exec(select(Team)).one()
    assert (team.language, team.timezone, team.weekday, str(team.at)) == ("ru", "Europe/Moscow", 4, "10:00:00")
    assert (team.every, team.due_hours, team.remind_hours, team.name_missing) == (1, 6, [3, 5], False)
    assert [person.slack_id for person in members_of(session, team.id)] == ["U0ANNA", "U0BORIS"]


def test_it_changes_nothing_the_second_time(session: Session, workspace: Workspace) -> None:
    load(session, workspace, PLAN)
    again = load(session, workspace, PLAN)
    assert {outcome for _, outcome in again.counts} == {Outcome.SAME}
    assert edits(session) == set()


def test_it_brings_what_has_the_same_title_up_to_date_with_history(session: Session, workspace: Workspace) -> None:
    def change(plan: Any) -> None:
        plan["cycles"][0]["to"] = "2027-01-15"
        plan["objectives"][0]["key_results"][0]["target"] = 70
        plan["objectives"][0]["key_results"][3]["milestones"][0] = {"title": "plan", "weight": 3}

    load(session, workspace, PLAN)
    counts = load(session, workspace, edited(change)).counts
    assert edits(session) == {
        ("cycle", "last", "2026-12-31", "2027-01-15"),
        ("key_result", "target", "60.0", "70.0"),
        ("step", "weight", "1.0", "3.0"),
    }
    assert counts[Section.KEY_RESULTS, Outcome.CHANGED] == 2
    assert key_results(session, workspace)["NPS"].short_id == "1.1"


def test_it_leaves_what_the_file_does_not_say(session: Session, workspace: Workspace) -> None:
    load(session, workspace, PLAN)
    load(session, workspace, "teams: [{name: Support, lead: U0ANNA, members: [U0NEW]}]")
    team = session.exec(select(Team)).one()
    assert (team.channel, len(members_of(session, team.id)), len(key_results(session, workspace))) == (
        "C0SUPPORT",
        3,
        5,
    )


def test_it_counts_a_new_member_as_a_change_of_the_team(session: Session, workspace: Workspace) -> None:
    load(session, workspace, PLAN)
    counts = load(session, workspace, "teams: [{name: Support, lead: U0LEAD, members: [U0NEW]}]").counts
    assert counts[Section.TEAMS, Outcome.CHANGED] == 1


def test_it_knows_an_object_with_a_key_under_a_new_title(session: Session, workspace: Workspace) -> None:
    def key(plan: Any) -> None:
        plan["objectives"][0]["key"] = "happy"
        plan["objectives"][0]["key_results"][0]["key"] = "nps"

    def rename(plan: Any) -> None:
        key(plan)
        plan["objectives"][0]["title"] = "Happiest customers"
        plan["objectives"][0]["key_results"][0]["title"] = "Net Promoter Score"

    load(session, workspace, edited(key))
    load(session, workspace, edited(rename))
    (objective,) = standings(session, workspace.id, NOW)
    assert (objective.number, objective.title, len(objective.key_results)) == (1, "Happiest customers", 5)
    assert objective.key_results[0].title == "Net Promoter Score"


def test_it_refuses_a_title_that_another_key_has(session: Session, workspace: Workspace) -> None:
    def change(plan: Any) -> None:
        plan["objectives"][0]["key_results"][0]["key"] = "nps"

    def take(plan: Any) -> None:
        plan["objectives"][0]["key_results"] = [{**plan["objectives"][0]["key_results"][2], "key": "nps"}]

    load(session, workspace, edited(change))
    with pytest.raises(PlanRefused) as refused:
        load(session, workspace, edited(take))
    assert [fault.message for fault in refused.value.faults] == ["plan.title_taken"]


def test_it_never_uses_a_number_twice(session: Session, workspace: Workspace) -> None:
    load(session, workspace, PLAN)
    load(session, workspace, PLAN.replace("Happier customers", "Faster answers"))
    assert [one.number for one in standings(session, workspace.id, NOW)] == [1, 2]


def test_it_keeps_the_numbers_of_steps_that_check_ins_name(session: Session, workspace: Workspace) -> None:
    def insert(plan: Any) -> None:
        plan["objectives"][0]["key_results"][3]["milestones"] = ["plan", "draft", "pilot"]

    def rename(plan: Any) -> None:
        plan["objectives"][0]["key_results"][3]["milestones"] = ["plan", "drawing", "pilot"]

    load(session, workspace, PLAN)
    for change, titles in ((insert, ["plan", "pilot", "draft"]), (rename, ["plan", "pilot", "draft", "drawing"])):
        load(session, workspace, edited(change))
        assert [step.title for step in key_results(session, workspace)["Academy"].steps] == titles


def test_it_renames_a_step_that_stands_where_the_old_one_stood(session: Session, workspace: Workspace) -> None:
    load(session, workspace, PLAN)
    load(session, workspace, PLAN.replace("[plan,", "[draft,"))
    assert [step.title for step in key_results(session, workspace)["Academy"].steps] == ["draft", "pilot"]


def test_it_stores_what_slack_knows_of_people_and_channels(session: Session, workspace: Workspace) -> None:
    vera = Profile("U0VERA", "Vera", "Asia/Almaty", "ru", active=True, guest=True, stranger=False)
    directory = Directory(people={"vera@example.com": vera}, channels={"#support": "C0REAL"})
    stored = load(session, workspace, "teams: [{name: T, lead: vera@example.com, channel: '#support'}]", directory)
    person = person_by_slack_id(session, workspace.id, "U0VERA")
    assert person is not None
    assert (person.name, person.timezone, person.language, person.guest) == ("Vera", "Asia/Almaty", "ru", True)
    assert (session.exec(select(Team)).one().channel, stored.checked) == ("C0REAL", True)


def test_it_writes_out_what_imports_again_unchanged(session: Session, workspace: Workspace) -> None:
    load(session, workspace, PLAN.replace("U0BORIS]}", "U0BORIS], checkin: {holidays: DE-BY}}"))
    load(session, workspace, ALIGNED.replace("Support", "'Поддержка: №1'"))
    source = as_yaml(document(session, workspace.id))
    assert {outcome for _, outcome in load(session, workspace, source).counts} == {Outcome.SAME}
    other = new_workspace(session, "en", "UTC", "T2")
    load(session, other, source)
    assert document(session, other.id) == document(session, workspace.id)


def test_it_never_touches_another_workspace(session: Session, workspace: Workspace) -> None:
    load(session, workspace, PLAN)
    load(session, new_workspace(session, "en", "UTC", "T2"), PLAN)
    found = session.exec(select(Objective.workspace_id, Objective.number)).all()
    assert len(set(found)) == 2
    assert {number for _, number in found} == {1}
    assert len(session.exec(select(Cycle)).all()) == 2
