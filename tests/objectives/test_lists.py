"""Lists, the tree and what needs attention within Slack's limits, whatever is in them, in both languages."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.outgoing import Post
from bot.localslack.checks import check_message
from bot.objectives import overview, views
from bot.objectives.lookup import Listed, Mine
from bot.objectives.standing import ObjectiveStanding
from bot.objectives.tree import tree
from bot.objectives.urgency import risks
from bot.text import LANGUAGES, Text, speak
from storage.kinds import Level
from tests.objectives.standings import checked_in, key_result, objective

HOSTILE = ("<!channel> & <@U1> *Ж* 😀 " * 12)[:255]
Draw = Callable[[Text, Sequence[ObjectiveStanding], int], Post]
DRAWN: dict[str, Draw] = {
    "mine": lambda text, found, first: views.mine(text, Mine(tuple(found), (), True, True), first),
    "team": lambda text, found, first: views.of_team(text, Listed(tuple(found), True), first),
    "company": lambda text, found, first: views.company(text, Listed(tuple(found), True), first),
    "all": lambda text, found, first: views.everything(text, Listed(tuple(found), True), first),
    "at-risk": lambda text, found, first: overview.at_risk(text, risks(found, "UTC"), first),
    "tree": lambda text, found, first: overview.alignment(text, tree(found), first),
}


def crowd(objectives: int, each: int, words: str) -> list[ObjectiveStanding]:
    """Half of them the company's; each in a team of its own, aligned to the one before."""
    said = checked_in(1, 5, 1, blocker=(words * 20)[:3000])
    named: dict[str, Any] = {"title": words, "name": words, "unit": words[:40]}
    return [
        objective(
            n, *(key_result(said, number=k, of=n, **named) for k in range(1, each + 1)),
            title=words, team=words, team_id=n, parent=n - 1 or None, level=list(Level)[n % 2],
        )
        for n in range(1, objectives + 1)
    ]  # fmt: skip


def accepted(post: Post) -> str:
    sent = [block.to_dict() for block in post.blocks]
    check_message(sent, {})
    assert post.text
    return str(sent)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAWN)
def test_it_keeps_within_the_limits_whatever_it_shows(name: str, language: str) -> None:
    found = crowd(61, 4, HOSTILE)
    for first in (0, 10, 40, 60, 240):
        said = accepted(DRAWN[name](speak(language), found, first))
        assert "<!" not in said
        assert "<@U1>" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAWN)
def test_it_has_a_sentence_for_nothing(name: str, language: str) -> None:
    assert accepted(DRAWN[name](speak(language), [], 0))


@pytest.mark.parametrize(("name", "page"), [("mine", 10), ("team", 10), ("all", 20)])
def test_it_shows_each_once_over_all_pages(name: str, page: int) -> None:
    found = crowd(43, 1, "Title")
    shown = [
        block.to_dict()["accessory"]["value"]
        for first in range(0, 43, page)
        for block in DRAWN[name](speak("en"), found, first).blocks
        if "accessory" in block.to_dict()
    ]
    assert shown == [str(n) for n in range(1, 44)]


def test_it_indents_the_tree_by_what_supports_what() -> None:
    found = [objective(1), objective(2, parent=1), objective(3, parent=2), objective(4, parent=99)]
    (_, drawn, _) = overview.alignment(speak("en"), tree(found)).blocks
    assert drawn.to_dict()["text"]["text"].split("\n") == [
        "*1* Objective 1", "\u2003└ *2* Objective 2", "\u2003\u2003└ *3* Objective 3", "*4* Objective 4",
    ]  # fmt: skip


@settings(max_examples=20)
@given(words=st.text(min_size=1, max_size=255), objectives=st.integers(1, 45), each=st.integers(0, 3))
def test_it_takes_any_words_and_any_number(words: str, objectives: int, each: int) -> None:
    found = crowd(objectives, each, words)
    for name in ("all", "tree", "company", "at-risk"):
        accepted(DRAWN[name](speak("ru"), found, 0))
