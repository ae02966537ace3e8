"""The font that ships with matplotlib, so that it is there on every machine: what it has, and how wide that is."""

from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from PIL import ImageFont

NEVER_ASSIGNED = "\uffff"
ANY_SIZE = 28


def has(character: str) -> bool:
    """Whether both weights can draw it: what a font lacks looks like a character that can't exist."""
    fonts = (font(ANY_SIZE, bold) for bold in (False, True))
    return all(bytes(face.getmask(character)) != bytes(face.getmask(NEVER_ASSIGNED)) for face in fonts)


def advances(text: str, size: int, bold: bool) -> list[float]:
    """Pixels the pen moves on after each character, fewer before one that leaves room."""
    pairs = [_advance(*pair, size, bold) for pair in pairwise(text)]
    return [*pairs, _advance(text[-1], "", size, bold)] if text else []


@lru_cache(maxsize=8192)
def _advance(character: str, following: str, size: int, bold: bool) -> float:
    face = font(size, bold)
    return face.getlength(character + following) - face.getlength(following)


@lru_cache(maxsize=64)
def font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(_folder() / name, size, layout_engine=ImageFont.Layout.BASIC)


def _folder() -> Path:
    """Found without importing matplotlib, which would look through all fonts of the machine."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("matplotlib isn't installed, and the charts' font comes with it")
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"
