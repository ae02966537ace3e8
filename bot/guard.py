"""Looks at what Slack sends before Bolt does: at shapes they do not expect Bolt, and listeners after it, fail in ways
that leave Slack without an ack.
"""

from typing import Any

from pydantic import ValidationError

from bot.payloads import SOUND


class Unsound(Exception):
    """Says where a payload is not as Slack sends them, without what stands there."""


def sound(payload: Any) -> dict[str, Any]:
    """The payload without the letters that no database keeps; raises Unsound."""
    try:
        clean = cleaned(payload)
        SOUND.validate_python(clean)
    except ValidationError as unsound:
        raise Unsound(_places(unsound)) from unsound
    except RecursionError as deep:
        raise Unsound("nested too deep") from deep
    found: dict[str, Any] = clean
    return found


def cleaned(value: Any) -> Any:
    """The same without the letters that no database keeps: NUL and halves of surrogate pairs."""
    match value:
        case str():
            return value if value.isprintable() else value.replace("\0", "").encode(errors="replace").decode()
        case dict():
            return {cleaned(name): cleaned(inside) for name, inside in value.items()}
        case list():
            return [cleaned(inside) for inside in value]
    return value


def _places(unsound: ValidationError) -> str:
    found = (".".join(str(name) for name in error["loc"]) for error in unsound.errors(include_input=False))
    return ", ".join(found)[:500]
