"""The digest of a company: what needs a decision, team by team, then the teams side by side, by name and never by
rank, then the company's own objectives."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from slack_sdk.models.blocks import Block, HeaderBlock

from bot.actions import LOOK
from bot.commands import Command
from bot.company.flow import CompanyDigest, TeamStanding
from bot.delivery.outgoing import Picture, Post
from bot.objectives.lines import packed, title
from bot.objectives.standing import ObjectiveStanding
from bot.objectives.urgency import Risk
from bot.phrases.blocks import button, context, row, section
from bot.phrases.people import name_of
from bot.phrases.pictures import in_words
from bot.phrases.teams import team_names
from bot.phrases.verdicts import STATUS, reasons
from bot.rules.attention import Status
from bot.rules.progress import RollUp
from bot.text import Text, cut, escape

COUNTED = {
    Status.NEEDS_ATTENTION: "okr.needing",
    Status.SLIGHTLY_BEHIND: "company.slightly_behind",
    Status.ON_TRACK: "company.on_track",
    Status.NO_DATA: "company.no_data",
}


# Slack takes some 13,000 characters of blocks in all, whatever each of them may hold.
LONGEST_DECISIONS, LONGEST_TEAMS, LONGEST_OBJECTIVES = 5_400, 4_500, 1_500


class Detail(NamedTuple):
    """How many decisions of a team, and how many characters of a title and of a blocker, are told."""

    most: int
    title: int
    blocker: int


DETAILS = (Detail(3, 150, 150), Detail(2, 70, 100), Detail(1, 70, 60), Detail(1, 40, 0))
"""The more there is, the less of each team, and the same of all of them."""
LONGEST_NAME = 60


def digest(text: Text, found: CompanyDigest, pictures: Sequence[Picture] = ()) -> Post:
    """What somebody gets who wants it each week."""
    post = _post(text, found, pictures)
    return Post(post.text, [*post.blocks, context(text("company.why"))], post.pictures, post.before_pictures)


def shown(text: Text, found: CompanyDigest, pictures: Sequence[str], namesake: str = "") -> Post:
    """The same on demand, with what the pictures say in words: files go to no one person's eyes alone. `namesake` is a
    team that bears the company's name here."""
    if not found.teams:
        return Post(text("company.nothing"), [section(text("company.nothing"))])
    post = _post(text, found, ())
    also = [context(text("company.namesake", team=title(namesake)))] if namesake else []
    intro = text("company.only_you")
    return Post(f"{intro}\n{post.text}", [context(intro), *post.around(in_words(text, pictures)), *also])


def _post(text: Text, found: CompanyDigest, pictures: Sequence[Picture]) -> Post:
    heading, lead = text("company.title", day=text.day(found.today)), list(_lead(text, found))
    deciding, teams, objectives = _parts(text, found, "*{}*")
    head: list[Block] = [HeaderBlock(text=heading), section("\n".join([f"*{lead[0]}*", *lead[1:]]))]
    head += _listed(text, "digest.decisions", [f"{group}\n" for group in deciding])
    body = [*_listed(text, "company.teams", teams), *_listed(text, "company.objectives", objectives)]
    ways = row([button(LOOK, text("company.button_risks"), Command.AT_RISK)]) if deciding else []
    heard = [f"{heading}: {lead[0]}", *lead[1:], *chain(*_parts(text, found, "{}"))]
    return Post("\n".join(heard), [*head, *body, *ways], tuple(pictures), before_pictures=len(head))


def _parts(text: Text, found: CompanyDigest, named: str) -> tuple[list[str], list[str], list[str]]:
    """What needs a decision, the teams, and the company's objectives, each with its name put into `named`."""
    called = [
        (named.format(_name(name)), team) for name, team in zip(team_names(found.teams), found.teams, strict=True)
    ]
    teams = [f"{name}: {_team(text, found, team)}" for name, team in called]
    objectives = [
        f"{named.format(_name(f'{one.number} {one.title}'))}: {_objective(text, one)}" for one in found.company
    ]
    return _deciding(text, called), _kept(text, teams, LONGEST_TEAMS), _kept(text, objectives, LONGEST_OBJECTIVES)


def _deciding(text: Text, called: Sequence[tuple[str, TeamStanding]]) -> list[str]:
    """A text a team, with as much detail as there is room for."""
    groups: list[str] = []
    for detail in DETAILS:
        groups = ["\n".join([name, *_decisions(text, team, detail)]) for name, team in called if team.decisions]
        if sum(map(len, groups)) + 2 * len(groups) <= LONGEST_DECISIONS:
            return groups
    return _kept(text, groups, LONGEST_DECISIONS)


def _kept(text: Text, lines: Sequence[str], room: int) -> list[str]:
    """Those that there is room for, and how many more there are."""
    lengths = list(accumulate(len(line) + 2 for line in lines))
    kept = bisect_right(lengths, room)
    return [*lines[:kept], *([text.count("okr.lines_left", len(lines) - kept)] if kept < len(lines) else [])]


def _listed(text: Text, heading: str, lines: Sequence[str]) -> list[Block]:
    return [section(words.rstrip()) for words in (f"*{text(heading)}*", *packed(lines))] if lines else []


def _lead(text: Text, found: CompanyDigest) -> Iterator[str]:
    needing = [team for team in found.teams if team.decisions]
    if needing:
        of = len({team.team_id for team in found.teams})
        teams = text.count("company.in_teams", len({team.team_id for team in needing}), of=of)
        yield text.count("company.decisions", sum(len(team.decisions) for team in needing), teams=teams)
    else:
        yield text("company.no_decisions")
    if found.without_round:
        yield text.count("company.without_round", found.without_round, day=text.day(found.since))


def _decisions(text: Text, team: TeamStanding, detail: Detail) -> Iterator[str]:
    yield from (_decision(text, risk, detail) for risk in team.decisions[: detail.most])
    if len(team.decisions) > detail.most:
        yield text.count("okr.lines_left", len(team.decisions) - detail.most)


def _decision(text: Text, risk: Risk, detail: Detail) -> str:
    item = risk.key_result
    words = escape(cut(item.title, detail.title))
    said = f"• {item.short_id} {words}: {reasons(text, item)} · {name_of(item.owner)}"
    if risk.blocked is None or item.last is None:
        return said
    if not detail.blocker:
        return f"{said} · {text('company.blocked_since', day=text.day(risk.blocked))}"
    blocker = escape(cut(item.last.blocker, detail.blocker))
    return f"{said} · {text('company.blocked', words=blocker, day=text.day(risk.blocked))}"


def _name(words: str) -> str:
    return escape(cut(words, LONGEST_NAME))


def _team(text: Text, found: CompanyDigest, team: TeamStanding) -> str:
    counted = [text.count(COUNTED[status], n) for status, n in team.counts.items() if n]
    parts = ", ".join([*(counted or [text("chart.tree_no_key_results")]), _answered(text, found, team)])
    return f"{parts}; {progress}" if (progress := ", ".join(_progress(text, team))) else parts


def _answered(text: Text, found: CompanyDigest, team: TeamStanding) -> str:
    if team.day is None:
        return text("company.no_round", day=text.day(found.since))
    return text("chart.teams_answered", answered=team.answered, asked=team.asked)


def _progress(text: Text, team: TeamStanding) -> Iterator[str]:
    if team.score is None:
        return
    yield text.percent(team.score)
    if team.expected is not None:
        yield text("company.expected", expected=text.percent(team.expected))
    if team.change is not None and (points := round(team.change * 100)):
        yield text.count("company.up" if points > 0 else "company.down", abs(points))


def _objective(text: Text, one: ObjectiveStanding) -> str:
    return ", ".join([*_score(text, one.score), text(STATUS[one.status])])


def _score(text: Text, score: RollUp) -> Iterator[str]:
    if score.progress is not None:
        yield text.percent(score.progress)
        if score.counted < score.total:
            yield text("company.counted", counted=score.counted, total=score.total)
