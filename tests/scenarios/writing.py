"""Writing objectives in the local Slack, in the words of both languages."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session, select

from bot.localslack.driver import Driver
from bot.localslack.errors import Json
from bot.localslack.inputs import elements
from bot.text import speak
from storage.models import Change, Initiative, KeyResult, Objective, Step
from tests.scenarios.conftest import Company


class Desk:
    """One person who writes; labels and buttons are named by the ids of their texts."""

    def __init__(self, company: Company, person: Driver, language: str) -> None:
        self.company, self.person, self.text = company, person, speak(language)

    def t(self, message: str, **values: object) -> str:
        return self.text(message, **values)

    def slash(self, typed: str) -> None:
        """Types /okr, and waits for the modal."""
        self._opens(lambda: self.person.slash("/okr", typed))

    def press(self, label: str, section: str | None = None) -> None:
        """Presses a button of the modal that opens another one, or changes it."""
        self._opens(lambda: self.person.click_in_view(self.t(label), section))

    def press_called(self, action_id: str) -> None:
        self._opens(lambda: self.person.click_in_view(action_id))

    def choose(self, label: str, value: str) -> None:
        """Chooses what changes the form."""
        self._opens(lambda: self.person.fill({self.t(label): value}))

    def _opens(self, act: Callable[[], Any]) -> None:
        before = seen(self.person.modal)
        act()
        self.company.slack.wait(lambda: self.person.modal is not None and seen(self.person.modal) != before)

    def fill(self, **entries: Any) -> None:
        self.person.fill({self.t(f"author.{name}"): value for name, value in entries.items()})

    def save(self, **entries: Any) -> None:
        self.fill(**entries)
        ack = self.person.submit()
        assert ack.problem is None, ack.problem

    @property
    def errors(self) -> dict[str, str]:
        """Sentences at the fields, by the names of the fields' texts."""
        names = {self.t(f"author.{name}"): name for name in FIELDS}
        return {names[label]: sentence for label, sentence in self.person.errors.items()}

    @property
    def title(self) -> str:
        return str(self.modal["title"]["text"])

    @property
    def modal(self) -> Json:
        assert self.person.modal is not None
        return self.person.modal

    @property
    def words(self) -> str:
        return words(self.modal)

    def holds(self, label: str) -> Any:
        """What an input holds: words, the value that was chosen, or the person."""
        for block, element in elements(self.modal["blocks"]):
            if block.get("label", {}).get("text") == self.t(label):
                state = self.person.values[block["block_id"]][element["action_id"]]
                option = state.get("selected_option")
                return option["value"] if option else state.get("selected_user") or state.get("value")
        raise AssertionError(f"no field {label}")


FIELDS = (
    "template", "title", "level", "team", "cycle", "owner", "parent", "visibility", "weight", "rollup", "kind",
    "unit", "start", "target", "low", "high", "steps", "kpi", "place", "state",
)  # fmt: skip


def seen(modal: Json | None) -> tuple[str, str] | None:
    return (modal["id"], modal["hash"]) if modal else None


def words(modal: Json) -> str:
    """All that is read in a modal, buttons too."""
    return "\n".join(_said(modal["blocks"]))


def _said(part: Any) -> list[str]:
    if isinstance(part, list):
        return [line for one in part for line in _said(one)]
    if isinstance(part, dict):
        own = [part["text"]] if isinstance(part.get("text"), str) else []
        return own + [line for name, one in part.items() if name != "confirm" for line in _said(one)]
    return []


def stored(company: Company, look: Callable[[Session], Any]) -> Any:
    with company.bot.context.database.read() as session:
        return look(session)


def objectives(company: Company) -> list[Objective]:
    query = select(Objective).order_by(Objective.id)  # type: ignore[arg-type]
    found: list[Objective] = stored(company, lambda session: session.exec(query).all())
    return found


def objective(company: Company, number: int) -> Objective:
    found: Objective = stored(company, lambda session: session.exec(_numbered(number)).one())
    return found


def _numbered(number: int) -> Any:
    return select(Objective).where(Objective.number == number)


def key_result(company: Company, title: str) -> KeyResult:
    found: KeyResult = stored(
        company, lambda session: session.exec(select(KeyResult).where(KeyResult.title == title)).one()
    )
    return found


def initiatives(company: Company) -> list[Initiative]:
    found: list[Initiative] = stored(company, lambda session: session.exec(select(Initiative)).all())
    return found


def steps(company: Company, row: KeyResult) -> list[tuple[int, str, float]]:
    query = select(Step).where(Step.key_result_id == row.id).order_by(Step.number)  # type: ignore[arg-type]
    found: list[Step] = stored(company, lambda session: session.exec(query).all())
    return [(step.number, step.title, step.weight) for step in found]


def history(company: Company, table: str) -> list[tuple[str, str | None, str | None, int | None]]:
    query = select(Change).where(Change.table_name == table).order_by(Change.id)  # type: ignore[arg-type]
    found: list[Change] = stored(company, lambda session: session.exec(query).all())
    return [(row.field, row.before, row.after, row.person_id) for row in found]
