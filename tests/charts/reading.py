"""What can be read off a layout and off a picture."""

from io import BytesIO
from itertools import combinations

from PIL import Image

from charts.layout import Item, Layout, Mark, Rect, Role, Text


def marks(layout: Layout, role: Role) -> list[Mark]:
    return [mark for mark in layout.marks if mark.role is role]


def texts(layout: Layout, role: Role) -> list[str]:
    return [text.text for text in layout.texts if text.role is role]


def joined(layout: Layout, role: Role) -> str:
    return " ".join(texts(layout, role))


def off_the_card(layout: Layout) -> list[Item]:
    card = Rect(0, 0, layout.width, layout.height)
    return [item for item in layout.items if not item.rect.within(card)]


def overlapping(layout: Layout) -> list[tuple[Text, Text]]:
    return [(one, other) for one, other in combinations(layout.texts, 2) if one.rect.overlaps(other.rect)]


def covered(layout: Layout, *roles: Role) -> list[tuple[Text, Mark]]:
    """Texts over marks of these roles."""
    drawn = [mark for role in roles for mark in marks(layout, role)]
    return [(text, mark) for text in layout.texts for mark in drawn if text.rect.overlaps(mark.rect)]


def picture(png: bytes) -> Image.Image:
    with Image.open(BytesIO(png)) as image:
        return image.convert("RGB")


def colour_at(image: Image.Image, place: tuple[int, int]) -> str:
    pixel = image.getpixel(place)
    assert isinstance(pixel, tuple)
    return "#{:02x}{:02x}{:02x}".format(*pixel)
