"""Checks what the bot sent against Slack's own types, with TypeScript's compiler."""

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.localslack.workspace import Call

HERE = Path(__file__).parent
BUILD = HERE.parents[2] / "build"
NO_NODE = "needs Node.js and npm"


class Surface(StrEnum):
    MESSAGE = "Message"
    MODAL = "Modal"
    HOME = "Home"


@dataclass(frozen=True)
class Captured:
    """The blocks of a message, or a whole view; the name is for the error."""

    name: str
    surface: Surface
    content: Any


# View leaves its blocks open, so they are closed here. Slack's types do not know data_visualization yet.
HEADER = (
    "import type { HomeView, KnownBlock, ModalView } from '@slack/types'; "
    "type Chart = { type: 'data_visualization'; block_id?: string; title: string; chart: object }; "
    "type Message = (KnownBlock | Chart)[]; "
    "type Modal = Omit<ModalView, 'blocks'> & { blocks: KnownBlock[] }; "
    "type Home = Omit<HomeView, 'blocks'> & { blocks: KnownBlock[] };"
)
OPTIONS = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--pretty", "false"]
_ERROR = re.compile(r"payloads\.ts\((\d+),\d+\): error (.*)")


def has_node() -> bool:
    return bool(shutil.which("node") and shutil.which("npm"))


def captured(calls: Iterable[Call]) -> Iterator[Captured]:
    """Every message and view among the calls of a local Slack's ledger that Slack took."""
    for number, call in enumerate(calls):
        name = f"{number} {call.method}"
        if not call.response["ok"]:
            continue
        if call.args.get("blocks"):
            yield Captured(name, Surface.MESSAGE, call.args["blocks"])
        if call.args.get("view"):
            view = call.args["view"]
            yield Captured(name, Surface[str(view["type"]).upper()], view)


def compile_payloads(payloads: Sequence[Captured]) -> list[str]:
    """The compiler's errors, each with the name of its payload; none is right."""
    packages = _packages()
    # One payload a line, so that the line of an error names the payload.
    lines = [f"const p{n}: {one.surface} = {json.dumps(one.content)};" for n, one in enumerate(payloads)]
    with tempfile.TemporaryDirectory(dir=packages) as folder:
        source = Path(folder) / "payloads.ts"
        source.write_text("\n".join([HEADER, *lines, "export {};"]))
        compiler = packages / "node_modules" / ".bin" / "tsc"
        done = subprocess.run([compiler, *OPTIONS, source], capture_output=True, text=True, cwd=folder)
    errors = [_named(found, payloads) for found in _ERROR.finditer(done.stdout)]
    if done.returncode and not errors:
        raise RuntimeError(f"the compiler failed: {done.stdout}{done.stderr}")
    return errors


def _named(found: re.Match[str], payloads: Sequence[Captured]) -> str:
    index = int(found[1]) - 2
    return f"{payloads[index].name}: {found[2]}" if index >= 0 else found[2]


def _packages() -> Path:
    """The folder with the locked packages, installed when first asked for."""
    lock = (HERE / "package-lock.json").read_bytes()
    ready = BUILD / f"slack-types-{hashlib.sha256(lock).hexdigest()[:12]}"
    if ready.exists():
        return ready
    BUILD.mkdir(exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=BUILD))
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, fresh)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--silent"], cwd=fresh, check=True)
    try:
        fresh.rename(ready)
    except OSError:
        # Another worker was first.
        shutil.rmtree(fresh)
    return ready
