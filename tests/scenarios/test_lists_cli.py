"""From a file to lists: imported, asked, answered, and told to scripts."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import app
from bot.cli import main
from bot.localslack.clock import Clock
from bot.localslack.server import LocalSlack
from bot.people.job import adopt
from bot.socket_mode import listening
from tests.localslack.conftest import hang_up
from tests.scenarios.conftest import Company, settings

Json = dict[str, Any]
Tell = Callable[..., Json]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PLAN = """
teams:
  - name: Support
    channel: C0SUPPORT
    lead: U0ANNA
    members: [U0ANNA, U0BORIS]
    timezone: UTC
    checkin: {{day: {day}, time: "{time}", zone: team, due_hours: 6}}
cycles:
  - {{name: now, from: {first}, to: {last}}}
kpis:
  - {{name: nps, title: NPS, formula: nps, survey: relationship, min_n: 2}}
objectives:
  - title: Customers recommend us
    team: Support
    owner: U0ANNA
    cycle: now
    key_results:
      - {{title: NPS from 40 to 60, owner: U0ANNA, start: 40, target: 60, unit: points, kpi: nps}}
      - {{title: First response in 2 hours, owner: U0BORIS, start: 6, target: 2, unit: h}}
"""


@pytest.fixture
def opening() -> datetime:
    """The minute that has just begun: commands read the real clock."""
    return datetime.now(UTC).replace(second=0, microsecond=0)


@pytest.fixture
def tell(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tell:
    """The document that `okrbot ... --json` prints."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OKRBOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)

    def called(*words: str) -> Json:
        done = CliRunner().invoke(main.app, [*words, "--json"])
        assert (done.exit_code, done.stderr) == (0, ""), done.output
        document: Json = json.loads(done.stdout)
        return document

    return called


@pytest.fixture
def told(tell: Tell, database_url: str, tmp_path: Path, opening: datetime) -> Iterator[Tell]:
    """A plan and a survey come in by command, the bot takes over, Anna and Boris answer, Boris corrects himself."""
    plan = PLAN.format(
        day=DAYS[opening.weekday()], time=f"{opening:%H:%M}",
        first=opening.date() - timedelta(weeks=4), last=opening.date() + timedelta(weeks=8),
    )  # fmt: skip
    (tmp_path / "okrs.yaml").write_text(plan)
    (tmp_path / "answers.csv").write_text("id,score\n1,10\n2,9\n3,10\n4,6\n")
    tell("okrs", "import", "okrs.yaml")
    columns = ("--score-column", "score", "--id-column", "id", "--scale", "0-10")
    tell("surveys", "import", "answers.csv", "--survey", "relationship", *columns)
    clock = Clock(opening)
    with LocalSlack(clock) as slack:
        slack.file_delay = 0.01
        for person, name in (("U0ANNA", "Anna"), ("U0BORIS", "Boris")):
            slack.add_person(person, name, tz="UTC")
        slack.add_channel("C0SUPPORT", "support", members=["U0ANNA", "U0BORIS"])
        bot = app.build(settings(slack, database_url, tmp_path), clock)
        adopt(bot.context, bot.client)
        with listening(bot) as socket:
            answer(Company(slack, bot, clock))
            yield tell
            hang_up(slack, socket)
        bot.context.database.close()


def answer(company: Company) -> None:
    company.to(company.clock())
    company.answer(company.anna, {"Confidence (0-10)": "7", "Note": "panel is live", "Thanks to": "U0BORIS"})
    company.answer(company.boris, {"Value": "5", "Confidence (0-10)": "3", "Blocker": "vendor"})
    company.answer(company.boris, {"Value": "4.5"}, button="Edit")
    company.to(company.clock())


def test_it_lists_check_ins_as_they_were_given(told: Tell, opening: datetime) -> None:
    common = {"round": f"Support {opening.date()}", "at": opening.isoformat(), "state": "on_time"}
    assert told("checkins", "list")["checkins"] == [
        common
        | {"key_result": "1.1", "person": "U0ANNA", "value": 50, "confidence": 7, "note": "panel is live"}
        | {"blocker": "", "thanks": "U0BORIS", "from": "kpi", "superseded": False},
        common
        | {"key_result": "1.2", "person": "U0BORIS", "value": 5, "confidence": 3, "note": ""}
        | {"blocker": "vendor", "thanks": None, "from": "modal", "superseded": True},
        common
        | {"key_result": "1.2", "person": "U0BORIS", "value": 4.5, "confidence": 3, "note": ""}
        | {"blocker": "vendor", "thanks": None, "from": "modal", "superseded": False},
    ]


def test_it_shows_what_the_answers_amount_to(told: Tell) -> None:
    (objective,) = told("okrs", "show")["objectives"]
    nps, response = objective["key_results"]
    assert (nps["value"], nps["progress"], nps["confidence"], nps["kpi"]) == (50, 0.5, 7, "nps")
    assert (response["value"], response["progress"]) == (4.5, 0.375)
    assert [reason["code"] for reason in response["attention"]] == ["low_confidence"]
    assert (objective["score"], objective["status"]) == (0.4375, "needs_attention")


def unthanked(listed: Json) -> list[Json]:
    """Without the thanks, which wait for a polite hour of the real clock."""
    return [row for row in listed["deliveries"] if row["kind"] != "thanks"]


def test_it_lists_every_delivery(told: Tell, opening: datetime) -> None:
    deliveries = unthanked(told("deliveries", "list"))
    assert [(row["kind"], row["target"], row["state"], row["error"]) for row in deliveries] == [
        ("prompt", "U0ANNA", "sent", None),
        ("prompt", "U0BORIS", "sent", None),
        ("receipt", "U0ANNA", "sent", None),
        ("receipt", "U0BORIS", "sent", None),
        ("receipt", "U0BORIS", "sent", None),
        ("digest", "C0SUPPORT", "sent", None),
        ("digest_agenda", "C0SUPPORT", "sent", None),
        ("digest_details", "C0SUPPORT", "sent", None),
    ]
    assert {row["tries"] for row in deliveries} == {1}
    assert all(row["ts"] and row["sent_at"] == opening.isoformat() for row in deliveries)
    assert len({row["key"] for row in deliveries}) == len(deliveries)


def test_it_lists_deliveries_of_one_state(told: Tell) -> None:
    assert told("deliveries", "list", "--state", "parked") == {"deliveries": []}
    assert len(unthanked(told("deliveries", "list", "--state", "sent"))) == 8


def test_it_shows_the_kpi_behind_the_answer(told: Tell) -> None:
    shown = told("kpi", "show", "nps")
    assert (shown["kpi"], shown["value"], shown["n"], shown["too_few"]) == ("nps", 50, 4, False)
    assert shown["undated"] is True


def test_it_lists_check_ins_of_a_team_and_since_a_day(told: Tell, opening: datetime) -> None:
    assert len(told("checkins", "list", "--team", "Support", "--since", str(opening.date()))["checkins"]) == 3
    tomorrow = str(opening.date() + timedelta(days=1))
    assert told("checkins", "list", "--since", tomorrow) == {"checkins": []}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("checkins", "list", "--team", "Suport"), "Suport"),
        (("checkins", "list", "--since", "yesterday"), "yesterday"),
        (("deliveries", "list", "--state", "lost"), "pending, sending, sent"),
        (("checkins", "list", "--workspace", "T0NONE"), "T0NONE"),
    ],
)
@pytest.mark.usefixtures("told")
def test_it_says_what_it_cannot_list(words: tuple[str, ...], sentence: str) -> None:
    done = CliRunner().invoke(main.app, [*words, "--json"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert sentence in done.stderr
