from pathlib import Path

import pytest
import yaml

from tests.command import Run, at_command
from tests.manual.given import lay_out
from tests.manual.pages import DOCS, README, Typed, links, name_of, typed, yaml_in
from tests.manual.pages import pages as written
from tests.manual.reference import FOLDER, leaves, pages

ELSEWHERE = {
    "docs/api.md": "tests/api/test_manual.py",
    "docs/webhooks.md": "tests/api/test_manual.py",
    "docs/warehouse.md": "tests/kpis/test_warehouse.py",
}
"""Pages whose commands need more around them, and where they are tried."""
NEED_MORE = ("run", "demo", "doctor", "digest")
"""They go on, or need a Slack or a week behind them: tests/web, tests/browser, tests/health and tests/digests."""
WITH_COMMANDS = [page for page in written() if typed(page) and name_of(page) not in ELSEWHERE]


@pytest.mark.parametrize("name", pages())
def test_the_reference_is_what_the_code_has(name: str) -> None:
    assert (FOLDER / name).read_text() == pages()[name], "python -m tests.manual writes it anew"


def test_every_setting_is_told() -> None:
    from bot.settings import Settings

    told = (FOLDER / "settings.md").read_text()
    assert [name for name in Settings.model_fields if f"`{name.upper()}`" not in told] == []


@pytest.mark.parametrize("page", written(), ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in links(page) if not (page.parent / link).exists()] == []


def test_every_page_stands_in_the_manual_once() -> None:
    def listed(part: object) -> list[str]:
        if isinstance(part, str):
            return [part]
        inside = part.values() if isinstance(part, dict) else part
        return [page for one in inside for page in listed(one)]  # type: ignore[attr-defined]

    manual = yaml.safe_load((DOCS.parent / "mkdocs.yml").read_text())
    assert sorted(listed(manual["nav"])) == sorted(str(page.relative_to(DOCS)) for page in written() if page != README)


def test_every_command_there_is_stands_on_some_page() -> None:
    told = {" ".join(["okrbot", *one.words]) for page in written() for one in typed(page)}
    words = "\n".join(page.read_text() for page in written() if page.parent != FOLDER)
    missing = [name for name, _ in leaves() if name not in words and not any(one.startswith(name) for one in told)]
    assert missing == []


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name_of)
def test_its_commands_do_what_they_are_there_for(
    page: Path, sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = at_command(sqlite_database, tmp_path, monkeypatch)
    monkeypatch.delenv("OKRBOT_SECRET_KEY", raising=False)
    lay_out(tmp_path)
    _plan(page, run, tmp_path)
    for one in typed(page):
        if one.words[0] in NEED_MORE:
            assert f"okrbot {one.words[0]}" in {name for name, _ in leaves()}
        else:
            _try(run, one, monkeypatch)


def _plan(page: Path, run: Run, folder: Path) -> None:
    """The page's own plan, or one from the page for admins, which is there already where the page imports none."""
    own = [text for text in yaml_in(page) if "objectives:" in text]
    (plan,) = own or [text for text in yaml_in(DOCS / "admins.md") if "objectives:" in text]
    known = plan.replace('"#support"', "C0123456789").replace("anna@example.com", "U0ANNA")
    (folder / "okrs.yaml").write_text(known.replace("boris@example.com", "U0BORIS"))
    if not own:
        assert run("okrs", "import", "okrs.yaml").exit_code == 0


def _try(run: Run, one: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as set_before:
        for name, value in one.variables.items():
            set_before.setenv(name, value)
        if one.words[:2] == ["keys", "rotate"]:
            set_before.setenv("OKRBOT_SECRET_KEY", run("keys", "new").stdout.strip())
        told = run(*one.words)
    assert told.exit_code == 0, f"okrbot {' '.join(one.words)}: {told.output}"
    assert told.output.strip()
