"""What a prompt and its form have shown of a KPI."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from storage.deliveries import owe
from storage.kinds import DeliveryKind, Surface
from storage.models import Delivery
from storage.shown import keep_shown, shown_in
from tests.objectives.rows import company

NOW = datetime(2026, 11, 27, 7, tzinfo=UTC)


@pytest.fixture
def asked(session: Session) -> tuple[Delivery, int]:
    """A prompt, and the key result that it asks for."""
    firm = company(session)
    key_result = firm.key_result(firm.objective())
    prompt = owe(
        session, firm.workspace.id, DeliveryKind.PROMPT, "prompt:1", target="U1", subject_id=firm.boris.id, due=NOW
    )
    return prompt, key_result.id


def test_it_keeps_what_stands_in_the_prompt_apart_from_the_form(session: Session, asked: tuple[Delivery, int]) -> None:
    prompt, key_result = asked
    keep_shown(session, prompt, Surface.PROMPT, {key_result: 40.0})
    keep_shown(session, prompt, Surface.FORM, {key_result: 60.0})
    assert shown_in(session, prompt) == {key_result: {Surface.PROMPT: 40.0, Surface.FORM: 60.0}}


def test_it_keeps_only_what_was_shown_last(session: Session, asked: tuple[Delivery, int]) -> None:
    prompt, key_result = asked
    for value in (40.0, 60.0):
        keep_shown(session, prompt, Surface.PROMPT, {key_result: value})
    assert shown_in(session, prompt) == {key_result: {Surface.PROMPT: 60.0}}


def test_it_keeps_nothing_where_no_number_was_shown(session: Session, asked: tuple[Delivery, int]) -> None:
    prompt, key_result = asked
    for value in (40.0, None):
        keep_shown(session, prompt, Surface.PROMPT, {key_result: value})
    assert shown_in(session, prompt) == {}
