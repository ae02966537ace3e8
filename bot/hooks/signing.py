"""Whether what arrives is from whom it says: its signature, over the body as it came."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime

from bot.errors import UserError
from storage.kinds import Signature

PREFIX = "whsec_"
RANDOM_BYTES = 32
LEAST_BYTES = 16
"""A shorter secret could be found by trying."""
SKEW_SECONDS = 300
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
"""The headers of Standard Webhooks."""


class Unsigned(UserError):
    """Nobody knows who sent it."""


def new_secret(signature: Signature) -> str:
    """As Standard Webhooks writes them, or 43 letters and digits that any tool takes."""
    if signature is Signature.STANDARD:
        return PREFIX + base64.b64encode(secrets.token_bytes(RANDOM_BYTES)).decode()
    return secrets.token_urlsafe(RANDOM_BYTES)


def key_of(signature: Signature, secret: str) -> bytes:
    """What is signed with; UserError for a secret that is none, or too short."""
    key = secret.encode()
    if signature is Signature.STANDARD:
        try:
            key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
        except (binascii.Error, ValueError) as malformed:
            raise UserError("hooks.bad_secret", least=LEAST_BYTES) from malformed
    if len(key) < LEAST_BYTES:
        raise UserError("hooks.bad_secret", least=LEAST_BYTES)
    return key


def check(
    signature: Signature, header: str, secret: str, headers: Mapping[str, str], body: bytes, now: datetime
) -> None:
    """Unsigned where the body is not signed with the secret, or was so too long ago."""
    key = key_of(signature, secret)
    if signature is Signature.STANDARD:
        _check_standard(key, headers, body, now)
        return
    told = headers.get(header, "")
    if not told:
        raise Unsigned("hooks.unsigned", header=header)
    digest = hmac.digest(key, body, hashlib.sha256)
    own = digest.hex() if signature is Signature.HEX else base64.b64encode(digest).decode()
    found = told.strip().removeprefix("sha256=")
    _demand(_same(found.lower() if signature is Signature.HEX else found, own))


def _check_standard(key: bytes, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
    """https://www.standardwebhooks.com: HMAC-SHA256 of id, timestamp and body; several where the secret changes."""
    for header in (ID, TIMESTAMP, SIGNATURE):
        if not headers.get(header):
            raise Unsigned("hooks.unsigned", header=header)
    stamp = headers[TIMESTAMP]
    signed = f"{headers[ID]}.{stamp}.".encode() + body
    own = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    versions = (one.partition(",") for one in headers[SIGNATURE].split())
    _demand(any(version == "v1" and _same(found, own) for version, _, found in versions))
    if not (stamp.isascii() and stamp.isdecimal()) or abs(int(stamp[:20]) - now.timestamp()) > SKEW_SECONDS:
        raise Unsigned("hooks.too_old", minutes=SKEW_SECONDS // 60)


def _same(found: str, own: str) -> bool:
    """In a time that does not tell how much of it is right."""
    return hmac.compare_digest(found.encode(), own.encode())


def _demand(right: bool) -> None:
    if not right:
        raise Unsigned("hooks.wrong_signature")
