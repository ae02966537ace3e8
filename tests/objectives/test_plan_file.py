"""What a plan file may hold, and how each mistake in it is named."""

import re
from contextlib import suppress
from pathlib import Path
from textwrap import indent

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.objectives.plans.directory import Directory
from bot.objectives.plans.faults import PlanRefused
from bot.objectives.plans.fields import Known, Relative
from bot.objectives.plans.file import PlanFile, channels_named, people_named, read_plan
from bot.objectives.plans.plan import SECTIONS, Plan, fields_of
from bot.objectives.plans.tree import read_tree
from bot.people.directory import Profile
from bot.text import LANGUAGES, speak

NOTHING_STORED = Known(teams=["Support"], cycles=["Q4"], kpis=["nps"], objectives=["Old one"], directory=None)
OBJECTIVE = "objectives:\n- title: O\n  team: Support\n  owner: U0ANNA\n  cycle: Q4\n"
KEY_RESULT = OBJECTIVE + "  key_results:\n  - title: K\n    owner: U0BORIS\n"
FIELDS = sorted({name for model in SECTIONS.values() for name in fields_of(model)})
STEPS = "objectives.key_results.milestones"


def read(source: str, known: Known = NOTHING_STORED) -> PlanFile:
    return read_plan(read_tree(source), known)


def faults(source: str, known: Known = NOTHING_STORED) -> list[tuple[int, str, str]]:
    with pytest.raises(PlanRefused) as refused:
        read(source, known)
    return [(fault.line, fault.where, fault.message) for fault in refused.value.faults]


def team(field: str) -> str:
    return f"teams:\n- name: T\n  lead: U0ANNA\n{indent(field, '  ')}"


def key_result(fields: str) -> str:
    return KEY_RESULT + indent(fields, "    ")


WRONG = [
    ("", (1, "", "plan.empty_file")),
    ("# nothing\n", (1, "", "plan.empty_file")),
    ("- teams", (1, "", "plan.no_fields")),
    ("teams", (1, "", "plan.no_fields")),
    ("teams:\n- name: [", (2, "", "plan.not_yaml")),
    ("teams:\n  - name: T\n lead: U0ANNA", (3, "", "plan.not_yaml")),
    ("teams: []\nname: \x07", (2, "", "plan.strange_character")),
    ("a: &a [*a]", (1, "", "plan.too_deep")),
    ("[" * 5000, (1, "", "plan.too_deep")),
    ("temas: []", (1, "temas", "plan.unknown_field_near")),
    ("zzz: []", (1, "zzz", "plan.unknown_field")),
    ("teams: []\nteams: []", (2, "teams", "plan.field_twice")),
    ("teams: Support", (1, "teams", "plan.not_a_list")),
    ("teams:\n- Support", (2, "teams", "plan.not_fields")),
    ("teams:\n- name: T", (2, "teams.lead", "plan.missing")),
    ("teams:\n- name:\n  lead: U0ANNA", (2, "teams.name", "plan.not_text")),
    ("teams:\n- name: ''\n  lead: U0ANNA", (2, "teams.name", "plan.empty")),
    (f"teams:\n- name: {'n' * 81}\n  lead: U0ANNA", (2, "teams.name", "plan.too_long")),
    ("teams:\n- name: T\n  lead: anna", (3, "teams.lead", "plan.bad_person")),
    ("teams:\n- name: T\n  lead: a@b.example", (3, "teams.lead", "plan.email_needs_token")),
    (team("members: [U0ANNA, '@boris']"), (4, "teams.members", "plan.bad_person")),
    (team("channel: '#support'"), (4, "teams.channel", "plan.channel_needs_token")),
    (team("channel: support"), (4, "teams.channel", "plan.bad_channel")),
    (team("language: de"), (4, "teams.language", "plan.not_one_of")),
    (team("timezone: Europe/Moskow"), (4, "teams.timezone", "plan.bad_zone")),
    (team("checkin: {day: today}"), (4, "teams.checkin.day", "plan.not_one_of")),
    (team("checkin:\n  time: 25:00"), (5, "teams.checkin.time", "plan.bad_time")),
    (team("checkin: {zone: moon}"), (4, "teams.checkin.zone", "plan.not_one_of")),
    (team("checkin: {every: 3}"), (4, "teams.checkin.every", "plan.not_one_of")),
    (team("checkin: {due_hours: 0}"), (4, "teams.checkin.due_hours", "plan.too_small")),
    (team("checkin: {due_hours: 200}"), (4, "teams.checkin.due_hours", "plan.too_large")),
    (team("checkin: {remind_hours: [1, 2, 3]}"), (4, "teams.checkin.remind_hours", "plan.too_many_reminders")),
    (team("checkin: {holidays: XX}"), (4, "teams.checkin.holidays", "plan.bad_holidays")),
    (team("checkin: {holidays: DE-ZZ}"), (4, "teams.checkin.holidays", "plan.bad_holidays")),
    (team("digest: {name_missing: perhaps}"), (4, "teams.digest.name_missing", "plan.not_yes_or_no")),
    (team("digest: {when: never}"), (4, "teams.digest.when", "plan.not_one_of")),
    ("cycles:\n- {name: Q, from: 2026-10-01, to: 2026-09-30}", (2, "cycles.to", "plan.cycle_backwards")),
    ("cycles:\n- {name: Q, from: 2026-02-30, to: 2026-09-30}", (2, "cycles.from", "plan.bad_day")),
    ("cycles:\n- {name: Q, from: 20261001, to: 2026-12-30}", (2, "cycles.from", "plan.bad_day")),
    ("kpis:\n- {name: k, formula: npss}", (2, "kpis.formula", "plan.not_one_of")),
    ("kpis:\n- {name: k, formula: value, min_n: some}", (2, "kpis.min_n", "plan.not_a_whole_number")),
    ("kpis:\n- {name: k, formula: value, min_n: 0}", (2, "kpis.min_n", "plan.too_small_from")),
    ("kpis:\n- {name: k, formula: value, windows: 90d}", (2, "kpis.windows", "plan.unknown_field_near")),
    ("kpis:\n- {name: k, formula: value, window: soon}", (2, "kpis.window", "kpis.window_unknown")),
    (OBJECTIVE.replace("Support", "Suport"), (3, "objectives.team", "plan.unknown_team")),
    (OBJECTIVE.replace("Q4", "Q5"), (5, "objectives.cycle", "plan.unknown_cycle")),
    (OBJECTIVE + "  parent: Nowhere", (6, "objectives.parent", "plan.unknown_parent")),
    (OBJECTIVE + "  level: group", (6, "objectives.level", "plan.not_one_of")),
    (OBJECTIVE + "  weight: -1", (6, "objectives.weight", "plan.too_small")),
    (OBJECTIVE + "  weight: heavy", (6, "objectives.weight", "plan.not_a_number")),
    (OBJECTIVE + "  weight: .nan", (6, "objectives.weight", "plan.not_a_number")),
    (OBJECTIVE + "  rollup: perhaps", (6, "objectives.rollup", "plan.not_yes_or_no")),
    (key_result("{}"), (9, "", "plan.not_yaml")),
    (key_result("unit: h"), (7, "objectives.key_results.target", "plan.no_measure")),
    (key_result("start: 5\ntarget: 5"), (10, "objectives.key_results.target", "plan.start_is_target")),
    (key_result("start: 0\ntarget: '+25%'"), (10, "objectives.key_results.target", "plan.start_is_target")),
    (key_result("start: 4\ntarget: '+0%'"), (10, "objectives.key_results.target", "plan.start_is_target")),
    (key_result("target: '+25%'"), (9, "objectives.key_results.target", "plan.no_start")),
    (key_result("target: 60"), (9, "objectives.key_results.target", "plan.no_start")),
    (key_result("start: 1\ntarget: more"), (10, "objectives.key_results.target", "plan.bad_target")),
    (key_result("start: 1\ntarget: inf"), (10, "objectives.key_results.target", "plan.bad_target")),
    (key_result("start: 1\ntarget: 2\nbaseline: true"), (10, "objectives.key_results.target", "plan.two_measures")),
    (key_result("start: 1\nmaintain: {min: 2}"), (7, "objectives.key_results.target", "plan.idle_start")),
    (key_result("maintain: {}"), (9, "objectives.key_results.maintain.max", "plan.no_bound")),
    (key_result("maintain: {min: 9, max: 1}"), (9, "objectives.key_results.maintain.max", "plan.bounds_crossed")),
    (key_result("milestones: []"), (9, STEPS, "plan.no_steps")),
    (key_result(f"milestones: {list('abcdefghijk')}"), (9, STEPS, "plan.too_many_steps")),
    (key_result("milestones: [a, b, a]"), (9, STEPS, "plan.twice")),
    (key_result("milestones:\n- title: a\n  weight: 0"), (11, f"{STEPS}.weight", "plan.too_small")),
    (key_result("start: 1\ntarget: 2\nkpi: npz"), (11, "objectives.key_results.kpi", "plan.unknown_kpi")),
    (key_result("start: 1\ntarget: 2\ntarge: 3"), (11, "objectives.key_results.targe", "plan.unknown_field_near")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "fault"), [pytest.param(*case, id=f"{case[1][2]}-{n}") for n, case in enumerate(WRONG)]
)
def test_it_names_a_mistake_by_line_and_field(source: str, fault: tuple[int, str, str]) -> None:
    assert faults(source) == [fault]


def test_it_names_all_mistakes_at_once_in_the_order_of_the_file() -> None:
    source = "teams:\n- name: T\n  leed: U0ANNA\n" + key_result("start: 5\ntarget: 5\nkpi: no\nweigth: 2")
    assert [(line, message) for line, _, message in faults(source)] == [
        (2, "plan.missing"),
        (3, "plan.unknown_field_near"),
        (13, "plan.start_is_target"),
        (14, "plan.unknown_kpi"),
        (15, "plan.unknown_field_near"),
    ]


@pytest.mark.parametrize(
    ("source", "line", "field"),
    [
        (OBJECTIVE + OBJECTIVE.removeprefix("objectives:\n"), 6, "objectives.title"),
        (team("").rstrip() + "\n- name: T\n  lead: U0BORIS", 4, "teams.name"),
        (
            key_result("baseline: true") + "\n  - {title: K, owner: U0ANNA, baseline: true}",
            10,
            "objectives.key_results.title",
        ),
    ],
)
def test_it_refuses_the_same_title_twice(source: str, line: int, field: str) -> None:
    assert faults(source) == [(line, field, "plan.twice")]


def test_it_lets_a_title_return_in_another_cycle() -> None:
    known = Known(teams=["Support"], cycles=["Q4", "Q5"], kpis=[], objectives=[], directory=None)
    both = OBJECTIVE + OBJECTIVE.removeprefix("objectives:\n").replace("Q4", "Q5")
    assert len(read(both, known).plan.objectives) == 2


def test_it_reads_words_as_they_were_typed() -> None:
    plan = read("teams:\n- name: 2026\n  lead: U0ANNA\n  checkin: {time: 9:30, day: mon}\ncycles:").plan
    (found,) = plan.teams
    assert (found.name, str(found.checkin.at), found.checkin.weekday, plan.cycles) == ("2026", "09:30:00", 0, ())


def test_it_reads_every_way_to_measure() -> None:
    each = [
        "start: 6\ntarget: 2",
        "target: '+25 %'\nkpi: nps",
        "maintain: {max: 5}",
        "milestones: [a, b]",
        "baseline: true",
    ]
    found = [read(key_result(one)).plan.objectives[0].key_results[0] for one in each]
    assert (found[0].start, found[0].target) == (6, 2)
    assert found[1].target == Relative(0.25)
    assert found[2].maintain is not None
    assert (found[2].maintain.min, found[2].maintain.max) == (None, 5)
    assert [step.title for step in found[3].milestones or ()] == ["a", "b"]
    assert found[4].baseline is True


def test_it_asks_slack_only_for_what_could_be_there() -> None:
    tree = read_tree(team("channel: '#support'\nmembers: [anna, U0BORIS, b@c.example]") + "\n- {channel: '?'}")
    assert people_named(tree) == ["U0ANNA", "U0BORIS", "b@c.example"]
    assert channels_named(tree) == ["#support"]


def test_it_names_whom_slack_does_not_know() -> None:
    anna = Profile("U0ANNA", "Anna", "", "", active=True, guest=False, stranger=False)
    asked = Known([], [], [], [], Directory(people={"U0ANNA": anna}, channels={}))
    assert [message for *_, message in faults(team("members: [U0BORIS]\nchannel: '#no'"), asked)] == [
        "plan.unknown_person",
        "plan.unknown_channel",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("source", [source for source, _ in WRONG])
def test_it_has_words_for_every_mistake(language: str, source: str) -> None:
    text = speak(language)
    with pytest.raises(PlanRefused) as refused:
        read(source)
    for fault in refused.value.faults:
        said = text(fault.message, **fault.values)
        assert said != fault.message
        assert "{" not in said


def test_it_has_a_text_for_every_fault_that_code_names() -> None:
    code = "".join(file.read_text("utf-8") for file in Path("bot/objectives").rglob("*.py"))
    named = set(re.findall(r'"(plan\.[a-z_]+)"', code))
    assert named
    assert {name for name in named if speak("en").translations.gettext(name) == name} == set()


@given(st.text(max_size=200))
def test_it_reads_or_refuses_whatever_it_is_given(source: str) -> None:
    with suppress(PlanRefused):
        assert isinstance(read(source).plan, Plan)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=9),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(FIELDS), inner),
        max_leaves=30,
    )
)
def test_it_reads_or_refuses_whatever_stands_in_its_fields(data: object) -> None:
    with suppress(PlanRefused):
        assert isinstance(read(yaml.safe_dump({"teams": data, "objectives": data})).plan, Plan)
