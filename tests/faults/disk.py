"""What a disk could hold after a power cut, made of the changes that were written down before it."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.recording import Change, Deleted, Synced, Truncated, Written

SECTOR = 512


@dataclass
class _File:
    """`safe` is what the last completed sync left, none where the file was not there; `pending` came later. `former`
    is a deleted file of that name, which the folder may still show."""

    safe: bytes | None = None
    pending: list[Written | Truncated] = field(default_factory=list)
    former: bytes | None = None

    def sync(self) -> None:
        self.safe, self.pending, self.former = _applied(self.safe, self.pending), [], None

    def delete(self, durable: bool) -> None:
        former = None if durable else _applied(self.safe, self.pending)
        self.safe, self.pending, self.former = None, [], former

    def after_cut(self, chance: random.Random) -> bytes | None:
        """All that was synced, and of what came later any part, in any order, the last of it perhaps torn."""
        if self.former is not None and chance.random() < 0.5:
            return self.former
        share = chance.choice((0.0, chance.random(), 1.0))
        kept = [change for change in self.pending if chance.random() < share]
        if chance.random() < 0.5:
            chance.shuffle(kept)
        if kept and isinstance(last := kept[-1], Written) and chance.random() < 0.5:
            kept[-1:] = _torn(last, chance)
        return _applied(self.safe, kept)


@dataclass
class Disk:
    """Files by name. Changes are taken in as they come; a cut may be asked for after each."""

    files: dict[str, _File]

    @classmethod
    def of(cls, folder: Path) -> "Disk":
        """Everything in the folder is safe."""
        return cls({file.name: _File(file.read_bytes()) for file in folder.iterdir()})

    def take(self, changes: Iterable[Change]) -> None:
        for change in changes:
            held = self.files.setdefault(change.file, _File())
            match change:
                case Synced():
                    held.sync()
                case Deleted():
                    held.delete(change.durable)
                case _:
                    held.pending.append(change)

    def cut(self, folder: Path, chance: random.Random) -> None:
        """Writes one of the possible remains into an empty folder."""
        for name, held in self.files.items():
            if (content := held.after_cut(chance)) is not None:
                (folder / name).write_bytes(content)


def _applied(content: bytes | None, changes: Sequence[Written | Truncated]) -> bytes | None:
    if not changes:
        return content
    result = bytearray(content or b"")
    for change in changes:
        match change:
            case Written():
                result.extend(bytes(max(0, change.offset - len(result))))
                result[change.offset : change.offset + len(change.data)] = change.data
            case Truncated():
                result[:] = result[: change.size].ljust(change.size, b"\0")
    return bytes(result)


def _torn(write: Written, chance: random.Random) -> list[Written]:
    """The sectors of a write before or after some border between them; none where it has no border."""
    first = write.offset // SECTOR * SECTOR + SECTOR
    borders = range(first, write.offset + len(write.data), SECTOR)
    if not borders:
        return []
    border = chance.choice(borders)
    before, after = write.data[: border - write.offset], write.data[border - write.offset :]
    return [chance.choice((Written(write.file, write.offset, before), Written(write.file, border, after)))]
