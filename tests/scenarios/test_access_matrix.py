"""Everything that the bot listens to, sent by somebody of each role with the ids of other people's rows: nothing is
changed by who may not, and nothing is told that they may not see."""

import json
import logging
from collections.abc import Iterable, Iterator

import pytest

from bot import app
from bot.people import access
from bot.text import speak
from tests.scenarios.cells import CELLS
from tests.scenarios.conftest import Company
from tests.scenarios.matrix import Json, Matrix, Registered
from tests.scenarios.roles import PEOPLE

UNSEEN = {
    **dict.fromkeys("ALOMWG", ("TWIN",)),
    "C": ("TWIN", "BOARD_secret", "SECRET"),
    **dict.fromkeys("VXD", ("TWIN", "BOARD_secret", "SECRET", "BOARD_open", "BOARD_kpi")),
    "T": ("BOARD", "SECRET"),
}
"""What nothing that one is sent may hold; the secret is the private objective with all that was said of it."""


UNKNOWN = ("objectives.unknown_id", {"id": "3"})
REFUSED: dict[tuple[str, str], tuple[str, dict[str, str]]] = {
    ("action", "team_settings"): ("access.set_up_team", {}),
    ("view", "author_key_result"): UNKNOWN,
    ("command", "show"): UNKNOWN,
}


@pytest.fixture
def language() -> str:
    return "en"


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Registered:
    found = Registered()
    monkeypatch.setattr(app, "App", found.recording())
    monkeypatch.setattr(app, "TALKERS", 1)
    return found


@pytest.fixture
def matrix(registered: Registered, company: Company, caplog: pytest.LogCaptureFixture) -> Iterator[Matrix]:
    caplog.set_level(logging.CRITICAL)  # Slack refuses to show a modal over one that a client has made up
    assert registered.ids
    made = Matrix(company)
    yield made
    made.close()


def wrong(matrix: Matrix, role: str, cells: Iterable[tuple[str, str]] = ()) -> Iterator[str]:
    """The cells that do not hold."""
    for kind, name in cells or CELLS:
        bodies, changing = CELLS[kind, name]
        changed: set[str] = set()
        for body in bodies(matrix, role):
            tables, said = matrix.send(role, body)
            changed |= tables
            yield from (f"{role} {kind} {name}: {secret} told" for secret in UNSEEN[role] if secret in told(body, said))
        if bool(changed) is not (role in changing):
            yield f"{role} {kind} {name}: changed {sorted(changed)}"


def told(body: Json, said: str) -> str:
    """Without the words that the person typed, which are said back."""
    rest = str(body.get("text") or "") + str((body.get("actions") or [{}])[0].get("value") or "")
    return said.replace("BOARD_Board", "") if "BOARD_Board" in rest else said


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", PEOPLE)
def test_it_holds_cell_by_cell(registered: Registered, matrix: Matrix, role: str) -> None:
    heard = {one for one in CELLS if one[0] != "command"}
    assert registered.ids == heard
    found = list(wrong(matrix, role))
    assert not found, "\n".join(found)


OPEN_WIDE = (("command", "show"), ("command", "all"), ("action", "author_archive"), ("view", "team"), ("view", "kpi"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_would_not_hold_with_the_table_opened_wide(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(access, "may", lambda *_roles, **_private: True)
    found = {cell for cell in OPEN_WIDE if any(wrong(matrix, "C", [cell]))}
    assert found == set(OPEN_WIDE)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_says_why_not_in_a_sentence_of_the_persons_language(matrix: Matrix) -> None:
    outside: tuple[str, dict[str, str]] = ("okr.stranger", {})
    for (kind, name), seen in REFUSED.items():
        for role, language, (sentence, values) in (("C", "ru", seen), ("X", "en", outside), ("D", "en", outside)):
            _, said = matrix.send(role, CELLS[kind, name][0](matrix, role)[0])
            words = speak(language)(sentence, **values)
            assert words in said or json.dumps(words)[1:-1] in said, (role, name, said)
