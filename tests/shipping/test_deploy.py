"""What runs okrbot elsewhere names settings that there are, keeps to what it may do, and agrees with itself."""

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from dotenv import dotenv_values

from bot.settings import Settings

HARDENING = ("read_only", "tmpfs", "cap_drop", "security_opt", "volumes", "ports", "stop_grace_period")
COMPOSED = ("compose.yaml", "compose.sqlite.yaml")
SETTINGS = {name.upper() for name in Settings.model_fields}
BESIDE = {"POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB"}
"""PostgreSQL's own."""


def composed(name: str) -> dict[str, Any]:
    services: dict[str, Any] = yaml.safe_load(Path(name).read_text("utf-8"))["services"]
    return services


def image() -> str:
    return Path("Dockerfile").read_text("utf-8")


def image_settings() -> dict[str, str]:
    """What the image sets."""
    return dict(
        re.findall(r"^\s+(\w+)=(\S+?)(?: \\)?$", image().rpartition("ENV ")[2].partition("USER")[0], re.MULTILINE)
    )


def unit() -> ConfigParser:
    found = ConfigParser(strict=False, interpolation=None)
    found.optionxform = str  # type: ignore[assignment, method-assign]
    found.read("deploy/okrbot.service")
    return found


@pytest.mark.parametrize("name", COMPOSED)
def test_it_sets_only_settings_that_there_are(name: str) -> None:
    for service in composed(name).values():
        assert service["environment"].keys() - SETTINGS - BESIDE == set()
    asked = set(re.findall(r"\$\{(\w+)", Path(name).read_text("utf-8")))
    assert asked - SETTINGS - BESIDE == set()


def test_the_image_sets_only_settings_that_there_are() -> None:
    found = {name for name in image_settings() if name.startswith(("OKRBOT_", "SLACK_")) or name == "PORT"}
    assert {"OKRBOT_DATA_DIR", "OKRBOT_HOST", "PORT"} <= found <= SETTINGS


@pytest.mark.parametrize("name", COMPOSED)
def test_what_stands_in_env_example_does_not_undo_what_a_container_needs(name: str) -> None:
    """.env wins over the image, and `environment` over .env."""
    needed = {setting: value for setting, value in image_settings().items() if setting in SETTINGS}
    over = {setting: str(value) for setting, value in composed(name)["okrbot"]["environment"].items()}
    assert {**needed, **dotenv_values(".env.example"), **over}.items() >= needed.items()


@pytest.mark.parametrize("name", COMPOSED)
def test_a_container_may_write_to_its_data_and_nowhere_else(name: str) -> None:
    service = composed(name)["okrbot"]
    assert (service["read_only"], service["tmpfs"], service["cap_drop"]) == (True, ["/tmp"], ["ALL"])  # noqa: S108
    assert service["volumes"] == [f"data:{image_settings()['OKRBOT_DATA_DIR']}"]
    assert all("no-new-privileges:true" in each["security_opt"] for each in composed(name).values())
    assert image_settings()["HOME"] == "/tmp"  # noqa: S108
    assert re.search(r"^USER 10001:10001$", image(), re.MULTILINE)


def test_both_compositions_run_the_bot_alike() -> None:
    big, small = (composed(name)["okrbot"] for name in COMPOSED)
    assert {key: big[key] for key in HARDENING} == {key: small[key] for key in HARDENING}
    assert big["environment"] == {**small["environment"], "DATABASE_URL": big["environment"]["DATABASE_URL"]}


def test_the_image_installs_what_is_locked_and_copies_what_is_not_ignored() -> None:
    assert "--require-hashes" in image()
    copied = {word for line in re.findall(r"^COPY (?!--from)(.*) \S+$", image(), re.MULTILINE) for word in line.split()}
    allowed = {line[1:] for line in Path(".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert copied == allowed
    assert all(Path(name).exists() for name in copied)


def test_the_image_is_healthy_where_its_pages_answer() -> None:
    settings = image_settings()
    assert settings["PORT"] == settings["OKRBOT_HEALTH_PORT"] == "8080"
    assert "http://127.0.0.1:8080/healthz" in image()
    assert [service["ports"] for service in (composed(name)["okrbot"] for name in COMPOSED)] == [
        ["127.0.0.1:${PORT:-8765}:8080"]
    ] * 2


def test_the_unit_gives_the_bot_one_folder_and_no_rights() -> None:
    service = unit()["Service"]
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"
    assert (service["ProtectSystem"], service["NoNewPrivileges"], service["CapabilityBoundingSet"]) == (
        "strict",
        "yes",
        "",
    )
    assert service["User"] == "okrbot"
    assert service["ExecStart"].endswith("/okrbot run")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not everywhere")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    text = Path("deploy/okrbot.service").read_text("utf-8")
    (tmp_path / "okrbot.service").write_text(re.sub(r"=/opt/okrbot/bin/okrbot run", "=/bin/true run", text))
    found = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / "okrbot.service"], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, "")
