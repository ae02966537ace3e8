"""A file is read line by line: how long it is does not show in memory."""

import subprocess
import sys
from pathlib import Path

LARGE = 300_000


def test_it_never_holds_a_large_file_in_memory(tmp_path: Path) -> None:
    """A process of its own reads 10 MB of rows twice; what it takes more than one that reads a single row is little."""
    (tmp_path / "large.csv").write_text("id,when,score,say\n" + "1,2026-10-05 09:00,9,some words\n" * (LARGE + 1))
    (tmp_path / "small.csv").write_text("id,when,score,say\n1,2026-10-05 09:00,9,some words\n")
    code = (
        "import resource, sys; from pathlib import Path; from storage.imports.table import Layout, read_table;"
        "table = read_table(Path(sys.argv[1]), Layout());"
        "print(sum(1 for _ in table.lines()), sum(1 for _ in table.column(0)),"
        "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    found = {}
    for name in ("large", "small"):
        command = [sys.executable, "-c", code, str(tmp_path / f"{name}.csv")]
        found[name] = [
            int(n) for n in subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        ]
    assert found["large"][:2] == [LARGE + 1, LARGE + 1]
    assert found["large"][2] - found["small"][2] < 16 * 1024
