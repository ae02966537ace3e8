from datetime import date
from pathlib import Path

import pytest

from storage.imports.refusal import Problem
from storage.kinds import ImportKind
from tests.imports.mapped import Read, moscow, read, refusal

TICKETS = ImportKind.TICKETS
HEADER = "id,created,solved,first_reply,reopened,customer_reply,tier,status,handle_minutes,segment\n"
DAY = 24 * 3600
HELPDESK = Path("../shared/data/italian_helpdesk_log/helpdesk_verenich2016.csv")
ZENDESK = Path("../shared/data/zendesk_api_schema_seeds/ticket_data.csv")


def ticket(**cells: str) -> Read:
    named = {"id": "7", "created": "2026-10-05 12:00"} | cells
    return read(TICKETS, ",".join(named) + "\n" + ",".join(named.values()) + "\n")


def test_it_reads_every_field() -> None:
    row = read(
        TICKETS,
        HEADER + "7,2026-10-05 12:00,2026-10-06 12:00,2026-10-05 13:00,2026-10-07 12:00,2026-10-08 12:00,"
        "2,closed,0:10:30,EU\n",
    ).row
    assert (row["external_id"], row["tier"], row["status"], row["segment"]) == ("7", "2", "closed", "EU")
    assert (row["created_at"], row["created_day"]) == (moscow(5, 12), date(2026, 10, 5))
    assert (row["solved_at"], row["solved_day"], row["resolution_seconds"]) == (moscow(6, 12), date(2026, 10, 6), DAY)
    assert (row["first_reply_at"], row["first_reply_seconds"]) == (moscow(5, 13), 3600)
    assert (row["reopened_at"], row["customer_reply_at"], row["recontact_seconds"]) == (
        moscow(7, 12),
        moscow(8, 12),
        DAY,
    )
    assert row["handle_seconds"] == 630


def test_it_counts_business_hours_in_the_workspace_zone() -> None:
    row = ticket(created="2026-10-02 17:00", first_reply="2026-10-05 09:30", solved="2026-10-05 10:00").row
    assert (row["first_reply_business_seconds"], row["resolution_business_seconds"]) == (5400, 7200)


def test_it_has_no_durations_for_what_has_not_happened() -> None:
    row = ticket(solved="", first_reply="NA").row
    assert [row[name] for name in ("solved_at", "solved_day", "resolution_seconds", "first_reply_seconds")] == [
        None
    ] * 4


def test_it_has_no_duration_of_a_reply_that_came_before_the_ticket() -> None:
    row = ticket(first_reply="2026-10-05 11:59").row
    assert (row["first_reply_at"], row["first_reply_seconds"]) == (moscow(5, 11, 59), None)
    assert row["first_reply_business_seconds"] is None


def test_it_leaves_alone_what_the_file_does_not_tell() -> None:
    assert ticket().row.keys() == {"external_id", "created_at", "created_day"}


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [("30", 1800), ("0:30:00", 1800), ("1:30", 5400), ("2.5", 150), ("2,5", 150), ("", None), ("-", None)],
)
def test_it_reads_handling_as_minutes_or_as_a_clock(cell: str, seconds: int | None) -> None:
    assert ticket(handle_minutes=f'"{cell}"').row["handle_seconds"] == seconds


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"id": " "}, "id", "no_id"),
        ({"created": ""}, "created", "no_time"),
        ({"created": "yesterday"}, "created", "no_time"),
        ({"solved": "soon"}, "solved", "no_time"),
        ({"solved": "2026-10-05 11:59"}, "solved", "solved_before_created"),
        ({"handle_minutes": "a while"}, "handle_minutes", "no_duration"),
        ({"handle_minutes": "-5"}, "handle_minutes", "no_duration"),
        ({"handle_minutes": "99999999"}, "handle_minutes", "no_duration"),
        ({"status": "x" * 41}, "status", "too_long"),
        ({"created": "1971-01-01", "solved": "2099-01-01"}, "solved", "too_late"),
        ({"created": "1971-01-01", "reopened": "2099-01-01"}, "reopened", "too_late"),
    ],
)
def test_it_rejects_a_row_with_a_cell_that_cannot_be(cells: dict[str, str], column: str, reason: str) -> None:
    found = ticket(**cells)
    assert found.rows == []
    assert found.reasons == [(2, column, cells[column], reason)]


def test_it_takes_a_ticket_solved_the_moment_it_was_made() -> None:
    assert ticket(solved="2026-10-05 12:00").row["resolution_seconds"] == 0


def test_it_rejects_a_row_that_is_wider_than_the_header() -> None:
    found = read(TICKETS, "id,created\n1,2026-10-05\n2,2026-10-05,oops\n")
    assert found.reasons == [(3, "#3", "oops", "too_wide")]


def test_it_skips_rows_without_anything_in_them() -> None:
    found = read(TICKETS, "id,created\n1,2026-10-05\n,\n")
    assert (len(found.rows), found.skipped) == (1, 1)


def test_it_gives_a_long_id_a_key_that_fits() -> None:
    one, other = read(TICKETS, f"id,created\n{'x' * 300},2026-10-05\n{'x' * 301},2026-10-05\n").rows
    assert len(one["external_id"]) <= 80
    assert one["external_id"] != other["external_id"]


def test_it_takes_a_column_that_is_called_like_a_field_and_prefers_the_one_it_is_told() -> None:
    found = read(TICKETS, "ID,Created,made\n1,2026-10-05,2026-10-06\n", {"created": "made"})
    assert found.row["created_at"] == moscow(6)
    assert found.records.labels()["id"] == "ID"


def test_it_takes_no_column_for_a_field_that_is_given_none() -> None:
    found = read(TICKETS, "id,created,solved\n1,2026-10-06,2026-10-05\n", {"solved": ""})
    assert "solved_at" not in found.row


def test_it_settles_the_order_of_dates_by_any_column_of_times() -> None:
    found = read(TICKETS, "id,created,solved\n1,05.10.2026,13.10.2026\n")
    assert found.row["created_at"] == moscow(5)


def test_it_reads_each_column_of_times_as_it_is_written() -> None:
    rows = read(TICKETS, "id,created,solved,reopened\n1,1759651200,13/10/2025,45943.5\n").rows
    assert [str(rows[0][name])[:16] for name in ("created_at", "solved_at", "reopened_at")] == [
        "2025-10-05 08:00",
        "2025-10-12 21:00",
        "2025-10-13 09:00",
    ]


def test_it_refuses_dates_in_doubt_between_columns_that_contradict_each_other() -> None:
    refused = refusal(TICKETS, "id,created,solved,reopened\n1,05.10.2026,13.10.2026,10.13.2026\n")
    assert refused.problem is Problem.AMBIGUOUS_DATES


def test_it_dates_a_whole_file() -> None:
    found = read(TICKETS, "id\n1\n", time=date(2026, 10, 13))
    assert (found.row["created_at"], found.row["created_day"]) == (moscow(13), date(2026, 10, 13))


@pytest.mark.parametrize(
    ("content", "columns", "more", "problem", "named"),
    [
        ("id\n1\n", {}, {}, Problem.FIELDS_MISSING, "created"),
        ("a,b\n1,2\n", {"id": "a", "made": "b"}, {}, Problem.UNKNOWN_FIELD, "made"),
        (
            "id,created\n1,2026-10-05\n",
            {"created": "created"},
            {"time": date(2026, 10, 5)},
            Problem.DATED_TWICE,
            "created",
        ),
        ("id,created\n1,2026-10-05\n", {}, {"words": {"status": {"a": "b"}}}, Problem.WORDS_WITHOUT_COLUMN, "status"),
        ("id,created\n1,2026-10-05\n", {}, {"words": {"mood": {"a": "b"}}}, Problem.UNKNOWN_FIELD, "mood"),
        ("id,created\n1,05.10.2026\n", {}, {}, Problem.AMBIGUOUS_DATES, "05.10.2026"),
    ],
)
def test_it_refuses_what_leaves_a_doubt(
    content: str, columns: dict[str, str], more: dict[str, object], problem: Problem, named: str
) -> None:
    refused = refusal(TICKETS, content, columns, **more)
    assert refused.problem is problem
    assert named in map(str, refused.values.values())


def test_it_takes_a_word_for_what_it_is_said_to_mean() -> None:
    rows = read(
        TICKETS, "id,created,status\n1,2026-10-05, DONE \n2,2026-10-05,new\n", words={"status": {"done": "closed"}}
    ).rows
    assert [row["status"] for row in rows] == ["closed", "new"]


def test_it_takes_further_words_for_nothing() -> None:
    rows = read(TICKETS, "id,created,solved,tier\n1,2026-10-05,never,NA\n", missing=frozenset({"never"})).rows
    assert [(row["solved_at"], row["tier"]) for row in rows] == [(None, "NA")]


@pytest.mark.skipif(not HELPDESK.exists(), reason="the help desk's log is not beside the repository")
def test_it_reads_every_event_of_a_real_log() -> None:
    found = read(TICKETS, HELPDESK.read_text(), {"id": "CaseID", "created": "CompleteTimestamp"})
    assert (len(found.rows), len({row["external_id"] for row in found.rows})) == (13_710, 3_804)


@pytest.mark.skipif(not ZENDESK.exists(), reason="Zendesk's rows are not beside the repository")
def test_it_reads_rows_as_zendesk_writes_them() -> None:
    found = read(TICKETS, ZENDESK.read_text(), {"created": "created_at"})
    assert (len(found.rows), found.rejected) == (10, [])
