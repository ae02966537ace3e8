"""Whether a request was signed by Slack with the app's Signing Secret, lately.

Slack's own verifier raises at odd headers and at bodies that are no UTF-8; anybody may send those.
"""

import hashlib
import hmac
import re
import time
from collections.abc import Mapping

TIMESTAMP, SIGNATURE = "x-slack-request-timestamp", "x-slack-signature"
MOST_SKEW = 300
_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """As https://docs.slack.dev/authentication/verifying-requests-from-slack says."""
    signed = b"v0:" + timestamp.encode("latin-1") + b":" + body
    return f"v0={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def may_be_signed(headers: Mapping[str, str]) -> bool:
    """Both headers are there and the time is about now, so that the body is worth reading. By real time: Slack's clock
    is nobody's to move."""
    sent = headers.get(TIMESTAMP, "")
    return bool(_SECONDS.fullmatch(sent)) and abs(time.time() - int(sent)) <= MOST_SKEW and SIGNATURE in headers


def is_signed(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    """In constant time."""
    if not may_be_signed(headers):
        return False
    expected = sign(secret, headers[TIMESTAMP], body)
    return hmac.compare_digest(expected.encode(), headers[SIGNATURE].encode("latin-1", "replace"))
