"""okrbot digest TEAM --out DIR"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import Json, Workspace

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.delivery.outgoing import Picture
    from bot.digests.flow import Digest
    from bot.text import Text
    from charts.studio import Studio
    from storage.models import Workspace as Place

LONGEST_NAME = 60


def digest(
    team: Annotated[str, typer.Argument(metavar="TEAM", help="The team's name.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write to; made if missing.")],
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Write a team's newest digest as text and PNG files. Nothing is posted."""
    from bot.cli.desk import complain, desk, say, say_json
    from bot.text import speak
    from charts.studio import Studio

    with desk() as found:
        place = found.workspace(workspace)
        with found.database.read() as session:
            told = _gathered(session, place, team)
        text, studio = speak(told.team.language), Studio()
        try:
            pictures, lost = _drawn(text, told, studio)
        finally:
            studio.close()
        written = _write(out, {**_texts(text, told, pictures), **_named(pictures)})
        if lost:
            complain(found.text.count("digest_files.not_drawn", lost))
        if as_json:
            round_ = f"{told.team.name} {told.round.day.isoformat()}"
            say_json({"team": told.team.name, "round": round_, "files": [str(path) for path in written]})
        else:
            say("\n".join(map(str, written)))


def _gathered(session: "Session", place: "Place", team: str) -> "Digest":
    """Of the newest round. UserError where there is no such team, and where nobody was asked yet."""
    from datetime import UTC, datetime

    from bot.digests.flow import newest
    from bot.objectives.flow import team_named

    return newest(session, place, team_named(session, place.id, team), datetime.now(UTC), spread=True)


def _drawn(text: "Text", found: "Digest", studio: "Studio") -> "tuple[tuple[Picture, ...], int]":
    """The pictures of the digest and of its thread, and how many could not be drawn."""
    from bot.digests.pictures import sketches, thread_sketches
    from bot.pictures.sketch import drawn

    wanted = (*sketches(text, found), *thread_sketches(text, found))
    pictures = drawn(studio, wanted)
    return pictures, len(wanted) - len(pictures)


def _texts(text: "Text", found: "Digest", pictures: "tuple[Picture, ...]") -> dict[str, bytes]:
    """The message with what its pictures say, and what stands in its thread."""
    from bot.cli.desk import harmless
    from bot.digests import details, meeting
    from bot.digests.agenda import agenda
    from bot.digests.views import digest
    from bot.phrases.plain import as_text

    texts = {
        "digest.txt": as_text(digest(text, found, pictures)),
        "details.txt": as_text(details.details(text, found, ())),
        "agenda.txt": as_text(meeting.agenda(text, agenda(found), "agenda.in_thread")),
    }
    return {name: f"{harmless(words)}\n".encode() for name, words in texts.items()}


def _named(pictures: "tuple[Picture, ...]") -> dict[str, bytes]:
    """By names that are safe everywhere, each another one, whatever a KPI is called."""
    import re

    found: dict[str, bytes] = {}
    for picture in pictures:
        stem = re.sub(r"[\W_]+", "-", picture.name.removesuffix(".png"))[:LONGEST_NAME].strip("-").lower() or "picture"
        number, name = 1, stem
        while f"{name}.png" in found:
            number += 1
            name = f"{stem}-{number}"
        found[f"{name}.png"] = picture.png
    return found


def _write(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """UserError with what the system says where that cannot be."""
    from bot.errors import UserError

    written = [folder / name for name in files]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in zip(written, files.values(), strict=True):
            path.write_bytes(content)
    except OSError as refused:
        place = refused.filename or folder
        raise UserError("digest_files.not_written", file=place, reason=refused.strerror) from refused
    return written
