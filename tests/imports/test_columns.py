import pytest

from storage.imports.columns import find_column, label, listed
from storage.imports.refusal import Problem, Refused
from storage.imports.spread import find_score, spread_label
from storage.imports.table import Layout, Table, read_table

GRID = "Id,Rate us,,Likely,,,Age,Age\n,Price,Support,0,1,Why?,Response,Other\n1,5,4,,x,a,3,\n"
SURVEYMONKEY = "Id,Likely?,,\n,Not at all - 0,1,Extremely - 2\n1,,x,\n"
ONE_ROW = "id,NPS [0],NPS [1],NPS [2],say,say\n1,,1,,a,b\n"


def table(content: str, header_rows: int | None = None) -> Table:
    return read_table(content.encode(), Layout(header_rows=header_rows, delimiter=","))


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Id", 0),
        (" Id ", 0),
        ("Rate us [Price]", 1),
        ("Rate us [Support]", 2),
        ("Rate  us\n[Support]", 2),
        ("Support", 2),
        ("Likely [1]", 4),
        ("#5", 4),
        (" #1 ", 0),
    ],
)
def test_it_finds_a_column_by_what_people_call_it(name: str, place: int) -> None:
    assert find_column(table(GRID, 2), name) == place


def test_it_takes_the_question_for_its_answer_not_for_a_remark() -> None:
    assert find_column(table(GRID, 2), "Age") == 6


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("Rate us", Problem.AMBIGUOUS_COLUMN),
        ("rate us [price]", Problem.NO_SUCH_COLUMN_NEAR),
        ("Weather", Problem.NO_SUCH_COLUMN),
        ("", Problem.NO_SUCH_COLUMN),
        ("#0", Problem.NO_SUCH_NUMBER),
        ("#9", Problem.NO_SUCH_NUMBER),
    ],
)
def test_it_refuses_a_name_that_fits_no_column_or_two(name: str, problem: Problem) -> None:
    with pytest.raises(Refused) as refused:
        find_column(table(GRID, 2), name)
    assert refused.value.problem is problem


def test_it_tells_the_numbers_of_columns_that_are_called_the_same() -> None:
    with pytest.raises(Refused) as refused:
        find_column(table(ONE_ROW), "say")
    assert refused.value.values["numbers"] == "#5, #6"


def test_it_knows_columns_by_number_alone_where_nothing_is_a_header() -> None:
    nameless = table("a,9\nb,8\n", 0)
    assert find_column(nameless, "#2") == 1
    with pytest.raises(Refused):
        find_column(nameless, "a")


def test_it_takes_a_header_with_brackets_as_it_stands() -> None:
    assert find_column(table(ONE_ROW), "NPS [1]") == 2


@pytest.mark.parametrize(("content", "rows"), [(GRID, 2), (ONE_ROW, 1), ("1,2\n3,4\n", 0), ("#2,x,x,\n1,2,3,4\n", 1)])
def test_it_calls_a_column_what_finds_it_again(content: str, rows: int) -> None:
    found = table(content, rows)
    for place in range(len(found.header)):
        assert find_column(found, label(found, place)) == place


def test_it_lists_a_dozen_columns() -> None:
    many = table(",".join(f"c{n}" for n in range(20)) + "\n" + "1," * 20 + "\n")
    assert listed(many) == ", ".join(f"c{n}" for n in range(12)) + ", …"


@pytest.mark.parametrize(
    ("content", "rows", "name", "places"),
    [
        (GRID, 2, "Likely [0..1]", (3, 4)),
        (GRID, 2, "Likely [ 0 .. 1 ]", (3, 4)),
        (GRID, 2, "Likely [1..0]", (3, 4)),
        (GRID, 2, "Rate us [Price..Support]", (1, 2)),
        (GRID, 2, "#2..#3", (1, 2)),
        (GRID, 2, "Likely [1]", (4,)),
        (ONE_ROW, 1, "NPS [0..2]", (1, 2, 3)),
        (SURVEYMONKEY, 2, "Likely? [0..2]", (1, 2, 3)),
        (SURVEYMONKEY, 2, "Likely? [Not at all - 0..Extremely - 2]", (1, 2, 3)),
        ("id,Q1[1],Q1[2]\n1,,x\n", 1, "Q1 [1..2]", (1, 2)),
        ("1,2,3\n4,5,6\n", 0, "#1..#3", (0, 1, 2)),
        ("rate [1..5],id\n4,1\n", 1, "rate [1..5]", (0,)),
    ],
)
def test_it_finds_a_score_that_is_spread_over_columns(
    content: str, rows: int, name: str, places: tuple[int, ...]
) -> None:
    assert find_score(table(content, rows), name) == places


@pytest.mark.parametrize(
    ("content", "rows", "places", "name"),
    [
        (GRID, 2, (3, 4), "Likely [0..1]"),
        (ONE_ROW, 1, (1, 2, 3), "NPS [0..2]"),
        ("1,2,3\n4,5,6\n", 0, (0, 1, 2), "#1..#3"),
        ("id,a,b\n1,2,3\n", 1, (1, 2), "#2..#3"),
    ],
)
def test_it_calls_a_spread_what_finds_it_again(content: str, rows: int, places: tuple[int, ...], name: str) -> None:
    found = table(content, rows)
    assert spread_label(found, places) == name
    assert find_score(found, name) == places


def test_it_refuses_a_spread_whose_end_is_not_there() -> None:
    with pytest.raises(Refused):
        find_score(table(GRID, 2), "Likely [0..7]")
