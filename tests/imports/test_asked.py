"""The words beside a file say what to do with it."""

import pytest

from bot.imports.asked import Asked, read_words, with_choices
from storage.imports.scores import Scale
from storage.imports.times import DateOrder
from storage.kinds import ImportKind

SURVEYS, VALUES = ImportKind.SURVEYS, ImportKind.VALUES


@pytest.mark.parametrize(
    ("words", "kind", "name", "scale"),
    [
        ("surveys relationship", SURVEYS, "relationship", None),
        ("survey: relationship scale 1-5", SURVEYS, "relationship", Scale(1, 5)),
        ("Survey «After the purchase», scale: 1 – 7", SURVEYS, "After the purchase", Scale(1, 7)),
        ("scale 0-10 survey relationship", SURVEYS, "relationship", Scale(0, 10)),
        ("here is the survey", SURVEYS, "", None),
        ("survey a &amp; b", SURVEYS, "a & b", None),
        ("survey x scale 5-1", SURVEYS, "x", None),
        ("tickets", ImportKind.TICKETS, "", None),
        ("Tickets of May, please", ImportKind.TICKETS, "", None),
        ("customers", ImportKind.CUSTOMERS, "", None),
        ("orders", ImportKind.ORDERS, "", None),
        ("reviews", ImportKind.REVIEWS, "", None),
        ("values nps_media", VALUES, "nps_media", None),
        ("опрос «После покупки», шкала 1-5", SURVEYS, "После покупки", Scale(1, 5)),
        ("опросы relationship", SURVEYS, "relationship", None),
        ("Обращения за май", ImportKind.TICKETS, "", None),
        ("тикеты", ImportKind.TICKETS, "", None),
        ("клиенты", ImportKind.CUSTOMERS, "", None),
        ("заказы", ImportKind.ORDERS, "", None),
        ("отзывы", ImportKind.REVIEWS, "", None),
        ("значения показателя media", VALUES, "media", None),
        ("показатель media", VALUES, "media", None),
        ("", None, "", None),
        ("have a look", None, "", None),
        ("surveyors", None, "", None),
    ],
)
def test_it_reads_kind_name_and_scale(words: str, kind: ImportKind | None, name: str, scale: Scale | None) -> None:
    assert read_words(words) == Asked(kind, name, scale)


def test_it_reads_the_order_of_dates() -> None:
    assert read_words("survey may DMY").date_order is DateOrder.DMY


def test_it_cuts_a_name_that_no_survey_may_have() -> None:
    assert len(read_words("survey " + "x" * 200).name) == 80


def test_it_lets_what_was_chosen_later_count() -> None:
    words = read_words("survey: may scale 1-5")
    chosen = with_choices(words, {"name": "june", "scale": "", "columns": {"score": "#3", "time": ""}, "missing": "x"})
    assert (chosen.kind, chosen.name, chosen.scale) == (SURVEYS, "june", Scale(1, 5))
    assert (chosen.columns, chosen.written["missing"]) == ({"score": "#3", "time": ""}, "x")


def test_it_forgets_the_words_where_another_kind_is_chosen() -> None:
    chosen = with_choices(read_words("survey: may scale 1-5"), {"kind": "values"})
    assert (chosen.kind, chosen.name, chosen.scale) == (VALUES, "", None)
