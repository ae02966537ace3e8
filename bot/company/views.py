"""The digest of a company: what needs a decision, team by team, then the teams side by side, by name and never by
rank, then the company's own objectives."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, HeaderBlock

from bot.actions import LOOK
from bot.commands import Command
from bot.company.flow import CompanyDigest, TeamStanding
from bot.delivery.outgoing import Picture, Post
from bot.objectives.lines import LONGEST_BRANCH, most_that_fit, packed, title
from bot.objectives.standing import ObjectiveStanding
from bot.objectives.urgency import Risk
from bot.phrases.blocks import button, context, row, section
from bot.phrases.people import name_of
from bot.phrases.verdicts import reasons
from bot.rules.attention import Status
from bot.rules.progress import RollUp
from bot.text import Text, cut, escape

COUNTED = {
    Status.NEEDS_ATTENTION: "company.needing",
    Status.SLIGHTLY_BEHIND: "company.slightly_behind",
    Status.ON_TRACK: "company.on_track",
    Status.NO_DATA: "company.no_data",
}
STATUS = {
    Status.NEEDS_ATTENTION: "okr.needs_attention",
    Status.SLIGHTLY_BEHIND: "verdict.slightly_behind",
    Status.ON_TRACK: "company.objective_on_track",
    Status.NO_DATA: "company.objective_no_data",
}
LONGEST_BLOCKER = 150
MOST_DECIDING, MOST_TEAMS, MOST_OBJECTIVES = 18, 12, 8
"""Texts of at most 3,000 characters each, of the fifty that a message may hold."""
Said = tuple[str, str]
"""What something is called, and what is said of it: bold tells them apart for eyes, a colon in plain words."""


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
    told: list[Block] = [section(text("preview.picture", words=escape(words))) for words in pictures]
    first, rest = post.blocks[: post.before_pictures], post.blocks[post.before_pictures :]
    also = [context(text("company.namesake", team=title(namesake)))] if namesake else []
    intro = text("company.only_you")
    return Post(f"{intro}\n{post.text}", [context(intro), *first, *told, *rest, *also])


def _post(text: Text, found: CompanyDigest, pictures: Sequence[Picture]) -> Post:
    heading, lead = text("company.title", day=text.day(found.today)), list(_lead(text, found))
    deciding = [(team.name, "\n".join(_decisions(text, found, team))) for team in found.teams if team.decisions]
    teams = [(_called(found, team), _team(text, found, team)) for team in found.teams]
    objectives = [(f"{one.number} {one.title}", _objective(text, one)) for one in found.company]
    head: list[Block] = [HeaderBlock(text=heading), section("\n".join([f"*{lead[0]}*", *lead[1:]]))]
    head += _listed(text, "company.deciding", [f"*{_name(name)}*\n{said}\n" for name, said in deciding], MOST_DECIDING)
    body = _listed(text, "company.teams", [f"*{_name(name)}*: {said}" for name, said in teams], MOST_TEAMS)
    body += _listed(
        text, "company.objectives", [f"*{_name(name)}*: {said}" for name, said in objectives], MOST_OBJECTIVES
    )
    plain = [f"{heading}: {lead[0]}", *lead[1:], *(f"{_name(name)}:\n{said}" for name, said in deciding)]
    plain += [f"{_name(name)}: {said}" for name, said in (*teams, *objectives)]
    ways = row([button(LOOK, text("company.button_risks"), Command.AT_RISK)]) if deciding else []
    return Post(most_that_fit(text, plain), [*head, *body, *ways], tuple(pictures), before_pictures=len(head))


def _lead(text: Text, found: CompanyDigest) -> Iterator[str]:
    needing = [team for team in found.teams if team.decisions]
    if needing:
        n, teams = sum(len(team.decisions) for team in needing), len({team.team_id for team in needing})
        yield text.count("company.decisions", n, teams=teams, of=len({team.team_id for team in found.teams}))
    else:
        yield text("company.no_decisions")
    if found.without_round:
        yield text.count("company.without_round", found.without_round, day=text.day(found.since))


def _listed(text: Text, heading: str, lines: Sequence[str], most: int) -> list[Block]:
    """In at most `most` texts under a heading, with how many more there are."""
    kept = next((n for n in range(len(lines), 0, -1) if len(packed(lines[:n])) <= most), 0)
    left = [text.count("okr.lines_left", len(lines) - kept)] if kept < len(lines) else []
    texts = packed([f"*{text(heading)}*", *lines[:kept]])
    return [section(words.rstrip()) for words in (*texts, *left)] if lines else []


def _decisions(text: Text, found: CompanyDigest, team: TeamStanding) -> Iterator[str]:
    most = _most_decisions(found)
    yield from (_decision(text, risk) for risk in team.decisions[:most])
    if len(team.decisions) > most:
        yield text.count("okr.lines_left", len(team.decisions) - most)


def _most_decisions(found: CompanyDigest) -> int:
    """Of each team: the more teams there are, the fewer."""
    needing = sum(bool(team.decisions) for team in found.teams)
    return 3 if needing <= 6 else 2 if needing <= 12 else 1


def _decision(text: Text, risk: Risk) -> str:
    item = risk.key_result
    words = escape(cut(item.title, LONGEST_BRANCH))
    said = f"• {item.short_id} {words}: {reasons(text, item)} · {name_of(item.owner)}"
    if risk.blocked is None or item.last is None:
        return said
    blocker = escape(cut(item.last.blocker, LONGEST_BLOCKER))
    return f"{said} · {text('company.blocked', words=blocker, day=text.day(risk.blocked))}"


def _called(found: CompanyDigest, team: TeamStanding) -> str:
    """With the cycle where a team has several."""
    several = sum(one.team_id == team.team_id for one in found.teams) > 1
    return f"{team.name} ({team.cycle})" if several else team.name


def _name(words: str) -> str:
    return escape(cut(words, LONGEST_BRANCH))


def _team(text: Text, found: CompanyDigest, team: TeamStanding) -> str:
    counted = [text.count(COUNTED[status], n) for status, n in team.counts.items() if n]
    parts = ", ".join([*(counted or [text("company.no_key_results")]), _answered(text, found, team)])
    return f"{parts}; {progress}" if (progress := ", ".join(_progress(text, team))) else parts


def _answered(text: Text, found: CompanyDigest, team: TeamStanding) -> str:
    if team.day is None:
        return text("company.no_round", day=text.day(found.since))
    return text("company.answered", answered=team.answered, asked=team.asked)


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
