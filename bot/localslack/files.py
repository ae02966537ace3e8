import mimetypes
from dataclasses import dataclass, field
from enum import StrEnum

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


_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


def _mimetype(name: str, content: bytes) -> str:
    for signature, mimetype in _SIGNATURES.items():
        if content.startswith(signature):
            return mimetype
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    # A name does not make a picture of other bytes.
    return "application/octet-stream" if guessed.startswith("image/") else guessed


def file(held: File, base_url: str) -> Json:
    """The file object of files.info."""
    private = f"{base_url}files-pri/{held.id}/{held.name}"
    return {
        "id": held.id,
        "created": held.created,
        "timestamp": held.created,
        "name": held.name,
        "title": held.title or held.name,
        "mimetype": held.mimetype,
        "filetype": held.mimetype.rpartition("/")[2],
        "pretty_type": held.mimetype.rpartition("/")[2].upper(),
        "user": held.user,
        "size": held.length,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "alt_txt": held.alt_text,
        "url_private": private,
        "url_private_download": private,
        "permalink": f"{base_url}files/{held.id}",
        "channels": [name for name in held.channels if name.startswith("C")],
        "groups": [name for name in held.channels if name.startswith("G")],
        "ims": [name for name in held.channels if name.startswith("D")],
        "file_access": "visible",
    }
