"""The settings of the health pages, and the file that names all settings."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings, Unfit


def read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, **given: str) -> Settings:
    """As a process with these in its environment, and no .env, reads them."""
    monkeypatch.chdir(tmp_path)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return Settings.read()


def test_it_names_every_setting_in_the_example_and_no_other() -> None:
    example = Path(".env.example").read_text("utf-8")
    assert set(re.findall(r"^(\w+)=", example, re.MULTILINE)) == {name.upper() for name in Settings.model_fields}


def test_it_serves_no_pages_unless_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = read(monkeypatch, tmp_path, OKRBOT_HEALTH_PORT="")
    assert (found.okrbot_health_port, found.okrbot_health_host) == (0, "127.0.0.1")


@pytest.mark.parametrize("port", ["door", "-1", "65536", "1.5"])
def test_it_refuses_what_is_no_port(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, port: str) -> None:
    with pytest.raises(Unfit) as refused:
        read(monkeypatch, tmp_path, OKRBOT_HEALTH_PORT=port)
    assert refused.value.values == {"names": "OKRBOT_HEALTH_PORT"}


def test_it_knows_the_tokens_that_are_missing_besides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(Unfit) as refused:
        read(monkeypatch, tmp_path, OKRBOT_HEALTH_PORT="door", SLACK_BOT_TOKEN="token", SLACK_APP_TOKEN="")
    assert [one.values for one in refused.value.besides] == [{"names": "SLACK_APP_TOKEN"}]
