from collections.abc import Mapping

from bot.localslack.checks.objects import kind
from bot.localslack.checks.rules import Rule, Shape, boolean, items, one_of, string, tagged, whole

_STYLE = Shape(optional=dict.fromkeys(("bold", "italic", "strike", "code", "underline"), boolean))
_STYLED: Mapping[str, Rule] = {"style": _STYLE}
_NAME = string(255)

PIECES: Mapping[str, Rule] = {
    "text": Shape({**kind("text"), "text": string(3000)}, _STYLED),
    "link": Shape({**kind("link"), "url": string(3000)}, {**_STYLED, "text": string(3000), "unsafe": boolean}),
    "user": Shape({**kind("user"), "user_id": _NAME}, _STYLED),
    "channel": Shape({**kind("channel"), "channel_id": _NAME}, _STYLED),
    "usergroup": Shape({**kind("usergroup"), "usergroup_id": _NAME}, _STYLED),
    "emoji": Shape({**kind("emoji"), "name": _NAME}, {**_STYLED, "unicode": _NAME, "skin_tone": whole(1, 6)}),
    "broadcast": Shape({**kind("broadcast"), "range": one_of("here", "channel", "everyone")}, _STYLED),
    "color": Shape({**kind("color"), "value": _NAME}, _STYLED),
    "date": Shape(
        {**kind("date"), "timestamp": whole(0, 9_999_999_999), "format": _NAME},
        {**_STYLED, "url": string(3000), "fallback": string(3000)},
    ),
}
_PIECES: Mapping[str, Rule] = {"elements": items(tagged(PIECES), 1000, 0)}
_SECTION = Shape({**kind("rich_text_section"), **_PIECES})
_BORDER: Mapping[str, Rule] = {"border": whole(0, 1)}
_LIST = Shape(
    {
        **kind("rich_text_list"),
        "elements": items(tagged({"rich_text_section": _SECTION}), 1000),
        "style": one_of("bullet", "ordered"),
    },
    {**_BORDER, "indent": whole(0, 8), "offset": whole(0, 1_000_000)},
)

PARTS: Mapping[str, Rule] = {
    "rich_text_section": _SECTION,
    "rich_text_list": _LIST,
    "rich_text_preformatted": Shape({**kind("rich_text_preformatted"), **_PIECES}, {**_BORDER, "language": string(50)}),
    "rich_text_quote": Shape({**kind("rich_text_quote"), **_PIECES}, _BORDER),
}
