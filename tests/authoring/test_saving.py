"""What is saved: numbers, history, hand-overs, the archive, and two people at once."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from bot.authoring.flow import save
from bot.authoring.sheets import Field, Form, Meanwhile, Outdated, Subject
from bot.errors import UserError
from bot.forms.sheet import Mistakes
from bot.objectives.plans.export import as_yaml, document
from bot.objectives.plans.merge import Outcome, Section
from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from storage.changes import changes_of
from storage.key_results import key_result_by_id, key_result_numbered
from storage.kinds import Openness
from storage.models import KeyResult, Person, Workspace
from storage.objectives import objective_by_id
from storage.people import ensure_person
from tests.authoring.conftest import NOW, Writer, writer


def test_it_gives_no_number_twice(lead: Writer) -> None:
    first = lead.new_objective(title="A")
    lead.archive(Form.OBJECTIVE, Subject(first))
    found = objective_by_id(lead.session, 1, lead.new_objective(title="B"))
    assert found is not None
    assert found.number == 5
    lead.archive(Form.KEY_RESULT, Subject(1, 2))
    lead.new_key_result(1, title="New", start="1", target="2")
    assert key_result_numbered(lead.session, 1, 1, 3) is not None


def test_it_writes_who_changed_what(lead: Writer) -> None:
    lead.key_result(1, 1, target="65", owner="U0ANNA", title="NPS up")
    lead.key_result(1, 2, steps="plan\npilot")
    anna, boris = (str(ensure_person(lead.session, 1, called).id) for called in ("U0ANNA", "U0BORIS"))
    me = lead.caller.person.id
    told = {(row.field, row.before, row.after, row.person_id) for row in changes_of(lead.session, held(lead, 1))}
    assert told == {
        ("owner_id", boris, anna, me),
        ("target", "60.0", "65.0", me),
        ("title", "NPS", "NPS up", me),
    }
    (steps,) = changes_of(lead.session, held(lead, 2))
    assert (steps.field, steps.before, steps.after) == ("steps", "plan\npilot\nlaunch | 2", "plan\npilot")


def held(one: Writer, row: int) -> KeyResult:
    found = key_result_by_id(one.session, 1, row)
    assert found is not None
    return found


def test_it_saves_nothing_where_nothing_is_changed(lead: Writer) -> None:
    for row in (1, 2):
        lead.key_result(1, row)
        assert changes_of(lead.session, held(lead, row)) == []


def test_it_hands_over_what_somebody_left_behind(session: Session, workspace: Workspace, lead: Writer) -> None:
    boris = ensure_person(session, workspace.id, "U0BORIS")
    boris.active = False
    session.flush()
    sheet = lead.sheet(Form.KEY_RESULT, Subject(1, 1))
    assert sheet.left is not None
    assert sheet.left.slack_id == "U0BORIS"
    lead.key_result(1, 1, unit="pts")
    assert held(lead, 1).owner_id == boris.id
    lead.key_result(1, 1, owner="U0NEW")
    assert session.get_one(Person, held(lead, 1).owner_id).slack_id == "U0NEW"


def test_it_archives_and_restores_once(lead: Writer) -> None:
    for _ in range(2):
        lead.archive(Form.OBJECTIVE, Subject(1))
    for _ in range(2):
        lead.restore(Form.OBJECTIVE, Subject(1))
    row = objective_by_id(lead.session, 1, 1)
    assert row is not None
    assert (row.archived_at, row.state) == (None, Openness.OPEN)
    assert [edit.field for edit in changes_of(lead.session, row)] == ["archived_at", "state"] * 2


def test_it_shows_the_second_of_two_writers_what_changed(session: Session, lead: Writer, anna: Writer) -> None:
    shown = anna.sheet(Form.KEY_RESULT, Subject(1, 1))
    lead.key_result(1, 1, target="65", title="NPS up")
    typed = {**shown.typed, Field.TITLE: "NPS", Field.TARGET: "70", Field.UNIT: "pts"}
    with pytest.raises(Outdated) as conflict:
        save(session, anna.caller, NOW, Form.KEY_RESULT, shown.subject, typed)
    sheet = conflict.value.sheet
    assert sheet.by is not None
    assert sheet.by.name == "Lead"
    assert set(sheet.changed) == {Meanwhile(Field.TITLE, "NPS"), Meanwhile(Field.TARGET, "70")}
    assert (sheet.typed[Field.TITLE], sheet.typed[Field.TARGET], sheet.typed[Field.UNIT]) == ("NPS up", "65", "pts")
    assert sheet.subject.mark != shown.subject.mark
    assert held(lead, 1).title == "NPS up"

    save(session, anna.caller, NOW, Form.KEY_RESULT, sheet.subject, {**sheet.typed, Field.TARGET: "70"})
    row = held(lead, 1)
    assert (row.title, row.target, row.unit) == ("NPS up", 70, "pts")


def test_it_lets_two_writers_change_different_things(session: Session, lead: Writer, anna: Writer) -> None:
    shown = anna.sheet(Form.OBJECTIVE, Subject(1))
    lead.objective(1, title="Happier customers")
    save(session, anna.caller, NOW, Form.OBJECTIVE, shown.subject, {**shown.typed, Field.WEIGHT: "2"})
    row = objective_by_id(session, 1, 1)
    assert row is not None
    assert row.weight == 2


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=40)
NUMBERS = st.one_of(st.integers(-(10**6), 10**6).map(str), st.decimals(-1000, 1000, places=3).map(str), WORDS)
KEY_RESULTS = st.fixed_dictionaries(
    {
        "title": WORDS,
        "kind": st.sampled_from(["change", "maintain", "milestone", "baseline"]),
        "unit": st.sampled_from(["", "%", "points", "рублей"]),
        "start": NUMBERS,
        "target": st.one_of(NUMBERS, st.integers(-99, 300).map(lambda share: f"{share:+} %")),
        "low": NUMBERS,
        "high": NUMBERS,
        "steps": st.lists(st.one_of(WORDS, WORDS.map(lambda title: f"{title} | 2,5")), max_size=4).map("\n".join),
        "weight": st.sampled_from(["1", "2,5", "0.001", ""]),
        "kpi": st.sampled_from(["", "1"]),
    }
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(written=st.lists(KEY_RESULTS, max_size=3), title=WORDS, rollup=st.sampled_from(["", "yes"]))
def test_it_stores_only_what_a_plan_in_a_file_could_say(
    session: Session, workspace: Workspace, written: list[dict[str, Any]], title: str, rollup: str
) -> None:
    lead = writer(session, workspace, "U0LEAD")
    with session.begin_nested() as trial:
        try:
            number = lead.new_objective(title=title, rollup=rollup, parent="1")
            for typed in written:
                try:
                    lead.new_key_result(number, **typed)
                except Mistakes as wrong:
                    assert wrong.problems  # noqa: PT017
            lead.new_initiative(number, title=title)
        except (Mistakes, UserError):
            assert not title.strip()
        plan = as_yaml(document(session, workspace.id))
        counts = store_plan(session, workspace, read_tree(plan), None, NOW).counts
        assert counts[Section.OBJECTIVES, Outcome.SAME] >= 3, plan
        assert not any(counts[section, outcome] for section in Section for outcome in (Outcome.NEW, Outcome.CHANGED)), (
            plan
        )
        trial.rollback()
