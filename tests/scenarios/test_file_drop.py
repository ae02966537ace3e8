"""Somebody drops a file into the direct message: what the bot understood, and an import on a button."""

import json

import pytest

from bot.localslack.server import LocalSlack
from storage.facts import KpiValue, SurveyAnswer, Ticket
from storage.kinds import DeliveryKind, DeliveryState
from tests.command import Run
from tests.scenarios.conftest import Company
from tests.scenarios.files import answer, buttons, nps_file, press, send, stored, text_of, wait
from tests.scenarios.test_hostile_words import live

KPIS = """
kpis:
  - {name: nps, title: NPS, formula: nps, survey: relationship, min_n: 5}
  - {name: media, title: Media, formula: value, min_n: 1}
"""
TICKETS = b"""Ticket ID,Created at,Solved at,Priority,Status
1,2026-11-02 10:00,2026-11-02 12:00,high,Solved
2,2026-11-03 10:00,,low,Open
"""
WRONG = b"id,date,nps\n1,2026-11-02,9\n2,2026-11-03,=2+3\n3,2026-11-04,11\n4,soon,7\n5,2026-11-05,\n"


def test_it_says_what_it_understood_and_stores_nothing(company: Company) -> None:
    message = send(company, "november.csv", nps_file(), "survey: relationship")
    assert text_of(message).splitlines() == [
        "*november.csv*: survey “relationship”.",
        "• Columns: score: “How likely are you to recommend us?” · time: “Date” · id: “Response ID”",
        "• 50 rows · answered: 50 · without a score: 0 · scale 0-10",
        "• From November 1, 2026 to November 28, 2026 · year first",
        "• Read as utf-8",
        "Nothing is stored yet.",
    ]
    assert message.text == "november.csv: survey “relationship”."
    assert buttons(message) == ["Import", "Change", "Leave it"]
    assert stored(company, SurveyAnswer) == 0


def test_it_imports_on_the_button_and_the_kpi_shows_it(company: Company, run: Run) -> None:
    company.plan(KPIS)
    message = send(company, "november.csv", nps_file(), "survey: relationship")
    done = press(company, message, "Import", "is imported")
    assert text_of(done).splitlines() == [
        "*november.csv* is imported: survey “relationship”.",
        "Rows: 50. New: 50 (without a score: 0). Changed: 0. Known already: 0. Skipped: 0. Rejected: 0.",
    ]
    assert buttons(done) == []
    shown = json.loads(run("kpi", "show", "nps", "--json").stdout)
    assert (shown["value"], shown["n"]) == (30, 50)


def test_it_adds_nothing_where_the_same_file_comes_again(company: Company) -> None:
    for imported in ("New: 50", "New: 0"):
        message = send(company, "november.csv", nps_file(), "survey: relationship")
        assert imported in text_of(press(company, message, "Import", "is imported"))
    assert "Known already: 50" in text_of(company.anna.dm[-1])
    assert stored(company, SurveyAnswer) == 50


@pytest.mark.parametrize("language", ["ru"])
def test_it_speaks_russian(company: Company) -> None:
    message = send(company, "ноябрь.csv", nps_file([10, 3, 8]), "опрос «После покупки», шкала 0-10")
    assert text_of(message).splitlines() == [
        "*ноябрь.csv*: опрос «После покупки».",
        "• Столбцы: оценка: «How likely are you to recommend us?» · время: «Date» · идентификатор: «Response ID»",
        "• 3 строки · с оценкой: 3 · без оценки: 0 · шкала 0-10",
        "• С 2 ноября 2026\u202fг. по 4 ноября 2026\u202fг. · сначала год",
        "• Прочитано как utf-8",
        "Пока ничего не сохранено.",
    ]
    assert buttons(message) == ["Импортировать", "Изменить", "Оставить как есть"]
    done = press(company, message, "Импортировать", "импорт завершён")
    assert text_of(done).startswith("*ноябрь.csv* — импорт завершён: опрос «После покупки».\nСтрок: 3. Новых: 3")


def test_it_leaves_a_file_as_it_is(company: Company) -> None:
    message = send(company, "november.csv", nps_file(), "survey: relationship")
    left = press(company, message, "Leave it", "is left as it is")
    assert (buttons(left), stored(company, SurveyAnswer)) == ([], 0)


def test_it_takes_tickets_by_the_headers_they_have(company: Company) -> None:
    message = send(company, "zendesk.csv", TICKETS)
    first, columns, *_ = text_of(message).splitlines()
    assert first == "*zendesk.csv*: tickets."
    assert "id: “Ticket ID” · created: “Created at” · solved: “Solved at”" in columns
    press(company, message, "Import", "is imported")
    assert stored(company, Ticket) == 2


def test_it_takes_the_values_of_a_kpi(company: Company) -> None:
    company.plan(KPIS)
    message = send(company, "media.csv", b"date,value\n2026-11-01,12\n2026-11-02,15\n", "values media")
    assert "values of the KPI “media”" in text_of(message)
    press(company, message, "Import", "is imported")
    assert stored(company, KpiValue) == 2


def test_it_answers_each_file_of_a_message(company: Company) -> None:
    company.anna.upload_all({"a.csv": nps_file(), "b.csv": TICKETS})
    wait(company, lambda: len(company.anna.dm) == 3)
    assert {text_of(message).split("*")[1] for message in company.anna.dm[1:]} == {"a.csv", "b.csv"}


def test_it_gives_the_rows_left_out_in_the_thread(company: Company) -> None:
    message = send(company, "may.csv", WRONG, "survey: may")
    message = answer(company, message, {"Column: score": "nps", "Column: time": "date"}, "3 rows")
    assert "3 rows cannot be read and will be left out" in text_of(message)
    assert "Row 3, column “nps”, “=2+3”: not a number" in text_of(message)
    done = press(company, message, "Import", "is imported")
    assert "New: 2 (without a score: 1)" in text_of(done)
    assert "Rejected: 3" in text_of(done)
    company.slack.wait(lambda: company.anna.thread(message.channel, message.ts))
    (reply,) = company.anna.thread(message.channel, message.ts)
    (file,) = [company.slack.files[name] for name in reply.files]
    assert file.name == "may.csv.rejected.csv"
    assert file.content.decode().splitlines() == [
        "id,date,nps,row,reason",
        "2,2026-11-03,'=2+3,3,not a number",
        "3,2026-11-04,11,4,off the scale",
        "4,soon,7,5,not a date or time",
    ]


@pytest.mark.parametrize("who", ["U0BORIS", "U0VERA", "U0MAX"])
def test_it_declines_files_of_members_guests_and_strangers(company: Company, who: str) -> None:
    person = company.slack.person(who)
    message = send(company, "november.csv", nps_file(), "survey: relationship", person)
    assert text_of(message).startswith("Files are imported by team leads and admins.")
    assert buttons(message) == []
    assert fetched(company.slack) == []


def test_it_declines_once_for_many_files(company: Company) -> None:
    company.boris.upload_all({"a.csv": nps_file(), "b.csv": nps_file()})
    wait(company, lambda: len(company.boris.dm) == 2)
    assert [row.state for row in company.deliveries if row.kind is DeliveryKind.FILE] == [DeliveryState.SENT]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'id,date,nps\n1,2026-11-01,"9\n', "a quotation mark that is not closed"),
        (b"\x00\x01\x02\x03" * 50, "not a text file"),
        (b"id,date,nps\n", "a header and no rows"),
        (b"<!DOCTYPE html><table><tr><td>9</td></tr></table>", "This file is a web page"),
    ],
    ids=["quote", "binary", "header", "html"],
)
def test_it_says_what_is_wrong_with_a_file(company: Company, content: bytes, sentence: str) -> None:
    message = send(company, "broken.csv", content, "survey: relationship")
    assert sentence in text_of(message)
    assert sentence in message.text
    assert buttons(message) == []


def test_it_names_the_scope_that_is_missing(company: Company) -> None:
    company.slack.scopes -= {"files:read"}
    assert "files:read" in text_of(send(company, "november.csv", nps_file()))


def test_it_keeps_hostile_names_harmless(company: Company) -> None:
    name = "<!channel> *<@U0BORIS>* & <http://evil.example|click>.csv"
    header = "NPS <!channel> <http://evil.example|click>"
    message = send(company, name, nps_file(score=header), "survey: <!channel> & co")
    assert "&lt;!channel&gt;" in text_of(message)
    assert live(message) == []
    done = press(company, message, "Import", "is imported")
    assert live(done) == []


def fetched(slack: LocalSlack) -> list[str]:
    return [call.method for call in slack.ledger if call.method.startswith("files.")]
