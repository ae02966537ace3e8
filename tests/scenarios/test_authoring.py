"""Objectives, key results and initiatives are made and changed in Slack."""

import pytest

from storage.kinds import Kind, Level, Openness
from tests.scenarios.conftest import Company
from tests.scenarios.writing import Desk, history, initiatives, key_result, objective, steps

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
