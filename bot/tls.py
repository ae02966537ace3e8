"""One TLS context for all calls: building one costs more than the call it is for."""

import ssl
from functools import cache
from typing import Any, Self

import certifi


class SharedContext(ssl.SSLContext):
    """Bolt copies a request, with the client in it, for each lazy listener; a context cannot be copied."""

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        return self


@cache
def shared_context() -> SharedContext:
    """Verifies certificates and host names against certifi's authorities."""
    context = SharedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(certifi.where())
    return context
