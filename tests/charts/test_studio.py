"""With real processes; what happens there is put into the layouts, as a thing that is made when they arrive."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any, cast

import pytest

from charts import artist, theme
from charts.artist import Artist, Lost
from charts.layout import Layout, Mark, Role, Shape, Text
from charts.studio import Studio
from tests.charts.reading import picture

CARD = Layout(80, (Mark(Role.BAR, Shape.BOX, ((100.0, 20.0), (160.0, 60.0)), fill=theme.BLUE),))
WRITE, READ = "w", "r"
SCRIPT = """
import sys
from charts.studio import Studio
from tests.charts.test_studio import CARD, Arriving, layout_with
studio = Studio()
print(*map(len, studio.draw([CARD])), flush=True)
if len(sys.argv) > 1:
    studio.draw([layout_with(exec, f"import time; open({sys.argv[1]!r}, 'w'); time.sleep(1000)")])
"""


class Arriving:
    """Does something in the process that draws, before it draws."""

    def __init__(self, call: Callable[..., object], *args: object) -> None:
        self._done = call, args

    def __reduce__(self) -> tuple[Callable[..., object], tuple[Any, ...]]:
        return self._done


def layout_with(call: Callable[..., object], *args: object) -> Layout:
    return Layout(80, (cast(Text, Arriving(call, *args)),))


@pytest.fixture(scope="module")
def shared() -> Iterator[Studio]:
    """Has one process for all tests, as long as that lives."""
    studio = Studio()
    yield studio
    studio.close()


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    """Whoever opens it waits until somebody opens it the other way round."""
    path = tmp_path / "gate"
    os.mkfifo(path)
    return path


def drawn(studio: Studio, *layouts: Layout) -> list[bool]:
    return [png is not None and picture(png).height == CARD.height for png in studio.draw(layouts)]


def started(*args: str, **environment: str) -> Popen[bytes]:
    """A program of its own, so that it can be killed; its end is seen by its pipes, which what it started holds too."""
    known = {**os.environ, "PYTHONPATH": ".", **environment}
    return Popen([sys.executable, "-c", SCRIPT, *args], stdout=PIPE, stderr=PIPE, env=known)


def test_it_draws_all_in_turn(shared: Studio) -> None:
    assert drawn(shared, CARD, CARD) == [True, True]
    assert shared.draw([]) == ()


@pytest.mark.parametrize(
    "broken",
    [
        layout_with(bytearray, 1 << 62),
        layout_with(int, "not a number"),
        layout_with(lambda: "cannot be sent"),
        layout_with(signal.raise_signal, signal.SIGKILL),
        Layout(-1, ()),
    ],
    ids=["out of memory", "broken on arrival", "cannot be sent", "killed", "cannot be drawn"],
)
def test_it_loses_no_picture_but_the_one_that_cannot_be_drawn(shared: Studio, broken: Layout) -> None:
    assert drawn(shared, CARD, broken, CARD) == [True, False, True]
    assert drawn(shared, CARD) == [True]


def test_it_tells_the_log_what_went_wrong(shared: Studio, caplog: pytest.LogCaptureFixture) -> None:
    shared.draw([layout_with(int, "not a number"), layout_with(signal.raise_signal, signal.SIGKILL)])
    assert "invalid literal for int() with base 10: 'not a number'" in caplog.text
    assert "the process ended" in caplog.text


def test_it_is_not_disturbed_by_what_libraries_print(shared: Studio) -> None:
    assert drawn(shared, layout_with(print, "a warning\n" * 9000), CARD) == [True, True]


def test_it_goes_behind_whoever_waits_for_an_answer(shared: Studio, caplog: pytest.LogCaptureFixture) -> None:
    shared.draw([layout_with(exec, "import os; raise OSError(f'niceness {os.nice(0)}')")])
    assert f"niceness {min(os.nice(0) + 10, 19)}" in caplog.text


def test_it_starts_anew_where_its_process_was_killed_while_it_had_nothing_to_do(shared: Studio) -> None:
    dying = "import os, threading; threading.Thread(target=os.kill, args=(os.getpid(), 9)).start()"
    shared.draw([layout_with(exec, dying)])
    assert any(drawn(shared, CARD)) or any(drawn(shared, CARD))


def test_it_gives_up_what_takes_too_long(gate: Path) -> None:
    artist = Artist()
    assert artist.draw(CARD, 60)[1] == ""
    with pytest.raises(Lost, match="took too long"):
        artist.draw(layout_with(open, str(gate)), 0.05)
    assert not artist.alive
    artist.leave()


def test_it_has_one_time_for_all_pictures_of_a_message() -> None:
    studio = Studio(seconds=0.01)
    assert studio.draw([CARD, CARD, CARD]) == (None, None, None)
    studio.close()


def test_it_draws_for_others_while_one_hangs(gate: Path) -> None:
    studio = Studio(patience=0.01)
    with ThreadPoolExecutor(3) as threads:
        stuck = threads.submit(studio.draw, [layout_with(open, str(gate))])
        others = [threads.submit(drawn, studio, CARD, CARD) for _ in range(2)]
        assert [other.result() for other in others] == [[True, True], [True, True]]
        with gate.open(WRITE):
            assert stuck.result() != (None,)
    studio.close()


def test_it_ends_what_is_being_drawn_when_it_closes(gate: Path) -> None:
    studio = Studio()
    with ThreadPoolExecutor(1) as threads:
        more_than_a_pipe_holds = bytes(1 << 20)
        stuck = threads.submit(studio.draw, [layout_with(Path.write_bytes, gate, more_than_a_pipe_holds)])
        with gate.open(READ):
            studio.close()
            assert stuck.result() == (None,)
    assert drawn(studio, CARD) == [True]
    studio.close()


def test_it_leaves_nothing_behind_where_its_starter_is_killed_while_it_draws(gate: Path) -> None:
    with started(str(gate)) as script, gate.open(READ):
        script.kill()
        out, _ = script.communicate()
    assert out.strip().isdigit()


def test_it_needs_no_home_folder_and_says_nothing(tmp_path: Path) -> None:
    with started(HOME="/dev/null", TMPDIR=str(tmp_path), MPLCONFIGDIR="", XDG_CACHE_HOME="") as script:
        out, complaints = script.communicate()
    assert (out.isspace(), complaints) == (False, b"")


def test_it_keeps_fonts_in_no_folder_that_somebody_elses_link_leads_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    usual = Path(artist._cache())
    assert usual.parent == tmp_path
    assert artist._cache() == str(usual)
    usual.rename(tmp_path / "elsewhere")
    usual.symlink_to(tmp_path / "elsewhere")
    assert Path(artist._cache()).parent == tmp_path
    assert artist._cache() != str(usual)
