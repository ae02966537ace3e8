"""What is wrong is said at its field, by the rules of plans in files, and nothing is stored."""

import pytest
from sqlmodel import Session, select

from bot.authoring.reader import OWN_WORDS, errors, sentence
from bot.authoring.sheets import Field, Form, Subject, problem, read_subject
from bot.forms.sheet import Mistakes
from bot.text import speak
from storage.key_results import key_result_numbered, steps_of
from storage.kinds import Kind, Openness, Source, Visibility
from storage.models import CheckIn, Cycle, KeyResult, Objective, Workspace
from storage.objectives import objective_by_id
from tests.authoring.conftest import NOW, Writer, problems, writer

LONG = "x" * 256
MEASURED = {"start": "1", "target": "2"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"title": ""}, {"title": "plan.empty"}),
        ({"title": "   "}, {"title": "plan.empty"}),
        ({"title": LONG}, {"title": "plan.too_long"}),
        ({"title": "Happier customers"}, {"title": "author.title_taken"}),
        ({"title": "A", "weight": "0"}, {"weight": "plan.too_small"}),
        ({"title": "A", "weight": "-1,5"}, {"weight": "plan.too_small"}),
        ({"title": "A", "weight": "much"}, {"weight": "plan.not_a_number"}),
        ({"title": "A", "weight": "nan"}, {"weight": "plan.not_a_number"}),
        ({"title": "A", "team": "2"}, {"team": "access.create"}),
        ({"title": "A", "team": "999"}, {"team": "access.create"}),
        ({"title": "A", "cycle": "999"}, {"cycle": "author.cycle_closed"}),
        ({"title": "A", "cycle": ""}, {"cycle": "author.cycle_closed"}),
        ({"title": "A", "parent": "999"}, {"parent": "author.parent_gone"}),
        ({"title": "A", "parent": "3"}, {"parent": "author.parent_gone"}),
        ({"title": "A", "level": "world"}, {"level": "plan.not_one_of"}),
        ({"title": "A", "visibility": "none"}, {"visibility": "plan.not_one_of"}),
        ({"title": "A", "owner": ""}, {"owner": "plan.bad_person"}),
        ({"title": "A", "owner": "U0GONE"}, {"owner": "author.owner_gone"}),
        ({"title": "", "weight": "0"}, {"title": "plan.empty", "weight": "plan.too_small"}),
    ],
)  # fmt: skip
def test_it_refuses_an_objective_at_its_field(lead: Writer, typed: dict[str, str], expected: dict[str, str]) -> None:
    with pytest.raises(Mistakes) as wrong:
        lead.new_objective(**typed)
    assert problems(wrong) == expected
    assert len(lead.session.exec(select(Objective)).all()) == 3


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"title": "", **MEASURED}, {"title": "plan.empty"}),
        ({"title": "NPS", **MEASURED}, {"title": "author.title_taken"}),
        ({"title": "A", "start": "1"}, {"target": "plan.no_measure"}),
        ({"title": "A", "target": "2"}, {"target": "plan.no_start"}),
        ({"title": "A", "start": "40,0", "target": "40"}, {"target": "plan.start_is_target"}),
        ({"title": "A", "start": "0", "target": "+25 %"}, {"target": "plan.start_is_target"}),
        ({"title": "A", "start": "4", "target": "+0%"}, {"target": "plan.start_is_target"}),
        ({"title": "A", "start": "soon", "target": "40"}, {"start": "plan.not_a_number"}),
        ({"title": "A", "start": "4", "target": "more"}, {"target": "plan.bad_target"}),
        ({"title": "A", "start": "1e308", "target": "+900%"}, {"target": "plan.bad_target"}),
        ({"title": "A", **MEASURED, "weight": "0"}, {"weight": "plan.too_small"}),
        ({"title": "A", **MEASURED, "owner": "U0GONE"}, {"owner": "author.owner_gone"}),
        ({"title": "A", **MEASURED, "unit": "u" * 41}, {"unit": "plan.too_long"}),
        ({"title": "A", "kind": "maintain"}, {"high": "plan.no_bound"}),
        ({"title": "A", "kind": "maintain", "low": "5", "high": "4"}, {"high": "plan.bounds_crossed"}),
        ({"title": "A", "kind": "maintain", "low": "five"}, {"low": "plan.not_a_number"}),
        ({"title": "A", "kind": "milestone", "steps": " \n "}, {"steps": "plan.no_steps"}),
        ({"title": "A", "kind": "milestone", "steps": "\n".join("abcdefghijk")}, {"steps": "plan.too_many_steps"}),
        ({"title": "A", "kind": "milestone", "steps": "a | 0"}, {"steps": "plan.too_small"}),
        ({"title": "A", "kind": "milestone", "steps": " | 2"}, {"steps": "plan.empty"}),
        ({"title": "A", "kind": "milestone", "steps": "a\na"}, {"steps": "author.step_twice"}),
        ({"title": "A", "kind": "milestone", "steps": LONG}, {"steps": "plan.too_long"}),
        ({"title": "A", "kind": "baseline", "start": "x"}, {"start": "plan.not_a_number"}),
    ],
)
def test_it_refuses_a_key_result_at_its_field(lead: Writer, typed: dict[str, str], expected: dict[str, str]) -> None:
    with pytest.raises(Mistakes) as wrong:
        lead.new_key_result(1, **typed)
    assert problems(wrong) == expected
    assert len(lead.session.exec(select(KeyResult)).all()) == 2


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"title": ""}, {"title": "plan.empty"}),
        ({"title": "Portal"}, {"title": "author.initiative_taken"}),
        ({"title": "A", "place": "999"}, {"place": "author.place_gone"}),
        ({"title": "A", "owner": "U0GONE"}, {"owner": "author.owner_gone"}),
    ],
)
def test_it_refuses_an_initiative_at_its_field(lead: Writer, typed: dict[str, str], expected: dict[str, str]) -> None:
    with pytest.raises(Mistakes) as wrong:
        lead.new_initiative(1, **typed)
    assert problems(wrong) == expected


def test_it_reads_numbers_as_people_write_them(lead: Writer) -> None:
    lead.new_key_result(1, title="A", start="1 200,5", target="+25 %")
    row = key_result_numbered(lead.session, lead.caller.workspace.id, 1, 3)
    assert row is not None
    assert (row.start, row.target, row.relative_target) == (1200.5, 1500.625, 0.25)


def test_it_waits_for_the_start_where_the_kpi_has_none_yet(lead: Writer) -> None:
    lead.new_key_result(1, title="A", target="+25 %", kpi="1")
    row = key_result_numbered(lead.session, lead.caller.workspace.id, 1, 3)
    assert row is not None
    assert (row.kind, row.start, row.target, row.relative_target) == (Kind.BASELINE, None, None, 0.25)
    assert lead.sheet(Form.KEY_RESULT, Subject(1, row.id)).typed[Field.KIND] == Kind.CHANGE


def test_it_refuses_a_circle_of_objectives(lead: Writer) -> None:
    with pytest.raises(Mistakes) as wrong:
        lead.objective(1, parent="2")
    assert problems(wrong) == {"parent": "author.parent_gone"}
    with pytest.raises(Mistakes):
        lead.objective(1, parent="1")


def test_it_lets_only_what_the_team_alone_sees_support_what_the_team_alone_sees(
    session: Session, workspace: Workspace
) -> None:
    chief = writer(session, workspace, "U0CHIEF")
    with pytest.raises(Mistakes) as wrong:
        chief.new_objective(title="Terms", parent="3")
    assert problems(wrong) == {"parent": "author.parent_private"}
    made = objective_by_id(session, workspace.id, chief.new_objective(title="Terms", parent="3", visibility="team"))
    assert made is not None
    assert (made.parent_id, made.visibility) == (3, Visibility.TEAM)


def test_it_refuses_a_cycle_that_was_closed_meanwhile(lead: Writer) -> None:
    cycle = lead.session.get_one(Cycle, 1)
    cycle.state = Openness.CLOSED
    lead.session.flush()
    with pytest.raises(Mistakes) as wrong:
        lead.new_objective(title="A", cycle="1")
    assert problems(wrong) == {"cycle": "author.cycle_closed"}


def test_it_names_a_title_that_lies_in_the_archive(lead: Writer) -> None:
    lead.archive(Form.OBJECTIVE, Subject(2))
    with pytest.raises(Mistakes) as wrong:
        lead.new_objective(title="Faster answers")
    assert problems(wrong) == {"title": "author.title_archived"}


def checked_in(lead: Writer, key_result: int, value: float, done: list[int]) -> None:
    row = CheckIn(
        workspace_id=lead.caller.workspace.id, key_result_id=key_result, person_id=lead.caller.person.id,
        value=value, done=done, source=Source.MODAL, at=NOW, as_of=NOW,
    )  # fmt: skip
    lead.session.add(row)
    lead.session.flush()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"steps": "plan"}, {"steps": "author.steps_answered"}),
        ({"steps": "pilot\nplan\nlaunch"}, {"steps": "author.steps_answered"}),
        ({"steps": "pilot\nlaunch"}, {"steps": "author.steps_answered"}),
        ({"kind": "change", "start": "0", "target": "3"}, {"kind": "author.kind_answered"}),
    ],
)
def test_it_keeps_what_check_ins_speak_of(lead: Writer, typed: dict[str, str], expected: dict[str, str]) -> None:
    checked_in(lead, 2, 2, [1, 2])
    with pytest.raises(Mistakes) as wrong:
        lead.key_result(1, 2, **typed)
    assert problems(wrong) == expected


@pytest.mark.parametrize("said", [True, False])
def test_it_renames_and_adds_steps_and_drops_the_last_ones(lead: Writer, *, said: bool) -> None:
    if said:
        checked_in(lead, 2, 1, [1])
    lead.key_result(1, 2, steps="plan B | 3\npilot")
    found = [(step.number, step.title, step.weight) for step in steps_of(lead.session, 1, [2])[2]]
    assert found == [(1, "plan B", 3), (2, "pilot", 1)]
    lead.key_result(1, 2, steps="plan B | 3\npilot\nnew")
    assert [step.title for step in steps_of(lead.session, 1, [2])[2]] == ["plan B", "pilot", "new"]


def test_it_starts_over_with_the_steps_before_anything_was_said(lead: Writer) -> None:
    lead.key_result(1, 2, steps="launch\nplan")
    assert [(step.number, step.title) for step in steps_of(lead.session, 1, [2])[2]] == [(1, "launch"), (2, "plan")]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_says_each_problem_in_a_sentence_of_its_own(language: str) -> None:
    text = speak(language)
    said = {sentence(text, name, most=10, found=11, low=5.0, value="x") for name in OWN_WORDS}
    assert not any(words[0].islower() for words in said)
    assert not any(name in words for words in said for name in ("kpi:", "baseline:", "start:", "target:"))


def test_it_says_at_the_title_what_is_wrong_with_a_field_that_is_not_shown() -> None:
    wrong = [problem(Field.KPI, "plan.empty"), problem(Field.TITLE, "plan.missing")]
    found = errors(speak("en"), Subject(1, 2, 3), {Field.TITLE: ""}, wrong)
    assert found == {"title:3": "This must not be empty."}


@pytest.mark.parametrize("subject", [Subject(), Subject(1, 2, 3, "V0123", "loyalty")])
def test_it_knows_again_what_a_form_is_about(subject: Subject) -> None:
    assert read_subject(subject.written()) == subject


@pytest.mark.parametrize("written", ["", "1", "1 2 3 x -", "-1 0 0 - -", "9" * 20 + " 0 0 - -", "0 0 0 - <b>"])
def test_it_takes_what_it_never_wrote_for_nothing(written: str) -> None:
    assert read_subject(written) == Subject()
