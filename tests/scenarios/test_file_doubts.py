"""Where a file leaves a doubt, the bot asks by buttons and a form, and stores nothing until it is settled."""

import io

import pytest
from openpyxl import Workbook

from storage.facts import Purchase, SurveyAnswer
from tests.scenarios.conftest import Company
from tests.scenarios.files import answer, buttons, nps_file, press, send, stored, text_of

KPIS = """
kpis:
  - {name: media, title: Media, formula: value, min_n: 1}
  - {name: nps, title: NPS, formula: nps, survey: relationship}
"""
KINDS = ["Survey", "Tickets", "Customers", "Orders", "Reviews", "Values of a KPI"]
ODD = b"alpha,beta\n1,2\n3,4\n"
MARKS = b"id,when,mark\n1,2026-11-02,4\n2,2026-11-03,5\n"
AMBIGUOUS = b"id,when,nps\n1,03/04/2026,9\n2,05/06/2026,10\n"


def test_it_asks_what_is_in_a_file_that_looks_like_nothing(company: Company) -> None:
    message = send(company, "odd.csv", ODD)
    assert "What is in this file?" in text_of(message)
    assert buttons(message) == [*KINDS, "Leave it"]


def test_it_goes_on_with_the_kind_that_is_chosen(company: Company) -> None:
    message = send(company, "odd.csv", ODD)
    asked = press(company, message, "Orders", "looks like this: orders")
    assert "These fields are needed and have no column yet" in text_of(asked)
    assert buttons(asked) == ["Answer", "Leave it"]


def test_it_asks_for_the_columns_of_fields(company: Company) -> None:
    sent = b"nr,who,on,sum\n1,ann,2026-11-02,10\n2,ben,2026-11-03,20\n"
    message = send(company, "odd.csv", sent, "orders")
    columns = {"Column: id": "nr", "Column: customer": "who", "Column: time": "on", "Column: amount": "sum"}
    ready = answer(company, message, columns, "Nothing is stored yet")
    assert "id: “nr” · customer: “who” · time: “on” · amount: “sum”" in text_of(ready)
    press(company, ready, "Import", "is imported")
    assert stored(company, Purchase) == 2


def test_it_asks_which_survey_it_is_and_offers_the_files_name(company: Company) -> None:
    message = send(company, "relationship.csv", nps_file())
    assert "Which survey is this?" in text_of(message)
    ready = answer(company, message, {}, "Nothing is stored yet")
    assert "survey “relationship”" in text_of(ready)
    assert buttons(ready) == ["Import", "Change", "Leave it"]


def test_it_names_the_surveys_there_are(company: Company) -> None:
    press(company, send(company, "a.csv", nps_file(), "survey: relationship"), "Import", "is imported")
    company.open_form(company.anna, "Answer", send(company, "b.csv", nps_file()))
    assert "Surveys so far: relationship" in str(company.anna.modal)


def test_it_asks_for_the_score_column_and_the_scale(company: Company) -> None:
    message = send(company, "marks.csv", MARKS, "survey: marks")
    assert "No column is clearly the score" in text_of(message)
    message = answer(company, message, {"Column: score": "mark"}, "more than one scale")
    ready = answer(company, message, {"Scale": "1-5"}, "Nothing is stored yet")
    assert "scale 1-5" in text_of(ready)
    press(company, ready, "Import", "is imported")
    assert stored(company, SurveyAnswer) == 2


def test_it_takes_the_scale_from_the_words(company: Company) -> None:
    message = send(company, "marks.csv", MARKS.replace(b"mark", b"csat"), "survey: marks scale 1-5")
    assert "scale 1-5" in text_of(message)
    assert buttons(message)[0] == "Import"


def test_it_asks_for_the_order_of_dates(company: Company) -> None:
    message = send(company, "dates.csv", AMBIGUOUS, "survey: dates")
    assert "could be day first or month first" in text_of(message)
    ready = answer(company, message, {"Dates such as 03/04/2026 have": "day first"}, "Nothing is stored yet")
    assert "From April 3, 2026 to June 5, 2026 · day first" in text_of(ready)


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ({"Words that mean “no answer”": "Skipped, none"}, "answered: 14 · without a score: 6"),
        ({"Scores of words": "skipped=0"}, "answered: 20 · without a score: 0"),
    ],
    ids=["missing", "labels"],
)
def test_it_asks_what_a_word_among_the_scores_means(company: Company, typed: dict[str, object], counted: str) -> None:
    content = nps_file([9] * 20).replace(b",9,ok", b",skipped,ok", 6)
    message = send(company, "words.csv", content, "survey: words")
    score = {"Column: score": "How likely are you to recommend us?"}
    message = answer(company, message, score, "are no scores: skipped (6)")
    ready = answer(company, message, typed, "Nothing is stored yet")
    assert counted in text_of(ready)


def test_it_asks_for_the_sheet_of_a_workbook(company: Company) -> None:
    message = send(company, "two.xlsx", workbook(), "survey: two")
    assert "Several sheets have rows: May, June" in text_of(message)
    ready = answer(company, message, {"Sheet of the workbook": "June"}, "stored yet")
    assert "1 row" in text_of(ready)


def test_it_asks_whose_values_these_are(company: Company) -> None:
    company.plan(KPIS)
    message = send(company, "media.csv", b"date,value\n2026-11-01,12\n")
    assert "Which KPI are these values of?" in text_of(message)
    ready = answer(company, message, {"KPI": "media"}, "Nothing is stored yet")
    assert "values of the KPI “media”" in text_of(ready)


def test_it_refuses_a_kpi_that_nobody_defined(company: Company) -> None:
    message = send(company, "media.csv", b"date,value\n2026-11-01,12\n", "values nonsense")
    assert "There is no KPI “nonsense” whose values are sent in" in text_of(message)


def test_it_wants_a_survey_to_have_a_name(company: Company) -> None:
    message = send(company, "a.csv", nps_file())
    company.open_form(company.anna, "Answer", message)
    company.anna.fill({"Name of the survey": "  "})
    company.anna.submit(force=True)
    assert company.anna.errors == {"Name of the survey": "Give the survey a name, for example relationship."}


def test_it_lets_what_was_understood_be_changed(company: Company) -> None:
    message = send(company, "a.csv", nps_file(), "survey: first")
    changed = answer(company, message, {"Name of the survey": "second"}, "second", button="Change")
    press(company, changed, "Import", "is imported: survey “second”")


def test_it_takes_another_kind_from_the_form(company: Company) -> None:
    message = send(company, "a.csv", nps_file(), "survey: first")
    asked = answer(company, message, {"What is in the file": "Reviews"}, "looks like this: reviews", button="Change")
    assert buttons(asked) == ["Answer", "Leave it"]


def test_it_forgets_a_column_that_is_emptied(company: Company) -> None:
    message = send(company, "a.csv", nps_file(), "survey: first")
    ready = answer(company, message, {"Column: time": None}, "No dates", button="Change")
    assert "time:" not in text_of(ready)


def test_it_says_that_a_stored_survey_has_another_scale(company: Company) -> None:
    press(company, send(company, "a.csv", nps_file(), "survey: first"), "Import", "is imported")
    message = send(company, "b.csv", nps_file([1, 5]), "survey: first scale 1-5")
    asked = press(company, message, "Import", "is stored with the scale 0-10")
    assert buttons(asked) == ["Answer", "Leave it"]
    ready = answer(company, asked, {"Scale": "0-10"}, "Nothing is stored yet")
    assert "Changed: 2" in text_of(press(company, ready, "Import", "is imported"))


def test_it_asks_for_an_encoding_that_nothing_tells(company: Company) -> None:
    content = "id,nps,имя\n1,9,ж\n".encode("cp1251")
    message = send(company, "old.csv", content, "survey: old")
    if "is not text in utf-8" in text_of(message):
        message = answer(company, message, {"Encoding of the text": "nonsense"}, "no encoding “nonsense”")
        message = answer(company, message, {"Encoding of the text": "cp1251"}, "Nothing is stored yet")
    assert "Read as cp1251" in text_of(message)


def workbook() -> bytes:
    """Two sheets with answers, of two rows and of one."""
    book, content = Workbook(), io.BytesIO()
    for name, rows in (("May", 2), ("June", 1)):
        sheet = book.create_sheet(name)
        sheet.append(["id", "nps"])
        for row in range(rows):
            sheet.append([row, 9])
    book.remove(book.worksheets[0])
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("language", ["ru"])
def test_it_asks_in_russian(company: Company) -> None:
    message = send(company, "данные.csv", ODD)
    assert "Что в этом файле?" in text_of(message)
    asked = press(company, message, "Обращения", "похоже, это обращения")
    assert "Нажмите *Уточнить*" in text_of(asked)
    company.open_form(company.anna, "Уточнить", asked)
    assert "Столбец: создано" in str(company.anna.modal)
