"""What a KPI's form stores: the same as a file would, and what a file has set stays."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from bot.errors import UserError
from bot.forms.sheet import Mistakes, Outdated, Typed
from bot.kpis.defining import Field, opened, save
from bot.kpis.form import FORMULAS, ONLY_IN_FILES
from bot.kpis.takes import FROM_SURVEY
from bot.objectives.plans.export import as_yaml, document
from bot.objectives.plans.merge import Outcome
from bot.objectives.plans.store import store_plan
from bot.objectives.plans.tree import read_tree
from bot.people.caller import Caller
from storage.changes import changes_of
from storage.kinds import Formula
from storage.models import Kpi, Workspace
from storage.people import ensure_person, new_workspace, set_admins
from storage.surveys import ensure_survey

NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
FILE = """
kpis:
  - {name: churn, title: Churn, formula: churn, lost: [left, gone], period: month, window: 45d}
  - {name: nps, formula: nps, survey: not stored yet, keep: latest}
  - {name: clv, formula: cltv, margin: 0.4}
"""


@pytest.fixture
def workspace(session: Session) -> Workspace:
    found = new_workspace(session, "en", "Europe/Moscow", "T1")
    set_admins(session, found.id, ["U0ADMIN"])
    ensure_survey(session, found.id, "s" * 80, 0, 10)
    return found


@pytest.fixture
def admin(session: Session, workspace: Workspace) -> Caller:
    return Caller(workspace, ensure_person(session, workspace.id, "U0ADMIN"))


def change(session: Session, by: Caller, kpi_id: int, typed: Typed) -> Kpi:
    sheet = opened(session, by, kpi_id)
    return save(session, by, NOW, sheet.subject, {**sheet.typed, **typed})


def test_it_changes_nothing_of_what_a_file_has_set(session: Session, workspace: Workspace, admin: Caller) -> None:
    store_plan(session, workspace, read_tree(FILE), None, NOW)
    for number in (1, 2, 3):
        assert changes_of(session, change(session, admin, number, {})) == []
    assert change(session, admin, 1, {Field.TITLE: "Lost customers"}).options["lost"] == ["left", "gone"]


@pytest.mark.parametrize("formula", sorted(set(FORMULAS) - ONLY_IN_FILES))
def test_what_it_stores_goes_out_to_a_file_and_comes_in_again_unchanged(
    session: Session, workspace: Workspace, admin: Caller, formula: Formula
) -> None:
    typed: Typed = {Field.NAME: "a kpi", Field.FORMULA: formula.value, Field.WINDOW: "90d"}
    change(session, admin, 0, {**typed, Field.SURVEY: "1" if formula in FROM_SURVEY else ""})
    again = store_plan(session, workspace, read_tree(as_yaml(document(session, workspace.id))), None, NOW)
    assert {outcome for _, outcome in again.counts} == {Outcome.SAME}


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({Field.NAME: ""}, Field.NAME, "plan.empty"),
        ({Field.NAME: "churn"}, Field.NAME, "kpi_form.name_taken"),
        ({Field.FORMULA: "luck"}, Field.FORMULA, "plan.not_one_of"),
        ({Field.FORMULA: "nps"}, Field.SURVEY, "kpis.survey_needed"),
        ({Field.SURVEY: "1"}, Field.SURVEY, "kpis.survey_idle"),
        ({Field.WINDOW: "always"}, Field.WINDOW, "kpis.window_unknown"),
        ({Field.UNIT: "u" * 41}, Field.UNIT, "plan.too_long"),
        ({Field.DIRECTION: "sideways"}, Field.DIRECTION, "plan.not_one_of"),
        ({Field.MIN_N: "few"}, Field.MIN_N, "plan.not_a_whole_number"),
        ({Field.MIN_N: "9999999999"}, Field.MIN_N, "plan.too_large"),
    ],
)
def test_it_says_at_its_field_what_a_file_would_hear(
    session: Session, workspace: Workspace, admin: Caller, typed: Typed, field: Field, message: str
) -> None:
    store_plan(session, workspace, read_tree(FILE), None, NOW)
    with pytest.raises(Mistakes) as wrong:
        change(session, admin, 0, {Field.NAME: "traffic", Field.FORMULA: "value", **typed})
    assert [(one.field, one.message) for one in wrong.value.problems] == [(field, message)]


def test_two_at_once_see_what_the_other_has_changed(session: Session, workspace: Workspace, admin: Caller) -> None:
    store_plan(session, workspace, read_tree(FILE), None, NOW)
    first = opened(session, admin, 1)
    change(session, admin, 1, {Field.TITLE: "Theirs", Field.MIN_N: "5"})
    with pytest.raises(Outdated) as outdated:
        save(session, admin, NOW, first.subject, {**first.typed, Field.TITLE: "Mine", Field.MIN_N: "5"})
    assert outdated.value.sheet.changed == {Field.TITLE: "Mine"}
    assert outdated.value.sheet.typed[Field.TITLE] == "Theirs"


def test_only_admins_open_it_and_only_what_is_there(session: Session, workspace: Workspace, admin: Caller) -> None:
    anna = Caller(workspace, ensure_person(session, workspace.id, "U0ANNA"))
    for caller, kpi_id, message in ((anna, 0, "access.set_up_company"), (admin, 9, "kpi_form.gone")):
        with pytest.raises(UserError) as refused:
            opened(session, caller, kpi_id)
        assert refused.value.message == message
