"""The marks of one row of progress: its bar, the pace expected, and the glyph of the verdict."""

from charts.layout import Item, Mark, Rect, Role, Shape, around
from charts.scale import Scale
from charts.text import paragraph
from charts.theme import BODY, CARD, FAINT, INK, RIGHT, TONE_COLOURS, TRACK, Tone

GLYPH = 24
SLIVER = 6  # of a bar at 0 %, which is not the same as none
ARROW, TIP = 18, 14
OVERHANG = 9


def glyph(tone: Tone, left: float, middle: float) -> Mark:
    colour, box = TONE_COLOURS[tone], around(left + GLYPH / 2, middle, GLYPH / 2)
    match tone:
        case Tone.ON_PACE:
            return Mark(Role.TONE, Shape.DISC, box.corners, fill=colour)
        case Tone.SLIGHTLY_BEHIND:
            tip = ((box.left + box.right) / 2, box.top)
            return Mark(Role.TONE, Shape.AREA, (tip, (box.right, box.bottom), (box.left, box.bottom)), fill=colour)
        case Tone.BEHIND:
            return Mark(Role.TONE, Shape.BOX, box.corners, fill=colour)
        case Tone.NONE:
            return Mark(Role.TONE, Shape.DISC, box.corners, stroke=colour, width=4)


def verdict(tone: Tone, label: str, left: float, top: float) -> tuple[Item, ...]:
    """In words, behind a glyph whose shape says the same as its colour; nothing without words."""
    start, middle = left + GLYPH + 12, top + BODY.line_height / 2
    words = paragraph(Role.TONE, label, BODY, start, top, RIGHT - start)
    return (glyph(tone, left, middle), *words) if words else ()


def bar(progress: float | None, tone: Tone, scale: Scale, lane: Rect) -> tuple[Mark, ...]:
    """Solid within the way to the target, an open arrow for what lies outside it; only its outline where nobody
    knows."""
    if progress is None:
        return (_no_bar(scale, lane),)
    zero, target, colour = scale.at(0), scale.at(1), TONE_COLOURS[tone]
    track = Mark(Role.TRACK, Shape.BOX, ((zero, lane.top), (target, lane.bottom)), fill=TRACK)
    if progress < 0:
        return (track, _beyond(zero, scale.at(progress), colour, lane), _post(zero, lane))
    end = max(scale.at(min(progress, 1)), zero + SLIVER)
    filled = Mark(Role.BAR, Shape.BOX, ((zero, lane.top), (end, lane.bottom)), fill=colour)
    if progress > 1:
        return (track, filled, _beyond(target, scale.at(progress), colour, lane), _post(target, lane))
    return (track, filled)


def _no_bar(scale: Scale, lane: Rect) -> Mark:
    corners = ((scale.at(0), lane.top), (scale.at(1), lane.bottom))
    return Mark(Role.TRACK, Shape.BOX, corners, stroke=FAINT, width=2, dashed=True)


def pace(x: float, lane: Rect) -> tuple[Mark, ...]:
    """The marker of the pace expected, set off by a light edge from the bar under it."""
    line = ((x, lane.top - OVERHANG), (x, lane.bottom + OVERHANG))
    return (
        Mark(Role.EXPECTED, Shape.LINE, line, stroke=CARD, width=13),
        Mark(Role.EXPECTED, Shape.LINE, line, stroke=INK, width=6),
    )


def pace_symbol(box: Rect) -> tuple[Mark, ...]:
    lane = Rect(box.left, box.middle - 9, box.right, box.middle + 9)
    track = Mark(Role.LEGEND, Shape.BOX, lane.corners, fill=TRACK)
    return (track, *pace((box.left + box.right) / 2, lane))


def _beyond(edge: float, end: float, colour: str, lane: Rect) -> Mark:
    """An arrow outline from the edge of the scale to `end`, at least long enough to be seen."""
    away = 1 if end > edge else -1
    tip = edge + away * max(abs(end - edge), ARROW)
    neck = tip - away * TIP
    points = ((edge, lane.top), (neck, lane.top), (tip, lane.middle), (neck, lane.bottom), (edge, lane.bottom))
    return Mark(Role.BEYOND, Shape.AREA, points, fill=CARD, stroke=colour, width=4)


def _post(x: float, lane: Rect) -> Mark:
    return Mark(Role.TARGET, Shape.LINE, ((x, lane.top - 4), (x, lane.bottom + 4)), stroke=INK, width=3)
