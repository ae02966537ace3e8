"""Admins make cycles and change their days."""

from datetime import date

from bot.actions import EDIT_CYCLE, NEW_CYCLE
from storage.changes import changes_of
from storage.kinds import DeliveryKind
from tests.scenarios.conftest import Company
from tests.scenarios.cycles import admin, button, cycle
from tests.scenarios.test_thrice import thrice


def test_it_makes_a_cycle_and_says_what_its_days_overlap(company: Company) -> None:
    admin(company, "U0ANNA")
    button(company, company.anna, NEW_CYCLE)
    company.slack.wait(lambda: company.anna.modal is not None)
    anna = company.anna
    anna.fill({"Name": "2026-Q4", "Last day": "2026-12-01"})
    anna.submit()
    assert set(anna.errors) == {"Name", "Last day"}
    anna.fill({"Name": "2026 H2", "First day": "2026-07-01", "Last day": "2026-12-31"})
    thrice(company)
    anna.submit()
    assert "overlap" in str(anna.modal)
    assert "2026-Q4" in str(anna.modal)
    made = cycle(company, "2026 H2")
    assert (made.first, made.last) == (date(2026, 7, 1), date(2026, 12, 31))


def test_it_plans_the_rounds_again_where_the_days_of_a_cycle_change(company: Company) -> None:
    admin(company, "U0ANNA")
    company.at(9, 57)
    for first, asked in (("2026-12-01", 0), ("2026-10-01", 1)):
        button(company, company.anna, EDIT_CYCLE, cycle(company).id)
        company.slack.wait(lambda: company.anna.modal is not None)
        company.anna.fill({"First day": first})
        company.anna.submit()
        company.anna.close()
        company.at(10)
        assert sum(row.kind is DeliveryKind.PROMPT for row in company.deliveries) == 2 * asked
    with company.bot.context.database.read() as session:
        assert [one.after for one in changes_of(session, cycle(company))] == ["2026-12-01", "2026-10-01"]


def test_only_admins_make_cycles(company: Company) -> None:
    button(company, company.boris, NEW_CYCLE)
    company.slack.wait(lambda: bool(company.boris.ephemerals(company.slack.dm_of("U0BORIS").id)))
    assert "Only an admin can change this" in company.boris.ephemerals(company.slack.dm_of("U0BORIS").id)[-1].text
    assert company.boris.modal is None
