import mimetypes
import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath

from bot.localslack.errors import Json


class Stage(StrEnum):
    """A file is named first, then sent, then completed, and at last processed."""

    AWAITED = "awaited"
    SENT = "sent"
    COMPLETED = "completed"
    PROCESSED = "processed"


@dataclass
class File:
    id: str
    name: str
    length: int
    user: str
    created: int
    title: str = ""
    alt_text: str = ""
    content: bytes = b""
    stage: Stage = Stage.AWAITED
    channels: list[str] = field(default_factory=list)

    @property
    def mimetype(self) -> str:
        """Empty until processed, as in Slack."""
        return _mimetype(self.name, self.content) if self.stage is Stage.PROCESSED else ""

    @property
    def is_picture(self) -> bool:
        return self.mimetype.startswith("image/")


_MIMETYPES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


def _mimetype(name: str, content: bytes) -> str:
    for signature, mimetype in _SIGNATURES.items():
        if content.startswith(signature):
            return mimetype
    ending = PurePath(name).suffix.lower()
    guessed = _MIMETYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    # A name does not make a picture of other bytes.
    return "application/octet-stream" if guessed.startswith("image/") else guessed


_PRETTY = {"csv": "CSV", "tsv": "TSV", "text": "Plain Text", "xlsx": "Excel Spreadsheet", "png": "PNG"}
"""Slack's types of the files that come and go here; any other is a binary one to it."""


def _filetype(held: File) -> str:
    ending = PurePath(held.name).suffix.removeprefix(".").lower()
    named = "text" if ending in ("txt", "log") else ending
    return named if named in _PRETTY else "binary"


def file(held: File, base_url: str, team_id: str) -> Json:
    """The file object of files.info and of messages. What is text is a snippet to Slack."""
    private, name = f"{base_url}files-pri/{team_id}-{held.id}", _in_address(held.name)
    filetype = _filetype(held) if held.mimetype else ""
    return {
        "id": held.id,
        "created": held.created,
        "timestamp": held.created,
        "name": held.name,
        "title": held.title or held.name,
        "mimetype": held.mimetype,
        "filetype": filetype,
        "pretty_type": _PRETTY.get(filetype, "Binary"),
        "user": held.user,
        "user_team": team_id,
        "size": held.length,
        "mode": "snippet" if held.mimetype.startswith("text/") else "hosted",
        "editable": held.mimetype.startswith("text/"),
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "alt_txt": held.alt_text,
        "url_private": f"{private}/{name}",
        "url_private_download": f"{private}/download/{name}",
        "permalink": f"{base_url}files/{held.user}/{held.id}/{name}",
        "channels": [name for name in held.channels if name.startswith("C")],
        "groups": [name for name in held.channels if name.startswith("G")],
        "ims": [name for name in held.channels if name.startswith("D")],
        "file_access": "visible",
    }


def _in_address(name: str) -> str:
    """A name as Slack writes it into addresses: small letters, digits, and nothing that needs care."""
    return re.sub(r"[^a-z0-9._-]+", "_", name.lower())


def id_in_address(address: str) -> str:
    """The id of the file that a private address is of; empty where it is of none."""
    return address.rpartition("files-pri/")[2].partition("/")[0].partition("-")[2]
