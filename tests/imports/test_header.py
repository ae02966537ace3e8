from collections.abc import Sequence
from pathlib import Path

import pytest

from storage.imports.header import count_header_rows, names
from storage.imports.table import Layout, Table, read_table

SHARED = Path("../shared/data")
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of real files is not beside the repository")
SURVEYMONKEY = (
    "Respondent ID;Collector ID;Which film?;;Which hero?;;;Why?",
    ";;Hope;Empire;Han;Luke;Leia;Open-Ended Response",
)
QUALTRICS = (
    "StartDate;Q1;Q1_TEXT",
    "Start Date;How likely?;Why?",
    '{"ImportId":"startDate"};{"ImportId":"QID1"};{"ImportId":"QID1_T"}',
)
WITHOUT_IDS_BELOW = ("StartDate;EndDate;Q1", "Start Date;End Date;How likely?")
LEGACY = ("V1;V2;V10;Q1", "ResponseID;ResponseSet;Finished;How likely?")
TYPEFORM = (";Which?;;;;", "#;Red;Blue;Other;How much?;Submit Date (UTC)")
GERMAN = ("Teilnehmer-ID;Wie zufrieden sind Sie?;Warum?", ";Antwort;Offene Antwort")
RUSSIAN = ("ID респондента;Насколько вы довольны?;Почему?", ";Ответ;Открытый ответ")
TICKED = ("Respondent ID;Collector ID;Do you agree?;How likely?;Why?", ";;I agree;Response;Open-Ended Response")
WITHOUT_IDS = ("How likely?;Why?;Where?;", "Response;Open-Ended Response;Response;Other (please specify)")
REPEATED = ("Respondent ID;Collector ID;Which?;Which?;Which?", ";;Red;Blue;Green")
MERGED = ("ID;Date;Which?;;", ";;Red;Blue;Green")


def rows(*lines: str) -> list[list[str]]:
    return [line.split(";") for line in lines]


@pytest.mark.parametrize(
    ("head", "answers"),
    [
        (SURVEYMONKEY, ("1;7;Hope;;9;8;7;x", "2;7;;Empire;9;8;;")),
        (SURVEYMONKEY, ()),
        (SURVEYMONKEY, ("1;7;Hope;;9;8;7;x", "", ";;;;;;;")),
        (QUALTRICS, ("2026-10-05;9;x",)),
        (WITHOUT_IDS_BELOW, ("2026-10-05;2026-10-05;9",)),
        (QUALTRICS[::2], ("2026-10-05;9;x",)),
        (LEGACY, ("R_1;Default;1;9",)),
        (TYPEFORM, ("a1;Red;;;9;2026-10-05",)),
        (GERMAN, ("1;9;x", "2;8;")),
        (RUSSIAN, ("1;9;x",)),
        (TICKED, ("1;7;I agree;9;x", "2;7;;8;")),
        (WITHOUT_IDS, ("9;x;Berlin;", "8;;;Rome")),
        (("Respondent ID;End Date;How likely?;", ";;Response;Why?"), ("1;2026-10-05;9;x", "2;2026-10-06;8;")),
        (REPEATED, ("1;7;Red;;", "2;7;;Blue;Green")),
        (MERGED, ("1;2026-10-05;Red;;", "2;2026-10-06;;Blue;Green")),
    ],
)
def test_it_finds_that_there_is_more_than_one_header_row(head: Sequence[str], answers: Sequence[str]) -> None:
    assert count_header_rows(rows(*head, *answers)) == len(head)


@pytest.mark.parametrize(
    "lines",
    [
        ("id;score",),
        ("id;score", "1;9"),
        ("Timestamp;How likely?;Why?", ";9;Response", "2026-10-05;8;x"),
        (";name;score", "0;Anna;9", "1;Boris;8"),
        ("id;type;text", ";Response;x", "2;Response;y"),
        ("id;kind;text", "1;Response;Answer", "2;Question;y"),
        ("id;one;;", ";a;b;c", ";d;e;f"),
        ("id;one;;", ";1;2;3", "7;1;2;4"),
        ("id;one;;", ";x;x;x", "7;x;y;z"),
        ("V1;V2;V3", "1;2;3", "4;5;6"),
        ("V1;V2;V3", "ResponseID;x;y", "4;5;6"),
        ('{"ImportId":"a"};{"ImportId":"b"}', "1;2"),
        ("#;Which?;Submit Date (UTC)", "a1;Red;2026-10-05"),
        ('"Response ID";"G1Q1. How likely?"', "1;9", "2;8"),
        ("Ticket id;Created at;Status", "1;2026-10-05;Closed"),
    ],
)
def test_it_takes_no_answer_for_a_header(lines: Sequence[str]) -> None:
    assert count_header_rows(rows(*lines)) == 1


@pytest.mark.parametrize(
    ("head", "header", "second"),
    [
        (("a; b ;c",), "a;b;c", ";;"),
        (
            SURVEYMONKEY,
            "Respondent ID;Collector ID;Which film?;Which film?;Which hero?;Which hero?;Which hero?;Why?",
            SURVEYMONKEY[1],
        ),
        (QUALTRICS, QUALTRICS[0], QUALTRICS[1]),
        (LEGACY, LEGACY[0], LEGACY[1]),
        (TYPEFORM, "#;Which?;Which?;Which?;How much?;Submit Date (UTC)", ";Red;Blue;Other;;"),
        (("a;b;", ";x;"), "a;b;", ";x;"),
        ((";;Which?;", "ID;Date;Red;Blue"), "ID;Date;Which?;Which?", ";;Red;Blue"),
        (("a;b", ";x;y"), "a;b;b", ";x;y"),
        (("Report of October;", "id;score;why", "1;2;3"), "id;score;why", "1;2;3"),
        (("Report", "Made;today", "id;score;why"), "id;score;why", ";;"),
        (("Report", "id"), "Report", "id"),
        (("Report", ";;", "id;score;why"), "id;score;why", ";;"),
    ],
)
def test_it_says_what_columns_are_called(head: Sequence[str], header: str, second: str) -> None:
    assert [";".join(found) for found in names(rows(*head))] == [header, second]


def read(name: str) -> Table:
    return read_table(SHARED / name, Layout())


@needs_shared
@pytest.mark.parametrize(
    ("name", "header_rows", "n"),
    [
        ("cantera_typeform/cantera_typeform_responses.csv", 2, 60),
        ("carpentries_nps/20200326-longterm-other_questions-no-open.csv", 1, 176),
        ("cdnow_clv_lifetimes/cdnow_customers_summary_with_transactions.csv", 1, 2357),
        ("cncf_ambassador_surveymonkey/CNCF_Ambassadors_Survey_2019_H2.csv", 2, 42),
        ("cncf_ambassador_surveymonkey/CNCF_Ambassadors_Survey_2020_H1.csv", 2, 44),
        ("cncf_ambassador_surveymonkey/CNCF_Ambassadors_Survey_2021.csv", 2, 44),
        ("cncf_maintainer_surveymonkey/CNCF_Maintainers_Survey_2020_H2.csv", 2, 97),
        ("cncf_maintainer_surveymonkey/CNCF_Maintainers_Survey_2021_H2.csv", 2, 102),
        ("dask_user_survey_2019/dask_2019_results.csv", 1, 259),
        ("dou_ua_russian_cp1251/results-of-the-2016_otmetka_vremeni.csv", 1, 10948),
        ("fivethirtyeight_starwars_surveymonkey/StarWars.csv", 2, 1186),
        ("italian_helpdesk_log/helpdesk_verenich2016.csv", 1, 13710),
        ("jupyter_ux_2015_surveygizmo/20160115235816-SurveyExport.csv", 1, 1706),
        ("k8s_contribex_surveymonkey_2019/contribex-survey-2019.csv", 2, 211),
        ("online_shoppers_conversion/online_shoppers_intention.csv", 1, 12330),
        ("qualtrics_qualtRics_fixtures/qualtrics_3header_german_labels.csv", 3, 1),
        ("qualtrics_qualtRics_fixtures/qualtrics_legacy_2header_BOM.csv", 2, 1),
        ("rstudio_r_community_googleforms/2019_english_responses.csv", 1, 1838),
        ("rstudio_r_community_googleforms/2019_spanish_responses.csv", 1, 338),
        ("rstudio_r_community_googleforms/2019_spanish_responses.xlsx", 1, 338),
        ("spack_user_survey_googleforms/spack-user-survey-2020-responses.csv", 1, 170),
        ("spack_user_survey_googleforms/spack-user-survey-2021-responses.csv", 1, 179),
        ("telco_churn_ibm/Telco-Customer-Churn.csv", 1, 7043),
        ("zendesk_api_schema_seeds/ticket_comment_data.csv", 1, 20),
        ("zendesk_api_schema_seeds/ticket_data.csv", 1, 10),
        ("zendesk_api_schema_seeds/ticket_field_history_data.csv", 1, 38),
    ],
)
def test_it_finds_the_header_rows_of_real_exports(name: str, header_rows: int, n: int) -> None:
    table = read(name)
    assert (table.layout.header_rows, sum(1 for _ in table.lines())) == (header_rows, n)


@needs_shared
def test_it_calls_the_columns_of_a_real_grid_by_question_and_choice() -> None:
    table = read("fivethirtyeight_starwars_surveymonkey/StarWars.csv")
    assert [header[:6] for header in table.header[16:19]] == ["Please", "Please", "Please"]
    assert table.second[16:19] == ("Luke Skywalker", "Princess Leia Organa", "Anakin Skywalker")


@needs_shared
def test_it_calls_a_typeform_question_of_one_column_by_itself() -> None:
    table = read("cantera_typeform/cantera_typeform_responses.csv")
    assert (table.header[0], table.second[0]) == ("#", "")
    assert (table.header[21], table.second[21]) == ("What version of Cantera do you use most often?", "")
