"""How a cycle ended, in words: the message to a team's channel, and the preview for whoever closes it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    Option,
    PlainTextObject,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from bot.actions import NEW_CYCLE
from bot.cycles.closing import Closed
from bot.cycles.grading import Grading, Item
from bot.cycles.retrospective import Graded, GradedObjective, Retrospective
from bot.delivery.outgoing import Picture, Post
from bot.objectives.lines import most_that_fit, title
from bot.phrases.blocks import LONGEST_HEADER, button, context, row, section
from bot.phrases.calibration import calibrated
from bot.phrases.grades import BECAME, graded
from bot.phrases.notice import notice
from bot.phrases.people import name_of
from bot.rules.access import Action
from bot.rules.progress import RollUp
from bot.text import Text, cut, escape
from storage.kinds import Openness, Outcome
from storage.models import Person

SUMMARY = "cycle_summary"
BACK = "cycle_grades_back"
END, WHOLE = "end", "whole"
ENDS = {"grades": "cycle.end_grades", WHOLE: "cycle.end_whole"}
LONGEST_NOTE = 200
ROOM = 12_000
MOST_SECTIONS = 40
ABOVE_PICTURES = 2
MOST_TEAMS = 20
MOST_NAMED, LONGEST_NAME = 8, 60


def post(text: Text, found: Retrospective, pictures: Sequence[Picture] = ()) -> Post:
    """To the team's channel, in its language: no names, what came of the work is what counts."""
    head = text("retro.title", team=found.team, cycle=found.cycle)
    foretold = calibrated(text, found.calibration) if found.calibration else ""
    lead = [lead_line(text, found), *([foretold] if foretold else [])]
    blocks: list[Block] = [
        HeaderBlock(text=PlainTextObject(text=cut(head, LONGEST_HEADER))),
        section("\n".join(lead)),
        *_sections(text, found, ROOM, MOST_SECTIONS),
        *([context(text.count("retro.kept_back", found.kept_back))] if found.kept_back else []),
        context(text("retro.more", number=found.objectives[0].number)),
    ]
    return Post(
        text=f"{escape(head)}. {' '.join(lead)}", blocks=blocks, pictures=pictures, before_pictures=ABOVE_PICTURES
    )


def lead_line(text: Text, found: Retrospective) -> str:
    """5 of 6 key results graded, 0.65 on the whole; 2 are carried over."""
    lead = text.count("retro.graded", len(found.key_results), graded=text.number(found.graded, 0))
    if found.grade.progress is not None:
        lead = text("retro.graded_whole", graded=lead, grade=graded(text, found.grade.progress))
    if found.carried:
        lead = f"{lead} {text.count('retro.carried', found.carried)}"
    return lead


def _sections(text: Text, found: Retrospective, room: int, most: int) -> Iterator[Block]:
    """In full as long as there is room, the rest by its heads."""
    shown = 0
    for objective in found.objectives:
        words = _objective(text, objective)
        if len(words) > room or shown == most:
            break
        yield section(words)
        shown, room = shown + 1, room - len(words)
    if heads := [_head(text, one) for one in found.objectives[shown:]]:
        yield section(most_that_fit(text, heads))


def _objective(text: Text, found: GradedObjective) -> str:
    lines = [_head(text, found)]
    for one in found.key_results:
        lines += [_key_result(text, one), *_said(text, one)]
    return most_that_fit(text, lines)


def _head(text: Text, found: GradedObjective) -> str:
    return f"*{found.number} {title(found.title)}* — {_whole(text, found.grade)}"


def _whole(text: Text, grade: RollUp) -> str:
    return text("grade.none") if grade.progress is None else graded(text, grade.progress)


def _key_result(text: Text, found: Graded) -> str:
    grade = text("grade.none") if found.grade is None else graded(text, found.grade)
    parts = [grade, *([text(BECAME[found.outcome])] if found.outcome in (Outcome.CARRIED, Outcome.DROPPED) else [])]
    return f"• {found.key_result.short_id} {title(found.key_result.title)} — {' · '.join(parts)}"


def _said(text: Text, found: Graded) -> list[str]:
    note = cut(" ".join(found.note.split()), LONGEST_NOTE)
    return [text("retro.note", note=escape(note))] if note else []


def summary(grading: Grading, teams: Sequence[Retrospective], left: Sequence[Item], ends: bool) -> View:
    """What closing does, before it is done; `left` are the key results that nothing was said of."""
    text = grading.caller.text
    closes = ends and grading.cycle.state is Openness.OPEN
    return View(
        type="modal",
        callback_id=SUMMARY,
        private_metadata=str(grading.cycle.id),
        title=PlainTextObject(text=text("cycle.title_summary")),
        submit=PlainTextObject(text=text("cycle.close" if closes else "form.save")),
        close=PlainTextObject(text=text("form.cancel")),
        blocks=[
            *(section(line) for line in _effects(text, grading, left, closes)),
            *_ending(text, grading, left),
            *_into(text, grading, teams),
            *_back(text, grading),
            *_previews(text, teams),
        ],
    )


def _effects(text: Text, grading: Grading, left: Sequence[Item], closes: bool) -> Iterator[str]:
    cycle = escape(grading.cycle.name)
    if closes:
        yield text("cycle.will_close", cycle=cycle)
    elif grading.correcting:
        yield text("cycle.will_correct")
    elif not left:
        yield text("cycle.will_wait", cycle=cycle, missing=missing(text, grading))
    if left:
        yield most_that_fit(text, [text.count("cycle.ungraded", len(left)), *map(_named, left)])


def _ending(text: Text, grading: Grading, left: Sequence[Item]) -> list[Block]:
    """Of what is not graded an admin may close the cycle all the same, and has to say so."""
    if not (left and grading.rights.person.admin):
        return []
    options = [Option(value=value, text=PlainTextObject(text=text(ENDS[value]))) for value in ENDS]
    choice = RadioButtonsElement(action_id=END, options=options, initial_option=options[0])
    return [InputBlock(block_id=END, label=PlainTextObject(text=text("cycle.end")), element=choice)]


def wants_whole(view: Mapping[str, Any]) -> bool:
    """Whether the cycle is to be closed with what is not graded."""
    chosen = (view.get("state") or {}).get("values", {}).get(END, {}).get(END) or {}
    return (chosen.get("selected_option") or {}).get("value") == WHOLE


def _named(item: Item) -> str:
    return f"• {item.key_result.short_id} {title(item.key_result.title)}"


def missing(text: Text, grading: Grading) -> str:
    """Support (2 key results), Product (1 key result)."""
    return _several([text.count("cycle.missing", left, team=_name(team.name)) for team, left in grading.missing])


def _several(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")


def _name(team: str) -> str:
    return escape(cut(team, LONGEST_NAME))


def _into(text: Text, grading: Grading, teams: Sequence[Retrospective]) -> Iterator[Block]:
    """Where what is carried over goes, or the way to make such a place."""
    if grading.correcting or not any(team.carried for team in teams):
        return
    if grading.next:
        yield section(text("cycle.into", cycle=escape(grading.next.name)))
        return
    yield section(text("cycle.into_none"))
    if grading.rights.may(Action.SET_UP_COMPANY):
        yield from row([button(NEW_CYCLE, text("cycle.button_new"))])


def _back(text: Text, grading: Grading) -> Iterator[Block]:
    if grading.items:
        yield from row([button(BACK, text("cycle.back"))])


def _previews(text: Text, teams: Sequence[Retrospective]) -> Iterator[Block]:
    """What each channel will read, as much of it as a modal holds."""
    for team in teams[:MOST_TEAMS]:
        yield DividerBlock()
        yield section(f"*{title(team.team)}*\n{lead_line(text, team)}")
        shared = min(MOST_TEAMS, len(teams))
        yield from _sections(text, team, ROOM // shared, MOST_SECTIONS // shared)


def outcome(grading: Grading, closed: Closed, lead_of: dict[int, Person]) -> View:
    """What was done, and whose grades are still missing."""
    text, cycle = grading.caller.text, escape(grading.cycle.name)
    said = [text("cycle.is_closed" if closed.over else "cycle.is_saved", cycle=cycle)]
    if closed.told:
        said.append(text("cycle.told", teams=_several([_name(team) for team in closed.told])))
    if closed.left and not closed.over:
        said.append(text.count("cycle.yours_left", closed.left))
    if grading.missing and not closed.over:
        waiting = [f"• {title(team.name)}: {name_of(lead_of[team.lead_id])}" for team, _ in grading.missing]
        said.append(most_that_fit(text, [text("cycle.others_left"), *waiting]))
    if closed.refused:
        said.append(text("cycle.refused", ids=_several(closed.refused)))
    return notice(text, said, "cycle.title_close")
