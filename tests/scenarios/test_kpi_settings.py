"""KPIs are defined and changed in Slack by admins; what only files can say of one stays."""

import pytest

from bot.actions import EDIT_KPI, NEW_KPI
from bot.kpis.defining import Field
from bot.kpis.form import FORMULAS, LABELS
from bot.text import speak
from storage.kinds import Direction, Formula
from storage.kpis import kpi_by_name
from storage.models import Kpi
from storage.people import find_workspaces
from tests.scenarios.conftest import Company
from tests.scenarios.homes import SECTIONS, buttons, follows, go, look, make_admin
from tests.scenarios.kpis import Survey

LANGUAGES = pytest.mark.parametrize("language", ["en", "ru"])
FILE = """
kpis:
  - {name: first_reply, title: First reply, formula: first_response_time, stat: p90, hours: business, unit: h,
     filter: {tier: Gold}, window: 45d}
"""


def kpi(company: Company, name: str) -> Kpi:
    with company.bot.context.database.read() as session:
        (workspace,) = find_workspaces(session)
        found = kpi_by_name(session, workspace.id, name)
    assert found is not None
    return found


@LANGUAGES
def test_an_admin_defines_a_kpi(company: Company, survey: Survey, language: str) -> None:
    survey()
    boris, text = company.boris, speak(language)
    make_admin(company, boris)
    look(company, boris)
    go(company, boris, SECTIONS[language].settings)

    def fill(**entries: object) -> None:
        boris.fill({text(LABELS[Field(name)]): value for name, value in entries.items()})

    boris.click_in_view(NEW_KPI)
    company.slack.wait(lambda: boris.modal is not None)
    nps = text(FORMULAS[Formula.NPS])
    fill(name="loyalty", title="Loyalty <3", formula=nps, min_n="0", unit="", window=text("kpi_form.quarter"))
    boris.submit()
    assert boris.errors == {
        text("kpi_form.survey"): text("kpi_form.survey_needed"),
        text("kpi_form.min_n"): text("plan.too_small_from", value=0, ge=1),
    }
    fill(survey="relationship", min_n="2")
    boris.submit()
    assert text("kpi_form.made", title="Loyalty &lt;3", name="loyalty") in str(boris.modal)
    found = kpi(company, "loyalty")
    assert (found.formula, found.survey, found.window, found.min_n) == (Formula.NPS, "relationship", "quarter", 2)
    assert found.direction is Direction.UP
    boris.close()
    follows(company, boris, "Loyalty &lt;3")

    boris.click_in_view(NEW_KPI)
    company.slack.wait(lambda: boris.modal is not None)
    aov = text(FORMULAS[Formula.AOV])
    fill(name="loyalty", formula=aov, survey="relationship")
    boris.submit()
    assert boris.errors == {
        text("kpi_form.name"): text("kpi_form.name_taken"),
        text("kpi_form.survey"): text("kpi_form.survey_idle"),
    }


@LANGUAGES
def test_what_a_file_has_set_stays(company: Company, language: str) -> None:
    company.plan(FILE)
    before = kpi(company, "first_reply")
    boris, text = company.boris, speak(language)
    make_admin(company, boris)
    look(company, boris)
    go(company, boris, SECTIONS[language].settings)
    boris.click_in_view(EDIT_KPI)
    company.slack.wait(lambda: boris.modal is not None)
    assert text("kpi_form.no_surveys") in str(boris.modal)
    boris.fill({text("kpi_form.formula"): text(FORMULAS[Formula.FCR]), text("kpi_form.unit"): "days"})
    boris.submit()
    assert set(boris.errors) == {text("kpi_form.formula"), text("kpi_form.unit")}
    boris.fill({text("kpi_form.formula"): text(FORMULAS[Formula.FIRST_RESPONSE_TIME]), text("kpi_form.title"): "Reply"})
    boris.submit()
    after = kpi(company, "first_reply")
    assert (after.title, after.unit) == ("Reply", "days")
    assert (after.options, after.filter, after.window) == (before.options, before.filter, "45d")


def test_a_lead_is_shown_no_way_to_kpis(company: Company) -> None:
    company.plan(FILE)
    look(company, company.anna)
    go(company, company.anna, SECTIONS["en"].settings)
    assert {NEW_KPI, EDIT_KPI}.isdisjoint(buttons(company.anna))
