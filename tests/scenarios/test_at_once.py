"""Two answers to one prompt at the same instant: Slack gave up on the first form, and its owner opened another."""

import json
from threading import Thread

import pytest
from slack_bolt import BoltRequest, BoltResponse

from storage import points
from storage.points import Point
from tests.scenarios.conftest import Company, dispatch

SAVED = {"Value": "48", "Confidence (0-10)": "7"}


@pytest.fixture
def asked(company: Company) -> Company:
    company.at(10)
    return company


def another_meanwhile(company: Company, monkeypatch: pytest.MonkeyPatch, value: str) -> list[Thread]:
    """While the next answer is not committed, what brought it comes as another form, with another value."""
    app, bodies, others = company.bot.app, list[str](), list[Thread]()
    straight = type(app).dispatch

    def remember(req: BoltRequest) -> BoltResponse:
        bodies.append(json.dumps(req.body))
        return straight(app, req)

    def meanwhile(point: Point) -> None:
        if point is Point.ANSWER and not others:
            other = json.loads(bodies[-1].replace('"48"', f'"{value}"'))
            other["view"]["id"] = "V0OTHER"
            others.append(Thread(target=dispatch, args=(company, other)))
            others[0].start()
            others[0].join(0.5)  # as far as it comes

    app.dispatch = remember  # type: ignore[method-assign]
    monkeypatch.setattr(points, "_watcher", meanwhile)
    return others


def test_it_keeps_what_both_say_once(asked: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    others = another_meanwhile(asked, monkeypatch, "48")
    asked.answer(asked.anna, SAVED)
    others[0].join()
    assert [(row.value, row.superseded) for row in asked.checkins] == [(48, False)]


def test_it_keeps_the_later_of_two_values(asked: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    others = another_meanwhile(asked, monkeypatch, "51")
    asked.answer(asked.anna, SAVED)
    others[0].join()
    assert sorted((row.value, row.superseded) for row in asked.checkins) == [(48, True), (51, False)]


def test_it_keeps_no_change_beside_a_form(asked: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pressed a week later, while the form that was open says the same."""
    asked.answer(asked.anna, SAVED)
    asked.at(16)
    asked.to(asked.clock().replace(month=12, day=4, hour=7, minute=0))
    prompt = asked.asking(asked.anna)
    asked.open_form(asked.anna)
    asked.anna.fill(SAVED)
    pressed: list[Thread] = []

    def meanwhile(point: Point) -> None:
        if point is Point.ANSWER and not pressed:
            pressed.append(Thread(target=asked.anna.click, args=(prompt, "No change")))
            pressed[0].start()
            pressed[0].join(0.5)

    monkeypatch.setattr(points, "_watcher", meanwhile)
    asked.anna.submit()
    pressed[0].join()
    assert [(row.value, row.superseded) for row in asked.checkins] == [(48, False), (48, False)]
