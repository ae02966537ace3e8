"""What /okr answers: lists of objectives with bars in text, one of them in full, and help."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.actions import CHECK_IN, SHOW
from bot.commands import Typed
from bot.delivery.outgoing import Post
from bot.objectives.lines import key_result_line, most_that_fit, objective_line, score_line
from bot.objectives.standing import InitiativeStanding, ObjectiveStanding
from bot.phrases.people import name_of
from bot.text import Text, escape

MORE = "okr_more"
PAGE = 10
MOST_SECTIONS = 40


def mine(text: Text, found: Sequence[ObjectiveStanding], first: int = 0, prompt_id: int | None = None) -> Post:
    """One page of a person's objectives, from the one at place `first` on; with a prompt open, the way to answer it."""
    if not found:
        return _said(text("okr.none"))
    page, left = found[first : first + PAGE], len(found) - first - PAGE
    title = text.count("okr.mine", len(found))
    blocks: list[Block] = [_section(title), *(_card(text, one) for one in page)]
    if left > 0:
        blocks.append(_section(text.count("okr.left", left)))
        blocks.append(ActionsBlock(elements=[_button(MORE, text("okr.button_more"), str(first + PAGE))]))
    if prompt_id is not None:
        blocks.append(ActionsBlock(elements=[_button(CHECK_IN, text("button.check_in"), str(prompt_id))]))
    return Post(text=title, blocks=blocks)


def objective(text: Text, found: ObjectiveStanding) -> Post:
    """One objective with all its key results; what does not fit is counted."""
    key_results = found.key_results[:MOST_SECTIONS]
    blocks: list[Block] = [
        _section(objective_line(text, found)),
        _context(_facts(text, found)),
        *(_section(key_result_line(text, one), _show(text, one.short_id)) for one in key_results),
    ]
    if left := len(found.key_results) - len(key_results):
        blocks.append(_context(text.count("okr.key_results_left", left)))
    if found.initiatives:
        blocks.append(_section(_initiatives(text, found.initiatives)))
    return Post(text=text("okr.objective_notice", number=found.number, title=escape(found.title)), blocks=blocks)


def help_(text: Text) -> Post:
    return _said(text("okr.help"))


def unknown(text: Text, typed: Typed) -> Post:
    """The command nearest to what was typed, and all there are."""
    word = escape(typed.word)
    first = text("okr.unknown", word=word)
    if typed.near:
        first = text("okr.unknown_near", word=word, near=typed.near)
    return _said(f"{first}\n\n{text('okr.help')}")


def _card(text: Text, found: ObjectiveStanding) -> SectionBlock:
    lines = [objective_line(text, found), *(key_result_line(text, one) for one in found.key_results)]
    return _section(most_that_fit(text, lines), _show(text, str(found.number)))


def _facts(text: Text, found: ObjectiveStanding) -> str:
    facts = [
        text("okr.team", team=escape(found.team)),
        text("okr.cycle", cycle=escape(found.cycle)),
        text("okr.owner", owner=name_of(found.owner)),
        score_line(text, found.score),
    ]
    if found.parent is not None:
        facts.append(text("okr.parent", number=found.parent))
    return " · ".join(facts)


def _initiatives(text: Text, found: Sequence[InitiativeStanding]) -> str:
    lines = [f"• {escape(one.title)} — {name_of(one.owner)}" for one in found]
    return most_that_fit(text, [text("okr.initiatives"), *lines])


def _show(text: Text, short_id: str) -> ButtonElement:
    return _button(SHOW, text("okr.button_show"), short_id, text("okr.button_show_what", id=short_id))


def _button(action_id: str, label: str, value: str, spoken: str | None = None) -> ButtonElement:
    return ButtonElement(action_id=action_id, text=PlainTextObject(text=label), value=value, accessibility_label=spoken)


def _section(words: str, button: ButtonElement | None = None) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=words), accessory=button)


def _context(words: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=words)])


def _said(words: str) -> Post:
    return Post(text=words, blocks=[_section(words)])
