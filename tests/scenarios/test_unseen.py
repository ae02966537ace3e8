"""What somebody may not see is in nothing that the bot sends, and what they may not do stores nothing."""

from sqlmodel import select

from bot.actions import AWAY_OVER, CHECK_IN, NO_CHANGE
from bot.authoring.sheets import Form, Subject
from bot.away.views import FORM as AWAY_FORM
from bot.home.views import GO
from bot.replies.views import UNDO
from storage.models import Person
from tests.scenarios.conftest import Company, dispatch, words
from tests.scenarios.test_crafted import Json, heard, number, opened, press, prompt_id, submission
from tests.scenarios.writing import stored

SHUT_OUT = "answers only the people of its own company"


def form_sent(company: Company, person: str, form: str, about: str, values: Json | None = None) -> Json:
    """A form that a client makes up."""
    body = submission(company, person, about, values)
    body["view"] |= {"callback_id": form, "id": f"V0{form.upper()}"}
    return body


def message(company: Company, person: str, said: str) -> Json:
    """Words in the direct message."""
    event = {"type": "message", "channel": company.slack.dm_of(person).id, "channel_type": "im", "user": person}
    event |= {"text": said, "ts": "1.1"}
    return {"type": "event_callback", "team_id": company.slack.team_id, "event_id": "Ev1", "event": event}


def test_it_takes_nothing_from_who_left(company: Company) -> None:
    company.at(10)
    form, prompt = opened(company), prompt_id(company, "U0ANNA")
    company.slack.change_person("U0ANNA", deleted=True)
    company.slack.wait(lambda: not company.person("U0ANNA").active)
    for action in (NO_CHANGE, CHECK_IN, AWAY_OVER, UNDO, f"{GO}mine"):
        assert SHUT_OUT in heard(company, company.anna, press(company, "U0ANNA", action, prompt)), action
    assert SHUT_OUT in dispatch(company, submission(company, "U0ANNA", form, number(1, "48"))).body
    assert SHUT_OUT in dispatch(company, form_sent(company, "U0ANNA", AWAY_FORM, "")).body
    dispatch(company, message(company, "U0ANNA", "1.1 48 conf 7"))
    company.settle()
    assert SHUT_OUT in words(company.anna.dm[-1])
    assert company.checkins == []


def test_it_meets_nobody_whom_a_refused_form_names(company: Company) -> None:
    owner = {"owner": {"author_owner": {"type": "users_select", "selected_user": "U0VERA"}}}
    body = form_sent(company, "U0BORIS", Form.OBJECTIVE, Subject().written(), owner)
    assert dispatch(company, body).status == 200
    company.settle()
    assert "U0VERA" not in {row.slack_id for row in stored(company, lambda session: session.exec(select(Person)).all())}
