"""Whatever people write."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from bot.replies.asking import Askable, Problem, Said
from bot.replies.grammar import read
from tests.replies.cast import HOURS, MANY, NPS, SHARE, STEPS

MESS = (
    "2.1 2.2 #2 9.9 48 3,5 1,200 1 200 7/10 3/5 conf confidence 7 уверенность ув . , ; : - \n same no change то же "
    "done steps 1, готово blocked by blocker: мешает: thanks to <@U0BORIS> rest k млн % h ч + ` * _ <!channel> &amp; "
    "\u202e \0 \ud800 {0} %s é 🙂 :wave: 99999999999999999999 ٤٨ ё"
)
NOTE = "waiting for the vendor ждём ёлку юристов it's late"
PIECES = st.sampled_from(MESS.split(" "))
ANYTHING = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=14).map(" ".join))
WORDS = st.lists(st.sampled_from(NOTE.split()), min_size=1, max_size=6)
VALUES = st.decimals(min_value=-9_000, max_value=900_000, places=2, allow_nan=False).map(float)


@given(ANYTHING)
def test_it_never_fails_and_answers_only_what_is_asked(message: str) -> None:
    for asked in ((NPS,), MANY, (STEPS, HOURS)):
        try:
            answers = read(message, asked)
        except Problem:
            continue
        ids = [one.id for one in answers]
        assert ids
        assert set(ids) <= {one.id for one in asked}
        assert len(ids) == len(set(ids))
        for one in answers:
            assert one.confidence is None or 0 <= one.confidence <= 10
            assert set(one.done) <= set(range(1, 6))


@given(ANYTHING)
def test_it_reads_what_it_has_understood_the_same_again(message: str) -> None:
    try:
        answers = read(message, MANY)
    except Problem:
        return
    plain = [one for one in answers if is_plain(one.note + (one.blocker or ""))]
    for said in plain:
        assert read(written(said), MANY) == (said,)


@given(VALUES, st.integers(0, 10), WORDS, st.sampled_from(["conf {}", "уверенность {}", "{}/10", "c{}"]))
def test_it_reads_the_parts_in_any_order(value: float, level: int, note: list[str], way: str) -> None:
    words = " ".join(note)
    parts = [f"{value:.2f}", way.format(level), "thanks to <@U0BORIS>", f"blocked by: {words}", f"note: {words}"]
    said = Said("2.1", value + 0.0, level, note=words, blocker=words, thanks_to="U0BORIS")
    asked = Askable("2.1", confidence=1)
    for order in permutations(parts[:3]):
        for rest in permutations(parts[3:]):
            assert read("2.1 " + "\n".join([", ".join(order), *rest]), [asked]) == (said,)


@given(st.lists(st.tuples(VALUES, st.integers(0, 10)), min_size=2, max_size=2), st.permutations([0, 1]))
def test_it_reads_the_lines_in_any_order(answers: list[tuple[float, int]], order: list[int]) -> None:
    said = [Said(one.id, value + 0.0, level) for one, (value, level) in zip((SHARE, HOURS), answers, strict=True)]
    assert read("\n".join(written(said[place]) for place in order), MANY) == tuple(said[place] for place in order)


def is_plain(words: str) -> bool:
    """Whether nothing in the words would be read as something else behind a value."""
    return not words or words.replace(" ", "").isalpha()


def written(said: Said) -> str:
    """What is understood, as it is written at its plainest."""
    if said.done or (said.id == STEPS.id and said.value is not None):
        value = "only steps " + ", ".join(map(str, said.done)) if said.done else "done 0"
    else:
        value = "same" if said.value is None else f"{said.value:.4f}".rstrip("0").rstrip(".")
    parts = [f"{said.id} {value}"]
    if said.confidence is not None:
        parts.append(f"conf {said.confidence}")
    if said.thanks_to:
        parts.append(f"thanks to <@{said.thanks_to}>")
    lines = [", ".join(parts)]
    if said.note:
        lines.append(f"note: {said.note}")
    if said.blocker is not None:
        lines.append(f"blocker: {said.blocker}" if said.blocker else "no blockers")
    return "\n".join(lines)
