"""The agenda of a weekly meeting, and the preview of a digest: within Slack's limits, whatever is in them."""

import pytest

from bot.delivery.outgoing import Post
from bot.digests import meeting
from bot.digests.agenda import MOST_DECISIONS, Question, agenda
from bot.digests.flow import Thanks
from bot.digests.pictures import in_words
from bot.localslack.checks import check_message
from bot.text import LANGUAGES, speak
from storage.models import Person
from tests.digests.made import gathered, kpi
from tests.objectives.standings import checked_in, key_result

HOSTILE = ("<!channel> & <@U1> *Ж* 😀 " * 12)[:255]


def accepted(post: Post) -> str:
    sent = [block.to_dict() for block in post.blocks]
    check_message(sent, {})
    return str(sent)


def test_it_asks_about_what_blocks_before_anything_else() -> None:
    blocked = key_result(checked_in(1, 7, 2, blocker="no budget"), number=1)
    behind, unsure = key_result(checked_in(1, 7, 5), number=2), key_result(checked_in(80, 7, 3), number=3)
    disagrees, fine = key_result(checked_in(1, 7, 9), number=4), key_result(checked_in(90, 7, 9), number=5)
    found = agenda(gathered(blocked, behind, unsure, disagrees, fine))
    assert {one.key_result.short_id: one.question for one in found.decisions} == {
        "1.1": Question.UNBLOCK,
        "1.2": Question.BEHIND,
        "1.3": Question.LOW_CONFIDENCE,
        "1.4": Question.DISAGREES,
    }


def test_it_leaves_to_writing_what_the_meeting_has_no_room_for() -> None:
    found = agenda(gathered(*(key_result(checked_in(1, 7, 2, blocker="b"), number=n) for n in range(1, 20))))
    assert len(found.decisions) == MOST_DECISIONS
    assert [one.short_id for one in found.written] == [f"1.{n}" for n in range(MOST_DECISIONS + 1, 20)]
    assert found.minutes <= 40
    said = accepted(meeting.agenda(speak("en"), found))
    assert "In writing" in said
    assert said.count("Who removes the blocker") == MOST_DECISIONS


def test_it_says_who_speaks_and_for_how_long() -> None:
    said = accepted(meeting.agenda(speak("en"), agenda(gathered(key_result(checked_in(1, 7, 2), title="Churn")))))
    assert "*2. To decide: 1.1 Churn · 4 min*\\nSpeaks: Boris" in said
    assert "About 7 minutes in all." in said


def test_it_says_since_when_something_blocks() -> None:
    told = [checked_in(1, week, 2, blocker="the law") for week in (5, 7)]
    said = accepted(meeting.agenda(speak("en"), agenda(gathered(key_result(*told)))))
    assert "Blocker since November 6: the law" in said


def test_it_has_no_kpis_that_only_made_noise() -> None:
    still, moved, alone = kpi(title="Still"), kpi(62, 134, 20, title="Moved"), kpi(before=None, title="Alone")
    found = agenda(gathered(key_result(checked_in(1, 7, 2)), kpis=(still, moved, alone)))
    assert [one.reading.title for one in found.kpis] == ["Moved", "Alone"]
    noise = agenda(gathered(key_result(checked_in(1, 7, 2)), kpis=(still,)))
    assert found.minutes == noise.minutes + found.kpi_minutes
    assert ["What the KPIs tell" in accepted(meeting.agenda(speak("en"), one)) for one in (found, noise)] == [
        True,
        False,
    ]


def test_it_is_read_aloud_point_by_point() -> None:
    post = meeting.agenda(speak("en"), agenda(gathered(key_result(checked_in(1, 7, 2), title="Churn"))))
    assert post.text.splitlines()[2].startswith("2. To decide: 1.1 Churn · 4 min. Speaks: Boris. 0 → 1, target 100")


def test_it_has_nothing_to_decide_where_all_is_well() -> None:
    found = agenda(gathered(key_result(checked_in(90, 7))))
    assert (found.decisions, found.written, found.watched, found.minutes) == ((), (), (), 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_within_the_limits_whatever_people_wrote(language: str) -> None:
    said = checked_in(1, 7, 1, blocker=HOSTILE * 10)
    hostile = [key_result(said, number=n, title=HOSTILE, name=HOSTILE, unit=HOSTILE[:40]) for n in range(1, 151)]
    person = Person(id=1, workspace_id=1, slack_id="U1", name=HOSTILE)
    found = gathered(*hostile, team=HOSTILE, thanks=(Thanks(person, person),) * 40)
    text = speak(language)
    for post in (meeting.agenda(text, agenda(found)), meeting.previewed(text, found, in_words(text, found))):
        accepted(post)
        marked = [block.to_dict() for block in post.blocks if block.type != "header"]  # which is plain text
        assert "<!" not in str(marked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_previews_in_the_teams_words_and_tells_the_pictures(language: str) -> None:
    found, text = gathered(key_result(checked_in(1, 7, 2))), speak(language)
    said = accepted(meeting.previewed(text, found, in_words(speak("ru"), found)))
    assert text("preview.open") in said
    assert "Ответили 1 из 2" in said
    assert "Прогресс 1 ключевого результата. Требуют внимания: 1.1 NPS: 1\u00a0%" in said.replace("\\xa0", "\u00a0")
