"""Hostile strings over HTTP: whatever is typed comes through forms and signatures as it was, and harms nobody."""

import pytest

from tests.scenarios.conftest import Company
from tests.scenarios.test_hostile_inputs import harmless
from tests.scenarios.test_hostile_inputs import test_typed_commands_are_answered as typed_commands_are_answered

__all__ = ["harmless"]


@pytest.mark.timeout(300)
def test_typed_commands_are_answered_over_http(company: Company) -> None:
    assert company.slack.socket.requests is not None
    typed_commands_are_answered(company)
