"""Who may write what: asked when a form opens and again when it is saved."""

import pytest
from sqlmodel import Session

from bot.authoring.overview import overview
from bot.authoring.sheets import Field, Form, ObjectiveSheet, Subject
from bot.errors import UserError
from bot.forms.sheet import Mistakes
from storage.kinds import Openness
from storage.models import Cycle, Workspace
from storage.people import new_workspace, set_admins
from tests.authoring.conftest import NOW, problems, writer

OBJECTIVE, KEY_RESULT = (Form.OBJECTIVE, Subject(1)), (Form.KEY_RESULT, Subject(1, 1))
ADD_KEY_RESULT, ADD_INITIATIVE = (Form.KEY_RESULT, Subject(1)), (Form.INITIATIVE, Subject(1))
INITIATIVE, PRIVATE = (Form.INITIATIVE, Subject(1, 1)), (Form.OBJECTIVE, Subject(3))
NEW = (Form.OBJECTIVE, Subject())
MAY = {
    "U0ANNA": [NEW, OBJECTIVE, KEY_RESULT, ADD_KEY_RESULT, ADD_INITIATIVE, INITIATIVE],
    "U0BORIS": [NEW, KEY_RESULT, ADD_INITIATIVE, INITIATIVE],
    "U0LEAD": [NEW, OBJECTIVE, KEY_RESULT, ADD_KEY_RESULT, ADD_INITIATIVE, INITIATIVE],
    "U0CHIEF": [NEW, PRIVATE],
    "U0ADMIN": [NEW, OBJECTIVE, KEY_RESULT, ADD_KEY_RESULT, ADD_INITIATIVE, INITIATIVE, PRIVATE],
    "U0OLGA": [],
    "U0VERA": [],
    "U0GONE": [],
}
EVERYTHING = [NEW, OBJECTIVE, KEY_RESULT, ADD_KEY_RESULT, ADD_INITIATIVE, INITIATIVE, PRIVATE]


@pytest.mark.parametrize("person", MAY)
def test_it_opens_what_a_person_may_write_and_no_more(session: Session, workspace: Workspace, person: str) -> None:
    one, opened = writer(session, workspace, person), []
    for form, subject in EVERYTHING:
        try:
            one.sheet(form, subject)
        except UserError as refused:
            assert refused.message in ("access.edit", "author.no_team", "objectives.unknown_id")  # noqa: PT017
        else:
            opened.append((form, subject))
    assert opened == MAY[person]


@pytest.mark.parametrize(("admins", "told"), [(["U0NEW"], "first_team"), ([], "no_team")])
def test_it_sends_who_may_make_a_team_there_where_none_is(session: Session, admins: list[str], told: str) -> None:
    empty = new_workspace(session, "en", "Europe/Moscow", "T2")
    set_admins(session, empty.id, admins)
    with pytest.raises(UserError, match=rf"author\.{told}"):
        writer(session, empty, "U0NEW").sheet(*NEW)


def test_it_hides_what_is_private_rather_than_refusing_it(session: Session, workspace: Workspace) -> None:
    with pytest.raises(UserError, match=r"objectives\.unknown_id"):
        writer(session, workspace, "U0ANNA").sheet(*PRIVATE)
    with pytest.raises(UserError, match=r"author\.gone"):
        overview(session, writer(session, workspace, "U0ANNA").caller, NOW, Subject(3))


@pytest.mark.parametrize(("person", "may"), [("U0ANNA", False), ("U0LEAD", True), ("U0CHIEF", True), ("U0ADMIN", True)])
def test_it_lets_leads_and_admins_make_company_objectives(
    session: Session, workspace: Workspace, person: str, *, may: bool
) -> None:
    one = writer(session, workspace, person)
    sheet = one.sheet(*NEW)
    assert isinstance(sheet, ObjectiveSheet)
    assert sheet.company is may
    if may:
        assert one.new_objective(title="Company", level="company") == 4
    else:
        with pytest.raises(Mistakes) as wrong:
            one.new_objective(title="Company", level="company")
        assert problems(wrong) == {"level": "access.create_company"}


def test_it_offers_ones_own_teams_and_what_one_sees(session: Session, workspace: Workspace) -> None:
    anna, admin = (writer(session, workspace, person).sheet(*NEW) for person in ("U0ANNA", "U0ADMIN"))
    assert [choice.label for choice in anna.lists[Field.TEAM]] == ["Support"]
    assert [choice.label for choice in admin.lists[Field.TEAM]] == ["Board", "Support"]
    assert [choice.label for choice in anna.lists[Field.PARENT]] == ["1 Happier customers", "2 Faster answers"]
    assert len(admin.lists[Field.PARENT]) == 3
    assert anna.typed[Field.CYCLE] == "2"
    assert anna.typed[Field.OWNER] == "U0ANNA"


def test_it_offers_an_owner_of_one_key_result_only_that_to_hang_something_on(
    session: Session, workspace: Workspace
) -> None:
    boris = writer(session, workspace, "U0BORIS")
    offered = [choice.value for choice in boris.sheet(*ADD_INITIATIVE).lists[Field.PLACE]]
    assert offered == ["1", "2"]
    with pytest.raises(Mistakes) as wrong:
        boris.new_initiative(1, title="A", place="0")
    assert problems(wrong) == {"place": "author.place_gone"}


@pytest.mark.parametrize("asked", EVERYTHING[1:6])
def test_it_changes_nothing_in_a_closed_cycle(
    session: Session, workspace: Workspace, asked: tuple[Form, Subject]
) -> None:
    lead = writer(session, workspace, "U0LEAD")
    session.get_one(Cycle, 2).state = Openness.CLOSED
    session.flush()
    with pytest.raises(UserError, match=r"author\.cycle_closed"):
        lead.sheet(*asked)


@pytest.mark.usefixtures("workspace")
def test_it_never_reaches_another_workspace(session: Session) -> None:
    elsewhere = Workspace(slack_id="T2")
    session.add(elsewhere)
    session.flush()
    stranger = writer(session, elsewhere, "U0ADMIN")
    stranger.caller.person.admin = True
    for form, subject in EVERYTHING[1:]:
        with pytest.raises(UserError):
            stranger.sheet(form, subject)


def test_it_does_not_take_a_key_result_for_one_of_another_objective(session: Session, workspace: Workspace) -> None:
    with pytest.raises(UserError, match=r"author\.gone"):
        writer(session, workspace, "U0LEAD").sheet(Form.KEY_RESULT, Subject(2, 1))
    with pytest.raises(UserError, match=r"author\.gone"):
        writer(session, workspace, "U0LEAD").sheet(Form.INITIATIVE, Subject(2, 1))
