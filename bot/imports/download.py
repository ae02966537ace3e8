"""A file of Slack's, fetched by its id into a file on the disk that is gone when the block ends."""

import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPMessage, HTTPResponse
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import UserError

CHUNK = 1 << 20
SECONDS = 30
HTML = (b"<!doctype html", b"<html")
GONE = ("file_not_found", "file_deleted", "not_visible")


@contextmanager
def fetched(client: WebClient, file_id: str, most: int) -> Iterator[tuple[str, Path]]:
    """The file's name, and where it is; UserError where Slack does not give it, or it is of more than `most` bytes."""
    file = _info(client, file_id)
    if int(file.get("size") or 0) > most:
        raise UserError("imports.too_large", most=most // 1024**2)
    name = str(file.get("name") or file.get("title") or file_id)
    with tempfile.TemporaryDirectory(prefix="okrbot-file-") as folder:
        path = Path(folder) / "file"
        _download(client, file, path, most)
        yield name, path


def _info(client: WebClient, file_id: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = client.files_info(file=file_id)["file"]
    except SlackApiError as refused:
        error = refused.response["error"]
        if error == "missing_scope":
            raise UserError("files.no_scope") from refused
        if error in GONE:
            raise UserError("files.gone") from refused
        raise
    return found


def _download(client: WebClient, file: dict[str, Any], path: Path, most: int) -> None:
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    if not _of_slack(client, url):
        raise UserError("files.not_in_slack")
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310 - checked
    handlers = [urllib.request.HTTPSHandler(context=client.ssl), _WithinSlack(client)]
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=SECONDS) as answer, path.open("wb") as target:
            _copy(answer, target, most, page=file.get("mimetype") == "text/html")
    except HTTPError as refused:
        refused.close()
        raise UserError("files.gone") from refused
    except OSError as problem:
        raise UserError("files.not_fetched") from problem


def _copy(answer: HTTPResponse, target: IO[bytes], most: int, *, page: bool) -> None:
    """What Slack said of the size is not relied on. Slack's page to sign in comes as if it were the file, and some
    programs write web pages where they say that it is a spreadsheet."""
    size = 0
    while chunk := answer.read(CHUNK):
        if size == 0 and chunk.lstrip()[:15].lower().startswith(HTML):
            signed_out = answer.headers.get_content_type() == "text/html" and not page
            raise UserError("files.signed_out" if signed_out else "files.web_page")
        size += len(chunk)
        if size > most:
            raise UserError("imports.too_large", most=most // 1024**2)
        target.write(chunk)


def _of_slack(client: WebClient, url: str) -> bool:
    """Whether the token may be shown there: the same scheme and host as the Web API's, or one below it."""
    api, there = urlsplit(client.base_url), urlsplit(url)
    if there.scheme != api.scheme or not api.hostname or there.port != api.port:
        return False
    return there.hostname == api.hostname or (there.hostname or "").endswith(f".{api.hostname}")


class _WithinSlack(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only where the token may go too."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        if not _of_slack(self._client, newurl):
            fp.close()
            raise UserError("files.not_in_slack")
        return super().redirect_request(req, fp, code, msg, headers, newurl)
