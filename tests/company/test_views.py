"""The company's digest as a message, whatever the company's size and whatever people have written."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.company.flow import CompanyDigest, TeamStanding
from bot.company.pictures import in_words, sketches
from bot.company.views import digest, shown
from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from bot.objectives.urgency import risks
from bot.phrases.plain import as_text, plain
from bot.rules.attention import Status
from bot.text import escape, speak
from storage.kinds import Level
from tests.hostile import STRINGS
from tests.objectives.standings import TODAY, checked_in, key_result, objective

MOST_BLOCKS, MOST_IN_TEXT, MOST_IN_ALL = 50, 3000, 13_000
NAMES = st.sampled_from(STRINGS)
LANGUAGES = st.sampled_from(["en", "ru"])


def item(of: int, number: int, words: str, confidence: int, blocker: str) -> KeyResultStanding:
    return key_result(checked_in(60, 7, confidence, blocker=blocker), number=number, of=of, title=words, name=words)


def team(one: ObjectiveStanding, name: str, answered: int = 5, asked: int = 6) -> TeamStanding:
    counts = {status: sum(row.status is status for row in one.key_results) for status in Status}
    return TeamStanding(
        team_id=one.team_id, name=name, counts=counts, score=one.score.progress, expected=0.54, change=0.03,
        answered=answered, asked=asked, cycle=one.cycle, day=TODAY, decisions=risks([one], "UTC"),
    )  # fmt: skip


def company(names: Sequence[str], key_results: int, low: bool, words: str = "NPS") -> CompanyDigest:
    """Of each team one objective, of which the first is the company's."""
    objectives = [
        objective(
            n, *(item(n, k, words, 2 if low else 8, words if k % 2 else "") for k in range(1, key_results + 1)),
            team_id=n, team=name, title=words, level=Level.COMPANY if n % 3 == 1 else Level.TEAM,
        )
        for n, name in enumerate(names, 1)
    ]  # fmt: skip
    teams = tuple(team(one, name) for one, name in zip(objectives, names, strict=True))
    return CompanyDigest(today=TODAY, since=date(2026, 11, 16), teams=teams, objectives=tuple(objectives))


def said(part: object) -> list[str]:
    """All that a person reads of a block."""
    if isinstance(part, dict):
        own = [part["text"]] if isinstance(part.get("text"), str) else []
        return own + [words for value in part.values() for words in said(value)]
    return [words for one in part for words in said(one)] if isinstance(part, list) else []


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMES, max_size=90), st.integers(0, 5), st.booleans(), NAMES, LANGUAGES)
def test_it_fits_into_a_message_whatever_the_size(
    names: list[str], key_results: int, low: bool, words: str, language: str
) -> None:
    found, text = company(names, key_results, low, words), speak(language)
    for post in (digest(text, found), shown(text, found, ["x" * 1000, "y" * 1000], "Company")):
        assert len(post.blocks) <= MOST_BLOCKS - 2
        read = [words for block in post.blocks for words in said(block.to_dict())]
        assert all(0 < len(words) <= MOST_IN_TEXT for words in read)
        assert sum(map(len, read)) <= MOST_IN_ALL + 2 * 1000


@pytest.mark.parametrize(
    ("language", "line", "decision", "objective_line"),
    [
        (
            "en",
            "*Support*: 2 need attention, 5 of 6 answered; 60\u00a0%, 54\u00a0% expected, up 3 percentage points",
            "• 1.1 NPS: low confidence, 2 of 10 · NPS · blocker since November 20: NPS",
            "*1 NPS*: 60\u00a0%, needs attention",
        ),
        (
            "ru",
            "*Support*: 2 требуют внимания, ответили 5 из 6; 60\u00a0%, ожидалось 54\u00a0%, плюс 3 процентных пункта",
            "• 1.1 NPS: низкая уверенность, 2 из 10 · NPS · мешает с 20 ноября: NPS",
            "*1 NPS*: 60\u00a0%, требует внимания",
        ),
    ],
)
def test_it_says_aloud_what_it_shows(language: str, line: str, decision: str, objective_line: str) -> None:
    post = digest(speak(language), company(["Support", "Zoo"], 2, low=True))
    seen = "\n".join(words for block in post.blocks for words in said(block.to_dict()))
    for words in (line, decision, objective_line):
        assert words in seen
        assert plain(words) in post.text
    assert seen.index(decision) < seen.index(line) < seen.index(objective_line)


def test_it_tells_as_much_of_each_team_as_of_the_others() -> None:
    for teams in (3, 12, 40):
        names = [f"Team {n:02}" for n in range(1, teams + 1)]
        post = digest(speak("en"), company(names, 5, low=True))
        told = [post.text.count(f"• {n}.") for n in range(1, teams + 1)]
        assert len(set(told)) == 1
        assert told[0] == {3: 3, 12: 3, 40: 1}[teams]
        assert [name for name in names if f"{name}: 5 need attention" in post.text] == names


def test_it_says_how_many_it_leaves_out() -> None:
    post = digest(speak("en"), company([f"Team {n:03}" for n in range(300)], 2, low=True))
    left = [int(n) for n in re.findall(r"… and (\d+) more", post.text)]
    assert post.text.count("need attention, ") + left[-2] == 300


def test_it_names_the_cycle_where_a_team_has_several() -> None:
    found = company(["Support", "Zoo"], 1, low=False)
    year = replace(found.teams[0], cycle="2026", day=None, asked=0, answered=0, score=None)
    text = digest(speak("en"), replace(found, teams=(found.teams[0], year, found.teams[1]))).text
    assert "Support, 2026-Q4: 1 on track, 5 of 6 answered; 60\u00a0%" in text
    assert "Support, 2026: 1 on track, no check-in since November 16" in text
    assert "Zoo: 1 on track" in text


def test_it_calls_no_silence_good() -> None:
    silent = objective(1, key_result(number=1, of=1), team_id=1, team="Support")
    found = CompanyDigest(TODAY, date(2026, 11, 16), (team(silent, "Support", 0, 3),), (silent,))
    text = digest(speak("en"), found).text
    assert "Support: 1 without data, 0 of 3 answered" in text
    assert "on track" not in text


@pytest.mark.parametrize("words", ["<!channel>", "*a* & <@U0EVIL>", "&lt;b&gt;"])
def test_it_shows_what_people_wrote_as_they_wrote_it(words: str) -> None:
    post = shown(speak("en"), company([words, "Zoo"], 2, low=True, words=words), [words], words)
    assert "<!channel>" not in post.text
    assert "<@U0EVIL>" not in str([block.to_dict() for block in post.blocks])
    assert escape(words) in post.text


def test_it_says_so_where_there_is_nothing_to_tell() -> None:
    post = shown(speak("en"), CompanyDigest(TODAY, TODAY, (), ()), ())
    assert "nothing to tell" in as_text(post)


@pytest.mark.parametrize(("n", "names"), [(0, []), (60, ["teams.png", "tree.png"]), (61, [])])
def test_it_draws_no_more_than_one_reads_on_a_phone(n: int, names: list[str]) -> None:
    found = company([f"Team {one}" for one in range(n)], 1, low=True)
    assert [sketch.name for sketch in sketches(speak("en"), found)] == names
    assert len(in_words(speak("en"), found)) == bool(names)
