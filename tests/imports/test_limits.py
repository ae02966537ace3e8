import pytest

from bot.errors import UserError
from bot.settings import Settings
from storage.imports.limits import DEFAULT, Limits

SET = {"MAX_MB": "3", "MAX_ROWS": "4", "MAX_COLUMNS": "5", "MAX_CELL": "6"}


def test_it_takes_its_limits_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SET.items():
        monkeypatch.setenv(f"OKRBOT_IMPORT_{name}", value)
    assert Settings.read().import_limits == Limits(bytes=3 * 1024**2, rows=4, columns=5, letters=6)


def test_it_has_limits_where_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SET:
        monkeypatch.setenv(f"OKRBOT_IMPORT_{name}", "")
    assert Settings.read().import_limits == DEFAULT


@pytest.mark.parametrize("name", SET)
def test_it_names_a_limit_that_is_none(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"OKRBOT_IMPORT_{name}", "0")
    with pytest.raises(UserError) as refused:
        Settings.read()
    assert refused.value.values == {"names": f"OKRBOT_IMPORT_{name}"}
