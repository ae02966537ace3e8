"""In what shape an answer is wanted: JSON, or CSV where it is a table."""

from http import HTTPStatus

from fastapi import Request, Response

from bot.api.asked import Asked, Tabled
from bot.api.problems import Refusal

JSON, CSV = "application/json", "text/csv"
HEADERS = {"Cache-Control": "no-store"}
"""Every answer is of now, and holds what people wrote: nobody keeps it on the way."""


def wants_csv(request: Request, asked: Asked) -> bool:
    """By `format`, else by the header Accept; JSON where both are as welcome. Refusal where neither is."""
    tabled = isinstance(asked, Tabled)
    if isinstance(asked, Tabled) and asked.format:
        return asked.format == "csv"
    accepted = request.headers.get("accept", "*/*")
    csv, json = (_quality(accepted, CSV) if tabled else 0), _quality(accepted, JSON)
    if not csv and not json:
        shapes = f"{JSON}, {CSV}" if tabled else JSON
        raise Refusal(HTTPStatus.NOT_ACCEPTABLE, "api.not_acceptable", shapes=shapes)
    return csv > json


def csv_file(name: str, content: str, headers: dict[str, str] | None = None) -> Response:
    shown = {"Content-Disposition": f'attachment; filename="{name}.csv"', **HEADERS, **(headers or {})}
    return Response(content, headers=shown, media_type=f"{CSV}; charset=utf-8; header=present")


def _quality(accepted: str, wanted: str) -> float:
    """How welcome a type is, from 0 to 1: what says so most closely counts."""
    kind = wanted.partition("/")[0]
    told: dict[str, float] = {}
    for part in accepted.split(","):
        media, *rest = (word.strip().lower() for word in part.split(";"))
        given = next((word[2:] for word in rest if word.startswith("q=")), "1")
        told[media] = float(given) if given.replace(".", "", 1).isdecimal() and given.isascii() else 0
    return next((told[media] for media in (wanted, f"{kind}/*", "*/*") if media in told), 0)
