"""Asks OSV, the open database of vulnerabilities, whether anything that is locked has a known one.

Exit code 0 where nothing has, 1 where something has, 3 where nobody could be asked: then nothing is known.
"""

import json
import re
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

LOCK = Path("requirements.txt")
PINNED = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)
ASKED = "https://api.osv.dev/v1/query"
SECONDS = 10
LONGEST_SECONDS = 300
TOOLS = Path("build/release")
FOUND, UNKNOWN = 1, 3


def main() -> int:
    if why := unreachable():
        return told(UNKNOWN, f"Not audited, nothing is known of {LOCK}: {why}")
    subprocess.run(["make", "--silent", f"{TOOLS}/ready"], check=True)  # noqa: S603, S607 - ours
    audited = audit()
    left_out = [found["name"] for found in audited if "skip_reason" in found]
    vulnerable = [(found, known) for found in audited for known in found.get("vulns", ())]
    for found, known in vulnerable:
        mended = ", ".join(known["fix_versions"]) or "no version yet"
        told(FOUND, f"{found['name']} {found['version']}: {known['id']}, mended in {mended}")
    if vulnerable:
        return FOUND
    if left_out or not audited:
        return told(UNKNOWN, f"Not audited: OSV tells nothing of {', '.join(left_out) or 'anything'}")
    return told(0, f"{len(audited)} packages of {LOCK}: none has a known vulnerability")


def unreachable() -> str:
    """Why OSV cannot be asked from here; empty where it answers."""
    ((name, version), *_rest) = PINNED.findall(LOCK.read_text("utf-8"))
    asked = {"package": {"name": name, "ecosystem": "PyPI"}, "version": version}
    request = urllib.request.Request(ASKED, json.dumps(asked).encode())
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - the same
            return "" if isinstance(json.load(answer), dict) else f"{ASKED} answers something else"
    except (OSError, ValueError) as failed:
        return f"{ASKED}: {failed}"


def audit() -> list[dict[str, Any]]:
    """What pip-audit found out about each package; nothing where it got no answer in time."""
    tool = TOOLS / "bin" / "pip-audit"
    command = [tool, "--vulnerability-service", "osv", "--requirement", LOCK, "--require-hashes", "--disable-pip"]
    try:
        done = subprocess.run(  # noqa: S603 - ours
            [*command, "--format", "json"], stdout=subprocess.PIPE, text=True, check=False, timeout=LONGEST_SECONDS
        )
    except subprocess.TimeoutExpired:
        return []
    found: list[dict[str, Any]] = json.loads(done.stdout or "{}").get("dependencies", [])
    return found


def told(code: int, sentence: str) -> int:
    sys.stdout.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
