"""Objectives, key results and initiatives are made and changed in Slack."""

from typing import Any

import pytest

from storage.kinds import Kind, Level, Openness
from tests.scenarios.asking import ask
from tests.scenarios.conftest import Company, dispatch
from tests.scenarios.writing import Desk, history, initiatives, key_result, objective, objectives, steps

LANGUAGES = pytest.mark.parametrize("language", ["en", "ru"])


@pytest.fixture
def anna(company: Company, language: str) -> Desk:
    return Desk(company, company.anna, language)


@pytest.fixture
def boris(company: Company, language: str) -> Desk:
    return Desk(company, company.boris, language)


@LANGUAGES
def test_it_makes_an_objective_with_each_kind_of_key_result(company: Company, anna: Desk) -> None:
    anna.slash("new Fewer customers leave")
    assert anna.holds("author.title") == "Fewer customers leave"
    assert anna.holds("author.owner") == "U0ANNA"
    anna.save(parent="1 Customers recommend us", weight="1,5")
    row = objective(company, 2)
    assert (row.title, row.level, row.weight, row.parent_id) == ("Fewer customers leave", Level.TEAM, 1.5, 1)
    assert anna.t("author.no_key_results") in anna.words

    anna.press("author.add_key_result")
    anna.save(title="Churn from 3 to 2 %", unit="%", start="3", target="2", owner="U0BORIS")
    anna.company.slack.wait(lambda: "Churn from 3 to 2" in anna.words)
    anna.press("author.add_key_result")
    anna.choose("author.kind", "maintain")
    anna.save(title="Handling time", unit="min", low="5", high="8,5")
    anna.company.slack.wait(lambda: "Handling time" in anna.words)
    anna.press("author.add_key_result")
    anna.choose("author.kind", "milestone")
    anna.save(title="Reasons are known", steps="Plan\nPilot | 2\n")
    anna.company.slack.wait(lambda: "Reasons are known" in anna.words)
    anna.press("author.add_key_result")
    anna.fill(title="Effort")
    anna.choose("author.kind", "baseline")
    assert anna.holds("author.title") == "Effort"
    anna.save()
    anna.company.slack.wait(lambda: "*2.4* Effort" in anna.words)

    churn, handling = key_result(company, "Churn from 3 to 2 %"), key_result(company, "Handling time")
    assert (churn.kind, churn.start, churn.target, churn.unit, churn.number) == (Kind.CHANGE, 3, 2, "%", 1)
    assert churn.owner_id == company.person("U0BORIS").id
    assert (handling.kind, handling.low, handling.high) == (Kind.MAINTAIN, 5, 8.5)
    reasons = key_result(company, "Reasons are known")
    assert reasons.kind is Kind.MILESTONE
    assert steps(company, reasons) == [(1, "Plan", 1), (2, "Pilot", 2)]
    assert key_result(company, "Effort").kind is Kind.BASELINE
    assert ("title", None, "Fewer customers leave", company.person("U0ANNA").id) in history(company, "objective")


@LANGUAGES
def test_it_edits_hands_over_archives_and_restores(company: Company, anna: Desk) -> None:
    anna.slash("edit 1.2")
    assert anna.holds("author.start") == "6"
    anna.save(target="+50 %", owner="U0ANNA", title="First response in 9 hours")
    row = key_result(company, "First response in 9 hours")
    assert (row.target, row.relative_target, row.owner_id) == (9, 0.5, company.person("U0ANNA").id)
    changed = {(field, before, after) for field, before, after, _ in history(company, "key_result")}
    assert ("target", "2.0", "9.0") in changed
    assert ("title", "First response in 2 hours", "First response in 9 hours") in changed
    assert {person for *_, person in history(company, "key_result")} == {company.person("U0ANNA").id}

    anna.press("author.edit", "1.2")
    anna.press_called("author_archive")
    assert anna.t("author.archived") in anna.words
    row = key_result(company, "First response in 9 hours")
    assert row.archived_at is not None
    assert row.state is Openness.CLOSED
    anna.person.close()
    company.slack.wait(lambda: anna.t("author.archive_list") in anna.words)
    anna.press("author.restore")
    row = key_result(company, "First response in 9 hours")
    assert (row.archived_at, row.state, row.number) == (None, Openness.OPEN, 2)


@LANGUAGES
def test_it_keeps_initiatives(company: Company, anna: Desk) -> None:
    anna.slash("edit 1")
    anna.press("author.inside")
    anna.press("author.add_initiative")
    anna.save(title="Self-service <portal>", owner="U0BORIS", place="1.2 First response in 2 hours")
    company.slack.wait(lambda: "Self-service &lt;portal&gt;" in anna.words)
    anna.press("author.edit", "Self-service")
    anna.save(state=["yes"])
    company.slack.wait(lambda: anna.t("author.done_yes") in anna.words)
    (row,) = initiatives(company)
    assert (row.key_result_id, row.state) == (2, Openness.CLOSED)
    anna.press("author.edit", "Self-service")
    anna.press_called("author_archive")
    (row,) = initiatives(company)
    assert row.archived_at is not None


@LANGUAGES
def test_it_begins_with_a_template_and_gives_advice(company: Company, anna: Desk) -> None:
    anna.slash("new")
    anna.choose("author.template", anna.t("template.loyalty"))
    assert anna.holds("author.title") == anna.t("template.loyalty")
    assert anna.t("template.loyalty_why") in anna.words
    anna.save(title=anna.t("template.loyalty") + " 2")
    assert objective(company, 2).title == anna.t("template.loyalty") + " 2"
    assert anna.t("advice.title") in anna.words

    anna.press("author.add", anna.t("template.loyalty_nps"))
    assert anna.t("author.sample") in anna.words
    assert [anna.holds(f"author.{name}") for name in ("start", "target", "unit")] == ["40", "60", anna.t("unit.points")]
    anna.save(start="35")
    company.slack.wait(lambda: f"*2.1* {anna.t('template.loyalty_nps')}" in anna.words)
    assert anna.t("template.loyalty_response") in anna.words
    anna.press("author.add_key_result")
    anna.choose("author.kind", "milestone")
    anna.save(title=TASK[anna.text.language], steps="a")
    company.slack.wait(lambda: "*2.2*" in anna.words)
    company.slack.wait(lambda: f"({QUOTED[anna.text.language]})" in anna.words)


TASK = {"en": "Launch the portal", "ru": "Запустить портал"}
QUOTED = {"en": "“launch”", "ru": "«запустить»"}


@LANGUAGES
def test_it_says_what_is_wrong_at_the_field_and_keeps_what_was_typed(company: Company, anna: Desk) -> None:
    anna.slash("edit 1.1")
    anna.fill(title="NPS", target="40", weight="0")
    anna.person.submit()
    assert anna.errors == {
        "target": anna.t("author.start_is_target"),
        "weight": anna.t("plan.too_small", value="0", gt=0),
    }
    assert [anna.holds(f"author.{name}") for name in ("title", "target", "weight")] == ["NPS", "40", "0"]
    anna.save(target="70", weight="2")
    assert key_result(company, "NPS").target == 70


@LANGUAGES
def test_it_shows_who_changed_it_meanwhile(company: Company, anna: Desk, boris: Desk) -> None:
    anna.slash("edit 1.2")
    boris.slash("edit 1.2")
    anna.save(target="3", title="First <response>")
    boris.save(unit="hours", title="Answers")
    assert boris.t("author.changed", by="Anna") in boris.words
    assert boris.t("author.yours", field=boris.t("author.title"), yours="Answers") in boris.words
    assert [boris.holds(f"author.{name}") for name in ("title", "unit", "target")] == ["First <response>", "hours", "3"]
    boris.save(title="Answers")
    row = key_result(company, "Answers")
    assert (row.unit, row.target) == ("hours", 3)


def test_it_stores_a_form_once_that_is_sent_twice(company: Company, anna: Desk) -> None:
    anna.slash("new Twice")
    twice = submission(anna)
    answers = [dispatch(company, twice) for _ in range(2)]
    assert all(answer.status == 200 for answer in answers)
    assert anna.t("author.already_saved") in (answers[1].body or "")
    assert [row.title for row in objectives(company)] == ["Customers recommend us", "Twice"]


def submission(desk: Desk) -> dict[str, Any]:
    view = desk.modal
    state = {"values": desk.person.values}
    return {
        "type": "view_submission",
        "team": {"id": desk.company.slack.team_id},
        "user": {"id": desk.person.id},
        "view": {**view, "state": state},
    }


@LANGUAGES
def test_it_refuses_politely_who_may_not(company: Company, anna: Desk, boris: Desk) -> None:
    boris_said = ask(company.slack, boris.person, "edit 1").text
    assert boris_said == boris.t("access.edit")
    vera = Desk(company, company.slack.person("U0VERA"), boris.text.language)
    assert ask(company.slack, vera.person, "new").text == vera.t("author.no_team")
    assert ask(company.slack, anna.person, "edit").text == anna.t("author.no_id")
    assert ask(company.slack, anna.person, "edit 9").text == anna.t("objectives.unknown_id", id="9")
    boris.slash("edit 1.2")
    boris.save(weight="2")
    assert anna.t("author.add_key_result") not in boris.words
    boris.press("author.edit", "1.2")


def test_it_opens_by_the_shortcut_and_by_the_buttons(company: Company, anna: Desk) -> None:
    anna.person.shortcut("new_objective")
    company.slack.wait(lambda: anna.person.modal is not None)
    assert anna.title == "New objective"


def test_it_searches_in_a_list_that_is_too_long_to_show(company: Company, anna: Desk) -> None:
    objectives_ = "\n".join(
        f"  - {{title: Goal {n}, team: Support, owner: U0ANNA, cycle: 2026-Q4}}" for n in range(120)
    )
    company.plan(f"objectives:\n{objectives_}")
    anna.slash("new Searched")
    anna.save(parent="58 Goal 56")
    assert objective(company, 122).parent_id == objective(company, 58).id
