"""200 hostile strings come in wherever people may write: all is answered, kept as it was written, and nothing fails."""

import logging
from collections.abc import Callable, Iterator, Sized
from functools import partial

import pytest
import yaml
from sqlmodel import select

from bot.localslack.driver import Driver
from bot.objectives.plans.export import as_yaml, document
from storage.models import KeyResult, Objective
from storage.people import find_workspaces
from tests.command import Run
from tests.hostile import STRINGS, kept, problems, read, squeezed
from tests.scenarios.asking import answers, ask
from tests.scenarios.conftest import CHANNEL, Company, words
from tests.scenarios.files import send, wait

WORDS = ("", "team", "show", "history", "kpi", "digest", "agenda", "close", "away", "edit", "checkin", "new", "tree")
PILES = [" ".join(STRINGS[first : first + 25])[:2500] for first in range(0, len(STRINGS), 25)]
"""All strings, many at a time."""


@pytest.fixture(autouse=True)
def harmless(company: Company, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Afterwards nothing that anybody has been shown is alive, nothing was refused, and nothing has failed."""
    caplog.set_level(logging.INFO)
    yield
    company.settle()
    shown = [*company.anna.dm, *company.boris.dm, *company.anna.read(CHANNEL)]
    ours = [message for message in shown if message.user == company.slack.bot_user_id]
    assert [
        (message.text[:80], wrong) for message in ours if (wrong := problems(list(message.blocks), message.text))
    ] == []
    calls = company.slack.ledger
    assert [(call.method, call.response) for call in calls if not call.response.get("ok")] == []
    views = [call.args["view"] for call in calls if call.method.startswith("views.")]
    assert [wrong for view in views if (wrong := problems(view))] == []
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert not [record for record in caplog.records if "evil" in record.getMessage()]


def grown(messages: Callable[[], Sized], by: int = 1) -> Callable[[], bool]:
    """Whether there are so many more of them than now."""
    enough = len(messages()) + by
    return lambda: len(messages()) >= enough


def is_called(company: Company, name: str) -> bool:
    return company.person("U0ANNA").name == name


def shown(person: Driver, answered: Callable[[], bool]) -> bool:
    return answered() or person.modal is not None


def close_all(person: Driver) -> None:
    while person.modal:
        person.close()


def test_typed_commands_are_answered(company: Company) -> None:
    company.at(10)
    anna = company.anna
    for word in WORDS:
        for pile in PILES if word == "" else PILES[:2]:
            close_all(anna)
            more = grown(lambda: answers(company.slack, anna))
            anna.slash("/okr", f"{word} {pile}")
            company.slack.wait(partial(shown, anna, more))
            assert problems(anna.modal) == []


def test_plans_come_in_and_go_out_as_they_were(company: Company, run: Run) -> None:
    titles = [*dict.fromkeys(kept(one, 255) for one in STRINGS)]
    fifths = [titles[first::5] for first in range(5)]
    units = [*dict.fromkeys(title[:40] for title in titles)]
    objectives = [
        {
            "title": title, "team": "Support", "owner": "U0ANNA", "cycle": "2026-Q4",
            "initiatives": [{"title": initiative, "owner": "U0BORIS"}],
            "key_results": [
                {"title": first, "owner": "U0BORIS", "unit": unit, "start": 0, "target": 9},
                {"title": f"{second[:250]} 2", "owner": "U0BORIS", "milestones": [step, "two"]},
            ],
        }
        for title, first, second, initiative, step, unit in zip(*fifths, units, strict=False)
    ]  # fmt: skip
    company.plan(yaml.safe_dump({"objectives": objectives}))
    with company.bot.context.database.read() as session:
        (workspace,) = find_workspaces(session)
        stored = session.exec(select(KeyResult.title)).all()
        named = session.exec(select(Objective.title)).all()
        again = document(session, workspace.id)
    assert {one for fifth in fifths[:2] for one in fifth[: len(objectives)]} <= {*stored, *named}
    assert yaml.safe_load(as_yaml(again)) == again
    lists = [run(*typed) for typed in (("okrs", "show"), ("checkins", "list"), ("deliveries", "list"), ("kpi", "list"))]
    assert [told.exit_code for told in lists] == [0] * 4
    assert not [letter for told in lists for letter in told.stdout if letter < " " and letter not in "\t\n"]
    company.at(10)
    for typed in ("", "all", "company", "tree", "at-risk", "digest", "agenda", "show 7", "history 7.1", "team"):
        ask(company.slack, company.anna, typed)
    company.at(16)
    assert company.posts


def test_answers_in_words_are_read(company: Company) -> None:
    company.at(10)
    for pile in PILES:
        answered = grown(lambda: company.anna.dm, by=2)
        said = company.anna.say(f"1.1 48 conf 7 {pile}")
        wait(company, answered)
    company.anna.edit(said, f"1.1 49 conf 7 {PILES[0]}")
    wait(company, lambda: company.checkins[-1].value == 49)


def test_notes_of_grades_are_told_as_they_are(company: Company) -> None:
    company.anna.slash("/okr", "close")
    company.slack.wait(lambda: company.anna.modal is not None)
    note = kept(PILES[0], 1000)
    fields = {"Grade (0 to 1)": "0.2", "Why": note, "What next": "Drop"}
    for section in ("NPS", "First"):
        company.anna.fill(fields, section=section)
    for _ in range(2):
        assert company.anna.submit().problem is None
        assert problems(company.anna.modal) == []
    company.settle()
    assert squeezed(note)[:60] in squeezed(read(list(company.posts[-1].blocks)))


def test_forms_keep_what_was_typed(company: Company) -> None:
    company.at(10)
    note, blocker = PILES[0], PILES[1]
    company.answer(company.anna, {"Value": "48", "Confidence (0-10)": "1", "Note": note, "Blocker": blocker})
    row = company.checkins[-1]
    assert (row.note, row.blocker) == (kept(note), kept(blocker))
    company.open_form(company.anna, "Edit")
    fields = {name: one.get("value") for block in company.anna.values.values() for name, one in block.items()}
    assert (fields["note"], fields["blocker"]) == (row.note, row.blocker)


def test_what_is_searched_for_may_be_anything(company: Company) -> None:
    company.anna.slash("/okr", "settings")
    company.slack.wait(lambda: company.anna.modal is not None)
    assert [company.anna.suggest("Time zone", pile).found for pile in PILES[:3]] == [{"options": []}] * 3


def test_messages_become_blockers_and_files_have_any_name(company: Company) -> None:
    company.at(10)
    company.answer(company.anna, {"Value": "48", "Confidence (0-10)": "7"})
    for pile in PILES:
        message = company.boris.say(kept(pile), channel=CHANNEL)
        company.anna.message_shortcut(message, "add_blocker")
        company.slack.wait(lambda: company.anna.modal is not None)
        company.anna.submit()
        close_all(company.anna)
    head = ",".join(f'"{kept(one, 60)}"'.replace('"', "'") for one in STRINGS[:30])
    send(company, f"{kept(PILES[2], 200)}.csv", f"{head}\n1,2,3\n".encode())


def test_names_and_statuses_may_be_anything(company: Company) -> None:
    company.at(10)
    for pile in PILES[:4]:
        name = kept(pile, 80)
        company.slack.change_person("U0ANNA", name=name, status_text=kept(pile, 100))
        company.slack.wait(partial(is_called, company, name))
    company.at(16)
    assert words(company.posts[-1])
