"""The demo in HTTP mode: the page's Slack sends requests to the bot beside it."""

from pathlib import Path

from bot.demo import Stage
from bot.settings import Mode


def test_it_answers_in_the_demo_over_http(tmp_path: Path) -> None:
    with Stage.open(tmp_path, 0, Mode.HTTP) as stage:
        person = next(stage.slack.person(one.id) for one in stage.slack.people.values() if one.admin)
        before = len(person.dm)
        assert person.slash("/okr", "team").arrived
        stage.slack.wait(lambda: len(person.dm) > before)
        assert stage.slack.socket.connections == 0
