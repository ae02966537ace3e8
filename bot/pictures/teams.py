"""The teams of a company side by side: values into words and shapes. They come by name, never by rank."""

from collections.abc import Sequence

from bot.company.flow import TeamStanding
from bot.phrases.teams import team_names
from bot.phrases.verdicts import STATUS
from bot.pictures.alt import LONGEST_NAME, Finding, told
from bot.pictures.sixty import how_many, most_pressing
from bot.pictures.sketch import Sketch
from bot.pictures.tones import STATUS_TONE
from bot.rules.attention import Status
from bot.text import Text, cut
from charts.teams import Segment, TeamRow, TeamsChart, layout_teams

ATTENTION, SILENT, CALM = "chart.progress_attention", "chart.progress_no_data", "chart.teams_alt_calm"


def teams(text: Text, title: str, found: Sequence[TeamStanding]) -> Sketch | None:
    """In the order given; none without teams. Of more than sixty those where something needs attention before the
    rest."""
    if not found:
        return None
    named = list(zip(team_names(found), found, strict=True))
    shown = most_pressing(named, [bool(_needing(team)) for team in found])
    chart = TeamsChart(
        title=title,
        subtitle=" · ".join([text("chart.teams_subtitle"), *how_many(text, shown, named)]),
        names={STATUS_TONE[status]: text(words) for status, words in STATUS.items()},
        rows=[_row(text, name, team) for name, team in shown],
        empty=text("chart.teams_none"),
    )
    return Sketch("teams.png", title, _alt(text, named), layout_teams(chart))


def _row(text: Text, name: str, team: TeamStanding) -> TeamRow:
    return TeamRow(
        name=name,
        segments=[
            Segment(tone, n, text.number(n))
            for status, tone in STATUS_TONE.items()
            for n in [team.counts.get(status, 0)]
        ],
        answered=_answered(text, team),
        progress=_progress(text, team),
        detail=text("chart.tree_no_key_results"),
    )


def _answered(text: Text, team: TeamStanding) -> str:
    if not team.asked:
        return text("chart.teams_no_round")
    return text("chart.teams_answered", answered=text.number(team.answered), asked=text.number(team.asked))


def _progress(text: Text, team: TeamStanding) -> str:
    """Beside what was to be expected, where that can be said."""
    if team.score is None:
        return text("chart.teams_no_progress")
    if team.expected is None:
        return text("chart.teams_progress_only", score=text.percent(team.score))
    return text("chart.teams_progress", score=text.percent(team.score), expected=text.percent(team.expected))


def _needing(team: TeamStanding) -> int:
    return team.counts.get(Status.NEEDS_ATTENTION, 0)


def _alt(text: Text, named: Sequence[tuple[str, TeamStanding]]) -> str:
    """Where something needs attention, then where nothing is known, then the rest; all in the order of the picture."""
    items: dict[str, list[str]] = {words: [] for words in (ATTENTION, SILENT, CALM)}
    for name, team in named:
        items[_finding(team)].append(_said(text, name, team))
    return told(text, text.count("chart.teams_alt", len(named)), *(Finding(*found) for found in items.items()))


def _finding(team: TeamStanding) -> str:
    if _needing(team):
        return ATTENTION
    return CALM if any(team.counts.get(status) for status in (Status.SLIGHTLY_BEHIND, Status.ON_TRACK)) else SILENT


def _said(text: Text, name: str, team: TeamStanding) -> str:
    said = cut(name, LONGEST_NAME)
    if count := _needing(team):
        total = text.number(sum(team.counts.values()))
        said = text("chart.teams_alt_team", team=said, needing=text.number(count), total=total)
    answered, progress = _answered(text, team), _progress(text, team)
    return text("chart.teams_alt_item", team=said, answered=answered, progress=progress)
