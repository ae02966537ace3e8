"""The pages of grades: what a cycle's key results came to, a few at a time."""

from collections.abc import Iterator, Mapping

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    InputBlock,
    InputInteractiveElement,
    NumberInputElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.cycles.grading import Grading, Item, Page, Typed
from bot.forms import many
from bot.forms.figures import plain
from bot.objectives.lines import title
from bot.phrases.blocks import context, section
from bot.phrases.grades import OUTCOMES, graded
from bot.phrases.measures import bounded, span
from bot.phrases.people import name_of
from bot.rules.carry import carried, is_met
from bot.rules.grade import Band, band, is_valid, suggested
from bot.rules.progress import Maintain
from bot.text import Text, escape
from bot.text.numbers import read_number
from storage.kinds import Outcome

FORM = "cycle_grades"
SKIP = "cycle_grades_skip"
GRADE, NEXT, NOTE = "grade", "next", "note"
LONGEST_NOTE = 1000


def page(page: Page) -> View:
    """What is typed stays, whether the form is closed or one goes on to the next page."""
    grading, text = page.grading, page.grading.caller.text
    return View(
        type="modal",
        callback_id=FORM,
        private_metadata=str(grading.cycle.id),
        notify_on_close=True,
        title=PlainTextObject(text=text("cycle.title_close")),
        submit=PlainTextObject(text=text("cycle.to_summary" if page.last else "form.next")),
        close=PlainTextObject(text=text("form.cancel")),
        blocks=[
            *_lead(text, page),
            *(block for item in page.items for block in _questions(text, grading, item)),
        ],
    )


def _lead(text: Text, page: Page) -> Iterator[Block]:
    grading = page.grading
    head = text("cycle.correcting" if grading.correcting else "cycle.grading", cycle=escape(grading.cycle.name))
    lines = [text("cycle.page", head=head, page=page.number, pages=page.pages) if page.pages > 1 else head]
    if grading.today <= grading.cycle.last and not grading.correcting:
        lines.append(text("cycle.not_over", day=text.day(grading.cycle.last)))
    yield section("\n".join(lines))
    yield context(text("cycle.notes_needed"))
    if not page.last:
        label = PlainTextObject(text=text("cycle.skip"))
        yield ActionsBlock(elements=[ButtonElement(action_id=SKIP, text=label)])


def _questions(text: Text, grading: Grading, item: Item) -> Iterator[Block]:
    typed = grading.drafts.get(item.id) or proposed(item, grading)
    yield DividerBlock()
    yield section(f"*{item.key_result.short_id} {title(item.key_result.title)}*")
    yield context(_known(text, item))
    yield _input(
        text("cycle.grade"), GRADE, item.id,
        NumberInputElement(is_decimal_allowed=True, min_value="0", max_value="1", initial_value=_number(typed)),
        optional=suggested(item.key_result.progress) is None,
    )  # fmt: skip
    if item.open:
        yield _input(text("cycle.next"), NEXT, item.id, _outcomes(text, item, typed), optional=False)
    note = PlainTextInputElement(initial_value=typed.get(NOTE) or None, multiline=True, max_length=LONGEST_NOTE)
    yield _input(text("cycle.note"), NOTE, item.id, note)


def _known(text: Text, item: Item) -> str:
    """Where it stands, whose it is, what that suggests, and what carrying over would make of it."""
    found = item.key_result
    lines = [" · ".join([escape(span(text, found)), name_of(found.owner), title(item.objective.team)])]
    suggestion = suggested(found.progress)
    if suggestion is not None:
        lines.append(text("cycle.suggested", grade=graded(text, suggestion)))
    else:
        lines.append(text("cycle.nothing_suggested"))
    if item.open and is_met(found.measure, found.value):
        kept = carried(found.measure, found.value)
        if isinstance(kept, Maintain):
            lines.append(text("cycle.target_met", bounds=escape(bounded(text, kept, found.unit))))
    return "\n".join(lines)


def proposed(item: Item, grading: Grading) -> Typed:
    """What the fields show first: what is stored, else what progress suggests."""
    found = item.key_result
    if not item.open:
        return {GRADE: plain(found.grade), NOTE: found.grade_note}
    suggestion = suggested(found.progress)
    return {GRADE: plain(suggestion), NEXT: _likely(suggestion, grading)}


def changed(grading: Grading, typed: Mapping[int, Typed]) -> dict[int, Typed]:
    """What was typed, without what the fields showed before: what was only looked at is not decided."""
    before = {item.id: grading.drafts.get(item.id) or proposed(item, grading) for item in grading.everything}
    return many.changed(typed, before)


def _likely(suggestion: float | None, grading: Grading) -> str | None:
    """None where there is nowhere to carry over to: then somebody has to think."""
    if suggestion is not None and band(suggestion) is Band.DELIVERED:
        return Outcome.DONE
    return Outcome.CARRIED if grading.next else None


def _number(typed: Typed) -> str | None:
    """What a number field may begin with: Slack refuses words there, and what lies outside its ends."""
    value = read_number(typed.get(GRADE) or "")
    return None if value is None or not is_valid(value) else plain(value)


def _outcomes(text: Text, item: Item, typed: Typed) -> StaticSelectElement:
    options = {
        outcome: Option(value=outcome, text=PlainTextObject(text=text(OUTCOMES[outcome]))) for outcome in possible(item)
    }
    return StaticSelectElement(
        placeholder=PlainTextObject(text=text("form.choose")),
        options=list(options.values()),
        initial_option=next((options[one] for one in options if one == typed.get(NEXT)), None),
    )


def possible(item: Item) -> tuple[Outcome, ...]:
    """Where nothing is left to do there is nothing to carry over."""
    done = [step.number for step in item.key_result.steps if step.done]
    going_on = carried(item.key_result.measure, item.key_result.value, done) is not None
    return (Outcome.CARRIED, Outcome.DONE, Outcome.DROPPED) if going_on else (Outcome.DONE, Outcome.DROPPED)


def _input(
    label: str, name: str, key_result: int, element: InputInteractiveElement, *, optional: bool = True
) -> InputBlock:
    element.action_id = name
    return InputBlock(
        block_id=f"{name}:{key_result}", label=PlainTextObject(text=label), element=element, optional=optional
    )
