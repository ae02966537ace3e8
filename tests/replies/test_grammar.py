"""How people answer, in English and in Russian, and what is refused rather than guessed."""

import pytest

from bot.replies.asking import Askable, Fault, Problem, Said
from bot.replies.grammar import read
from tests.replies.cast import HOURS, MANY, NPS, SHARE, STEPS
from tests.replies.phrasings import ONE, OTHERS, REFUSED, SEVERAL


@pytest.mark.parametrize(("words", "said"), ONE)
def test_it_understands_an_answer_for_the_only_one_asked(words: str, said: Said) -> None:
    assert read(words, [NPS]) == (said,)


@pytest.mark.parametrize(("asked", "words", "value"), OTHERS)
def test_it_reads_units_and_thousands(asked: Askable, words: str, value: float) -> None:
    (said,) = read(words, [asked])
    assert (said.value, said.note) == (value, "")


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("done 3", (1, 2, 3)),
        ("3 done", (1, 2, 3)),
        ("3 steps done", (1, 2, 3)),
        ("3", (1, 2, 3)),
        ("3 of 5", (1, 2, 3)),
        ("3/5", (1, 2, 3)),
        ("3 из 5", (1, 2, 3)),
        ("готово 3", (1, 2, 3)),
        ("готово 3 шага", (1, 2, 3)),
        ("3 готово", (1, 2, 3)),
        ("сделано: 3", (1, 2, 3)),
        ("steps 1, 2, 4", (1, 2, 4)),
        ("steps 1, 2 and 4 done", (1, 2, 4)),
        ("done 1, 2, 5", (1, 2, 5)),
        ("шаги 1, 2 и 5", (1, 2, 5)),
        ("only steps 1, 3", (1, 3)),
        ("только шаг 1", (1,)),
        ("done 0", ()),
        ("done 2", (1, 2)),
        ("all done", (1, 2, 3, 4, 5)),
        ("всё готово", (1, 2, 3, 4, 5)),
    ],
)
def test_it_reads_the_steps_of_a_milestone(words: str, done: tuple[int, ...]) -> None:
    (said,) = read(f"2.4 {words} conf 7 fine", [STEPS])
    assert (said.done, said.value, said.confidence, said.note) == (done, len(done), 7, "fine")


@pytest.mark.parametrize(("words", "said"), SEVERAL)
def test_it_reads_several_key_results_or_none(words: str, said: tuple[Said, ...] | Fault) -> None:
    if isinstance(said, Fault):
        assert fault(words, *MANY) is said
    else:
        assert read(words, MANY) == said


@pytest.mark.parametrize(("asked", "words", "why"), REFUSED)
def test_it_refuses_rather_than_guesses(asked: Askable, words: str, why: Fault) -> None:
    assert fault(words, asked) is why


def test_it_keeps_what_is_answered_already_where_the_rest_has_not_changed() -> None:
    answered = Askable("2.1", "%", value=44, confidence=6, answered=True)
    assert read("no change", [answered, HOURS]) == (Said("2.2"),)
    assert read("no change", [answered]) == (Said("2.1"),)


@pytest.mark.parametrize(
    ("ids", "name", "meant"),
    [
        (("1.2",), "#1", "1.2"),
        (("1.2",), "#2", "1.2"),
        (("1.1", "1.3"), "#3", "1.3"),
        (("1.1", "1.3"), "#2", "1.3"),
        (("1.2", "1.3"), "#2", None),
        (("1.1", "2.1"), "#2", "2.1"),
        (("2.1", "3.1"), "#2", None),
        (("2.1", "3.1"), "#3", "3.1"),
    ],
)
def test_it_names_by_place_or_number_where_both_mean_one(ids: tuple[str, ...], name: str, meant: str | None) -> None:
    asked = [Askable(one, confidence=5) for one in ids]
    if meant is None:
        assert fault(f"{name} 48", *asked) is Fault.TWO_NAMED
    else:
        assert read(f"{name} 48", asked) == (Said(meant, 48),)


def test_it_tells_what_was_typed() -> None:
    with pytest.raises(Problem) as told:
        read("2.1 48 conf 11", MANY)
    assert (told.value.id, told.value.typed) == (SHARE.id, ("11",))


def fault(words: str, *asked: Askable) -> Fault:
    with pytest.raises(Problem) as told:
        read(words, asked)
    return told.value.fault
