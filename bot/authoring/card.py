"""An objective with all that belongs to it, each with its button; what was just saved is seen here, with advice."""

from collections.abc import Iterator

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    DividerBlock,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.authoring.overview import InitiativeRow, Overview
from bot.objectives.standing import KeyResultStanding, ObjectiveStanding
from bot.phrases.blocks import context, row, section
from bot.phrases.measures import span
from bot.phrases.people import name_of
from bot.rules.advice import MOST_KEY_RESULTS, MOST_OBJECTIVES, Advice, Hint
from bot.text import Text, cut, escape

CARD = "author_card"
ADD_KEY_RESULT, ADD_INITIATIVE, ADD_SAMPLE = "author_add_key_result", "author_add_initiative", "author_add_sample"
EDIT_OBJECTIVE, EDIT_KEY_RESULT, EDIT_INITIATIVE = "author_edit_objective", "author_edit_kr", "author_edit_initiative"
RESTORE_ROW = "author_restore_row"
MOST_KEY_RESULTS_SHOWN, MOST_INITIATIVES, MOST_ADVICE, MOST_ARCHIVED = 30, 20, 6, 10
LONGEST_TITLE = 255
ADVICE = {
    Hint.NO_KEY_RESULTS: "advice.no_key_results",
    Hint.MANY_KEY_RESULTS: "advice.many_key_results",
    Hint.MANY_OBJECTIVES_OF_OWNER: "advice.many_objectives_of_owner",
    Hint.MANY_OBJECTIVES_OF_TEAM: "advice.many_objectives_of_team",
    Hint.TASK: "advice.task",
    Hint.NO_NUMBER: "advice.no_number",
    Hint.NO_START: "advice.no_start",
    Hint.NO_TARGET: "advice.no_target",
    Hint.TARGET_MET: "advice.target_met",
    Hint.ONE_BOUND: "advice.one_bound",
    Hint.KPI: "advice.kpi",
}


def card(text: Text, found: Overview) -> View:
    objective = found.objective
    return View(
        type="modal",
        callback_id=CARD,
        private_metadata=found.subject.written(),
        title=PlainTextObject(text=text("author.edit_objective", number=objective.number)),
        close=PlainTextObject(text=text("author.done")),
        blocks=[
            *_head(text, found),
            *_key_results(text, found),
            *_samples(text, found),
            *_initiatives(text, found),
            *_add(text, found),
            *_advice(text, found),
            *_archived(text, found),
        ],
    )


def _head(text: Text, found: Overview) -> Iterator[Block]:
    objective = found.objective
    facts = (text("okr.team", team=escape(objective.team)), text("okr.cycle", cycle=escape(objective.cycle)))
    owner = text("okr.owner", owner=name_of(objective.owner))
    edit = _button(text, EDIT_OBJECTIVE, "author.edit", str(objective.id)) if found.mine else None
    yield section(f"*{escape(cut(objective.title, LONGEST_TITLE))}*", edit)
    yield context(" · ".join([*facts, owner]))
    yield DividerBlock()


def _key_results(text: Text, found: Overview) -> Iterator[Block]:
    key_results = found.objective.key_results
    yield section(text("author.key_results") if key_results else text("author.no_key_results"))
    for one in key_results[:MOST_KEY_RESULTS_SHOWN]:
        edit = _button(text, EDIT_KEY_RESULT, "author.edit", str(one.id)) if one.id in found.editable else None
        yield section(_key_result(text, one), edit)
    if (left := len(key_results) - MOST_KEY_RESULTS_SHOWN) > 0:
        yield context(text.count("okr.key_results_left", left))


def _key_result(text: Text, one: KeyResultStanding) -> str:
    figures = " · ".join([escape(span(text, one)), name_of(one.owner)])
    return f"*{one.short_id}* {escape(cut(one.title, LONGEST_TITLE))}\n{figures}"


def _samples(text: Text, found: Overview) -> Iterator[Block]:
    """Those of the template that are not there yet."""
    known = {one.title for one in found.objective.key_results}
    samples = [(place, text(sample.name)) for place, sample in found.samples if text(sample.name) not in known]
    if samples:
        yield context(text("author.samples"))
    for place, name in samples:
        yield section(name, _button(text, ADD_SAMPLE, "author.add", str(place)))


def _initiatives(text: Text, found: Overview) -> Iterator[Block]:
    if not found.initiatives:
        return
    yield DividerBlock()
    yield section(text("okr.initiatives"))
    for one in found.initiatives[:MOST_INITIATIVES]:
        edit = _button(text, EDIT_INITIATIVE, "author.edit", str(one.id)) if one.editable else None
        yield section(_initiative(text, one), edit)
    if (left := len(found.initiatives) - MOST_INITIATIVES) > 0:
        yield context(text.count("author.initiatives_left", left))


def _initiative(text: Text, row: InitiativeRow) -> str:
    state = text("author.done_yes") if row.done else text("author.still_open")
    return f"{escape(cut(row.title, LONGEST_TITLE))}\n{row.place} · {state} · {name_of(row.owner)}"


def _add(text: Text, found: Overview) -> Iterator[Block]:
    buttons = [_button(text, ADD_KEY_RESULT, "author.add_key_result", primary=True)] if found.mine else []
    if found.mine or found.editable:
        buttons.append(_button(text, ADD_INITIATIVE, "author.add_initiative"))
    yield from row(buttons)


def _advice(text: Text, found: Overview) -> Iterator[Block]:
    if not found.advice:
        return
    yield DividerBlock()
    yield section(text("advice.title"))
    for one in found.advice[:MOST_ADVICE]:
        yield section(advised(text, one), _followed(text, found.objective, one))
    if (left := len(found.advice) - MOST_ADVICE) > 0:
        yield context(text.count("advice.left", left))


def advised(text: Text, one: Advice) -> str:
    """What to think about, why, and an example."""
    word = escape(cut(one.word, LONGEST_TITLE))
    most = MOST_KEY_RESULTS if one.hint is Hint.MANY_KEY_RESULTS else MOST_OBJECTIVES
    return text(ADVICE[one.hint], id=one.about, word=word, n=one.n, most=most)


def _followed(text: Text, objective: ObjectiveStanding, one: Advice) -> ButtonElement | None:
    if one.hint is Hint.NO_KEY_RESULTS:
        return None
    about = next((key_result for key_result in objective.key_results if key_result.short_id == one.about), None)
    if about is None:
        return _button(text, EDIT_OBJECTIVE, "author.edit", str(objective.id))
    return _button(text, EDIT_KEY_RESULT, "author.edit", str(about.id))


def _archived(text: Text, found: Overview) -> Iterator[Block]:
    if not found.archived:
        return
    yield DividerBlock()
    yield section(text("author.archive_list"))
    for one in found.archived[:MOST_ARCHIVED]:
        title = escape(cut(one.title, LONGEST_TITLE))
        yield section(title, _button(text, RESTORE_ROW, "author.restore", f"{one.form.value}:{one.id}"))
    if (left := len(found.archived) - MOST_ARCHIVED) > 0:
        yield context(text.count("author.archived_left", left))


def _button(text: Text, action_id: str, name: str, value: str = "", *, primary: bool = False) -> ButtonElement:
    style = "primary" if primary else None
    return ButtonElement(action_id=action_id, text=PlainTextObject(text=text(name)), value=value or None, style=style)
