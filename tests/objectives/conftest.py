import pytest
from sqlmodel import Session

from storage.models import Workspace
from storage.people import new_workspace


@pytest.fixture
def workspace(session: Session) -> Workspace:
    return new_workspace(session, "ru", "Europe/Moscow", "T1")
