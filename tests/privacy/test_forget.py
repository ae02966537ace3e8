"""okrbot person forget: afterwards nothing of the person is left, and everything else works on."""

import json
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.people.job import refresh
from storage.changes import note
from storage.kinds import DeliveryKind
from storage.models import KeyResult
from tests.command import Run
from tests.privacy.conftest import WORDS, Traces, called, dump
from tests.scenarios.asking import ask
from tests.scenarios.conftest import Company, words

NAMES = ["Boris Quittenberg", "Борис Айвазов", "<!channel> O'Brien \\ %_\" {0}", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("name", NAMES)
def test_it_leaves_no_row_and_no_string(company: Company, run: Run, traces: Traces, name: str) -> None:
    called(company, name)
    traces(company)
    database, person = company.bot.context.database, company.person("U0BORIS").id
    before = dump(database)
    for trace in ("U0BORIS", name, *WORDS):
        assert trace in before or repr(trace)[1:-1] in before, trace
    done = run("person", "forget", "U0BORIS", "--yes")
    assert done.exit_code == 0, done.stderr
    after = dump(database)
    for trace in ("U0BORIS", "D0BORIS", name, repr(name)[1:-1], *WORDS, f"prompt:{person}:"):
        assert trace not in after, trace
    assert "with someone and someone" in after


def test_it_keeps_numbers_and_everything_works_on(company: Company, run: Run, traces: Traces) -> None:
    traces(company)
    done = run("person", "forget", "U0BORIS", "--yes")
    assert done.stdout.splitlines()[:3] == [
        "U0BORIS is forgotten.",
        "Anna takes over: 1.2",
        "2 check-ins stay as values and confidence, without a person or words.",
    ]
    assert [(row.person, row.value, row.confidence, row.note, row.blocker, row.thanks) for row in company.checkins] == [
        ("", 4, 7, "", "", None),
        ("U0ANNA", 48, 7, "with someone and someone", "", None),
        ("", 3.5, 8, "", "", None),
    ]
    shown = words(ask(company.slack, company.anna, "show 1.2"))
    assert "3.5" in shown
    assert "Anna" in shown
    history = words(ask(company.slack, company.anna, "history 1.2"))
    assert "someone who left" in history
    company.at(16, 5)
    (digest,) = [row for row in company.deliveries if row.kind is DeliveryKind.DIGEST]
    assert digest.state == "sent"
    assert "1 of 1 answered" in company.posts[-1].text
    for command in (("okrs", "export"), ("okrs", "show"), ("checkins", "list"), ("deliveries", "list"), ("doctor",)):
        told = run(*command)
        assert not told.exception or isinstance(told.exception, SystemExit), command
        assert "U0BORIS" not in told.stdout, command
    plan = company_plan(run)
    assert run("okrs", "import", plan).exit_code == 0


def company_plan(run: Run) -> str:
    """What is exported, as a file."""
    with open("plan.yaml", "w", encoding="utf-8") as file:
        file.write(run("okrs", "export").stdout)
    return "plan.yaml"


def test_it_does_not_add_the_person_again_until_they_act_themselves(company: Company, run: Run) -> None:
    company.at(10)
    assert run("person", "forget", "U0BORIS", "--yes").exit_code == 0
    company.clock.move_to(company.clock() + timedelta(days=2))
    refresh(company.bot.context, company.bot.clients)
    company.slack.change_person("U0BORIS", name="Boris the Second")
    company.settle()
    assert "U0BORIS" not in run("okrs", "export").stdout
    assert run("person", "export", "U0BORIS").exit_code == 1
    ask(company.slack, company.boris)
    assert json.loads(run("person", "export", "U0BORIS").stdout)["stored"].keys() <= {"person", "home", "audit"}


def test_it_asks_who_takes_over_where_the_person_leads_a_team(company: Company, run: Run, traces: Traces) -> None:
    traces(company)
    refused = run("person", "forget", "U0ANNA", "--yes")
    assert refused.exit_code == 1
    assert refused.stderr == "U0ANNA leads Support. Say who takes over: --to ID.\n"
    assert run("person", "forget", "U0ANNA", "--yes", "--to", "U0ANNA").exit_code == 1
    assert run("person", "forget", "U0ANNA", "--yes", "--to", "U0NOBODY").exit_code == 1
    assert "U0ANNA" in run("okrs", "export").stdout
    told = json.loads(run("person", "forget", "U0ANNA", "--yes", "--to", "U0BORIS", "--json").stdout)
    assert told["handed_over"] == [
        {
            "to": "U0BORIS",
            "teams": ["Support"],
            "objectives_and_key_results": ["1", "1.1"],
            "initiatives": 0,
        }
    ]
    assert told["check_ins_kept_without_person"] == 1
    assert told["messages_left_in_slack"] > 0
    assert told["scrubbed"]
    assert "U0ANNA" not in dump(company.bot.context.database)


def test_it_refuses_whom_the_settings_would_bring_back_and_asks_before_it_erases(
    company: Company, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "confirm with --yes" in run("person", "forget", "U0BORIS").stderr
    monkeypatch.setenv("OKRBOT_ADMINS", "U0BORIS")
    refused = run("person", "forget", "U0BORIS", "--yes")
    assert refused.exit_code == 1
    assert "OKRBOT_ADMINS" in refused.stderr
    assert company.person("U0BORIS").active


def test_it_erases_what_the_person_wrote_on_grades_and_says_where_the_name_still_stands(
    company: Company, run: Run
) -> None:
    boris = company.person("U0BORIS")
    with company.bot.context.database.write() as session:
        row = session.get_one(KeyResult, 1)
        for before, after in ((None, "Brombeerkuchen"), ("Brombeerkuchen", "Pflaumenmus")):
            note(session, row, "grade_note", (before, after), company.clock(), boris.id)
        note(session, row, "grade_note", ("Pflaumenmus", "agreed"), company.clock(), company.person("U0ANNA").id)
        row.grade_note, row.title = "agreed", "NPS as Boris wants it"
        session.add(row)
    done = run("person", "forget", "U0BORIS", "--yes")
    assert "The name still stands in 1 title or text" in done.stdout
    left = dump(company.bot.context.database)
    assert not [trace for trace in ("Brombeerkuchen", "Pflaumenmus") if trace in left]
    assert "agreed" in left


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_finds_the_id_whatever_stands_before_it(company: Company, run: Run) -> None:
    database = company.bot.context.database
    with database.write() as session:
        result = session.exec(select(KeyResult).limit(1)).one()
        result.title = "Ask\u2014U0BORIS, or\u00a0U0BORIS; U0BORISOV is another one"
        session.add(result)
    assert run("person", "forget", "U0BORIS", "--yes").exit_code == 0
    with database.read() as session:
        (found,) = session.exec(select(KeyResult.title).where(KeyResult.id == result.id))
    assert found == "Ask\u2014someone, or\u00a0someone; U0BORISOV is another one"
