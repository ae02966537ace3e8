from collections import Counter

import pytest

from storage.imports.refusal import Problem, Reason, Refused
from storage.imports.scale import choose_scale
from storage.imports.scores import Meaning, Scale, Scores, read_score, refuse_unknown_words

PLAIN = Meaning({}, ())
SATISFIED = {"very satisfied": 5.0, "satisfied": 4.0, "neutral": 3.0, "dissatisfied": 2.0, "very dissatisfied": 1.0}


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        ("9", 9),
        (" 9 ", 9),
        ("9.0", 9),
        ("9,0", 9),
        ("+9", 9),
        ("10 - Extremely likely", 10),
        ("10 \u2013 Очень вероятно", 10),
        ("1: not challenging at all", 1),
        ("5 = excellent", 5),
        ("10 (Extremely likely)", 10),
        ("Not at all likely (0)", 0),
        ("Extremely likely - 10", 10),
        ("5 stars", 5),
        ("1 star", 1),
        ("4 звезды", 4),
        ("★★★★☆", 4),
        ("5★", 5),
        ("7.5", 7.5),
    ],
)
def test_it_reads_the_number_of_an_answer(cell: str, score: float) -> None:
    assert read_score(cell) == score


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "great",
        "1 - 5",
        "10 - 100",
        "2-10 machines",
        "1/2",
        "9 9",
        "1e1",
        "0x9",
        "٣",
        "nan",
        "inf",
        "COVID-19",
        "☆",
        "9" * 400,
    ],
)
def test_it_reads_no_number_where_it_is_no_answer(cell: str) -> None:
    assert read_score(cell) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("4", 4),
        (" Very SATISFIED ", 5),
        ("", None),
        ("NA", None),
        ("n/a", None),
        ("-", None),
        ("\u2014", None),
        ("Трудно сказать", None),
        ("затрудняюсь ответить", None),
        ("Trudno skazat'", None),
        ("Don't know", None),
        ("9", None),
        ("9.0", None),
        ("6", Reason.OFF_SCALE),
        ("0", Reason.OFF_SCALE),
        ("3.5", Reason.NOT_WHOLE),
        ("fine", Reason.NO_SCORE),
    ],
)
def test_it_judges_a_cell(cell: str, expected: float | Reason | None) -> None:
    scores = Scores(Meaning(SATISFIED, {"don't know", "9"}), Scale(1, 5))
    assert scores[cell] == expected


def test_it_lets_a_label_win_over_the_number_in_a_cell_and_over_a_word_for_no_answer() -> None:
    scores = Scores(Meaning({"5 - worst": 1.0, "n/a": 3.0}, ()), Scale(1, 5))
    assert (scores["5 - Worst"], scores["N/A"], scores["5"]) == (1, 3, 5)


def test_it_turns_a_scale_round_however_its_numbers_are_written() -> None:
    scores = Scores(Meaning({"1": 5.0, "2": 4.0, "4": 2.0, "5": 1.0}, ()), Scale(1, 5))
    assert [scores[cell] for cell in ("1", "1.0", "5,0", "2 - good", "3")] == [5, 5, 1, 4, 3]


@pytest.mark.parametrize(("many", "known", "stops"), [(4, 20, False), (5, 20, True), (5, 495, False), (6, 500, True)])
def test_it_stops_at_a_word_that_comes_again_and_again(many: int, known: int, stops: bool) -> None:
    counts = Counter({"9": known, "great": many, "": 1000})
    if not stops:
        refuse_unknown_words(counts, PLAIN)
        return
    with pytest.raises(Refused) as refused:
        refuse_unknown_words(counts, PLAIN)
    assert (refused.value.problem, refused.value.values["answers"]) == (Problem.UNKNOWN_ANSWER, f"great ({many})")


def test_it_names_all_such_words_the_most_frequent_first() -> None:
    counts = {"9": 10, "Good, thanks": 7, "Bad": 12, "Bad ": 1, "once": 1}
    with pytest.raises(Refused) as refused:
        refuse_unknown_words(counts, PLAIN)
    assert refused.value.values == {"answers": "Bad (13); Good, thanks (7); once (1)", "label": "Bad"}


def test_it_quotes_a_word_as_labels_need_it() -> None:
    with pytest.raises(Refused) as refused:
        refuse_unknown_words({'so "so", a=b': 9}, PLAIN)
    assert refused.value.values["label"] == '"so ""so"", a=b"'


@pytest.mark.parametrize(
    ("cells", "name", "labels", "scale"),
    [
        (("0", "9"), "score", {}, "0-10"),
        (("3", "9"), "score", {}, "0-10"),
        (("3", "4"), "NPS", {}, "0-10"),
        (("3", "4"), "nps_score", {}, "0-10"),
        (("3", "4"), "How likely, from 0 to 10?", {}, "0-10"),
        (("3", "4"), "Rate us (1-5)", {}, "1-5"),
        (("3", "4"), "Оцените от 1 до 5", {}, "1-5"),
        (("1", "10"), "Support? 10 - strongly agree, 1 - strongly disagree.", {}, "1-10"),
        (("Satisfied", "NA"), "score", SATISFIED, "1-5"),
        (("Satisfied", "1"), "score", SATISFIED, "1-5"),
    ],
)
def test_it_finds_the_scale_where_it_is_sure(
    cells: tuple[str, ...], name: str, labels: dict[str, float], scale: str
) -> None:
    assert str(choose_scale(Counter(cells), Meaning(labels, ()), name)) == scale


@pytest.mark.parametrize(
    ("cells", "name", "labels"),
    [
        (("3", "4"), "score", {}),
        (("0", "5"), "score", {}),
        (("1", "10"), "score", {}),
        (("3", "7"), "Rate us (1-5)", {}),
        (("Satisfied",), "score", {"satisfied": 4.0, "very satisfied": 5.0}),
        (("good",), "score", {"bad": 1.0, "so": 3.0, "good": 5.0}),
        (("NA",), "score", {}),
    ],
)
def test_it_asks_for_a_scale_in_doubt(cells: tuple[str, ...], name: str, labels: dict[str, float]) -> None:
    with pytest.raises(Refused) as refused:
        choose_scale(Counter(cells), Meaning(labels, ()), name)
    assert (refused.value.problem, refused.value.values["column"]) == (Problem.WHICH_SCALE, name)


def test_it_keeps_no_long_answers_in_mind() -> None:
    scores = Scores(PLAIN, Scale(0, 10))
    assert scores["x" * 2_000] is Reason.NO_SCORE
    assert not scores
