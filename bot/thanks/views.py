"""A word of thanks, as it reaches who is thanked."""

from bot.actions import SHOW
from bot.delivery.outgoing import Post
from bot.phrases.blocks import button, said
from bot.phrases.people import name_of
from bot.text import cut, escape
from bot.thanks.flow import Thanks

LONGEST_TITLE = 200


def thanks(found: Thanks) -> Post:
    text, giver = found.caller.text, name_of(found.giver)
    if found.title is None:
        words = text("thanks.someone", giver=giver)
        return said(words)
    words = text("thanks.key_result", giver=giver, id=found.short_id, title=escape(cut(found.title, LONGEST_TITLE)))
    show = button(SHOW, text("okr.button_show"), found.short_id)
    return said(words, [show])
